package org.guanjia.platform.files;

/** A picture as kept, or one of its thumbnails. */
public enum Variant {
  ORIGINAL(""),
  /** At most 320 pixels on the longer side: lists and galleries. */
  SMALL(".320"),
  /** At most 1280 pixels on the longer side: looking at it on a screen. */
  LARGE(".1280");

  private final String suffix;

  Variant(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }
}

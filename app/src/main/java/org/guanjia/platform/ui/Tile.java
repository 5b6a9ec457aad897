package org.guanjia.platform.ui;

import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param value already written in the viewer's language
 * @param unit after the value; null for none
 * @param more a line below; null for none
 * @param href the list the figure was counted from; null for none
 */
public record Tile(
    String label, String value, @Nullable String unit, @Nullable String more, @Nullable String href, @Nullable Tone tone) {

  public static Tile of(String label, String value) {
    return new Tile(label, value, null, null, null, null);
  }

  public Tile unit(String unit) {
    return new Tile(label, value, unit, more, href, tone);
  }

  public Tile more(@Nullable String more) {
    return new Tile(label, value, unit, more, href, tone);
  }

  public Tile to(@Nullable String href) {
    return new Tile(label, value, unit, more, href, tone);
  }

  public Tile tone(@Nullable Tone tone) {
    return new Tile(label, value, unit, more, href, tone);
  }
}

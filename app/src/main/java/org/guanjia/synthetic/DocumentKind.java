package org.guanjia.synthetic;

/** The document somebody is known by. */
public enum DocumentKind {
  RESIDENT_ID("居民身份证"),
  PASSPORT("护照"),
  HK_MACAO_PERMIT("港澳居民来往内地通行证"),
  TAIWAN_PERMIT("台湾居民来往大陆通行证"),
  /** None yet: a baby that nobody has registered. */
  NONE("无");

  private final String word;

  DocumentKind(String word) {
    this.word = word;
  }

  /** As offices write it. */
  public String word() {
    return word;
  }
}

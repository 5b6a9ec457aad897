package org.guanjia.synthetic;

/** Sex as the last but one digit of a resident ID tells it: odd for men, even for women (GB 11643). */
public enum Sex {
  MALE("男"),
  FEMALE("女");

  private final String word;

  Sex(String word) {
    this.word = word;
  }

  /** As offices write it. */
  public String word() {
    return word;
  }

  /** The other one. */
  public Sex other() {
    return this == MALE ? FEMALE : MALE;
  }
}

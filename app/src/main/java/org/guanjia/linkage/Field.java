package org.guanjia.linkage;

/** What two records are compared by. */
public enum Field {
  NAME,
  BIRTH,
  SEX,
  VILLAGE,
  PHONE,
  DOCUMENT;

  /** Its name for people, for {@code platform.web.Messages}. */
  public String messageKey() {
    return "linkage.field." + this;
  }
}

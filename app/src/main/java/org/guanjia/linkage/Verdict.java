package org.guanjia.linkage;

/** What is done with a row. */
public enum Verdict {
  /** It is of the best candidate; nobody needs to look. */
  MATCH,
  /** Somebody must look. */
  REVIEW,
  /** It is of nobody in the register. */
  DIFFERENT;

  /** Its name for people, for {@code platform.web.Messages}. */
  public String messageKey() {
    return "linkage.verdict." + this;
  }
}

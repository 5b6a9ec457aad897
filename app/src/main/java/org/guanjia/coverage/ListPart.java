package org.guanjia.coverage;

/** A part of the difference between a list and the register, by name. */
public enum ListPart {
  ALL,
  PAID,
  ASKED,
  /** On the list, entitled, not paid and not asked for. */
  FORGOTTEN,
  UNKNOWN,
  NOT_ENTITLED,
  MEMBER,
  NOT_MEMBER,
  /** On the list, not in the register. */
  OUTSIDE,
  /** Somebody must look who is meant. */
  DOUBTFUL,
  /** In the register's group, not on the list. */
  GROUP_ONLY,
  /** Paid, not on the list. */
  PAID_ONLY;

  /** Whether its persons are on the list. */
  public boolean listed() {
    return this != GROUP_ONLY && this != PAID_ONLY;
  }
}

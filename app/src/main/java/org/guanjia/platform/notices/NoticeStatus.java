package org.guanjia.platform.notices;

/** Where a notice stands. */
public enum NoticeStatus {
  /** In the outbox, for the first or the next attempt. */
  WAITING,
  /** In the hands of one copy of the program. */
  SENDING,
  SENT,
  /** Refused, or tried too often: a person decides. */
  FAILED,
  /** May have gone out: a person decides. */
  UNCERTAIN,
  /** A person has told the recipient otherwise, or knows it was not needed. */
  SETTLED
}

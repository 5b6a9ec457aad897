package org.guanjia.meetings;

/** Whether a member came. */
public enum Attendance {
  PRESENT,
  /** Somebody else came for the member, and is named. */
  SUBSTITUTE,
  ABSENT
}

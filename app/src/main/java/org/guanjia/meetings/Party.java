package org.guanjia.meetings;

/** What kind of member is invited, or owes something. */
public enum Party {
  /** A department of the catalogue, by its code. */
  DEPARTMENT,
  /** A village or community, by its code. */
  VILLAGE,
  /** A member of staff, by user id. */
  USER
}

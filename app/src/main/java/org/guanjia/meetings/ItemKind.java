package org.guanjia.meetings;

/** What an item of the agenda is about. */
public enum ItemKind {
  /** A micro-project that lies before the joint meeting. */
  PROJECT,
  /** A request that the desk marked for the meeting. */
  REQUEST,
  /** What an earlier meeting gave somebody to do. */
  FOLLOW_UP
}

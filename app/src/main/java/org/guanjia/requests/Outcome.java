package org.guanjia.requests;

/** What the desk makes of a request: the six outcomes of triage. */
public enum Outcome {
  /** Answered at once by the desk. */
  ANSWER,
  /** An existing policy covers it; the answer names it. */
  POLICY,
  /** Given to departments. */
  DEPARTMENT,
  /** Proposed as a micro-project (微实事). */
  MICRO_PROJECT,
  /** Taken as a micro-wish (微心愿); only when no policy covers it. */
  WISH,
  /** Declined with a reason. */
  DECLINE
}

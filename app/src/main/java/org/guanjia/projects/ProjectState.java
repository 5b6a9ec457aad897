package org.guanjia.projects;

/** Where a project stands. The moves between states are {@link ProjectMove}'s. */
public enum ProjectState {
  /** In the library, not looked at on the spot yet. */
  PROPOSED,
  /** Looked at on the spot. */
  SURVEYED,
  /** Laid before the joint meeting. */
  BEFORE_MEETING,
  /** The joint meeting approved it, with a budget by source. */
  APPROVED,
  /** The joint meeting put it off; it may be laid before it again. */
  DEFERRED,
  /** The joint meeting refused it, with a reason. */
  REFUSED,
  /** Being built, or the service being given. */
  UNDER_WAY,
  /** Inspected by somebody other than the builder and found done. */
  ACCEPTED,
  /** Finished and shown before and after. */
  CLOSED,
  /** Taken back, with a reason. */
  WITHDRAWN;

  /** Somebody still has to do something. */
  public boolean open() {
    return switch (this) {
      case PROPOSED, SURVEYED, BEFORE_MEETING, APPROVED, DEFERRED, UNDER_WAY, ACCEPTED -> true;
      case REFUSED, CLOSED, WITHDRAWN -> false;
    };
  }
}

package org.guanjia.insight;

/** Where a monthly brief stands. */
public enum BriefState {
  /** Its figures are frozen; it waits for another person's approval. */
  ISSUED,
  /** Approved by another person than the one who issued it. */
  APPROVED,
  /** Taken back with a reason; the month may have another one. */
  WITHDRAWN;

  /** The one graph of its life: issued, then approved; from both it may be taken back. */
  boolean mayBecome(BriefState next) {
    return switch (this) {
      case ISSUED -> next == APPROVED || next == WITHDRAWN;
      case APPROVED -> next == WITHDRAWN;
      case WITHDRAWN -> false;
    };
  }
}

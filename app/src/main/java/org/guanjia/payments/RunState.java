package org.guanjia.payments;

/** Where a run stands; its message key is {@code payments.state.} and the name. */
public enum RunState {
  /** Computed; what was held is looked at. */
  PROPOSED,
  /** Handed to whoever approves it. */
  SUBMITTED,
  /** Approved: what it pays is on its way in everybody's account. */
  APPROVED,
  /** All of it stands in files for the bank. */
  FILED,
  /** The bank answered for some of it. */
  PARTLY,
  /** The bank answered for all of it. */
  RETURNED,
  CLOSED,
  CANCELLED;

  /** Whether something is still to be done with it. */
  public boolean open() {
    return this != CLOSED && this != CANCELLED;
  }

  /** Whether its lines are settled by a person's approval. */
  public boolean approved() {
    return switch (this) {
      case APPROVED, FILED, PARTLY, RETURNED, CLOSED -> true;
      case PROPOSED, SUBMITTED, CANCELLED -> false;
    };
  }
}

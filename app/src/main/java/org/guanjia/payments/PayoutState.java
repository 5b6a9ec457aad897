package org.guanjia.payments;

/** Where a payment stands, and each of its months; its message key is {@code payments.payout.} and the name. */
public enum PayoutState {
  PROPOSED,
  /** Left out of the run by a person, with a reason; what is owed stays owed. */
  TAKEN_OUT,
  /** Approved; the bank has not answered. */
  ORDERED,
  PAID,
  /** The bank refused it, or gave it back. */
  FAILED,
  /** Its run was given up. */
  CANCELLED
}

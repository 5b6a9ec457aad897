package org.guanjia.payments;

/** Why a payment is held until somebody has looked at it; its message key is {@code payments.hold.} and the name. */
public enum HoldReason {
  /** The register knows no account. */
  NO_ACCOUNT,
  /** The account's check digit is wrong. */
  BAD_ACCOUNT,
  /** Two persons of this run have one account. */
  ACCOUNT_OF_TWO,
  /** Somebody else of the register, who is not in this run, has the same account. */
  ACCOUNT_SHARED,
  /** Another account than the last payment's. */
  ACCOUNT_CHANGED,
  /** The account that the bank refused last. */
  ACCOUNT_FAILED,
  /** Twice the last month's, or half of it. */
  AMOUNT_FAR,
  /** Older than anybody is likely to be. */
  VERY_OLD,
  DIED,
  /** Neither registered nor living here any more. */
  MOVED,
  /** Somebody of the same name and birth date is paid too: maybe one person with two records. */
  DOUBLE,
  /** The award does not pay one of its months any more, as it did when the run was computed. */
  AWARD_CHANGED,
  /** Another entitlement was determined of one of its months after the run was computed, or it is not known any more. */
  ENTITLEMENT_CHANGED;

  /** Whether it is about the account and gone when the register knows a good one. */
  boolean ofAccount() {
    return this == NO_ACCOUNT || this == BAD_ACCOUNT || this == ACCOUNT_CHANGED;
  }

  /** Whether the amount is wrong: not let go for any reason, as long as that is so. */
  boolean ofAmount() {
    return this == AWARD_CHANGED || this == ENTITLEMENT_CHANGED;
  }
}

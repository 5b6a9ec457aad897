package org.guanjia.payments;

/** Why a payment differs from the last month's; its message key is {@code payments.changeWhy.} and the name. */
public enum ChangeWhy {
  /** Awarded since. */
  AWARDED,
  /** The award ended or is suspended. */
  NO_AWARD,
  /** Nothing is due by the rules any more. */
  NOT_ENTITLED,
  /** A fact is missing by now. */
  UNKNOWN,
  /** Time alone: another age. */
  AGE,
  /** Other facts in the register: ability, hardship, residence. */
  FACTS,
  /** The rule's amount. */
  AMOUNT,
  /** Other rules. */
  RULES,
  /** Earlier months are paid now. */
  ARREARS,
  /** Earlier months were paid last month. */
  ARREARS_BEFORE,
  /** What a bank refused is paid again. */
  AGAIN,
  /** Last month's payment was taken out, or the bank refused it. */
  NOT_PAID_BEFORE
}

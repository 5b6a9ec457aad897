package org.guanjia.payments;

/** Why money goes out. */
public enum RunKind {
  /** A month of one or several programmes, with arrears of earlier months. */
  MONTHLY,
  /** What a bank refused, once the account was put right. */
  CORRECTION
}

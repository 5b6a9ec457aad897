package org.guanjia.payments;

/** What stands in a column of a bank's file; its message key is {@code payments.content.} and the name. */
public enum LayoutContent {
  /** From 1 on, within the file. */
  SEQUENCE,
  /** The payment's number, by which the bank's answer is matched. */
  REFERENCE,
  NAME,
  ACCOUNT,
  AMOUNT,
  /** Programme and month, as the bank's statement shows it to the person. */
  PURPOSE,
  MONTH,
  VILLAGE,
  PAYDAY,
  /** The words given with the column. */
  FIXED,
  EMPTY,
  /** Of a line of totals: how many payments. */
  COUNT,
  /** Of a line of totals: what they come to. */
  TOTAL,
  /** Of an answer: paid or not, in the bank's words. */
  RESULT,
  /** Of an answer: why not. */
  REASON;

  /** Whether a column of payments may hold it. */
  boolean ofPayment() {
    return ordinal() <= EMPTY.ordinal();
  }

  /** Whether a line of totals may hold it. */
  boolean ofTotal() {
    return this == COUNT || this == TOTAL || this == FIXED || this == EMPTY || this == MONTH || this == PAYDAY;
  }

  boolean ofReturn() {
    return this == SEQUENCE || this == REFERENCE || this == NAME || this == ACCOUNT || this == AMOUNT || this == RESULT || this == REASON;
  }
}

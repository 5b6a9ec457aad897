package org.guanjia.payments;

/** Which way a file goes. */
public enum LayoutKind {
  /** To the bank. */
  PAYMENT,
  /** The bank's answer. */
  RETURN
}

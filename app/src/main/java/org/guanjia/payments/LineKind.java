package org.guanjia.payments;

/** Why a month stands in a run; its message key is {@code payments.line.} and the name. */
public enum LineKind {
  /** The month of the run. */
  REGULAR,
  /** An earlier month of which less was paid than is due. */
  ARREARS,
  /** A month that a bank did not pay out. */
  AGAIN
}

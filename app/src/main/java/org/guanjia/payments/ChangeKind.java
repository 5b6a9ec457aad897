package org.guanjia.payments;

/** How a person's payment differs from the last month's; its message key is {@code payments.change.} and the name. */
public enum ChangeKind {
  NEW,
  GONE,
  MORE,
  LESS
}

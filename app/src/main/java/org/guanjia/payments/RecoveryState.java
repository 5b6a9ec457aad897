package org.guanjia.payments;

/** Where it stands that something paid too much comes back; its message key is {@code payments.recoveryState.} and the name. */
public enum RecoveryState {
  /** Found, not talked over with the person yet. */
  OPEN,
  /** Kept back in agreed instalments. */
  AGREED,
  SUSPENDED,
  /** Somebody asked to give it up; another person decides. */
  WRITE_OFF_ASKED,
  /** All of it came back, or turned out to be due after all. */
  SETTLED,
  WRITTEN_OFF;

  public boolean open() {
    return this != SETTLED && this != WRITTEN_OFF;
  }
}

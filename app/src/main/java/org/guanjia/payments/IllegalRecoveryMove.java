package org.guanjia.payments;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The recovery's life cycle does not allow that where it stands, or somebody else moved it on since the form was shown; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class IllegalRecoveryMove extends RuntimeException {

  private final long recovery;
  private final RecoveryState from;
  private final boolean stale;

  IllegalRecoveryMove(long recovery, RecoveryMove move, RecoveryState from, boolean stale) {
    super("recovery " + recovery + ": " + move + " from " + from);
    this.recovery = recovery;
    this.from = from;
    this.stale = stale;
  }

  public long recovery() {
    return recovery;
  }

  /** Where it stands. */
  public RecoveryState from() {
    return from;
  }

  /** Whether the move would have been possible had nothing changed in between. */
  public boolean stale() {
    return stale;
  }
}

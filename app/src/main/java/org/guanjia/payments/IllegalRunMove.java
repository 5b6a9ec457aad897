package org.guanjia.payments;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The run's life cycle does not allow that where it stands; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class IllegalRunMove extends RuntimeException {

  private final long run;
  private final RunMove move;
  private final RunState from;

  IllegalRunMove(long run, RunMove move, RunState from) {
    super("run " + run + ": " + move + " from " + from);
    this.run = run;
    this.move = move;
    this.from = from;
  }

  public long run() {
    return run;
  }

  public RunMove move() {
    return move;
  }

  /** Where it stands. */
  public RunState from() {
    return from;
  }
}

package org.guanjia.payments;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else moved the run on since the form was shown; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StaleRun extends RuntimeException {

  private final long run;

  StaleRun(long run) {
    super("changed since: run " + run);
    this.run = run;
  }

  public long run() {
    return run;
  }
}

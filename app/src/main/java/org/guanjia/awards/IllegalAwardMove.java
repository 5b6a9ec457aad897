package org.guanjia.awards;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The award stands where that cannot be done; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class IllegalAwardMove extends RuntimeException {

  private final AwardState from;

  public IllegalAwardMove(AwardMove move, AwardState from) {
    super(move + " is not possible from " + from);
    this.from = from;
  }

  public AwardState from() {
    return from;
  }
}

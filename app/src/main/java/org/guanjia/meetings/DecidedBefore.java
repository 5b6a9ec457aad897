package org.guanjia.meetings;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else has written the decision on this item down already; it stands. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class DecidedBefore extends RuntimeException {
  public DecidedBefore(long item) {
    super("decided before: item " + item);
  }
}

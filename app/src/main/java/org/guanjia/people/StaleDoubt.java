package org.guanjia.people;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else decided it since it was shown; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StaleDoubt extends RuntimeException {

  private final long id;

  public StaleDoubt(long id) {
    super("decided since: doubt " + id);
    this.id = id;
  }

  public long id() {
    return id;
  }
}

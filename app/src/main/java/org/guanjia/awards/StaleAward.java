package org.guanjia.awards;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed the award since the form was shown; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StaleAward extends RuntimeException {

  private final long id;

  public StaleAward(long id) {
    super("changed since: award " + id);
    this.id = id;
  }

  public long id() {
    return id;
  }
}

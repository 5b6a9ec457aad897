package org.guanjia.people;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed the household since the form was shown; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StaleHousehold extends RuntimeException {

  private final long id;

  public StaleHousehold(long id) {
    super("changed since: household " + id);
    this.id = id;
  }

  public long id() {
    return id;
  }
}

package org.guanjia.people;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed the person since the form was shown; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StalePerson extends RuntimeException {

  private final long id;

  public StalePerson(long id) {
    super("changed since: person " + id);
    this.id = id;
  }

  public long id() {
    return id;
  }
}

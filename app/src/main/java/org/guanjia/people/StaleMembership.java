package org.guanjia.people;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed the membership since the form was shown; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StaleMembership extends RuntimeException {

  private final long person;

  public StaleMembership(long id, long person) {
    super("changed since: membership " + id);
    this.person = person;
  }

  public long person() {
    return person;
  }
}

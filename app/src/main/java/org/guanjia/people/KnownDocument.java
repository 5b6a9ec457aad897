package org.guanjia.people;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody of the town has that document already; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class KnownDocument extends RuntimeException {

  private final long person;

  public KnownDocument(long person) {
    super("the document is that of person " + person);
    this.person = person;
  }

  public long person() {
    return person;
  }
}

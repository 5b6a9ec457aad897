package org.guanjia.people;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No doubt of that number that this viewer may see. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchDoubt extends RuntimeException {
  public NoSuchDoubt(long id) {
    super("no such doubt: " + id);
  }
}

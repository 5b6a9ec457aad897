package org.guanjia.people;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No household of that number that this viewer may see. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchHousehold extends RuntimeException {
  public NoSuchHousehold(long id) {
    super("no such household: " + id);
  }
}

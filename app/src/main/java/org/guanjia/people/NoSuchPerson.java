package org.guanjia.people;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No person of that number that this viewer may see. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchPerson extends RuntimeException {
  public NoSuchPerson(long id) {
    super("no such person: " + id);
  }
}

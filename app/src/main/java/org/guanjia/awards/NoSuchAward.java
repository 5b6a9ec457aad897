package org.guanjia.awards;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No award of that number that this viewer may see. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchAward extends RuntimeException {
  public NoSuchAward(long id) {
    super("no such award: " + id);
  }
}

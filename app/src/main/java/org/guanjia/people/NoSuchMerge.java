package org.guanjia.people;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No merge of that number that this viewer may see. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchMerge extends RuntimeException {
  public NoSuchMerge(long id) {
    super("no such merge: " + id);
  }
}

package org.guanjia.coverage;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no outside list of that number. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchList extends RuntimeException {
  NoSuchList(long id) {
    super("no outside list " + id);
  }
}

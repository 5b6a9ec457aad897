package org.guanjia.coverage;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The viewer sees no finding of that number. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchFinding extends RuntimeException {
  NoSuchFinding(long id) {
    super("no finding " + id);
  }
}

package org.guanjia.coverage;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody changed the finding since it was looked at. */
@ResponseStatus(HttpStatus.CONFLICT)
public class StaleFinding extends RuntimeException {
  StaleFinding(long id) {
    super("finding " + id + " was changed since");
  }
}

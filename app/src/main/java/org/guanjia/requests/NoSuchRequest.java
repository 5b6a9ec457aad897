package org.guanjia.requests;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No request of that code that this viewer may see. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchRequest extends RuntimeException {
  public NoSuchRequest(String code) {
    super("no such request: " + code);
  }
}

package org.guanjia.requests;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed the request since the form was shown; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StaleRequest extends RuntimeException {

  private final String code;

  public StaleRequest(String code) {
    super("changed since: " + code);
    this.code = code;
  }

  public String code() {
    return code;
  }
}

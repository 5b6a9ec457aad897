package org.guanjia.projects;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed the project since the form was shown; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StaleProject extends RuntimeException {

  private final String code;

  public StaleProject(String code) {
    super("changed since: " + code);
    this.code = code;
  }

  public String code() {
    return code;
  }
}

package org.guanjia.projects;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No project of that code that this viewer may see. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchProject extends RuntimeException {
  public NoSuchProject(String code) {
    super("no such project: " + code);
  }
}

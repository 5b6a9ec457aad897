package org.guanjia.benefits;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The town has no programme, or version of it, by that name. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchProgramme extends RuntimeException {

  NoSuchProgramme(String code) {
    super(code);
  }
}

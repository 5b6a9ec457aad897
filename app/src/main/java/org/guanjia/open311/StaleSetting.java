package org.guanjia.open311;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed the service's settings, or the key's limit, since the form was made; nothing was saved. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StaleSetting extends RuntimeException {
  StaleSetting(String of) {
    super(of);
  }
}

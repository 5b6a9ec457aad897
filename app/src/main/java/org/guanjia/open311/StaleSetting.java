package org.guanjia.open311;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed the service's settings since the form was made; nothing was saved. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StaleSetting extends RuntimeException {
  StaleSetting(String service) {
    super(service);
  }
}

package org.guanjia.platform.access;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** No user of this town has that id. Somebody of another town is answered alike. */
final class NoSuchUser extends ResponseStatusException {
  NoSuchUser() {
    super(HttpStatus.NOT_FOUND);
  }
}

package org.guanjia.simulation;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Nobody simulated under that number, or not for this viewer. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchSimulation extends RuntimeException {
  NoSuchSimulation(long id) {
    super("no simulation " + id);
  }
}

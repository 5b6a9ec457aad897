package org.guanjia.payments;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no run, payment, file, layout or recovery of that number that this actor may see. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchPayment extends RuntimeException {

  NoSuchPayment(String what, Object number) {
    super("no " + what + " " + number);
  }
}

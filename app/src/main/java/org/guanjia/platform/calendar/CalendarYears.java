package org.guanjia.platform.calendar;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The years that a calendar can be asked for. */
final class CalendarYears {

  private CalendarYears() {}

  @ResponseStatus(HttpStatus.NOT_FOUND)
  static final class NoSuchYear extends RuntimeException {}

  static void check(int year) {
    if (year < CalendarYear.FIRST_YEAR || year > CalendarYear.LAST_YEAR) throw new NoSuchYear();
  }
}

package org.guanjia.payments;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import org.guanjia.platform.calendar.WorkingDays;

/** Months as the database keeps them: by their first day. */
final class Months {

  private Months() {}

  static LocalDate day(YearMonth month) {
    return month.atDay(1);
  }

  static YearMonth of(LocalDate firstDay) {
    return YearMonth.from(firstDay);
  }

  static LocalDate today(Clock clock) {
    return WorkingDays.dayOf(clock.instant());
  }
}

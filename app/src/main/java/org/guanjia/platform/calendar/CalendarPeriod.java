package org.guanjia.platform.calendar;

import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * Days in a row that a holiday notice names.
 *
 * @param first the first day
 * @param last the last day, inclusive
 * @param name the holiday, such as 春节; for a worked weekend the holiday that it makes up for
 */
public record CalendarPeriod(LocalDate first, LocalDate last, DayKind kind, String name) {

  public Stream<LocalDate> days() {
    return last.isBefore(first) ? Stream.empty() : first.datesUntil(last.plusDays(1));
  }

  public long length() {
    return last.toEpochDay() - first.toEpochDay() + 1;
  }
}

package org.guanjia.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Predicate;

/** Moments at which an office is at work: seven hours on each working day, without the midday rest. */
final class OfficeHours {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final LocalTime MORNING = LocalTime.of(8, 30);
  private static final LocalTime NOON = LocalTime.of(12, 0);
  private static final LocalTime AFTERNOON = LocalTime.of(14, 0);
  private static final LocalTime EVENING = LocalTime.of(17, 30);
  static final int MINUTES_A_DAY = 7 * 60;

  private final Predicate<LocalDate> working;

  OfficeHours(Predicate<LocalDate> working) {
    this.working = working;
  }

  /** The moment after so many days of work, parts of days too; always within office hours. */
  Instant after(Instant from, double days) {
    LocalDateTime moment = next(from.atZone(ZONE).toLocalDateTime());
    long minutes = Math.max(1, Math.round(days * MINUTES_A_DAY));
    while (true) {
      LocalTime end = moment.toLocalTime().isBefore(NOON) ? NOON : EVENING;
      long left = Duration.between(moment.toLocalTime(), end).toMinutes();
      if (minutes < left) return moment.plusMinutes(minutes).atZone(ZONE).toInstant();
      minutes -= left;
      moment = next(moment.toLocalDate().atTime(end));
    }
  }

  boolean isWorkingDay(LocalDate day) {
    return working.test(day);
  }

  LocalDate addDays(LocalDate from, int workingDays) {
    LocalDate day = from;
    for (int left = workingDays; left > 0; ) {
      day = day.plusDays(1);
      if (working.test(day)) left--;
    }
    return day;
  }

  static LocalDate day(Instant at) {
    return at.atZone(ZONE).toLocalDate();
  }

  private LocalDateTime next(LocalDateTime moment) {
    LocalDate day = moment.toLocalDate();
    LocalTime time = moment.toLocalTime();
    if (working.test(day)) {
      if (time.isBefore(MORNING)) return day.atTime(MORNING);
      if (time.isBefore(NOON)) return moment;
      if (time.isBefore(AFTERNOON)) return day.atTime(AFTERNOON);
      if (time.isBefore(EVENING)) return moment;
    }
    do day = day.plusDays(1);
    while (!working.test(day));
    return day.atTime(MORNING);
  }
}

package org.guanjia.open311;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.guanjia.platform.calendar.WorkingDays;

/** Times as W3C's profile of ISO 8601 writes them (NOTE-datetime), which the specification asks for. */
final class Moments {

  private static final ZoneId ZONE = WorkingDays.ZONE;
  private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

  private Moments() {}

  /** 2026-11-25T02:10:00Z. */
  static String of(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  /** The end of that day in the town. */
  static String endOf(LocalDate day) {
    return of(day.atTime(END_OF_DAY).atZone(ZONE).toInstant());
  }

  /**
   * A time with Z or an offset; without either, and for a day alone, the town's clock is meant. An address that was not escaped has a
   * space where the plus of an offset stood.
   *
   * @param endOfDay a day alone means its last second, not its first
   */
  static Optional<Instant> parse(String typed, boolean endOfDay) {
    String text = typed.replace(' ', '+');
    try {
      if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
        return Optional.of(LocalDate.parse(text).atTime(endOfDay ? END_OF_DAY : LocalTime.MIN).atZone(ZONE).toInstant());
      }
      boolean local = text.matches("[^T]+T[0-9:.]+");
      return Optional.of(local ? LocalDateTime.parse(text).atZone(ZONE).toInstant() : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }
}

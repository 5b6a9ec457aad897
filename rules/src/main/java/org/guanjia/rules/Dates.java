package org.guanjia.rules;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** FEEL's functions on dates and times. None asks the clock: the same text must give the same answer on every day. */
final class Dates {

  private Dates() {
  }

  static @Nullable Object date(List<@Nullable Object> a) {
    if (a.size() == 3) {
      Integer year = Numbers.whole(a.get(0));
      Integer month = Numbers.whole(a.get(1));
      Integer day = Numbers.whole(a.get(2));
      try {
        return year == null || month == null || day == null ? null : LocalDate.of(year, month, day);
      } catch (DateTimeException e) {
        return null;
      }
    }
    return a.size() == 2 ? null : switch (a.getFirst()) {
      case String text -> Temporals.date(text);
      case Temporal temporal -> dateOf(temporal);
      case null, default -> null;
    };
  }

  private static @Nullable LocalDate dateOf(Temporal temporal) {
    return temporal.isSupported(ChronoField.EPOCH_DAY) ? LocalDate.from(temporal) : null;
  }

  static @Nullable Object time(List<@Nullable Object> a) {
    if (a.size() == 1) {
      return switch (a.getFirst()) {
        case String text -> Temporals.time(text);
        case ZonedDateTime zoned -> zoned.toOffsetDateTime().toOffsetTime();
        case LocalDateTime local -> local.toLocalTime();
        case LocalDate date -> LocalTime.MIDNIGHT.atOffset(ZoneOffset.UTC);
        case OffsetTime time -> time;
        case LocalTime time -> time;
        case null, default -> null;
      };
    }
    return a.size() == 2 ? null : timeOfParts(a);
  }

  private static @Nullable Object timeOfParts(List<@Nullable Object> a) {
    Integer hour = Numbers.whole(a.get(0));
    Integer minute = Numbers.whole(a.get(1));
    if (hour == null || minute == null || !(a.get(2) instanceof BigDecimal second) || second.signum() < 0 || second.compareTo(BigDecimal.valueOf(60)) >= 0) {
      return null;
    }
    try {
      LocalTime time = LocalTime.of(hour, minute, second.intValue(), second.remainder(BigDecimal.ONE).movePointRight(9).intValue());
      Object offset = a.size() > 3 ? a.get(3) : null;
      return offset instanceof Duration duration ? time.atOffset(ZoneOffset.ofTotalSeconds(Math.toIntExact(duration.getSeconds()))) : time;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  static @Nullable Object dateAndTime(List<@Nullable Object> a) {
    if (a.size() == 1) {
      return a.getFirst() instanceof String text ? Temporals.dateAndTime(text) : a.getFirst() instanceof LocalDate date ? date.atStartOfDay() : null;
    }
    if (a.size() > 2) {
      return a.size() < 6 ? null : together(date(a.subList(0, 3)), time(a.subList(3, a.size())));
    }
    return together(a.getFirst(), a.get(1));
  }

  private static @Nullable Object together(@Nullable Object day, @Nullable Object hour) {
    LocalDate date = day instanceof Temporal temporal ? dateOf(temporal) : null;
    return date == null ? null : switch (hour) {
      case LocalTime time -> date.atTime(time);
      case OffsetTime time -> date.atTime(time).toZonedDateTime();
      case null, default -> null;
    };
  }

  static @Nullable Object months(List<@Nullable Object> a) {
    LocalDate from = a.get(0) instanceof Temporal temporal ? dateOf(temporal) : null;
    LocalDate to = a.get(1) instanceof Temporal temporal ? dateOf(temporal) : null;
    try {
      return from == null || to == null ? null : Temporals.monthsBetween(from, to);
    } catch (ArithmeticException e) {
      return null;
    }
  }

  static @Nullable Object field(List<@Nullable Object> a, ChronoField field) {
    return a.getFirst() instanceof Temporal temporal && temporal.isSupported(field) ? BigDecimal.valueOf(temporal.get(field)) : null;
  }

  static @Nullable Object week(List<@Nullable Object> a) {
    return a.getFirst() instanceof Temporal temporal && temporal.isSupported(ChronoField.EPOCH_DAY)
        ? BigDecimal.valueOf(temporal.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)) : null;
  }

  static @Nullable Object dayOfWeek(List<@Nullable Object> a) {
    return field(a, ChronoField.DAY_OF_WEEK) instanceof BigDecimal day ? DayOfWeek.of(day.intValue()).getDisplayName(TextStyle.FULL, Locale.ENGLISH) : null;
  }

  static @Nullable Object monthOfYear(List<@Nullable Object> a) {
    return field(a, ChronoField.MONTH_OF_YEAR) instanceof BigDecimal month ? Month.of(month.intValue()).getDisplayName(TextStyle.FULL, Locale.ENGLISH) : null;
  }
}

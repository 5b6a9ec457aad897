package org.guanjia.rules;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.time.temporal.TemporalQueries;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** FEEL's dates (LocalDate), times (LocalTime, OffsetTime), dates and times (LocalDateTime, ZonedDateTime) and the two durations (Period of months, Duration). */
final class Temporals {

  private static final Pattern MONTHS = Pattern.compile("(-?)P(?:(\\d{1,9})Y)?(?:(\\d{1,9})M)?");
  private static final Pattern SECONDS = Pattern.compile("-?P(?:\\d{1,9}D)?(?:T(?:\\d{1,9}H)?(?:\\d{1,9}M)?(?:\\d{1,9}(?:\\.\\d{1,9})?S)?)?");
  private static final Pattern DATE = Pattern.compile("-?\\d{4,9}-\\d{2}-\\d{2}");

  private Temporals() {
  }

  /** Whatever the text of a literal {@code @"..."} stands for, or null. */
  static @Nullable Object of(String text) {
    Object duration = duration(text);
    if (duration != null) {
      return duration;
    }
    Object date = date(text);
    Object both = date == null ? dateAndTime(text) : date;
    return both == null ? time(text) : both;
  }

  static @Nullable LocalDate date(String text) {
    try {
      return DATE.matcher(text).matches() ? LocalDate.parse(text.length() > 10 && text.charAt(0) != '-' ? "+" + text : text) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  static @Nullable Temporal time(String text) {
    try {
      return text.matches("\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?") ? LocalTime.parse(text)
          : text.matches("\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})") ? OffsetTime.parse(text) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  static @Nullable Temporal dateAndTime(String text) {
    int zone = text.indexOf('@');
    try {
      if (zone > 0) {
        return LocalDateTime.parse(text.substring(0, zone)).atZone(ZoneId.of(text.substring(zone + 1)));
      }
      LocalDate date = date(text);
      return date != null ? date.atStartOfDay()
          : text.matches(".*T.*(Z|[+-]\\d{2}:\\d{2})") ? ZonedDateTime.parse(text) : LocalDateTime.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  static @Nullable TemporalAmount duration(String text) {
    var months = MONTHS.matcher(text);
    try {
      if (months.matches() && (months.group(2) != null || months.group(3) != null)) {
        long total = number(months.group(2)) * 12 + number(months.group(3));
        return months(months.group(1).isEmpty() ? total : -total);
      }
      return text.length() > 2 && SECONDS.matcher(text).matches() && FeelText.digit(text.charAt(text.length() - 2)) && !text.endsWith("T") ? Duration.parse(text) : null;
    } catch (ArithmeticException | DateTimeException e) {
      return null;
    }
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** @throws ArithmeticException when there are more than an int holds */
  static Period months(long months) {
    return Period.ofMonths(Math.toIntExact(months));
  }

  /** Of two of one kind; one without a zone is taken to be in the zone of the other (DMN 1.5, table 54). */
  static @Nullable Integer order(Temporal a, Temporal b) {
    if (a instanceof LocalTime x && b instanceof LocalTime y) {
      return x.compareTo(y);
    } else if (a instanceof OffsetTime x && b instanceof OffsetTime y) {
      return Long.compare(x.toLocalTime().toNanoOfDay() - x.getOffset().getTotalSeconds() * 1_000_000_000L,
          y.toLocalTime().toNanoOfDay() - y.getOffset().getTotalSeconds() * 1_000_000_000L);
    } else if (a instanceof LocalDateTime x && b instanceof LocalDateTime y) {
      return x.compareTo(y);
    } else if (a instanceof ZonedDateTime x && b instanceof ZonedDateTime y) {
      return x.toInstant().compareTo(y.toInstant());
    } else if (a instanceof LocalTime || a instanceof OffsetTime) {
      return b instanceof LocalTime || b instanceof OffsetTime ? LocalTime.from(a).compareTo(LocalTime.from(b)) : null;
    }
    boolean both = (a instanceof LocalDateTime || a instanceof ZonedDateTime) && (b instanceof LocalDateTime || b instanceof ZonedDateTime);
    return both ? LocalDateTime.from(a).compareTo(LocalDateTime.from(b)) : null;
  }

  static @Nullable Object arithmetic(char sign, Object a, Object b) {
    try {
      return switch (sign) {
        case '+' -> a instanceof TemporalAmount && b instanceof Temporal ? plus(b, a, false) : plus(a, b, false);
        case '-' -> b instanceof Temporal ? between(a, b) : plus(a, b, true);
        case '*' -> a instanceof BigDecimal factor ? times(b, factor) : b instanceof BigDecimal factor ? times(a, factor) : null;
        case '/' -> divided(a, b);
        default -> null;
      };
    } catch (ArithmeticException | DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Object plus(Object a, Object b, boolean minus) {
    if (a instanceof Period x && b instanceof Period y) {
      return months(x.toTotalMonths() + (minus ? -y.toTotalMonths() : y.toTotalMonths()));
    } else if (a instanceof Duration x && b instanceof Duration y) {
      return minus ? x.minus(y) : x.plus(y);
    } else if (a instanceof LocalDate date && b instanceof Duration y) {
      return date.atStartOfDay().plus(minus ? y.negated() : y).toLocalDate();
    } else if (a instanceof Temporal temporal && b instanceof TemporalAmount amount && !(b instanceof Period && !temporal.isSupported(ChronoUnit.MONTHS))) {
      return minus ? temporal.minus(amount) : temporal.plus(amount);
    }
    return null;
  }

  private static @Nullable Duration between(Object a, Object b) {
    if (a instanceof LocalDate x && b instanceof LocalDate y) {
      return Duration.ofDays(ChronoUnit.DAYS.between(y, x));
    }
    Object from = b instanceof LocalDate date && a instanceof ZonedDateTime ? date.atStartOfDay(ZoneOffset.UTC) : b;
    Object to = a instanceof LocalDate date && b instanceof ZonedDateTime ? date.atStartOfDay(ZoneOffset.UTC) : a;
    return from instanceof Temporal x && to instanceof Temporal y && x.getClass() == y.getClass() ? Duration.between(x, y) : null;
  }

  private static @Nullable Object times(Object amount, BigDecimal factor) {
    if (amount instanceof Period period) {
      return months(factor.multiply(BigDecimal.valueOf(period.toTotalMonths()), Values.NUMBER).longValue());
    }
    return amount instanceof Duration duration ? duration(seconds(duration).multiply(factor, Values.NUMBER)) : null;
  }

  private static @Nullable Object divided(Object a, Object b) {
    if (b instanceof BigDecimal divisor) {
      return divisor.signum() == 0 ? null
          : a instanceof Period period ? months(BigDecimal.valueOf(period.toTotalMonths()).divide(divisor, Values.NUMBER).longValue())
          : a instanceof Duration duration ? duration(seconds(duration).divide(divisor, Values.NUMBER)) : null;
    } else if (a instanceof Period x && b instanceof Period y && !y.isZero()) {
      return BigDecimal.valueOf(x.toTotalMonths()).divide(BigDecimal.valueOf(y.toTotalMonths()), Values.NUMBER);
    } else if (a instanceof Duration x && b instanceof Duration y && !y.isZero()) {
      return seconds(x).divide(seconds(y), Values.NUMBER);
    }
    return null;
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
  }

  private static Duration duration(BigDecimal seconds) {
    BigDecimal nanos = seconds.movePointRight(9).setScale(0, java.math.RoundingMode.DOWN);
    return Duration.ofSeconds(nanos.movePointLeft(9).longValue(), nanos.remainder(BigDecimal.valueOf(1_000_000_000L)).longValue());
  }

  /** Full months from one date to the other; negative where the second lies before the first. */
  static Period monthsBetween(LocalDate from, LocalDate to) {
    return months(Period.between(from, to).toTotalMonths());
  }

  static @Nullable Object property(Temporal of, String name) {
    return switch (name) {
      case "year" -> field(of, ChronoField.YEAR);
      case "month" -> field(of, ChronoField.MONTH_OF_YEAR);
      case "day" -> field(of, ChronoField.DAY_OF_MONTH);
      case "weekday" -> field(of, ChronoField.DAY_OF_WEEK);
      case "hour" -> field(of, ChronoField.HOUR_OF_DAY);
      case "minute" -> field(of, ChronoField.MINUTE_OF_HOUR);
      case "second" -> field(of, ChronoField.SECOND_OF_MINUTE) instanceof BigDecimal second ? fraction(second, of.get(ChronoField.NANO_OF_SECOND)) : null;
      case "time offset" -> of.isSupported(ChronoField.OFFSET_SECONDS) ? Duration.ofSeconds(of.get(ChronoField.OFFSET_SECONDS)) : null;
      case "timezone" -> of.query(TemporalQueries.zoneId()) instanceof ZoneId zone && !(zone instanceof ZoneOffset) ? zone.getId() : null;
      default -> null;
    };
  }

  private static @Nullable BigDecimal field(Temporal of, ChronoField field) {
    return of.isSupported(field) ? BigDecimal.valueOf(of.get(field)) : null;
  }

  static @Nullable Object property(TemporalAmount of, String name) {
    if (of instanceof Period period) {
      return switch (name) {
        case "years" -> BigDecimal.valueOf(period.toTotalMonths() / 12);
        case "months" -> BigDecimal.valueOf(period.toTotalMonths() % 12);
        default -> null;
      };
    }
    Duration duration = (Duration) of;
    return switch (name) {
      case "days" -> BigDecimal.valueOf(whole(duration) / 86_400);
      case "hours" -> BigDecimal.valueOf(whole(duration) / 3_600 % 24);
      case "minutes" -> BigDecimal.valueOf(whole(duration) / 60 % 60);
      case "seconds" -> seconds(duration).remainder(BigDecimal.valueOf(60)).stripTrailingZeros();
      default -> null;
    };
  }

  /** Its whole seconds, towards zero. */
  private static long whole(Duration duration) {
    return duration.isNegative() ? -duration.negated().getSeconds() : duration.getSeconds();
  }

  private static BigDecimal fraction(BigDecimal seconds, int nanos) {
    return nanos == 0 ? seconds : seconds.add(BigDecimal.valueOf(nanos, 9)).stripTrailingZeros();
  }

  static String text(TemporalAmount amount) {
    if (amount instanceof Period period) {
      long months = Math.abs(period.toTotalMonths());
      String years = months / 12 == 0 ? "" : months / 12 + "Y";
      String rest = months % 12 == 0 && !years.isEmpty() ? "" : months % 12 + "M";
      return (period.toTotalMonths() < 0 ? "-P" : "P") + years + rest;
    }
    Duration duration = ((Duration) amount).abs();
    String days = duration.toDays() == 0 ? "" : duration.toDays() + "D";
    Duration rest = duration.minusDays(duration.toDays());
    String time = rest.isZero() && !days.isEmpty() ? "" : rest.toString().substring(1);
    return (((Duration) amount).isNegative() ? "-P" : "P") + days + time;
  }

  static String text(Temporal temporal) {
    if (temporal instanceof LocalTime || temporal instanceof LocalDateTime) {
      String text = temporal.toString();
      return text.length() - text.lastIndexOf(':') == 3 && text.indexOf(':') == text.lastIndexOf(':') ? text + ":00" : text;
    } else if (temporal instanceof ZonedDateTime zoned && !(zoned.getZone() instanceof ZoneOffset)) {
      return text(zoned.toLocalDateTime()) + "@" + zoned.getZone();
    }
    return temporal.toString();
  }
}

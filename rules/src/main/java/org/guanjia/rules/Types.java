package org.guanjia.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FEEL's simple types by name. */
final class Types {

  private Types() {
  }

  /** The value as of that type: itself, the one item of a list, or null where it is of another type (DMN 1.5, 10.3.2.9.4). */
  static @Nullable Object conformed(@Nullable Object value, @Nullable String type) {
    if (type == null || value == null || Unknown.is(value) || is(value, type)) {
      return value;
    }
    return value instanceof List<?> list && list.size() == 1 ? conformed(list.getFirst(), type) : null;
  }

  /** As {@link #conformed(Object, String)}, of a type that may be composed. */
  static @Nullable Object conformed(@Nullable Object value, @Nullable Type type) {
    if (type == null || value == null || Unknown.is(value) || type.has(value)) {
      return value;
    }
    return value instanceof List<?> list && list.size() == 1 ? conformed(list.getFirst(), type) : null;
  }

  static boolean is(Object value, String type) {
    return switch (type) {
      case "number" -> value instanceof BigDecimal;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "date" -> value instanceof LocalDate;
      case "time" -> value instanceof LocalTime || value instanceof OffsetTime;
      case "dateTime", "date and time" -> value instanceof LocalDateTime || value instanceof ZonedDateTime;
      case "yearMonthDuration", "years and months duration" -> value instanceof Period;
      case "dayTimeDuration", "days and time duration" -> value instanceof Duration;
      default -> true;
    };
  }
}

package org.guanjia.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fact of a person, held as a {@code long}: BOOLEAN 0 or 1, NUMBER a fixed-point number with {@code scale} decimals, DATE an epoch day,
 * TEXT the place in {@code values}. {@link Facts#UNKNOWN}: nobody has said; {@link Facts#NONE}, of a date: known that there is none.
 *
 * @param code the name in decision tables, in examples and in the register's fact sheets
 * @param least the least held value; of a date, 1 January 1800
 * @param most the greatest held value; of a date, 1 January 2200, besides {@link Facts#NONE}
 * @param place the column in {@link Population} and the bit in {@link Outcomes}; of a derived fact, its place after the raw ones
 * @param mayBeNone whether a date may be {@link Facts#NONE}; FEEL then sees {@code null}
 */
public record Fact(String code, Kind kind, int scale, long least, long most, List<String> values, boolean mayBeNone, boolean derived, int place) {

  /** The four kinds and their FEEL types. */
  public enum Kind {
    BOOLEAN("boolean"), NUMBER("number"), DATE("date"), TEXT("string");

    final String feel;

    Kind(String feel) {
      this.feel = feel;
    }
  }

  /** The FEEL value of a known fact. @throws IllegalArgumentException when it is unknown or not of this fact's domain */
  public @Nullable Object value(long held) {
    if (held == Facts.UNKNOWN) {
      throw new IllegalArgumentException(code + " is unknown");
    }
    return switch (kind) {
      case BOOLEAN -> held != 0;
      case NUMBER -> BigDecimal.valueOf(held, scale);
      case DATE -> held == Facts.NONE ? null : LocalDate.ofEpochDay(held);
      case TEXT -> values.get((int) held);
    };
  }

  /** The held form of a FEEL value. @throws IllegalArgumentException naming the fact, when the value is not of its domain */
  public long held(@Nullable Object value) {
    try {
      if (value == null && mayBeNone) {
        return Facts.NONE;
      } else if (kind == Kind.BOOLEAN && value instanceof Boolean yes) {
        return yes ? 1 : 0;
      } else if (kind == Kind.NUMBER && value instanceof BigDecimal number) {
        return bounded(number.setScale(scale).unscaledValue().longValueExact());
      } else if (kind == Kind.DATE && value instanceof LocalDate date) {
        return bounded(date.toEpochDay());
      } else if (kind == Kind.TEXT && value instanceof String text && values.contains(text)) {
        return values.indexOf(text);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(code + ": " + value + " has more than " + scale + " decimals or is too large", e);
    }
    throw new IllegalArgumentException(code + ": " + value + " is not a " + kind.feel + (values.isEmpty() ? "" : " of " + values));
  }

  /** Whether it is a held form of this fact: unknown, none where that may be, or within its domain. What else is decided on has no meaning. */
  public boolean holds(long held) {
    return held == Facts.UNKNOWN || held == Facts.NONE && mayBeNone || held >= least && held <= most;
  }

  private long bounded(long held) {
    if (held < least || held > most) {
      throw new IllegalArgumentException(code + ": " + value(held) + " is not from " + value(least) + " to " + value(most));
    }
    return held;
  }

  @Override
  public String toString() {
    return code;
  }
}

package org.guanjia.rules;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Equality, order and arithmetic of FEEL's values: null, Boolean, BigDecimal (decimal128), String, java.time, List, Map for a context, {@link Range}.
 * What FEEL calls an error is null.
 */
final class Values {

  /** 34 digits, as DMN 1.5, 10.3.2.3.1 demands. */
  static final MathContext NUMBER = MathContext.DECIMAL128;
  static final Set<String> PROPERTIES = Set.of("year", "month", "day", "weekday", "hour", "minute", "second", "timezone", "time offset", "years", "months",
      "days", "hours", "minutes", "seconds", "start", "end", "start included", "end included");
  private static final int EXPONENT_MAX = 6144;

  private Values() {
  }

  /** DMN 1.5, 10.3.2.13: null where the two are of different types. */
  static @Nullable Boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b;
    } else if (Unknown.is(a) || Unknown.is(b)) {
      return null;
    } else if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y) == 0;
    } else if (a instanceof List<?> x && b instanceof List<?> y) {
      return equalLists(x, y);
    } else if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.keySet().equals(y.keySet()) && x.keySet().stream().allMatch(key -> Boolean.TRUE.equals(equal(x.get(key), y.get(key))));
    } else if (a instanceof Period x && b instanceof Period y) {
      return x.toTotalMonths() == y.toTotalMonths();
    } else if (a instanceof Range x && b instanceof Range y) {
      return x.lowClosed() == y.lowClosed() && x.highClosed() == y.highClosed() && x.lowOpenEnded() == y.lowOpenEnded()
          && x.highOpenEnded() == y.highOpenEnded() && Boolean.TRUE.equals(equal(x.low(), y.low())) && Boolean.TRUE.equals(equal(x.high(), y.high()));
    } else if (a instanceof Temporal || a.getClass() != b.getClass()) {
      Integer order = order(a, b);
      return order == null ? null : order == 0;
    }
    return a.equals(b);
  }

  /** Whether they are the same value of one type: a time by its zone as well. */
  static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == null || b == null ? a == b : a instanceof Temporal ? a.equals(b) : a.getClass() == b.getClass() && Boolean.TRUE.equals(equal(a, b));
  }

  private static boolean equalLists(List<?> x, List<?> y) {
    if (x.size() != y.size()) {
      return false;
    }
    for (int i = 0; i < x.size(); i++) {
      if (!Boolean.TRUE.equals(equal(x.get(i), y.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** Below, at or above zero; null where the two do not compare. */
  static @Nullable Integer order(@Nullable Object a, @Nullable Object b) {
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y);
    } else if (a instanceof String x && b instanceof String y) {
      return x.compareTo(y);
    } else if (a instanceof LocalDate x && b instanceof LocalDate y) {
      return x.compareTo(y);
    } else if (a instanceof Period x && b instanceof Period y) {
      return Long.compare(x.toTotalMonths(), y.toTotalMonths());
    } else if (a instanceof Duration x && b instanceof Duration y) {
      return x.compareTo(y);
    } else if (a instanceof Temporal x && b instanceof Temporal y) {
      return Temporals.order(x, y);
    }
    return null;
  }

  static @Nullable Boolean less(@Nullable Object a, @Nullable Object b) {
    Integer order = order(a, b);
    return order == null ? null : order < 0;
  }

  static @Nullable Boolean atMost(@Nullable Object a, @Nullable Object b) {
    Integer order = order(a, b);
    return order == null ? null : order <= 0;
  }

  static @Nullable Object compare(Expr.Comparison by, @Nullable Object a, @Nullable Object b) {
    return switch (by) {
      case EQUAL -> equal(a, b);
      case UNEQUAL -> not(equal(a, b));
      case LESS -> less(a, b);
      case LESS_OR_EQUAL -> atMost(a, b);
      case GREATER -> less(b, a);
      case GREATER_OR_EQUAL -> atMost(b, a);
    };
  }

  static @Nullable Boolean not(@Nullable Boolean a) {
    return a == null ? null : !a;
  }

  static @Nullable Boolean and(@Nullable Boolean a, @Nullable Boolean b) {
    if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
      return false;
    }
    return a == null || b == null ? null : Boolean.TRUE;
  }

  /** {@code sign} as in {@link Expr.Arithmetic}. */
  static @Nullable Object arithmetic(char sign, @Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return null;
    } else if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return number(sign, x, y);
    } else if (a instanceof String x && b instanceof String y) {
      return sign == '+' ? x + y : null;
    }
    return Temporals.arithmetic(sign, a, b);
  }

  private static @Nullable Object number(char sign, BigDecimal x, BigDecimal y) {
    try {
      return switch (sign) {
        case '+' -> bounded(x.add(y, NUMBER));
        case '-' -> bounded(x.subtract(y, NUMBER));
        case '*' -> bounded(x.multiply(y, NUMBER));
        case '/' -> y.signum() == 0 ? null : bounded(x.divide(y, NUMBER));
        default -> Powers.power(x, y);
      };
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** null where decimal128 has no such exponent. */
  static @Nullable BigDecimal bounded(BigDecimal number) {
    long exponent = (long) number.precision() - number.scale() - 1;
    return number.signum() != 0 && (exponent > EXPONENT_MAX || exponent < -EXPONENT_MAX) ? null : number;
  }

  static @Nullable Object negated(@Nullable Object a) {
    return a instanceof TemporalAmount ? arithmetic('*', a, BigDecimal.ONE.negate()) : a instanceof BigDecimal number ? number.negate() : null;
  }

  static @Nullable Object property(@Nullable Object of, String name) {
    return switch (of) {
      case null -> null;
      case Map<?, ?> context -> context.get(name);
      case List<?> list -> list.stream().map(item -> property(item, name)).toList();
      case Range range -> switch (name) {
        case "start" -> range.low();
        case "end" -> range.high();
        case "start included" -> range.lowClosed();
        case "end included" -> range.highClosed();
        default -> null;
      };
      case Temporal temporal -> Temporals.property(temporal, name);
      case TemporalAmount amount -> Temporals.property(amount, name);
      default -> null;
    };
  }

  /** As FEEL's function {@code string} writes it. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case BigDecimal number -> number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
      case String text -> text;
      case List<?> list -> list.stream().map(Values::literal).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map -> map.entrySet().stream().map(e -> e.getKey() + ": " + literal(e.getValue())).collect(Collectors.joining(", ", "{", "}"));
      case Range r -> (r.lowClosed() ? "[" : "(") + literal(r.low()) + ".." + literal(r.high()) + (r.highClosed() ? "]" : ")");
      case Period period -> Temporals.text(period);
      case Duration duration -> Temporals.text(duration);
      case Temporal temporal -> Temporals.text(temporal);
      default -> Objects.toString(value);
    };
  }

  /** As a FEEL literal that reads back as the value. */
  static String literal(@Nullable Object value) {
    return switch (value) {
      case String text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      case LocalDate date -> "date(\"" + date + "\")";
      case Temporal temporal -> "@\"" + text(temporal) + "\"";
      case TemporalAmount amount -> "@\"" + text(amount) + "\"";
      case null, default -> text(value);
    };
  }
}

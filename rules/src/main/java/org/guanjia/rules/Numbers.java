package org.guanjia.rules;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FEEL's functions on numbers. */
final class Numbers {

  private static final int SCALE_MAX = 6144;

  private Numbers() {
  }

  /** A number and, where given, the scale; without it to a whole number. */
  static @Nullable Object rounded(List<@Nullable Object> a, RoundingMode mode) {
    if (!(a.getFirst() instanceof BigDecimal number)) {
      return null;
    }
    Integer scale = a.size() == 1 ? Integer.valueOf(0) : whole(a.get(1));
    if (scale == null || Math.abs(scale) > SCALE_MAX) {
      return null;
    }
    return Values.bounded(scale > number.scale() ? number : number.setScale(scale, mode));
  }

  /** A whole number that an int holds, else null. */
  static @Nullable Integer whole(@Nullable Object value) {
    try {
      return value instanceof BigDecimal number ? Integer.valueOf(number.intValueExact()) : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  static @Nullable Object abs(List<@Nullable Object> a) {
    return switch (a.getFirst()) {
      case BigDecimal number -> number.abs();
      case Duration duration -> duration.isNegative() ? Values.negated(duration) : duration;
      case Period period -> period.toTotalMonths() < 0 ? Values.negated(period) : period;
      case null, default -> null;
    };
  }

  /** The remainder has the sign of the divisor. */
  static @Nullable Object modulo(List<@Nullable Object> a) {
    if (!(a.get(0) instanceof BigDecimal dividend) || !(a.get(1) instanceof BigDecimal divisor) || divisor.signum() == 0
        || Math.abs(dividend.precision() - dividend.scale()) > 100 || Math.abs(divisor.scale()) > 100) {
      return null;
    }
    BigDecimal rest = dividend.remainder(divisor);
    return rest.signum() != 0 && rest.signum() != divisor.signum() ? rest.add(divisor) : rest;
  }

  static @Nullable Object sqrt(List<@Nullable Object> a) {
    return a.getFirst() instanceof BigDecimal number && number.signum() >= 0 ? number.sqrt(Values.NUMBER) : null;
  }

  static @Nullable Object parity(List<@Nullable Object> a, int rest) {
    if (!(a.getFirst() instanceof BigDecimal number) || number.stripTrailingZeros().scale() > 0 || number.precision() - number.scale() > 100) {
      return null;
    }
    return number.toBigInteger().testBit(0) == BigInteger.valueOf(rest).testBit(0);
  }
}

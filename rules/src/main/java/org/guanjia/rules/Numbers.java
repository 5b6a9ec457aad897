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

  private static final int SCALE_LEAST = -6111;
  private static final int SCALE_MOST = 6176;
  private static final int DIGITS = 100;

  private Numbers() {
  }

  /** A number and, where given, the scale; without it to a whole number. */
  static @Nullable Object rounded(List<@Nullable Object> a, RoundingMode mode) {
    if (!(a.getFirst() instanceof BigDecimal number)) {
      return null;
    }
    Integer scale = a.size() == 1 ? Integer.valueOf(0) : whole(a.get(1));
    if (scale == null || scale < SCALE_LEAST || scale > SCALE_MOST) {
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

  /** The remainder has the sign of the divisor, and is exact however far the two lie apart. */
  static @Nullable Object modulo(List<@Nullable Object> a) {
    if (!(a.get(0) instanceof BigDecimal dividend) || !(a.get(1) instanceof BigDecimal divisor) || divisor.signum() == 0) {
      return null;
    }
    BigDecimal rest = remainder(dividend, divisor);
    return (rest.signum() != 0 && rest.signum() != divisor.signum() ? rest.add(divisor) : rest).round(Values.NUMBER);
  }

  private static BigDecimal remainder(BigDecimal dividend, BigDecimal divisor) {
    int zeros = divisor.scale() - dividend.scale();
    if (zeros < DIGITS) {
      return zeros < -DIGITS && dividend.abs().compareTo(divisor.abs()) < 0 ? dividend : dividend.remainder(divisor);
    }
    BigInteger by = divisor.unscaledValue().abs();
    BigInteger rest = dividend.unscaledValue().abs().multiply(BigInteger.TEN.modPow(BigInteger.valueOf(zeros), by)).mod(by);
    return new BigDecimal(dividend.signum() < 0 ? rest.negate() : rest, divisor.scale());
  }

  static @Nullable Object sqrt(List<@Nullable Object> a) {
    return a.getFirst() instanceof BigDecimal number && number.signum() >= 0 ? number.sqrt(Values.NUMBER) : null;
  }

  /** null of a number that is not whole. */
  static @Nullable Object parity(List<@Nullable Object> a, int rest) {
    BigDecimal number = a.getFirst() instanceof BigDecimal given ? given.stripTrailingZeros() : null;
    if (number == null || number.scale() > 0) {
      return null;
    }
    return (number.scale() == 0 && number.unscaledValue().testBit(0)) == (rest == 1);
  }
}

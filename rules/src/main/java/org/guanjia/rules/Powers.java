package org.guanjia.rules;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Powers, the exponential function and the natural logarithm to 34 digits, by series of rational numbers: the same on every machine. */
final class Powers {

  /** Far more digits than are kept: what is lost on the way never reaches the last of the 34. */
  private static final MathContext WORKING = new MathContext(80, RoundingMode.HALF_EVEN);
  private static final BigDecimal ENOUGH = new BigDecimal(BigInteger.ONE, 75);
  /** Above this, e to the power has no exponent in decimal128. */
  private static final BigDecimal EXPONENT_MAX = BigDecimal.valueOf(15_000);
  private static final int HALVINGS = 20;
  /** What one of them counts for; a power by multiplication is ten times as quick. */
  private static final int STEPS = 1_000;

  private Powers() {
  }

  static int steps(@Nullable Object exponent) {
    return exponent instanceof BigDecimal number && number.stripTrailingZeros().scale() > 0 ? STEPS : STEPS / 10;
  }

  /** null where it is not a real number, or larger than decimal128 holds. */
  static @Nullable BigDecimal power(BigDecimal base, BigDecimal exponent) {
    if (exponent.stripTrailingZeros().scale() <= 0) {
      boolean byZero = base.signum() == 0 && exponent.signum() < 0;
      return byZero ? null : Values.bounded(base.pow(exponent.intValueExact(), Values.NUMBER));
    } else if (base.signum() <= 0) {
      return base.signum() == 0 && exponent.signum() > 0 ? BigDecimal.ZERO : null;
    }
    return exponential(exponent.multiply(logarithm(base), WORKING));
  }

  static @Nullable BigDecimal exp(@Nullable Object value, Env env) {
    env.spend(STEPS);
    return value instanceof BigDecimal number ? exponential(number) : null;
  }

  static @Nullable BigDecimal log(@Nullable Object value, Env env) {
    env.spend(STEPS);
    return value instanceof BigDecimal number && number.signum() > 0 ? logarithm(number).round(Values.NUMBER) : null;
  }

  /** By the series of a small part, squared again as often as it was halved. */
  private static @Nullable BigDecimal exponential(BigDecimal of) {
    if (of.abs().compareTo(EXPONENT_MAX) > 0) {
      return null;
    }
    BigDecimal part = of.divide(new BigDecimal(BigInteger.TWO.pow(HALVINGS)), WORKING);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; term.abs().compareTo(ENOUGH) > 0; n++) {
      term = term.multiply(part, WORKING).divide(BigDecimal.valueOf(n), WORKING);
      sum = sum.add(term, WORKING);
    }
    for (int n = 0; n < HALVINGS; n++) {
      sum = sum.multiply(sum, WORKING);
    }
    return Values.bounded(sum.round(Values.NUMBER));
  }

  /** Roots are drawn until the number is close to one; there the series of its logarithm ends soon. */
  private static BigDecimal logarithm(BigDecimal of) {
    BigDecimal root = of;
    BigDecimal factor = BigDecimal.TWO;
    while (root.subtract(BigDecimal.ONE).abs().compareTo(new BigDecimal("0.1")) > 0) {
      root = root.sqrt(WORKING);
      factor = factor.multiply(BigDecimal.TWO);
    }
    BigDecimal ratio = root.subtract(BigDecimal.ONE).divide(root.add(BigDecimal.ONE), WORKING);
    BigDecimal square = ratio.multiply(ratio, WORKING);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = ratio;
    for (int n = 1; power.abs().compareTo(ENOUGH) > 0; n += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(n), WORKING), WORKING);
      power = power.multiply(square, WORKING);
    }
    return sum.multiply(factor, WORKING);
  }
}

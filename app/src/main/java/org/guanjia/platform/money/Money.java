package org.guanjia.platform.money;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An amount in whole fen; never floating point.
 *
 * @param fen may be negative
 */
public record Money(long fen) implements Comparable<Money> {

  public static final Money ZERO = new Money(0);

  /** As people write yuan: 12345, 12,345.60, ￥1.5, 3.2万. */
  private static final Pattern YUAN = Pattern.compile("([+-]?)¥?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,13})(?:\\.([0-9]{1,6}))?(万)?元?");

  public static Money ofFen(long fen) {
    return new Money(fen);
  }

  /** What somebody typed in yuan, with at most two digits after the point, or in 万; empty when it is no such amount. */
  public static Optional<Money> parseYuan(String typed) {
    String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).replace("−", "-").replaceAll("\\s", "");
    var parts = YUAN.matcher(plain);
    if (!parts.matches()) return Optional.empty();
    String digits = parts.group(2).replace(",", "") + (parts.group(3) == null ? "" : "." + parts.group(3));
    BigDecimal fen = new BigDecimal(digits).movePointRight(parts.group(4) == null ? 2 : 6).stripTrailingZeros();
    if (fen.scale() > 0 || fen.precision() - fen.scale() > 18) return Optional.empty();
    return Optional.of(new Money(parts.group(1).equals("-") ? -fen.longValueExact() : fen.longValueExact()));
  }

  /** @throws ArithmeticException when the sum is beyond 64 bits */
  public static Money sum(Collection<Long> fen) {
    return new Money(fen.stream().mapToLong(Long::longValue).reduce(0, Math::addExact));
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(fen, other.fen));
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(fen, other.fen));
  }

  public boolean negative() {
    return fen < 0;
  }

  /** In yuan as a form field shows it: 12345.60, without the point where there are no fen. */
  public String yuan() {
    BigDecimal yuan = BigDecimal.valueOf(fen, 2);
    return fen % 100 == 0 ? yuan.toBigInteger().toString() : yuan.toPlainString();
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(fen, other.fen);
  }
}

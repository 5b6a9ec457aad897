package org.guanjia.rules;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Amounts are whole fen: a constant is looked at, an expression must end in a function that rounds. */
final class Amounts {

  private static final Set<String> ROUND = Set.of("decimal", "round up", "round down", "round half up", "round half down", "floor", "ceiling");
  private static final BigDecimal YUAN_MAX = BigDecimal.valueOf(1_000_000);

  private Amounts() {
  }

  /** What is wrong with a constant amount in yuan; empty where nothing is. */
  static String wrong(@Nullable Object amount) {
    if (!(amount instanceof BigDecimal yuan)) {
      return "is no number";
    } else if (yuan.signum() < 0 || yuan.compareTo(YUAN_MAX) > 0) {
      return "is not from 0 to " + YUAN_MAX + " yuan";
    }
    return yuan.stripTrailingZeros().scale() > 2 ? "is finer than a fen" : "";
  }

  /** Whether an expression is rounded to fen at its end, on each of its branches. */
  static boolean rounded(Expr expr) {
    return switch (expr) {
      case Expr.If i -> rounded(i.then()) && rounded(i.otherwise());
      case Expr.Literal literal -> wrong(literal.value()).isEmpty();
      case Expr.Call call when ROUND.contains(call.function()) -> call.arguments().size() == 1
          || call.arguments().get(1) instanceof Expr.Literal(BigDecimal scale) && scale.compareTo(BigDecimal.TWO) <= 0;
      case Expr.Call call when call.function().equals("max") || call.function().equals("min") -> call.arguments().stream().allMatch(Amounts::rounded);
      default -> false;
    };
  }
}

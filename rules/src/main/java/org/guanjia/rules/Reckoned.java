package org.guanjia.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A column that reckons, taken for itself: values that stand for all it may have, and the rows each lets pass. */
record Reckoned(String text, List<@Nullable Object> values, long[] masks) {

  /** @throws FeelException where its conditions hang on facts, or its values are neither numbers nor dates nor booleans */
  static Reckoned of(MonthRules rules, DecisionTable table, Column column) {
    Cuts cuts = new Cuts(rules);
    TreeSet<BigDecimal> numbers = new TreeSet<>();
    TreeSet<LocalDate> dates = new TreeSet<>();
    boolean booleans = false;
    for (DecisionTable.Row row : table.rows()) {
      Expr test = row.tests().get(column.index);
      for (Expr part : constants(test)) {
        if (!cuts.constant(part)) {
          throw new FeelException(Problem.Kind.TOO_COMPLEX, "column " + (column.index + 1) + " compares what is reckoned with facts");
        }
        booleans |= gather(cuts.value(part), numbers, dates);
      }
    }
    List<@Nullable Object> values = new ArrayList<>(around(numbers));
    dates.forEach(date -> values.addAll(List.of(date.minusDays(1), date, date.plusDays(1))));
    if (booleans) {
      values.addAll(List.of(true, false));
    }
    return new Reckoned(table.inputs().get(column.index).text(), values.isEmpty() ? List.of(BigDecimal.ZERO) : values, masks(rules, table, column, values));
  }

  private static List<Expr> constants(Expr test) {
    return switch (test) {
      case Expr.Anything anything -> List.of();
      case Expr.Test t -> List.of(t.with());
      case Expr.AnyOf any -> any.tests().stream().flatMap(one -> constants(one).stream()).toList();
      case Expr.NoneOf none -> constants(none.tests());
      default -> List.of(test);
    };
  }

  private static boolean gather(@Nullable Object value, TreeSet<BigDecimal> numbers, TreeSet<LocalDate> dates) {
    return switch (value) {
      case BigDecimal number -> {
        numbers.add(number);
        yield false;
      }
      case LocalDate date -> {
        dates.add(date);
        yield false;
      }
      case Boolean yes -> true;
      case Range range -> gather(range.low(), numbers, dates) | gather(range.high(), numbers, dates);
      case List<?> list -> list.stream().map(item -> gather(item, numbers, dates)).reduce(false, (a, b) -> a | b);
      case null, default -> throw new FeelException(Problem.Kind.TOO_COMPLEX, "what is reckoned is compared with " + Values.literal(value));
    };
  }

  private static List<BigDecimal> around(TreeSet<BigDecimal> numbers) {
    List<BigDecimal> values = new ArrayList<>();
    BigDecimal before = null;
    for (BigDecimal number : numbers) {
      values.add(before == null ? number.subtract(BigDecimal.ONE) : before.add(number).divide(BigDecimal.TWO, Values.NUMBER));
      values.add(number);
      before = number;
    }
    if (before != null) {
      values.add(before.add(BigDecimal.ONE));
    }
    return values;
  }

  private static long[] masks(MonthRules rules, DecisionTable table, Column column, List<@Nullable Object> values) {
    long[] masks = new long[Math.max(1, values.size())];
    for (int place = 0; place < masks.length; place++) {
      for (int row = 0; row < table.rows().size(); row++) {
        Object value = values.isEmpty() ? BigDecimal.ZERO : values.get(place);
        Object passed = Interpreter.test(table.rows().get(row).tests().get(column.index), value, Env.of((name, asked) -> rules.values().get(name)));
        masks[place] |= Boolean.TRUE.equals(passed) ? 1L << row : 0;
      }
    }
    return masks;
  }
}

package org.guanjia.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.guanjia.rules.Fact.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Where a fact must be cut so that expressions do not change within a cell: at the constants it is compared with, or, of a fact of few values that is used
 * in another way, at every value. A date or a large number that is reckoned with cannot be cut.
 */
final class Cuts {

  /** Nobody's date lies before or after. */
  static final long FIRST_DAY = LocalDate.of(1800, 1, 1).toEpochDay();
  static final long LAST_DAY = LocalDate.of(2200, 1, 1).toEpochDay();
  private static final int FEW_VALUES = 200;

  private final MonthRules rules;
  private final Env parameters;

  Cuts(MonthRules rules) {
    this.rules = rules;
    Map<String, Object> values = rules.values();
    this.parameters = Env.of((name, asked) -> values.get(name));
  }

  /** An axis for a raw fact of which those facts (itself or derived ones) are used in those expressions; null where it cannot be cut. */
  @Nullable Axis axis(Fact raw, List<Fact> used, List<Expr> expressions) {
    TreeSet<Long> cuts = new TreeSet<>();
    for (Fact fact : used) {
      TreeSet<Long> own = own(fact, expressions);
      if (own == null) {
        return null;
      }
      cuts.addAll(fact.derived() ? derived(raw, fact, own) : own);
    }
    if (raw.mayBeNone()) {
      cuts.add(Facts.NONE);
    }
    return new Axis(raw, cuts);
  }

  private @Nullable TreeSet<Long> own(Fact fact, List<Expr> expressions) {
    TreeSet<Long> cuts = new TreeSet<>();
    boolean compared = fact.kind() != Kind.TEXT && fact.kind() != Kind.BOOLEAN
        && expressions.stream().allMatch(expression -> gather(expression, fact, cuts));
    if (compared) {
      return cuts;
    } else if (fact.kind() == Kind.DATE || fact.most() - fact.least() > FEW_VALUES) {
      return null;
    }
    for (long value = fact.least(); value <= fact.most(); value++) {
      cuts.add(value);
    }
    return cuts;
  }

  /** The days from which on a derived fact lies in another of its cells: it is monotone in its raw fact, a date. */
  private TreeSet<Long> derived(Fact raw, Fact fact, TreeSet<Long> own) {
    Axis cells = new Axis(fact, own);
    TreeSet<Long> days = new TreeSet<>();
    split(raw, cells, FIRST_DAY, LAST_DAY, days);
    return days;
  }

  private void split(Fact raw, Axis cells, long low, long high, TreeSet<Long> days) {
    if (cellOf(raw, cells, low) == cellOf(raw, cells, high)) {
      return;
    } else if (high - low == 1) {
      days.add(high);
      return;
    }
    long middle = (low + high) / 2;
    split(raw, cells, low, middle, days);
    split(raw, cells, middle, high, days);
  }

  private int cellOf(Fact raw, Axis cells, long day) {
    long[] person = rules.programme().vocabulary().nobody();
    person[raw.place()] = day;
    return cells.cell(rules.held(cells.fact, person));
  }

  /** Whether the fact is nowhere used but compared with constants, which are gathered. */
  private boolean gather(Expr expr, Fact fact, TreeSet<Long> cuts) {
    return switch (expr) {
      case Expr.Name name -> !name.name().equals(fact.code());
      case Expr.Compared c when is(c.left(), fact) && constant(c.right()) -> cut(fact, c.right(), cuts);
      case Expr.Compared c when is(c.right(), fact) && constant(c.left()) -> cut(fact, c.left(), cuts);
      case Expr.Between b when is(b.of(), fact) && constant(b.low()) && constant(b.high()) -> cut(fact, b.low(), cuts) && cut(fact, b.high(), cuts);
      case Expr.In in when is(in.of(), fact) -> tests(in.tests(), fact, cuts);
      case Expr.Table table -> table(table.table(), fact, cuts);
      default -> Expr.parts(expr).stream().allMatch(part -> gather(part, fact, cuts));
    };
  }

  private boolean table(DecisionTable table, Fact fact, TreeSet<Long> cuts) {
    for (int column = 0; column < table.inputs().size(); column++) {
      if (!column(table, column, fact, cuts)) {
        return false;
      }
    }
    return table.rows().stream().allMatch(row -> row.outputs().stream().allMatch(output -> gather(output, fact, cuts)));
  }

  private boolean column(DecisionTable table, int column, Fact fact, TreeSet<Long> cuts) {
    Expr input = table.inputs().get(column).expression();
    boolean tested = is(input, fact);
    return (tested || gather(input, fact, cuts)) && table.rows().stream().map(row -> row.tests().get(column))
        .allMatch(test -> tested ? tests(test, fact, cuts) : gather(test, fact, cuts));
  }

  /** As if the column stood alone: an expression for it that {@link #gather} understands. */
  static Expr alone(DecisionTable table, int column) {
    List<DecisionTable.Row> rows = table.rows().stream()
        .map(row -> new DecisionTable.Row(List.of(row.tests().get(column)), List.of(""), List.of(), List.of(), "")).toList();
    return new Expr.Table(new DecisionTable(table.hitPolicy(), null, List.of(table.inputs().get(column)), List.of(), rows));
  }

  private boolean tests(Expr test, Fact fact, TreeSet<Long> cuts) {
    return switch (test) {
      case Expr.Anything anything -> true;
      case Expr.Test t -> constant(t.with()) && cut(fact, t.with(), cuts);
      case Expr.AnyOf any -> any.tests().stream().allMatch(one -> tests(one, fact, cuts));
      case Expr.NoneOf none -> tests(none.tests(), fact, cuts);
      default -> constant(test) && cut(fact, test, cuts);
    };
  }

  private static boolean is(Expr expr, Fact fact) {
    return expr instanceof Expr.Name(String name) && name.equals(fact.code());
  }

  boolean constant(Expr expr) {
    return !Expr.names(expr, Expr.Tested.class)
        && Resolved.names(expr).stream().allMatch(name -> rules.values().containsKey(name) || Builtins.NAMES.contains(name));
  }

  @Nullable Object value(Expr constant) {
    return Interpreter.value(constant, parameters);
  }

  private boolean cut(Fact fact, Expr constant, TreeSet<Long> cuts) {
    cut(fact, value(constant), cuts);
    return true;
  }

  private static void cut(Fact fact, @Nullable Object value, TreeSet<Long> cuts) {
    switch (value) {
      case LocalDate date when fact.kind() == Kind.DATE -> around(date.toEpochDay(), date.toEpochDay(), cuts);
      case BigDecimal number when fact.kind() == Kind.NUMBER -> {
        BigDecimal scaled = number.movePointRight(fact.scale()).max(BigDecimal.valueOf(Long.MIN_VALUE / 4)).min(BigDecimal.valueOf(Long.MAX_VALUE / 4));
        around(scaled.setScale(0, RoundingMode.FLOOR).longValueExact(), scaled.setScale(0, RoundingMode.CEILING).longValueExact(), cuts);
      }
      case List<?> list -> list.forEach(item -> cut(fact, item, cuts));
      case Range range -> {
        cut(fact, range.low(), cuts);
        cut(fact, range.high(), cuts);
      }
      case null, default -> {
        // of another type: the comparison is null everywhere, which the check of types finds
      }
    }
  }

  private static void around(long floor, long ceiling, TreeSet<Long> cuts) {
    cuts.add(ceiling);
    cuts.add(floor + 1);
  }
}

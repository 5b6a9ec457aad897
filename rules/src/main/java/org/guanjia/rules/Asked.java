package org.guanjia.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One person's question to the rules of a month, answered by the interpreter, with the reasons. */
final class Asked {

  private final MonthRules rules;
  private final DecisionTable table;
  private final Env env;
  private final TableRun run;

  Asked(MonthRules rules, long[] raw) {
    this.rules = rules;
    this.table = rules.programme().entitlement();
    this.env = rules.programme().model().run(rules.given(raw));
    this.run = TableRun.ask(table, env);
  }

  /** What the rows that may decide come to: an amount in fen, -1 for no; null where an output itself is unknown. */
  private @Nullable Long outcome(@Nullable Object output) {
    if (!(output instanceof Map<?, ?> context) || !Boolean.TRUE.equals(context.get(Programme.ENTITLED))) {
      return Unknown.is(output) ? null : Long.valueOf(-1);
    }
    Object amount = context.get(Programme.AMOUNT);
    return Unknown.is(amount) ? null : Long.valueOf(MonthRules.fen(amount));
  }

  Decision decision() {
    List<Integer> deciding = run.deciding();
    Set<@Nullable Long> outcomes = new LinkedHashSet<>();
    deciding.forEach(row -> outcomes.add(outcome(run.output(row))));
    boolean byDefault = run.maybeNone() && table.hasDefault();
    if (byDefault) {
      outcomes.add(outcome(run.otherwise()));
    }
    if (outcomes.size() != 1 || outcomes.contains(null)) {
      return new Decision(Answer.UNKNOWN, 0, -1, List.of(), -1, List.of(), undecided(deciding), missing(deciding));
    }
    long fen = java.util.Objects.requireNonNull(outcomes.iterator().next());
    int row = deciding.size() + (byDefault ? 1 : 0) > 1 ? -1 : deciding.isEmpty() ? table.rows().size() : deciding.getFirst();
    int nearest = fen >= 0 ? -1 : nearest();
    return new Decision(fen >= 0 ? Answer.YES : Answer.NO, Math.max(0, fen), row, row < 0 || row == table.rows().size() ? List.of() : satisfied(row), nearest,
        nearest < 0 ? List.of() : failed(nearest), List.of(), Set.of());
  }

  private List<Condition> satisfied(int row) {
    return conditions(row, column -> !(table.rows().get(row).tests().get(column) instanceof Expr.Anything));
  }

  private List<Condition> failed(int row) {
    return conditions(row, column -> failedAt(row, column));
  }

  private boolean failedAt(int row, int column) {
    Object cell = run.cells[row][column];
    return !Unknown.is(cell) && !Boolean.TRUE.equals(cell);
  }

  private List<Condition> undecided(List<Integer> deciding) {
    List<Condition> all = new ArrayList<>();
    deciding.forEach(row -> all.addAll(conditions(row, column -> Unknown.is(run.cells[row][column]))));
    return all;
  }

  private Set<Fact> missing(List<Integer> deciding) {
    long bits = 0;
    for (int row : deciding) {
      bits |= Unknown.facts(run.rows[row]);
      Object output = run.output(row);
      bits |= Unknown.facts(output) | (output instanceof Map<?, ?> context && Boolean.TRUE.equals(context.get(Programme.ENTITLED))
          ? Unknown.facts(context.get(Programme.AMOUNT)) : 0);
    }
    return new LinkedHashSet<>(MonthRules.facts(rules.programme().vocabulary(), bits));
  }

  /** The entitling row with the fewest conditions not met, then the fewest undecided, then the first. */
  private int nearest() {
    int best = -1;
    int least = Integer.MAX_VALUE;
    for (int row = 0; row < table.rows().size(); row++) {
      if (!(table.rows().get(row).outputs().getFirst() instanceof Expr.Literal(Boolean entitled)) || !entitled) {
        continue;
      }
      int distance = 0;
      for (int column = 0; column < table.inputs().size(); column++) {
        distance += failedAt(row, column) ? 64 : Unknown.is(run.cells[row][column]) ? 1 : 0;
      }
      if (distance < least) {
        best = row;
        least = distance;
      }
    }
    return best;
  }

  private interface Columns {
    boolean test(int column);
  }

  private List<Condition> conditions(int row, Columns which) {
    List<Condition> conditions = new ArrayList<>();
    for (int column = 0; column < table.inputs().size(); column++) {
      if (which.test(column)) {
        conditions.add(condition(row, column));
      }
    }
    return conditions;
  }

  private Condition condition(int row, int column) {
    DecisionTable.Input input = table.inputs().get(column);
    Expr test = table.rows().get(row).tests().get(column);
    Object value = run.inputs[column];
    Set<Fact> facts = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>(Resolved.names(input.expression()));
    names.addAll(Resolved.names(test));
    for (String name : rules.programme().model().inputsOf(names)) {
      rules.programme().vocabulary().fact(name).ifPresent(facts::add);
    }
    return new Condition(row, column, input.text(), input.label(), table.rows().get(row).testTexts().get(column),
        Resolved.text(test, rules.values()), facts, Unknown.is(value) ? null : Values.literal(value));
  }
}

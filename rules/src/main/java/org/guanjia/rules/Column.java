package org.guanjia.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table, tabulated: for each combination of cells of the facts behind it, which rows its conditions let pass ({@code can}: met or undecided;
 * {@code sure}: met), a bit for each row. The interpreter fills it, so that there is one meaning only. A column that reckons with dates or large numbers
 * cannot be tabulated and has no axes.
 */
final class Column {

  private static final int STATES_MAX = 20_000;

  final int index;
  final List<Fact> facts;
  final boolean tabulated;
  final List<Axis> axes;
  final int[] strides;
  final long[] can;
  final long[] sure;
  /** By state, the unknown raw facts that leave each row undecided; null where none does. */
  final long[] @Nullable [] missing;

  private Column(int index, List<Fact> facts, @Nullable List<Axis> axes, int states) {
    this.index = index;
    this.facts = facts;
    this.tabulated = axes != null;
    this.axes = axes == null ? List.of() : axes;
    this.strides = new int[this.axes.size()];
    this.can = new long[states];
    this.sure = new long[states];
    this.missing = new long[states][];
  }

  static Column of(MonthRules rules, DecisionTable table, int index, List<Problem> problems, String decision, Budget budget) {
    Model model = rules.programme().model();
    Set<String> names = new LinkedHashSet<>(Resolved.names(table.inputs().get(index).expression()));
    table.rows().forEach(row -> names.addAll(Resolved.names(row.tests().get(index))));
    List<Fact> facts = new ArrayList<>();
    model.inputsOf(names).forEach(name -> rules.programme().vocabulary().fact(name).ifPresent(facts::add));
    List<Expr> expressions = new ArrayList<>(List.of(Cuts.alone(table, index)));
    reached(model, names).forEach(node -> expressions.add(node.logic()));
    facts.forEach(fact -> {
      if (model.inputs().get(fact.code()) instanceof Model.InputData input && input.allowed() instanceof Expr allowed) {
        expressions.add(new Expr.In(new Expr.Name(fact.code()), allowed));
      }
    });
    List<Axis> axes = axes(rules, facts, expressions);
    long states = 1;
    for (Axis axis : axes == null ? List.<Axis>of() : axes) {
      states = Math.min(STATES_MAX + 1L, states * axis.cells());
    }
    if (axes == null || states > STATES_MAX) {
      return new Column(index, facts, null, 0);
    }
    Column column = new Column(index, facts, axes, (int) states);
    column.fill(rules, table, problems, decision, budget);
    return column;
  }

  private static List<Model.Node> reached(Model model, Set<String> names) {
    Map<String, Model.Node> reached = new LinkedHashMap<>();
    List<String> open = new ArrayList<>(names);
    while (!open.isEmpty()) {
      Model.Node node = model.nodes().get(open.removeLast());
      if (node != null && reached.put(node.name(), node) == null) {
        open.addAll(node.requires());
      }
    }
    return List.copyOf(reached.values());
  }

  private static @Nullable List<Axis> axes(MonthRules rules, List<Fact> facts, List<Expr> expressions) {
    Map<Fact, List<Fact>> byRaw = new LinkedHashMap<>();
    facts.forEach(fact -> byRaw.computeIfAbsent(rules.programme().vocabulary().settledBy(fact), raw -> new ArrayList<>()).add(fact));
    Cuts cuts = new Cuts(rules);
    List<Axis> axes = new ArrayList<>();
    for (Map.Entry<Fact, List<Fact>> entry : byRaw.entrySet()) {
      Axis axis = cuts.axis(entry.getKey(), entry.getValue(), expressions);
      if (axis == null) {
        return null;
      }
      axes.add(axis);
    }
    return axes;
  }

  private void fill(MonthRules rules, DecisionTable table, List<Problem> problems, String decision, Budget budget) {
    int stride = 1;
    for (int i = 0; i < strides.length; i++) {
      strides[i] = stride;
      stride *= axes.get(i).cells();
    }
    long[] person = rules.programme().vocabulary().nobody();
    boolean ever = false;
    for (int state = 0; state < can.length; state++) {
      boolean known = true;
      for (int i = 0; i < strides.length; i++) {
        int cell = state / strides[i] % axes.get(i).cells();
        person[axes.get(i).fact.place()] = cell == 0 ? Facts.UNKNOWN : axes.get(i).example(cell);
        known &= cell > 0;
      }
      Env env = rules.programme().model().run(rules.given(person, facts));
      Object value = Interpreter.value(table.inputs().get(index).expression(), env);
      ever |= value != null && !Unknown.is(value);
      for (int row = 0; row < table.rows().size(); row++) {
        Object passed = Interpreter.test(table.rows().get(row).tests().get(index), value, env);
        mark(state, row, passed);
        if (known && passed == null && value != null) {
          problems.add(Problem.at(Problem.Kind.TYPE, decision, row, index, table.rows().get(row).testTexts().get(index) + " does not compare with "
              + Values.literal(value)));
        }
      }
      budget.spend(env.steps());
    }
    if (!ever) {
      problems.add(Problem.at(Problem.Kind.TYPE, decision, -1, index, table.inputs().get(index).text() + " never has a value"));
    }
  }

  private void mark(int state, int row, @Nullable Object passed) {
    long bit = 1L << row;
    if (Boolean.TRUE.equals(passed)) {
      can[state] |= bit;
      sure[state] |= bit;
    } else if (passed instanceof Unknown unknown) {
      can[state] |= bit;
      long[] byRow = missing[state];
      if (byRow == null) {
        byRow = new long[64];
        missing[state] = byRow;
      }
      byRow[row] = unknown.facts();
    }
  }

  int state(long[] raw) {
    int state = 0;
    for (int i = 0; i < strides.length; i++) {
      state += strides[i] * axes.get(i).cell(raw[axes.get(i).fact.place()]);
    }
    return state;
  }
}

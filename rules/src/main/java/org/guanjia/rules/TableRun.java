package org.guanjia.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.guanjia.rules.DecisionTable.HitPolicy;
import org.guanjia.rules.DecisionTable.Output;
import org.jspecify.annotations.Nullable;

/**
 * A table, asked once. A row whose condition meets an unknown fact neither matches nor fails; where all rows that may still decide agree on the output,
 * that is the table's, else it is {@link Unknown}.
 */
final class TableRun {

  private final DecisionTable table;
  private final Env env;
  /** What each row came to: true, false, or {@link Unknown}. */
  final Object[] rows;
  /** What each cell came to, where it was asked; Boolean, null for false by error, or Unknown. */
  final @Nullable Object[][] cells;
  final @Nullable Object[] inputs;

  private TableRun(DecisionTable table, Env env) {
    this.table = table;
    this.env = env;
    this.inputs = new Object[table.inputs().size()];
    this.cells = new Object[table.rows().size()][inputs.length];
    this.rows = new Object[table.rows().size()];
  }

  static @Nullable Object value(DecisionTable table, Env env) {
    return ask(table, env).result();
  }

  static TableRun ask(DecisionTable table, Env env) {
    TableRun run = new TableRun(table, env);
    for (int column = 0; column < run.inputs.length; column++) {
      run.inputs[column] = Interpreter.value(table.inputs().get(column).expression(), env);
    }
    for (int row = 0; row < run.rows.length; row++) {
      run.rows[row] = run.row(row);
    }
    return run;
  }

  private Object row(int row) {
    boolean failed = false;
    long unknown = 0;
    boolean open = false;
    for (int column = 0; column < inputs.length; column++) {
      Object cell = Interpreter.test(table.rows().get(row).tests().get(column), inputs[column], env);
      cells[row][column] = cell;
      if (cell instanceof Unknown u) {
        unknown |= u.facts();
        open = true;
      } else if (!Boolean.TRUE.equals(cell)) {
        failed = true;
      }
    }
    return failed ? Boolean.FALSE : open ? new Unknown(unknown) : Boolean.TRUE;
  }

  private @Nullable Object result() {
    return switch (table.hitPolicy()) {
      case UNIQUE, ANY -> agreed();
      case FIRST -> candidates(inOrder());
      case PRIORITY -> candidates(byPriority());
      case RULE_ORDER -> all(inOrder());
      case OUTPUT_ORDER -> all(byPriority());
      case COLLECT -> collected();
    };
  }

  /** The rows that may decide: all that match or may match, in the order in which the hit policy prefers them, up to the first that surely matches. */
  List<Integer> deciding() {
    List<Integer> order = table.hitPolicy() == HitPolicy.PRIORITY ? byPriority() : inOrder();
    List<Integer> deciding = new ArrayList<>();
    boolean ordered = table.hitPolicy() == HitPolicy.FIRST || table.hitPolicy() == HitPolicy.PRIORITY;
    boolean settled = settled(order);
    for (int row : order) {
      boolean sure = Boolean.TRUE.equals(rows[row]);
      if (sure && !ordered) {
        return List.of(row);
      }
      deciding.add(row);
      if (sure && settled) {
        return deciding;
      }
    }
    return deciding;
  }

  /** Whether none of the rows surely matches, so that the default output may decide. */
  boolean maybeNone() {
    return inOrder().stream().noneMatch(row -> Boolean.TRUE.equals(rows[row]));
  }

  private List<Integer> inOrder() {
    List<Integer> order = new ArrayList<>();
    for (int row = 0; row < rows.length; row++) {
      if (!Boolean.FALSE.equals(rows[row])) {
        order.add(row);
      }
    }
    return order;
  }

  private List<Integer> byPriority() {
    List<Integer> order = inOrder();
    Comparator<Integer> comparator = Comparator.comparing(row -> 0);
    for (int output = 0; output < table.outputs().size(); output++) {
      if (table.outputs().get(output).allowed() != null) {
        int place = output;
        comparator = comparator.thenComparing(row -> priority(place, row));
      }
    }
    order.sort(comparator);
    return order;
  }

  /** Whether the rows stand in a known order: not by priority where an output that gives it is unknown. */
  private boolean settled(List<Integer> order) {
    return table.hitPolicy() != HitPolicy.PRIORITY || order.stream().noneMatch(row -> IntStream.range(0, table.outputs().size()).anyMatch(
        output -> table.outputs().get(output).allowed() != null && Unknown.is(Interpreter.value(table.rows().get(row).outputs().get(output), env))));
  }

  private int priority(int output, int row) {
    Object value = Interpreter.value(table.rows().get(row).outputs().get(output), env);
    Expr allowed = table.outputs().get(output).allowed();
    List<Expr> tests = allowed instanceof Expr.AnyOf any ? any.tests() : allowed == null ? List.of() : List.of(allowed);
    for (int place = 0; place < tests.size(); place++) {
      if (Boolean.TRUE.equals(Interpreter.test(tests.get(place), value, env))) {
        return place;
      }
    }
    return tests.size();
  }

  private @Nullable Object agreed() {
    List<Integer> sure = inOrder().stream().filter(row -> Boolean.TRUE.equals(rows[row])).toList();
    if (sure.isEmpty()) {
      return candidates(inOrder());
    }
    Object first = output(sure.getFirst());
    for (int row : sure.subList(1, sure.size())) {
      Object same = table.hitPolicy() == HitPolicy.UNIQUE ? null : Interpreter.compared(Expr.Comparison.EQUAL, first, output(row), env);
      if (Unknown.is(same)) {
        return same;
      } else if (!Boolean.TRUE.equals(same)) {
        return null;
      }
    }
    return first;
  }

  /** What the rows agree on that come into question, in order, up to the first that surely matches. */
  private @Nullable Object candidates(List<Integer> order) {
    boolean any = false;
    long facts = 0;
    Object agreed = null;
    boolean settled = settled(order);
    for (int row : order) {
      Object output = output(row);
      agreed = any ? Interpreter.agreed(agreed, output, facts) : output;
      any = true;
      if (Boolean.TRUE.equals(rows[row]) && settled) {
        return Unknown.is(agreed) ? new Unknown(facts | Unknown.facts(agreed)) : agreed;
      }
      facts |= Unknown.facts(rows[row]);
    }
    if (!any) {
      return otherwise();
    }
    Object result = table.hasDefault() ? Interpreter.agreed(agreed, otherwise(), facts) : agreed;
    return Unknown.is(result) ? new Unknown(facts | Unknown.facts(result)) : result;
  }

  private @Nullable Object all(List<Integer> order) {
    List<@Nullable Object> outputs = new ArrayList<>();
    for (int row : order) {
      if (Unknown.is(rows[row])) {
        return unknown(order);
      }
      outputs.add(output(row));
    }
    return outputs.isEmpty() ? otherwise() : outputs;
  }

  private Unknown unknown(List<Integer> order) {
    return new Unknown(order.stream().mapToLong(row -> Unknown.facts(rows[row])).reduce(0, (a, b) -> a | b));
  }

  private @Nullable Object collected() {
    Object all = all(inOrder());
    if (table.aggregation() == null || !(all instanceof List<?> list)) {
      return Unknown.is(all) || table.aggregation() == null ? all : table.aggregation() == DecisionTable.Aggregation.COUNT && all == null ? BigDecimal.ZERO : all;
    }
    return switch (table.aggregation()) {
      case COUNT -> BigDecimal.valueOf(list.size());
      case SUM -> Lists.sum(list);
      case MIN -> Lists.extreme(list, -1);
      case MAX -> Lists.extreme(list, 1);
    };
  }

  @Nullable Object output(int row) {
    List<Expr> outputs = table.rows().get(row).outputs();
    if (outputs.size() == 1) {
      return Interpreter.value(outputs.getFirst(), env);
    }
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      context.put(table.outputs().get(i).name(), Interpreter.value(outputs.get(i), env));
    }
    return context;
  }

  @Nullable Object otherwise() {
    if (!table.hasDefault()) {
      return null;
    }
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    for (Output output : table.outputs()) {
      Object value = output.otherwise() == null ? null : Interpreter.value(output.otherwise(), env);
      if (table.outputs().size() == 1) {
        return value;
      }
      context.put(output.name(), value);
    }
    return context;
  }
}

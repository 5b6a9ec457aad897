package org.guanjia.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.rules.DecisionTable.HitPolicy;
import org.guanjia.rules.Problem.Kind;

/** Goes through all combinations of cells of a table's facts, leaving out what has been seen: which rows remain for each. */
final class TableSearch {

  private static final int NODES_MAX = 2_000_000;
  private static final int SHOWN_MAX = 5;

  private record Key(int depth, long alive, List<Integer> pending) {
  }

  private final DecisionTable table;
  private final String decision;
  private final List<Problem> problems;
  private final List<Axis> axes = new ArrayList<>();
  private final List<Reckoned> reckoned = new ArrayList<>();
  private final List<Column> columns;
  private final MonthRules rules;
  /** By depth, the columns whose facts are then all set. */
  private final List<List<Column>> ready = new ArrayList<>();
  private final int[] cells;
  private final long[] person;
  private final Set<Key> seen = new HashSet<>();
  private final Set<List<Integer>> overlaps = new HashSet<>();
  private final List<String> gaps = new ArrayList<>();
  private long reached;
  private final Budget budget;
  private int nodes;

  TableSearch(MonthRules rules, String decision, DecisionTable table, List<Column> columns, List<Problem> problems, Budget budget) {
    this.budget = budget;
    this.rules = rules;
    this.decision = decision;
    this.table = table;
    this.problems = problems;
    this.columns = columns;
    Map<Fact, TreeSet<Long>> cuts = new LinkedHashMap<>();
    for (Column column : columns) {
      for (Axis axis : column.axes) {
        TreeSet<Long> of = cuts.computeIfAbsent(axis.fact, fact -> new TreeSet<>());
        for (long start : axis.starts) {
          of.add(start);
        }
      }
      if (!column.tabulated) {
        reckoned.add(Reckoned.of(rules, table, column));
      }
    }
    cuts.forEach((fact, starts) -> axes.add(new Axis(fact, starts)));
    this.cells = new int[axes.size() + reckoned.size()];
    this.person = rules.programme().vocabulary().nobody();
    for (int depth = 0; depth <= axes.size(); depth++) {
      ready.add(new ArrayList<>());
    }
    columns.stream().filter(column -> column.tabulated).forEach(column -> ready.get(depthOf(column)).add(column));
  }

  private int depthOf(Column column) {
    int depth = 0;
    for (int place = 0; place < axes.size(); place++) {
      Fact fact = axes.get(place).fact;
      if (column.axes.stream().anyMatch(axis -> axis.fact.equals(fact))) {
        depth = place + 1;
      }
    }
    return depth;
  }

  /** The rows that decide for somebody, a bit for each; overlaps and gaps go to the problems. */
  long search() {
    long all = -1L >>> 64 - table.rows().size();
    visit(0, strike(all, ready.get(0)));
    return reached;
  }

  private long strike(long alive, List<Column> by) {
    long left = alive;
    for (Column column : by) {
      left &= column.can[column.state(person)];
    }
    return left;
  }

  private void visit(int depth, long alive) {
    budget.spend(columns.size());
    if (++nodes > NODES_MAX) {
      throw new FeelException(Kind.TOO_COMPLEX, "more than " + NODES_MAX + " combinations to check");
    } else if (alive == 0 || depth == cells.length) {
      arrived(alive, depth);
      return;
    }
    if (!seen.add(new Key(depth, alive, pending(depth)))) {
      return;
    }
    boolean isAxis = depth < axes.size();
    int count = isAxis ? axes.get(depth).cells() - 1 : reckoned.get(depth - axes.size()).values().size();
    for (int cell = 1; cell <= count; cell++) {
      cells[depth] = cell;
      long left = alive;
      if (isAxis) {
        person[axes.get(depth).fact.place()] = axes.get(depth).example(cell);
        left = strike(alive, ready.get(depth + 1));
      } else {
        left &= reckoned.get(depth - axes.size()).masks()[cell - 1];
      }
      visit(depth + 1, left);
    }
    if (isAxis) {
      person[axes.get(depth).fact.place()] = Facts.UNKNOWN;
    }
    cells[depth] = 0;
  }

  /** The cells already set that a column still waits for. */
  private List<Integer> pending(int depth) {
    List<Integer> pending = new ArrayList<>();
    for (int place = 0; place < Math.min(depth, axes.size()); place++) {
      Fact fact = axes.get(place).fact;
      if (columns.stream().anyMatch(column -> column.tabulated && depthOf(column) > depth && column.axes.stream().anyMatch(axis -> axis.fact.equals(fact)))) {
        pending.add(cells[place]);
      }
    }
    return pending;
  }

  private void arrived(long alive, int depth) {
    HitPolicy policy = table.hitPolicy();
    reached |= policy == HitPolicy.FIRST ? alive & -alive : alive;
    if (alive == 0) {
      if (policy.single() && !table.hasDefault() && gaps.size() < SHOWN_MAX) {
        gap(depth);
      }
    } else if (Long.bitCount(alive) > 1 && (policy == HitPolicy.UNIQUE || policy == HitPolicy.ANY)) {
      overlap(alive, depth);
    }
  }

  private void overlap(long alive, int depth) {
    List<Integer> rows = new ArrayList<>();
    for (long left = alive; left != 0; left &= left - 1) {
      rows.add(Long.numberOfTrailingZeros(left));
    }
    boolean alike = table.hitPolicy() == HitPolicy.ANY && rows.stream().allMatch(row -> table.rows().get(row).outputs().equals(
        table.rows().get(rows.getFirst()).outputs()));
    if (!alike && overlaps.size() < SHOWN_MAX && overlaps.add(rows)) {
      problems.add(new Problem(Kind.OVERLAP, decision, rows, -1, "apply to the same person in " + rules.month(), shown(depth, cells, cells, true)));
    }
  }

  /** Widens the missing combination to the largest box around it that no row touches, so that the office sees a band and not a point. */
  private void gap(int depth) {
    int[] low = cells.clone();
    int[] high = cells.clone();
    for (int place = 0; place < depth; place++) {
      int count = place < axes.size() ? axes.get(place).cells() - 1 : reckoned.get(place - axes.size()).values().size();
      while (low[place] > 1 && --low[place] > 0 && !isGap(low, high, depth)) {
        low[place]++;
        break;
      }
      while (high[place] < count && ++high[place] > 0 && !isGap(low, high, depth)) {
        high[place]--;
        break;
      }
    }
    Map<String, String> box = shown(depth, low, high, false);
    if (!gaps.contains(box.toString())) {
      gaps.add(box.toString());
      problems.add(new Problem(Kind.GAP, decision, List.of(), -1, "no row applies in " + rules.month(), box));
    }
  }

  private boolean isGap(int[] low, int[] high, int depth) {
    long[] saved = person.clone();
    int[] at = low.clone();
    boolean gap = true;
    for (int tried = 0; gap; tried++) {
      gap = tried < 5_000 && rowsAt(at, depth) == 0;
      int place = 0;
      while (place < depth && at[place] == high[place]) {
        at[place] = low[place];
        place++;
      }
      if (place == depth) {
        break;
      }
      at[place]++;
    }
    System.arraycopy(saved, 0, person, 0, person.length);
    return gap;
  }

  private long rowsAt(int[] at, int depth) {
    for (int place = 0; place < Math.min(depth, axes.size()); place++) {
      person[axes.get(place).fact.place()] = axes.get(place).example(at[place]);
    }
    long alive = -1L >>> 64 - table.rows().size();
    for (int place = 0; place <= Math.min(depth, axes.size()); place++) {
      alive = strike(alive, ready.get(place));
    }
    for (int place = axes.size(); place < depth; place++) {
      alive &= reckoned.get(place - axes.size()).masks()[at[place] - 1];
    }
    return alive;
  }

  private Map<String, String> shown(int depth, int[] low, int[] high, boolean point) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (int place = 0; place < depth; place++) {
      if (place < axes.size()) {
        Axis axis = axes.get(place);
        if (point || low[place] > 1 || high[place] < axis.cells() - 1) {
          long from = point ? axis.example(low[place]) : low[place] == 1 && axis.fact.kind() == Fact.Kind.DATE ? Facts.UNKNOWN : axis.starts[low[place] - 1];
          new Shown(rules, table, columns).put(axis.fact, from, point ? from : axis.last(high[place]), shown);
        }
      } else {
        Reckoned column = reckoned.get(place - axes.size());
        shown.put(column.text(), low[place] == high[place] ? Values.literal(column.values().get(low[place] - 1))
            : Values.literal(column.values().get(low[place] - 1)) + ".." + Values.literal(column.values().get(high[place] - 1)));
      }
    }
    return shown;
  }
}

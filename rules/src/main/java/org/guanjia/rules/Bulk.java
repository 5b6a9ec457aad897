package org.guanjia.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.guanjia.rules.DecisionTable.HitPolicy;

/**
 * The table {@code entitlement}, compiled for many persons: a person goes through the tabulated columns, each of which strikes out rows; what remains
 * decides. Who hangs on what cannot be tabulated (an amount that is reckoned, a column that reckons with dates) is asked of the interpreter.
 */
final class Bulk {

  private static final int BLOCK = 1024;
  private static final byte YES = (byte) Answer.YES.ordinal();
  private static final byte NO = (byte) Answer.NO.ordinal();
  private static final byte UNKNOWN = (byte) Answer.UNKNOWN.ordinal();

  private final MonthRules rules;
  private final List<Column> columns = new ArrayList<>();
  private final int rows;
  private final long all;
  private final boolean ordered;
  /** Whether nobody can be decided here: by priority, or with a default output. */
  private final boolean interpreted;
  private final boolean partly;
  private final byte[] answers;
  private final long[] fen;
  /** The rows with the same outcome. */
  private final long[] alike;
  private final long entitling;
  private final long reckoned;
  /** The facts that reckoned amounts hang on. */
  private final List<Fact> amountFacts;

  Bulk(MonthRules rules) {
    this.rules = rules;
    DecisionTable table = rules.programme().entitlement();
    this.rows = table.rows().size();
    this.all = rows == 0 ? 0 : -1L >>> 64 - rows;
    this.ordered = table.hitPolicy() == HitPolicy.FIRST;
    this.interpreted = table.hitPolicy() == HitPolicy.PRIORITY || table.hasDefault();
    for (int column = 0; column < table.inputs().size(); column++) {
      columns.add(Column.of(rules, table, column, new ArrayList<>(), Programme.ENTITLEMENT, new Budget()));
    }
    this.partly = columns.stream().anyMatch(column -> !column.tabulated);
    this.answers = new byte[rows];
    this.fen = new long[rows];
    this.alike = new long[rows];
    Cuts constants = new Cuts(rules);
    long yes = 0;
    long open = 0;
    for (int row = 0; row < rows; row++) {
      List<Expr> outputs = table.rows().get(row).outputs();
      boolean entitled = Boolean.TRUE.equals(constants.value(outputs.get(0)));
      answers[row] = entitled ? YES : NO;
      yes |= entitled ? 1L << row : 0;
      if (entitled && constants.constant(outputs.get(1))) {
        fen[row] = MonthRules.fen(constants.value(outputs.get(1)));
      } else if (entitled) {
        open |= 1L << row;
      }
    }
    this.entitling = yes;
    this.reckoned = open;
    this.amountFacts = amountFacts(table);
    for (int row = 0; row < rows; row++) {
      for (int other = 0; other < rows; other++) {
        alike[row] |= answers[row] == answers[other] && fen[row] == fen[other] ? 1L << other : 0;
      }
    }
  }

  private List<Fact> amountFacts(DecisionTable table) {
    Set<String> names = new LinkedHashSet<>();
    for (int row = 0; row < rows; row++) {
      if ((reckoned >>> row & 1) != 0) {
        names.addAll(Resolved.names(table.rows().get(row).outputs().get(1)));
      }
    }
    return rules.programme().model().inputsOf(names).stream().flatMap(name -> rules.programme().vocabulary().fact(name).stream()).toList();
  }

  void decide(Population people, int from, int to, Outcomes out, boolean reasons) {
    int[][] states = new int[columns.size()][BLOCK];
    long[] can = new long[BLOCK];
    long[] sure = new long[BLOCK];
    for (int start = from; start < to; start += BLOCK) {
      int count = Math.min(BLOCK, to - start);
      Arrays.fill(can, 0, count, all);
      Arrays.fill(sure, 0, count, all);
      for (int c = 0; c < columns.size(); c++) {
        strike(columns.get(c), people, start, count, states[c], can, sure);
      }
      for (int i = 0; i < count; i++) {
        if (!settled(people, start + i, can[i], sure[i], i, states, out, reasons)) {
          interpret(people, start + i, out, reasons);
        }
      }
    }
  }

  private static void strike(Column column, Population people, int start, int count, int[] states, long[] can, long[] sure) {
    if (!column.tabulated) {
      Arrays.fill(sure, 0, count, 0);
      return;
    }
    Arrays.fill(states, 0, count, 0);
    for (int a = 0; a < column.strides.length; a++) {
      Axis axis = column.axes.get(a);
      axis.add(people.columns()[axis.fact.place()], start, count, column.strides[a], states);
    }
    long[] canOf = column.can;
    long[] sureOf = column.sure;
    for (int i = 0; i < count; i++) {
      can[i] &= canOf[states[i]];
      sure[i] &= sureOf[states[i]];
    }
  }

  /** Writes the outcome of a person; false where the interpreter must be asked. */
  private boolean settled(Population people, int person, long can, long sure, int i, int[][] states, Outcomes out, boolean reasons) {
    long deciding = can;
    if (sure != 0) {
      deciding = ordered ? can & (2L << Long.numberOfTrailingZeros(sure)) - 1 : sure & -sure;
    }
    if (interpreted || partly && (reasons || sure == 0 || Long.bitCount(deciding) > 1)) {
      return false;
    } else if ((deciding & reckoned) != 0) {
      return deciding == (sure & -sure) && reckon(people, person, Long.numberOfTrailingZeros(deciding), out, reasons);
    }
    int first = Long.numberOfTrailingZeros(deciding);
    boolean agreed = deciding != 0 && (deciding & ~alike[first]) == 0;
    out.answer()[person] = agreed ? answers[first] : UNKNOWN;
    out.amountFen()[person] = agreed ? fen[first] : 0;
    out.row()[person] = (short) (agreed && Long.bitCount(deciding) == 1 ? first : -1);
    if (reasons) {
      boolean no = agreed && answers[first] == NO;
      out.missing()[person] = agreed ? 0 : missing(deciding, i, states);
      int nearest = no ? nearest(i, states) : -1;
      out.nearest()[person] = (short) nearest;
      out.failed()[person] = nearest < 0 ? 0 : failed(nearest, i, states);
    }
    return true;
  }

  /** One row surely decides and its amount is reckoned: false where the amount hangs on an unknown fact. */
  private boolean reckon(Population people, int person, int row, Outcomes out, boolean reasons) {
    Env env = rules.programme().model().run(rules.given(people.raw(person), amountFacts));
    Object amount = Interpreter.value(rules.programme().entitlement().rows().get(row).outputs().get(1), env);
    if (Unknown.is(amount)) {
      return false;
    }
    out.answer()[person] = YES;
    out.amountFen()[person] = MonthRules.fen(amount);
    out.row()[person] = (short) row;
    if (reasons) {
      out.nearest()[person] = -1;
      out.missing()[person] = 0;
      out.failed()[person] = 0;
    }
    return true;
  }

  private long missing(long deciding, int i, int[][] states) {
    long facts = 0;
    for (int c = 0; c < states.length; c++) {
      long[] byRow = columns.get(c).missing[states[c][i]];
      for (long left = byRow == null ? 0 : deciding; left != 0 && byRow != null; left &= left - 1) {
        facts |= byRow[Long.numberOfTrailingZeros(left)];
      }
    }
    return facts;
  }

  private int nearest(int i, int[][] states) {
    int best = -1;
    int least = Integer.MAX_VALUE;
    for (long left = entitling; left != 0; left &= left - 1) {
      int row = Long.numberOfTrailingZeros(left);
      int distance = 0;
      for (int c = 0; c < states.length; c++) {
        Column column = columns.get(c);
        int state = states[c][i];
        distance += (int) (64 - 64 * (column.can[state] >>> row & 1) + ((column.can[state] ^ column.sure[state]) >>> row & 1));
      }
      if (distance < least) {
        least = distance;
        best = row;
      }
    }
    return best;
  }

  private long failed(int row, int i, int[][] states) {
    long failed = 0;
    for (int c = 0; c < states.length; c++) {
      failed |= (~columns.get(c).can[states[c][i]] >>> row & 1) << c;
    }
    return failed;
  }

  private void interpret(Population people, int person, Outcomes out, boolean reasons) {
    Decision decision = rules.decide(people.raw(person));
    out.answer()[person] = (byte) decision.answer().ordinal();
    out.amountFen()[person] = decision.amountFen();
    out.row()[person] = (short) decision.row();
    if (reasons) {
      out.nearest()[person] = (short) decision.nearest();
      out.missing()[person] = decision.missing().stream().mapToLong(fact -> 1L << fact.place()).reduce(0, (a, b) -> a | b);
      out.failed()[person] = decision.failed().stream().mapToLong(condition -> 1L << condition.column()).reduce(0, (a, b) -> a | b);
    }
  }
}

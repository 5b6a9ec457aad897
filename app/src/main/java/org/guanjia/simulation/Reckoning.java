package org.guanjia.simulation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Facts;
import org.guanjia.rules.Outcomes;
import org.guanjia.rules.Population;

/**
 * Asks both sides of a simulation about everybody, month by month from January of the simulated month's year to the end of the fifth year after it. Equal persons are asked about once;
 * after the first month only those for whom something can differ: whose age or whose days of death or moving turn, or everybody where rules or parameters do.
 */
final class Reckoning {

  /** Years after that of the simulated month. */
  static final int YEARS_AHEAD = 5;
  static final int MONTHS = (YEARS_AHEAD + 1) * 12;

  private static final byte YES = (byte) Answer.YES.ordinal();
  private static final byte NO = (byte) Answer.NO.ordinal();

  private final RegisterColumns register;
  private final YearMonth month;
  private final YearMonth first;
  private final List<List<Side>> sides;
  private final List<String> programmes;
  private final Groups groups;
  private final Survival survival;
  private final int[] classOf;
  private final byte[][][] answers;
  private final long[][][] fen;
  private final long[][][] sums;
  private final long[][][] heads;
  private final Costs costs;
  private final int[][] turning;

  private Reckoning(RegisterColumns register, YearMonth month, List<List<Side>> sides, LifeTable table, BigDecimal movesPermille) {
    this.register = register;
    this.month = month;
    this.first = YearMonth.of(month.getYear(), 1);
    this.sides = sides;
    Set<Fact> asks = new HashSet<>();
    Set<String> codes = new LinkedHashSet<>();
    for (List<Side> side : sides) {
      for (Side each : side) {
        asks.addAll(each.asks());
        codes.addAll(each.programmes());
      }
    }
    this.programmes = List.copyOf(codes);
    this.groups = Groups.of(register, asks);
    this.survival = new Survival(table, movesPermille, register.month(), first, MONTHS);
    this.classOf = IntStream.range(0, groups.count()).map(group -> survival.classOf(groups.birth(group), groups.sex(group), groups.diedOn(group))).toArray();
    this.answers = new byte[2][programmes.size()][groups.count()];
    for (byte[][] side : answers) for (byte[] each : side) Arrays.fill(each, NO);
    this.fen = new long[2][programmes.size()][groups.count()];
    this.sums = new long[2][programmes.size()][survival.classes()];
    this.heads = new long[2][programmes.size()][survival.classes()];
    this.costs = new Costs(programmes, survival, first);
    this.turning = turning();
  }

  /** What it came to. @param groups how many different persons were asked about */
  record Result(Figures figures, List<Effect> effects, int groups) {}

  /**
   * @param month the one in which it is told who gains and who loses
   * @param today the rules in force, by month
   * @param tried the rules tried, by month
   * @param movesPermille as {@link LifeTable#month}
   * @param progress is told the number of months done, of {@value #MONTHS}
   */
  static Result of(
      RegisterColumns register, YearMonth month, Function<YearMonth, Side> today, Function<YearMonth, Side> tried, LifeTable table, BigDecimal movesPermille, IntConsumer progress) {
    YearMonth first = YearMonth.of(month.getYear(), 1);
    List<List<Side>> sides = List.of(
        IntStream.range(0, MONTHS).mapToObj(i -> today.apply(first.plusMonths(i))).toList(), IntStream.range(0, MONTHS).mapToObj(i -> tried.apply(first.plusMonths(i))).toList());
    return new Reckoning(register, month, sides, table, movesPermille).run(progress);
  }

  private Result run(IntConsumer progress) {
    Comparison comparison = null;
    int all = groups.count();
    for (int m = 0; m < MONTHS; m++) {
      for (int side = 0; side < 2; side++) {
        Side now = sides.get(side).get(m);
        boolean turns = m == 0 || !now.saysTheSame(sides.get(side).get(m - 1));
        int[] asked = turns ? IntStream.range(0, all).toArray() : turning[m];
        if (turns) clear(side, now.programmes());
        ask(side, now, asked);
      }
      costs.add(m, sums, heads);
      if (first.plusMonths(m).equals(month)) {
        costs.restFrom(m);
        comparison = new Comparison(register, groups, programmes, month, answers, fen);
      }
      progress.accept(m + 1);
    }
    if (comparison == null) throw new IllegalStateException(month + " is not among the months");
    return new Result(comparison.figures(costs.whole(), costs.rest()), comparison.effects(), all);
  }

  /** Programmes that do not stand give nobody anything. */
  private void clear(int side, List<String> standing) {
    for (int p = 0; p < programmes.size(); p++) {
      if (standing.contains(programmes.get(p))) continue;
      Arrays.fill(answers[side][p], NO);
      Arrays.fill(fen[side][p], 0);
      Arrays.fill(sums[side][p], 0);
      Arrays.fill(heads[side][p], 0);
    }
  }

  private void ask(int side, Side now, int[] asked) {
    if (asked.length == 0) return;
    Population people = groups.facts(asked);
    List<Outcomes> outcomes = now.decide().apply(people);
    List<String> standing = now.programmes();
    for (int at = 0; at < standing.size(); at++) {
      take(side, programmes.indexOf(standing.get(at)), asked, outcomes.get(at));
    }
  }

  private void take(int side, int p, int[] asked, Outcomes outcomes) {
    byte[] answer = answers[side][p];
    long[] amount = fen[side][p];
    for (int i = 0; i < asked.length; i++) {
      int group = asked[i];
      byte said = outcomes.answer()[i];
      long paid = said == YES ? outcomes.amountFen()[i] : 0;
      if (said == answer[group] && paid == amount[group]) continue;
      int of = classOf[group];
      long size = groups.size(group);
      sums[side][p][of] += size * (paid - amount[group]);
      heads[side][p][of] += size * ((said == YES ? 1 : 0) - (answer[group] == YES ? 1 : 0));
      answer[group] = said;
      amount[group] = paid;
    }
  }

  /** By month the groups of whom a derived fact may be another than in the month before: it hangs on a day of that month, or of the one before. */
  private int[][] turning() {
    List<BitSet> byMonthOfYear = IntStream.range(0, 12).mapToObj(i -> new BitSet()).toList();
    Map<Integer, BitSet> byMonth = new HashMap<>();
    int movedOut = RegisterColumns.VOCABULARY.fact("moved_out_on").orElseThrow().place();
    for (int group = 0; group < groups.count(); group++) {
      long birth = groups.birth(group);
      if (birth != Facts.UNKNOWN) byMonthOfYear.get(LocalDate.ofEpochDay(birth).getMonthValue() - 1).set(group);
      event(groups.diedOn(group), group, byMonth);
      event(groups.raw(movedOut, group), group, byMonth);
    }
    int[][] turning = new int[MONTHS][];
    for (int m = 0; m < MONTHS; m++) {
      BitSet these = new BitSet();
      these.or(byMonthOfYear.get(m % 12));
      these.or(byMonthOfYear.get((m + 11) % 12));
      these.or(byMonth.getOrDefault(m, NOBODY));
      these.or(byMonth.getOrDefault(m - 1, NOBODY));
      turning[m] = these.stream().toArray();
    }
    return turning;
  }

  private static final BitSet NOBODY = new BitSet();

  private void event(long day, int group, Map<Integer, BitSet> byMonth) {
    if (day == Facts.UNKNOWN || day == Facts.NONE) return;
    int m = (int) ChronoUnit.MONTHS.between(first, YearMonth.from(LocalDate.ofEpochDay(day)));
    if (m >= -1 && m < MONTHS) byMonth.computeIfAbsent(m, any -> new BitSet()).set(group);
  }
}

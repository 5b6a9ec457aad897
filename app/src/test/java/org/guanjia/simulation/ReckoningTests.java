package org.guanjia.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.guanjia.simulation.SimulatedTown.IMMORTAL;
import static org.guanjia.simulation.SimulatedTown.MAY;
import static org.guanjia.simulation.SimulatedTown.aPerson;
import static org.guanjia.simulation.SimulatedTown.oldAge;
import static org.guanjia.simulation.SimulatedTown.people;
import static org.guanjia.simulation.SimulatedTown.register;
import static org.guanjia.simulation.SimulatedTown.sides;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.guanjia.rules.Answer;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.Programme;
import org.guanjia.rules.ProgrammeFolder;
import org.guanjia.simulation.Figures.Cost;
import org.guanjia.simulation.Figures.Tally;
import org.junit.jupiter.api.Test;

/** Who gains and loses and what it costs: against persons asked one by one, and against a reckoning by hand. */
class ReckoningTests {

  private static final LocalDate FROM = LocalDate.of(2026, 5, 1);
  /** Twelve in ten die a year, so that of those alive at a month's end e^-0.1 are at the next. */
  private static final LifeTable TENTH = LifeTable.read("age,male,female\n0,1200,1200\n85,1200,1200\n");

  private static Reckoning.Result reckoned(List<long[]> persons, List<Programme> today, List<Programme> tried, LifeTable table) {
    return Reckoning.of(register(persons), MAY, sides(today), sides(tried), table, BigDecimal.ZERO, done -> {});
  }

  @Property(tries = 15)
  void aDraftThatSaysTheSameChangesNobody(@ForAll @LongRange(min = 1) long seed, @ForAll @IntRange(min = 0, max = 400) int size) {
    Reckoning.Result result = reckoned(people(seed, size), SimulatedTown.shipped(), SimulatedTown.shipped(), LifeTables.shipped().table());
    assertThat(result.effects()).isEmpty();
    assertThat(result.figures().costs()).allMatch(cost -> cost.difference() == 0 && cost.monthsBefore() == cost.monthsAfter());
    Tally all = result.figures().all();
    assertThat(all.gains() + all.loses() + all.unknown()).isZero();
    assertThat(List.of(all.before(), all.fenBefore(), all.openBefore())).isEqualTo(List.of(all.after(), all.fenAfter(), all.openAfter()));
  }

  @Property(tries = 15)
  void whatIsGainedLessWhatIsLostIsWhatItCostsMore(@ForAll @LongRange(min = 1) long seed, @ForAll @IntRange(min = 60, max = 95) int ageFrom) {
    List<Programme> tried = new ArrayList<>(SimulatedTown.shipped());
    tried.replaceAll(programme -> programme.code().equals("old-age") ? oldAge("age_from", String.valueOf(Math.min(ageFrom, 89)), FROM) : programme);
    Reckoning.Result result = reckoned(people(seed, 500), SimulatedTown.shipped(), tried, IMMORTAL);
    Figures figures = result.figures();
    for (List<Tally> tallies : List.of(List.of(figures.all()), figures.programmes(), figures.villages(), figures.ages(), figures.sexes())) {
      assertThat(tallies).allSatisfy(tally -> assertThat(tally.fenGains() - tally.fenLoses() + tally.fenUnknown()).isEqualTo(tally.fenAfter() - tally.fenBefore()));
      assertThat(sum(tallies, Tally::fenAfter)).isEqualTo(figures.all().fenAfter());
      assertThat(sum(tallies, Tally::fenBefore)).isEqualTo(figures.all().fenBefore());
    }
    for (List<Tally> tallies : List.of(figures.villages(), figures.ages(), figures.sexes())) assertThat(sum(tallies, Tally::gains)).isEqualTo(figures.all().gains());
    assertThat(result.effects().stream().mapToLong(effect -> effect.fenAfter() - effect.fenBefore()).sum()).isEqualTo(figures.all().fenAfter() - figures.all().fenBefore());
    assertThat(result.effects()).noneMatch(effect -> effect.kind() == Effect.Kind.GAINS && effect.fenAfter() < effect.fenBefore());
  }

  private static long sum(List<Tally> tallies, ToLongFunction<Tally> of) {
    return tallies.stream().mapToLong(of).sum();
  }

  @Property(tries = 6)
  void monthsAreWhatEachPersonAskedAloneComesTo(@ForAll @LongRange(min = 1) long seed) {
    List<long[]> persons = people(seed, 120);
    List<Programme> tried = List.of(oldAge("amount_80", "150", LocalDate.of(2027, 7, 1)));
    Figures figures = reckoned(persons, SimulatedTown.shipped(), tried, IMMORTAL).figures();
    for (int year = 2026; year <= 2031; year++) {
      assertThat(figures.fenBefore(year)).as("%s by today's rules", year).isEqualTo(oneByOne(persons, SimulatedTown.sides(SimulatedTown.shipped()), year, 1));
      assertThat(figures.fenAfter(year)).as("%s by the draft", year).isEqualTo(oneByOne(persons, sides(tried), year, 1));
    }
    assertThat(figures.rest().stream().mapToLong(Cost::fenBefore).sum()).isEqualTo(oneByOne(persons, SimulatedTown.sides(SimulatedTown.shipped()), 2026, 5));
  }

  private static long oneByOne(List<long[]> persons, Function<YearMonth, Side> sides, int year, int firstMonth) {
    long fen = 0;
    for (int month = firstMonth; month <= 12; month++) {
      for (MonthRules rules : sides.apply(YearMonth.of(year, month)).rules()) for (long[] raw : persons) fen += rules.decide(raw).amountFen();
    }
    return fen;
  }

  @Test
  void aCohortIsWhatAHandReckonsForIt() {
    Programme today = SimulatedTown.read(ProgrammeFolder.shipped("old-age"));
    Programme draft = oldAge("amount_80", "150", FROM);
    Reckoning.Result result = reckoned(Collections.nCopies(3, aPerson("1940-03-15")), List.of(today), List.of(draft), TENTH);
    assertThat(result.groups()).as("three alike are asked about once").isEqualTo(1);
    Figures figures = result.figures();
    assertThat(figures.all()).isEqualTo(new Tally("", 3, 3, 30_000, 45_000, 3, 15_000, 0, 0, 0, 0, 0, 0));
    assertThat(figures.costs()).allMatch(cost -> cost.cohort() == 1940 && cost.programme().equals("old-age"));
    Cost first = figures.costs().getFirst();
    double fromJune = alive(1, 7);
    assertThat(first.fenBefore()).as("five months whole, then seven of fewer and fewer").isCloseTo(Math.round(30_000 * (5 + fromJune)), within(1L)).isEqualTo(293_599);
    assertThat(first.fenAfter()).as("the draft is of May on").isCloseTo(Math.round(30_000 * 4 + 45_000 * (1 + fromJune)), within(1L));
    assertThat(first.monthsAfter()).isEqualTo(Math.round(3 * (5 + fromJune)));
    assertThat(figures.rest().getFirst().fenBefore()).isCloseTo(Math.round(30_000 * (1 + fromJune)), within(1L));
    Cost ninety = figures.costs().stream().filter(cost -> cost.year() == 2030).findFirst().orElseThrow();
    assertThat(ninety.fenBefore()).as("ninety in March: two months of the lower band, ten of the higher").isCloseTo(Math.round(30_000 * alive(44, 45) + 60_000 * alive(46, 55)), within(1L));
    assertThat(ninety.fenAfter()).isCloseTo(Math.round(45_000 * alive(44, 45) + 60_000 * alive(46, 55)), within(1L));
  }

  /** Person-months of one of them from one month after the facts to another. */
  private static double alive(int from, int to) {
    double sum = 0;
    for (int month = from; month <= to; month++) sum += Math.exp(-0.1 * month);
    return sum;
  }

  @Test
  void whoDiedIsPaidNoLongerAndNobodyDiesTwice() {
    long[] dead = aPerson("1940-03-15");
    SimulatedTown.set(dead, "died_on", LocalDate.of(2026, 5, 20).toEpochDay());
    Programme today = SimulatedTown.read(ProgrammeFolder.shipped("old-age"));
    Figures figures = reckoned(List.of(dead), List.of(today), List.of(today), TENTH).figures();
    assertThat(figures.costs()).hasSize(1);
    assertThat(figures.fenBefore(2026)).as("to the month of the death").isEqualTo(5 * 10_000);
  }

  @Test
  void anUnknownBirthIsUnknownAndCostsNothing() {
    long[] person = aPerson("1940-03-15");
    SimulatedTown.set(person, "birth", org.guanjia.rules.Facts.UNKNOWN);
    Programme today = SimulatedTown.read(ProgrammeFolder.shipped("old-age"));
    Reckoning.Result result = reckoned(List.of(person), List.of(today), List.of(oldAge("age_from", "60", FROM)), IMMORTAL);
    assertThat(result.figures().all().openBefore()).isEqualTo(1);
    assertThat(result.figures().all().openAfter()).isEqualTo(1);
    assertThat(result.figures().costs()).isEmpty();
    assertThat(result.effects()).isEmpty();
  }

  @Test
  void aChangedBandSaysWhoBeginsAndWhoEnds() {
    Programme today = SimulatedTown.read(ProgrammeFolder.shipped("old-age"));
    Reckoning.Result later = reckoned(List.of(aPerson("1945-01-01"), aPerson("1930-01-01")), List.of(today), List.of(oldAge("age_from", "85", FROM)), IMMORTAL);
    assertThat(later.effects()).containsExactly(new Effect(1, "old-age", Effect.Kind.LOSES, Answer.YES, Answer.NO, 10_000, 0, null, 81, "MALE"));
    Reckoning.Result without = reckoned(List.of(aPerson("1945-01-01")), List.of(), List.of(today), IMMORTAL);
    assertThat(without.effects()).containsExactly(new Effect(1, "old-age", Effect.Kind.GAINS, Answer.NO, Answer.YES, 0, 10_000, null, 81, "MALE"));
  }

  @Test
  void peopleMovingHereMakeMoreOfEachCohort() {
    Programme today = SimulatedTown.read(ProgrammeFolder.shipped("old-age"));
    Figures figures = Reckoning.of(register(List.of(aPerson("1940-03-15"))), MAY, sides(today), sides(today), IMMORTAL, BigDecimal.valueOf(12), done -> {}).figures();
    double grown = 5;
    for (int month = 1; month <= 7; month++) grown += Math.exp(0.001 * month);
    assertThat(figures.fenBefore(2026)).isCloseTo(Math.round(10_000 * grown), within(1L));
  }

  @Test
  void factsTakeFiftyFourBytesAPerson() {
    RegisterColumns columns = register(people(1, 20_000));
    assertThat(columns.bytes() / columns.size()).isLessThanOrEqualTo(54);
    List<long[]> persons = people(1, 20_000);
    for (int i = 0; i < columns.size(); i += 97) {
      for (int place = 0; place < persons.get(i).length; place++) assertThat(columns.value(place, i)).isEqualTo(persons.get(i)[place]);
    }
    assertThat(register(people(1, 20_000)).fingerprint()).isEqualTo(columns.fingerprint()).isNotEqualTo(register(people(1, 19_999)).fingerprint());
  }
}

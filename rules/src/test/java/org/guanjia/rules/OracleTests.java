package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.rules.DroolsOracle.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every programme that comes with the library, against Drools on random persons in each month in which a parameter changes. How three values stand to Drools' two:
 *
 * <ul>
 *   <li>where every fact that is asked is known, both say the same to the fen;
 *   <li>an answer given although facts are unknown is the one Drools gives however these turn out;
 *   <li>UNKNOWN is said only where Drools gives two answers, depending on how they turn out;
 *   <li>with null for the unknown, Drools either gives our answer or none; where we say UNKNOWN it gives none.
 * </ul>
 */
class OracleTests {

  private static final YearMonth NOW = YearMonth.of(2026, 11);
  private static final int KNOWN = 2_000;
  private static final int PARTLY_KNOWN = 500;
  private static final int WAYS_MAX = 1_500;

  static List<String> programmes() {
    return ProgrammeFolder.shipped();
  }

  /** What a decision before the last one comes to is only known or unknown, so here UNKNOWN may be said where every way leads to one answer. */
  @Test
  void aDecisionBeforeTheLastIsReadAlike() throws Exception {
    ProgrammeText nested = ProgrammeFolder.read(Path.of("src/test/resources/nested-decision"));
    saysWhatDroolsSays(nested);
    asksHowItMayTurnOut(nested, false);
  }

  @ParameterizedTest
  @MethodSource("programmes")
  void saysWhatDroolsSays(String code) throws Exception {
    saysWhatDroolsSays(ProgrammeFolder.shipped(code));
  }

  private static void saysWhatDroolsSays(ProgrammeText text) throws Exception {
    Programme programme = Programme.read(text, Vocabulary.PERSON_MONTH);
    Set<Integer> rows = new HashSet<>();
    for (YearMonth month : months(programme)) {
      MonthRules rules = programme.in(month);
      DroolsOracle oracle = new DroolsOracle(text, month);
      RandomPersons persons = new RandomPersons(month, oracle.bounds(), text.code().hashCode());
      Population people = Population.unknown(Vocabulary.PERSON_MONTH, KNOWN);
      for (int person = 0; person < KNOWN; person++) {
        people.set(person, persons.next(0));
      }
      Outcomes outcomes = new Outcomes(KNOWN);
      rules.decide(people, 0, KNOWN, outcomes, true);
      for (int person = 0; person < KNOWN; person++) {
        long[] raw = people.raw(person);
        Decision decision = rules.decide(raw);
        assertThat(said(decision)).as("%s", told(month, raw)).isEqualTo(oracle.ask(raw));
        assertThat(outcomes.answerOf(person)).as("%s", told(month, raw)).isEqualTo(decision.answer());
        assertThat(outcomes.amountFen()[person]).as("%s", told(month, raw)).isEqualTo(decision.amountFen());
        assertThat((int) outcomes.row()[person]).as("%s", told(month, raw)).isEqualTo(decision.row());
        rows.add(decision.row());
      }
    }
    assertThat(rows).as("rows that decided").hasSize(programme.rows().size());
  }

  @ParameterizedTest
  @MethodSource("programmes")
  void saysUnknownWhereAndOnlyWhereItMayTurnOutEitherWay(String code) throws Exception {
    asksHowItMayTurnOut(ProgrammeFolder.shipped(code), true);
  }

  private static void asksHowItMayTurnOut(ProgrammeText text, boolean exact) throws Exception {
    Programme programme = Programme.read(text, Vocabulary.PERSON_MONTH);
    MonthRules rules = programme.in(NOW);
    DroolsOracle oracle = new DroolsOracle(text, NOW);
    RandomPersons persons = new RandomPersons(NOW, oracle.bounds(), text.code().hashCode() + 1L);
    int unknown = 0;
    for (int person = 0; person < PARTLY_KNOWN; person++) {
      long[] raw = persons.next(0.3);
      Decision decision = rules.decide(raw);
      Set<Said> turnsOut = new HashSet<>();
      boolean all = persons.completions(raw, programme.asksRaw(), WAYS_MAX, completed -> turnsOut.add(oracle.ask(completed)));
      Said withNull = oracle.ask(raw);
      if (decision.answer() == Answer.UNKNOWN) {
        unknown++;
        if (all && exact) {
          assertThat(turnsOut).as("%s", told(NOW, raw)).hasSizeGreaterThan(1);
        }
        assertThat(withNull).as("%s", told(NOW, raw)).isNull();
        assertThat(decision.missing()).as("%s", told(NOW, raw)).isNotEmpty().allMatch(fact -> raw[fact.place()] == Facts.UNKNOWN);
      } else {
        assertThat(turnsOut).as("%s", told(NOW, raw)).containsExactly(said(decision));
        assertThat(withNull).as("%s", told(NOW, raw)).isIn(null, said(decision));
      }
    }
    assertThat(unknown).as("persons of whom too little is known").isBetween(PARTLY_KNOWN / 20, PARTLY_KNOWN * 19 / 20);
  }

  private static Set<YearMonth> months(Programme programme) {
    Set<YearMonth> months = new HashSet<>(programme.turns());
    months.add(NOW);
    return months;
  }

  private static Said said(Decision decision) {
    return new Said(decision.answer() == Answer.YES, decision.amountFen());
  }

  private static Map<String, Object> told(YearMonth month, long[] raw) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("month", month);
    for (Fact fact : Vocabulary.PERSON_MONTH.raw()) {
      long held = raw[fact.place()];
      told.put(fact.code(), held == Facts.UNKNOWN ? "unknown" : String.valueOf(fact.value(held)));
    }
    return told;
  }
}

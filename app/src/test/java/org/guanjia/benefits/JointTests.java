package org.guanjia.benefits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import org.guanjia.rules.Answer;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.NoParameters;
import org.guanjia.rules.NotAProgramme;
import org.guanjia.rules.Outcomes;
import org.guanjia.rules.Programme;
import org.guanjia.rules.ProgrammeFolder;
import org.guanjia.rules.ProgrammeText;
import org.guanjia.rules.Vocabulary;
import org.junit.jupiter.api.Test;

class JointTests {

  private static final List<String> ORDER = List.of("a", "b", "c");

  private static MonthRules rules(String code) {
    ProgrammeText text = ProgrammeFolder.shipped("old-age");
    try {
      return Programme.read(new ProgrammeText(code, text.dmn(), text.parameters(), List.of()), Vocabulary.PERSON_MONTH).in(YearMonth.of(2026, 5));
    } catch (NotAProgramme | NoParameters e) {
      throw new AssertionError(e);
    }
  }

  private static Outcomes outcome(Answer answer, long fen) {
    var outcomes = new Outcomes(1);
    outcomes.answer()[0] = (byte) answer.ordinal();
    outcomes.amountFen()[0] = fen;
    return outcomes;
  }

  private static String after(Joint.Rule rule, Outcomes... outcomes) {
    List<Outcomes> all = List.of(outcomes);
    List<MonthRules> rules = ORDER.stream().map(JointTests::rules).toList();
    long bound = new Joint(List.of(rule)).apply(ORDER, rules, all, 1)[0];
    return all.stream().map(each -> each.answerOf(0) + " " + each.amountFen()[0]).toList() + " " + Long.toBinaryString(bound);
  }

  @Test
  void theFirstOfThoseThatExcludeEachOtherIsGiven() {
    var rule = new Joint.Rule(Joint.Kind.FIRST, List.of("c", "a"), null);
    assertThat(after(rule, outcome(Answer.YES, 900), outcome(Answer.YES, 5), outcome(Answer.YES, 100))).isEqualTo("[NO 0, YES 5, YES 100] 1");
    assertThat(after(rule, outcome(Answer.YES, 900), outcome(Answer.YES, 5), outcome(Answer.NO, 0))).isEqualTo("[YES 900, YES 5, NO 0] 0");
    assertThat(after(rule, outcome(Answer.YES, 900), outcome(Answer.YES, 5), outcome(Answer.UNKNOWN, 0))).as("whether the first is due nobody knows").isEqualTo("[UNKNOWN 0, YES 5, UNKNOWN 0] 1");
  }

  @Test
  void theHighestIsGivenAndOfEqualOnesTheFirst() {
    var rule = new Joint.Rule(Joint.Kind.HIGHEST, List.of("a", "b"), null);
    assertThat(after(rule, outcome(Answer.YES, 900), outcome(Answer.YES, 901), outcome(Answer.YES, 1))).isEqualTo("[NO 0, YES 901, YES 1] 1");
    assertThat(after(rule, outcome(Answer.YES, 900), outcome(Answer.YES, 900), outcome(Answer.YES, 1))).isEqualTo("[YES 900, NO 0, YES 1] 10");
    assertThat(after(rule, outcome(Answer.YES, 900), outcome(Answer.UNKNOWN, 0), outcome(Answer.YES, 1))).as("the certain one does not wait").isEqualTo("[YES 900, UNKNOWN 0, YES 1] 0");
  }

  @Test
  void aCapCutsTheLastInOrder() {
    var rule = new Joint.Rule(Joint.Kind.CAP, List.of("a", "b", "c"), 1000L);
    assertThat(after(rule, outcome(Answer.YES, 600), outcome(Answer.YES, 300), outcome(Answer.YES, 300))).isEqualTo("[YES 600, YES 300, YES 100] 100");
    assertThat(after(rule, outcome(Answer.YES, 600), outcome(Answer.YES, 300), outcome(Answer.YES, 100))).isEqualTo("[YES 600, YES 300, YES 100] 0");
    assertThat(after(rule, outcome(Answer.YES, 1200), outcome(Answer.YES, 300), outcome(Answer.NO, 0))).isEqualTo("[YES 1000, YES 0, NO 0] 11");
  }
}

package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.rules.Portfolio.Share;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SharedRulesTests {

  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final String HEADING = "name,kind,programmes,amount,from,to,document,confirmed\n";
  private static final List<MonthRules> PROGRAMMES = new ArrayList<>();

  @BeforeAll
  static void programmes() throws Exception {
    for (String code : ProgrammeFolder.shipped()) {
      PROGRAMMES.add(Programme.read(ProgrammeFolder.shipped(code), Vocabulary.PERSON_MONTH).in(MONTH));
    }
  }

  /** An old man of eighty-six, registered, on subsistence allowance, severely disabled and unable. */
  private static long[] oldMan() {
    return raw(Map.of("birth", "date(\"1940-05-01\")", "died_on", "null", "moved_out_on", "null", "registered", "true", "extreme_hardship", "false",
        "subsistence", "true", "orphan", "false", "disability_grade", "1", "ability_level", "3"));
  }

  private static long[] raw(Map<String, String> facts) {
    return Programme.raw(new Example("", facts, MONTH, Answer.NO, null), Vocabulary.PERSON_MONTH);
  }

  @Test
  void ofTwoNursingAllowancesTheHigherRemainsAndTheReasonIsNamed() {
    Map<String, Share> shares = SharedRules.shipped().over(PROGRAMMES).decide(oldMan());

    assertThat(shares.get("nursing-subsidy")).extracting(Share::answer, Share::amountFen).containsExactly(Answer.YES, 30_000L);
    assertThat(shares.get("disabled-nursing")).extracting(Share::answer, Share::amountFen, Share::by, Share::instead)
        .containsExactly(Answer.NO, 0L, "护理补贴择高享受一项", "nursing-subsidy");
    assertThat(shares.get("disabled-nursing").alone().answer()).isEqualTo(Answer.YES);
  }

  @Test
  void whatTwoServicesComeToIsCutAtTheLast() {
    Map<String, Share> shares = SharedRules.shipped().over(PROGRAMMES).decide(oldMan());

    assertThat(shares.get("meal-subsidy").amountFen()).isEqualTo(22_000);
    assertThat(shares.get("home-care-hours")).extracting(share -> share.alone().amountFen(), Share::amountFen, Share::by)
        .containsExactly(90_000L, 78_000L, "配餐与居家服务合计上限");
  }

  @Test
  void theFirstOfAListRemainsAndAnUnknownOneBeforeItLeavesItOpen() {
    Portfolio first = SharedRules.read(HEADING + "一项,FIRST,disabled-nursing nursing-subsidy,,2020-01-01,,,true\n").over(PROGRAMMES);
    assertThat(first.decide(oldMan()).get("nursing-subsidy").answer()).isEqualTo(Answer.NO);

    long[] gradeUnknown = oldMan();
    Fact grade = Vocabulary.PERSON_MONTH.fact("disability_grade").orElseThrow();
    gradeUnknown[grade.place()] = Facts.UNKNOWN;
    Share open = first.decide(gradeUnknown).get("nursing-subsidy");
    assertThat(open.answer()).isEqualTo(Answer.UNKNOWN);
    assertThat(open.missing()).contains(grade);
  }

  @Test
  void manyPersonsAreSettledAsOneIs() throws Exception {
    Portfolio portfolio = SharedRules.shipped().over(PROGRAMMES);
    RandomPersons persons = new RandomPersons(MONTH, new DroolsOracle(ProgrammeFolder.shipped("old-age"), MONTH).bounds(), 7);
    Population people = Population.unknown(Vocabulary.PERSON_MONTH, 3_000);
    for (int person = 0; person < people.size(); person++) {
      people.set(person, persons.next(0.1));
    }
    List<Outcomes> outcomes = new ArrayList<>();
    for (MonthRules rules : PROGRAMMES) {
      Outcomes of = new Outcomes(people.size());
      rules.decide(people, 0, people.size(), of, false);
      outcomes.add(of);
    }
    portfolio.settle(outcomes, 0, people.size());

    int changed = 0;
    for (int person = 0; person < people.size(); person++) {
      Map<String, Share> shares = portfolio.decide(people.raw(person));
      for (int i = 0; i < PROGRAMMES.size(); i++) {
        Share share = shares.get(PROGRAMMES.get(i).programme().code());
        assertThat(outcomes.get(i).answerOf(person)).isEqualTo(share.answer());
        assertThat(outcomes.get(i).amountFen()[person]).isEqualTo(share.amountFen());
        changed += share.by().isEmpty() ? 0 : 1;
      }
    }
    assertThat(changed).isGreaterThan(20);
  }

  @Test
  void aRuleStandsFromItsFirstDayToItsLast() {
    SharedRules rules = SharedRules.read(HEADING + "甲,CAP,old-age,100,2024-01-01,2024-12-31,,true\n乙,CAP,old-age,120.50,2025-01-01,,东字1号,false\n");

    assertThat(rules.in(YearMonth.of(2023, 12))).isEmpty();
    assertThat(rules.in(YearMonth.of(2024, 12))).extracting(SharedRule::name).containsExactly("甲");
    assertThat(rules.in(MONTH)).extracting(SharedRule::amountFen).containsExactly(12_050L);
    assertThat(rules.unconfirmed(MONTH)).containsExactly("乙");
    assertThat(SharedRules.read(rules.csv())).isEqualTo(rules);
  }

  @Test
  void whatIsNoRuleIsRefusedByItsLine() {
    assertThatThrownBy(() -> SharedRules.read(HEADING + "甲,LOWEST,old-age meal-subsidy,,2024-01-01,,,true\n"))
        .hasMessageContaining("line 2").hasMessageContaining("LOWEST");
    assertThatThrownBy(() -> SharedRules.read(HEADING + "甲,FIRST,old-age,,2024-01-01,,,true\n")).hasMessageContaining("甲: programmes [old-age]");
    assertThatThrownBy(() -> SharedRules.read(HEADING + "甲,CAP,old-age,,2024-01-01,,,true\n")).hasMessageContaining("CAP with the amount null");
    assertThatThrownBy(() -> SharedRules.read(HEADING + "甲,CAP,old-age,1.005,2024-01-01,,,true\n")).hasMessageContaining("1.005");
    assertThatThrownBy(() -> SharedRules.read(HEADING + "甲,CAP,old-age,1,2024-02-01,2024-01-01,,true\n")).hasMessageContaining("before it begins");
    assertThatThrownBy(() -> SharedRules.read("name,kind\n")).hasMessageContaining("the first line must name");
  }

  @Test
  void everyRuleThatComesAlongIsOfProgrammesThatDo() {
    assertThat(SharedRules.shipped().rules()).isNotEmpty().allSatisfy(rule -> {
      assertThat(ProgrammeFolder.shipped()).containsAll(rule.programmes());
      assertThat(rule.confirmed()).isFalse();
    });
  }
}

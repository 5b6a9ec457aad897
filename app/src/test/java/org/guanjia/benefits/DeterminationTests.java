package org.guanjia.benefits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.benefits.BenefitsFixture.MAY;
import static org.guanjia.benefits.BenefitsFixture.OLD_AGE;
import static org.guanjia.requests.RequestsFixture.as;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.guanjia.TownTest;
import org.guanjia.people.Attribute;
import org.guanjia.people.Facts;
import org.guanjia.people.LifeEvent;
import org.guanjia.people.Memberships;
import org.guanjia.people.NewMembership;
import org.guanjia.people.PersonMerging;
import org.guanjia.people.Register;
import org.guanjia.people.Said;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.rules.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Determinations from the register: what counts as known, what a month of change is worth, what happens when the register changes. */
@TownTest
class DeterminationTests {

  @Autowired BenefitsFixture given;
  @Autowired Determinations determinations;
  @Autowired Versions versions;
  @Autowired Programmes programmes;
  @Autowired CompleteLists lists;
  @Autowired StatedFacts facts;
  @Autowired Register register;
  @Autowired Memberships memberships;
  @Autowired PersonMerging merging;
  @Autowired RegisterRounds rounds;
  @Autowired RoundStore store;
  @Autowired TransactionTemplate transactions;

  @BeforeEach
  void town() {
    given.released();
  }

  private void determined(YearMonth month) {
    as("system", () -> determinations.determine(month));
  }

  private long raw(long person, YearMonth month, String code) {
    return as("system", () -> determinations.of(person, month)).orElseThrow().sheet().raw()[SheetMaker.fact(code).place()];
  }

  @Test
  void ageIsByBirthdayAndTheTwentyNinthOfFebruaryIsTheLastOfFebruary() {
    long before = given.registered("差一个月", "1946-06-01");
    long inMonth = given.registered("当月生日", "1946-05-31");
    long leap = given.registered("闰日生人", "1936-02-29");
    assertThat(given.said(before, MAY)).isEqualTo("NO");
    assertThat(given.said(inMonth, MAY)).isEqualTo("YES 10000");
    assertThat(given.said(leap, YearMonth.of(2026, 1))).isEqualTo("YES 10000");
    assertThat(given.said(leap, YearMonth.of(2026, 2))).isEqualTo("YES 20000");
  }

  @Test
  void whatNobodySaidIsUnknownAndNotNo() {
    long person = given.registered(BenefitsFixture.aPerson("不知生日", null), "2015-01-01");
    Determination said = as("system", () -> determinations.of(person, MAY)).orElseThrow();
    Determination.Finding finding = said.findings().stream().filter(each -> each.entitlement().programme().equals(OLD_AGE)).findFirst().orElseThrow();
    assertThat(finding.entitlement().answer()).isEqualTo(Answer.UNKNOWN);
    assertThat(finding.decision().missing()).extracting(fact -> fact.code()).containsExactly("birth");
    assertThat(raw(person, MAY, "subsistence")).isEqualTo(org.guanjia.rules.Facts.UNKNOWN);
  }

  @Test
  void whoDiedOrLeftInTheMonthIsPaidForItAndNotForTheNext() {
    long died = given.registered("月中去世", "1940-01-01");
    given.happened(died, 1, LifeEvent.Kind.DIED, "2026-05-10");
    long left = given.registered("月中迁出", "1940-01-01");
    given.happened(left, 1, LifeEvent.Kind.MOVED_OUT, "2026-05-10");
    assertThat(List.of(given.said(died, MAY), given.said(died, MAY.plusMonths(1)), given.said(left, MAY), given.said(left, MAY.plusMonths(1)))).containsExactly("YES 10000", "NO", "YES 10000", "NO");
    assertThat(raw(died, MAY, "moved_out_on")).isEqualTo(org.guanjia.rules.Facts.NONE);
    assertThat(raw(left, MAY.plusMonths(1), "moved_out_on")).isEqualTo(LocalDate.of(2026, 5, 10).toEpochDay());
  }

  @Test
  void notOfAGroupIsNoOnlyWhereTheListIsWhole() {
    YearMonth month = YearMonth.of(2025, 11); // determined by nobody
    long poor = given.registered("低保甲", "1990-01-01");
    long other = given.registered("旁人甲", "1990-01-01");
    as("desk", () -> memberships.add(poor, new NewMembership(SpecialGroup.DISABLED, "4", "2", LocalDate.of(2018, 1, 1), null, "残疾证 1 号", null, "残联")));
    assertThat(raw(other, month, "disability_grade")).isEqualTo(org.guanjia.rules.Facts.UNKNOWN);
    long declared = as("writer", () -> lists.declare(SpecialGroup.DISABLED, LocalDate.of(2025, 11, 20), "残联", "名单一号"));
    assertThat(raw(other, month, "disability_grade")).isZero();
    assertThat(raw(poor, month, "disability_grade")).isEqualTo(2);
    assertThat(raw(other, month.minusMonths(1), "disability_grade")).as("before the list").isEqualTo(org.guanjia.rules.Facts.UNKNOWN);
    as("writer", () -> {
      lists.withdraw(declared, "名单不全");
      return declared;
    });
    assertThat(raw(other, month, "disability_grade")).isEqualTo(org.guanjia.rules.Facts.UNKNOWN);
  }

  @Test
  void anOfficeStatesAFactAndTakesItBack() {
    YearMonth month = YearMonth.of(2025, 11); // determined by nobody
    long person = given.registered("收入甲", "1990-01-01");
    long stated = as("writer", () -> facts.state(person, new StatedFacts.NewFact("household_income", "812.50", LocalDate.of(2025, 11, 1), null, "民政办", "核对报告 7 号")));
    assertThat(raw(person, month, "household_income")).isEqualTo(81_250);
    assertThat(raw(person, month.minusMonths(1), "household_income")).isEqualTo(org.guanjia.rules.Facts.UNKNOWN);
    as("writer", () -> {
      facts.retract(person, stated, "报告作废");
      return stated;
    });
    assertThat(raw(person, month, "household_income")).isEqualTo(org.guanjia.rules.Facts.UNKNOWN);
  }

  @Test
  void whatSomebodyIsNotCountsForThemUntilTheRegisterKnowsOtherwise() {
    YearMonth month = YearMonth.of(2025, 11); // determined by nobody
    long person = given.registered("不是甲", "1990-01-01");
    long other = given.registered("旁人乙", "1990-01-01");
    LocalDate from = month.atDay(1);
    long veteran = as("writer", () -> facts.state(person, StatedFacts.NewFact.notOf(SpecialGroup.VETERAN, from, null, "本人", null)));
    as("writer", () -> facts.state(person, StatedFacts.NewFact.notOf(SpecialGroup.DISABLED, from, null, "本人", "入户表 3 号")));
    assertThat(List.of(raw(person, month, "veteran"), raw(person, month, "disability_grade"))).containsOnly(0L);
    assertThat(raw(person, month, "disability_category")).isEqualTo(SheetMaker.fact("disability_category").held("NONE"));
    assertThat(List.of(raw(other, month, "veteran"), raw(person, month.minusMonths(1), "veteran"))).as("of nobody else, and not before").containsOnly(org.guanjia.rules.Facts.UNKNOWN);
    as("desk", () -> memberships.add(person, new NewMembership(SpecialGroup.VETERAN, null, null, LocalDate.of(2026, 1, 10), null, "优待证 1 号", null, "退役军人站")));
    assertThat(List.of(raw(person, month.plusMonths(1), "veteran"), raw(person, month.plusMonths(2), "veteran"))).as("the membership from its day on").containsExactly(0L, 1L);
    assertThat(refused(person, "veteran", "false", LocalDate.of(2026, 2, 1))).isEqualTo("benefits.error.member");
    assertThat(refused(person, "orphan", "true", from)).isEqualTo("benefits.error.onlyNot");
    assertThat(refused(person, "registered", "false", from)).isEqualTo("benefits.error.code");
    as("writer", () -> {
      facts.retract(person, veteran, "问错了人");
      return veteran;
    });
    assertThat(raw(person, month, "veteran")).isEqualTo(org.guanjia.rules.Facts.UNKNOWN);
    assertThat(as("writer", () -> facts.of(person))).as("nothing is overwritten").hasSize(2).anySatisfy(each -> assertThat(each.retraction()).isEqualTo("问错了人"));
  }

  private String refused(long person, String code, String value, LocalDate from) {
    var fact = new StatedFacts.NewFact(code, value, from, null, "本人", null);
    return org.assertj.core.api.Assertions.catchThrowableOfType(InvalidInput.class, () -> as("writer", () -> facts.state(person, fact))).errors().getFirst().key();
  }

  @Test
  void theRegisterIsDeterminedComparedAndDecidedAgainBitForBit() {
    YearMonth april = YearMonth.of(2026, 4);
    long old = given.registered("核定甲", "1946-05-10");
    determined(april);
    determined(MAY);
    Round round = as("system", determinations::rounds).stream().filter(each -> each.month().equals(MAY)).findFirst().orElseThrow();
    assertThat(round.state()).isEqualTo(Round.State.DONE);
    assertThat(round.persons()).isEqualTo(round.total());
    Map<Determinations.PersonMonth, Entitlement> latest = as("system", () -> determinations.latest(List.of(old), OLD_AGE, april, MAY));
    assertThat(latest.get(new Determinations.PersonMonth(old, april)).answer()).isEqualTo(Answer.NO);
    assertThat(latest.get(new Determinations.PersonMonth(old, MAY)).amountFen()).isEqualTo(10_000);
    List<Long> found = as("system", () -> transactions.execute(status -> entitled()));
    assertThat(found).contains(old);
    assertThat(as("system", () -> determinations.page(OLD_AGE, MAY, Answer.YES, 0, 500))).extracting(Entitlement::personId).contains(old);
    determined(MAY);
    assertThat(as("system", () -> store.done(MAY)).orElseThrow().appended()).as("nothing differs").isZero();
    Determinations.Replay replay = as("system", () -> determinations.replay(MAY, 0, 10_000));
    assertThat(replay.decided()).isPositive();
    assertThat(replay.differing()).isEmpty();
  }

  @Test
  void aChangeInTheRegisterIsLookedAtAgainAndNothingIsRewritten() {
    long person = given.registered("补登死亡", "1940-01-01");
    determined(MAY);
    assertThat(given.said(person, MAY)).isEqualTo("YES 10000");
    Entitlement first = given.of(person, MAY);
    given.happened(person, 1, LifeEvent.Kind.DIED, "2026-04-20");
    given.caughtUp();
    assertThat(given.said(person, MAY)).isEqualTo("NO");
    List<Determination> history = as("system", () -> determinations.history(person, MAY));
    assertThat(history).hasSize(2);
    assertThat(history.getLast().findings().stream().map(Determination.Finding::entitlement).filter(each -> each.programme().equals(OLD_AGE))).contains(first);
    as("system", () -> {
      determinations.determineAgain(List.of(person), MAY, MAY);
      return person;
    });
    assertThat(as("system", () -> determinations.history(person, MAY))).as("told twice").hasSize(2);
  }

  @Test
  void newRulesForMonthsPastAreDecidedByAndTheOldAnswersStay() {
    long person = given.registered("新标准甲", "1940-01-01");
    determined(MAY);
    int two = as("writer", () -> versions.draft(OLD_AGE, latest(), MAY));
    as("writer", () -> {
      versions.changeParameters(OLD_AGE, two, given.version(OLD_AGE, two).lock(), given.version(OLD_AGE, two).parameters().stream()
          .map(each -> each.name().equals("amount_80") && each.to() == null ? new Version.Parameter(each.name(), each.from(), null, "120", null, null, null) : each).toList());
      versions.changeExamples(OLD_AGE, two, given.version(OLD_AGE, two).lock(), given.version(OLD_AGE, two).examples().stream()
          .filter(each -> !Long.valueOf(10_000).equals(each.amountFen())).toList());
      return two;
    });
    given.release(OLD_AGE, two);
    for (Round running = running(); running != null; running = running()) {
      long id = running.id();
      as("system", () -> {
        rounds.run(id);
        return id;
      });
    }
    assertThat(given.said(person, MAY)).isEqualTo("YES 12000");
    assertThat(as("system", () -> determinations.history(person, MAY)).getLast().findings()).anySatisfy(each -> assertThat(each.entitlement().amountFen()).isEqualTo(10_000));
    assertThat(as("system", () -> determinations.replay(MAY, 0, 10_000)).differing()).isEmpty();
    as("releaser", () -> {
      versions.withdraw(OLD_AGE, two, given.version(OLD_AGE, two).lock(), "标准未批");
      return two;
    });
    int three = as("writer", () -> versions.draft(OLD_AGE, 1, MAY));
    given.release(OLD_AGE, three);
  }

  private List<Long> entitled() {
    try (var entitled = determinations.entitled(OLD_AGE, MAY)) {
      return entitled.map(Entitlement::personId).toList();
    }
  }

  private int latest() {
    return as("reader", () -> programmes.inForce(OLD_AGE, MAY)).orElseThrow().number();
  }

  private Round running() {
    return as("system", () -> store.running(MAY)).orElse(null);
  }

  @Test
  void aRoundGoesOnWhereItStoppedAndACancelledOneDoesNot() {
    YearMonth month = YearMonth.of(2026, 3);
    given.registered("中断甲", "1940-01-01");
    long id = as("system", () -> rounds.begin(month, "asked"));
    assertThat(as("system", () -> rounds.begin(month, "asked"))).as("begun twice").isEqualTo(id);
    as("system", () -> {
      rounds.cancel(id);
      rounds.run(id);
      return id;
    });
    assertThat(as("system", () -> store.find(id)).orElseThrow().persons()).isZero();
    long again = as("system", () -> rounds.begin(month, "asked"));
    assertThat(as("system", () -> store.advance(again, 5, 9, 1, 1))).as("not ours").isFalse();
    as("system", () -> {
      rounds.run(again);
      rounds.run(again);
      return again;
    });
    Round done = as("system", () -> store.find(again)).orElseThrow();
    assertThat(done.state()).isEqualTo(Round.State.DONE);
    assertThat(done.appended()).isEqualTo(done.persons());
  }

  @Test
  void aMergedRecordIsEntitledToNothingOfItsOwn() {
    long one = given.registered("重复甲", "1940-01-01");
    long two = given.registered("重复甲", "1940-01-01");
    determined(MAY);
    as("desk", () -> {
      merging.merge(one, 1, two, 1, "同一个人");
      return one;
    });
    given.caughtUp();
    assertThat(as("system", () -> determinations.latest(List.of(one, two), OLD_AGE, MAY, MAY)).keySet()).extracting(Determinations.PersonMonth::personId).containsExactly(one);
  }

  @Test
  void aCorrectedBirthIsUsedForMonthsPast() {
    long person = given.registered("更正生日", "1950-01-01");
    determined(MAY);
    as("desk", () -> {
      register.change(person, 1, new Said(Facts.NONE.with(Attribute.BIRTH, LocalDate.of(1940, 1, 1)), LocalDate.of(2026, 7, 1), "派出所"));
      return person;
    });
    given.caughtUp();
    assertThat(given.said(person, MAY)).isEqualTo("YES 10000");
  }
}

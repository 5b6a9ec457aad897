package org.guanjia.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.awards.AwardsFixture.OLD_AGE;
import static org.guanjia.coverage.CoverageFixture.INCOME_HELP;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.payments.Holds;
import org.guanjia.payments.NewRun;
import org.guanjia.payments.PaidMonths;
import org.guanjia.payments.PaymentRuns;
import org.guanjia.payments.PaymentsFixture;
import org.guanjia.payments.RunKind;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What was really paid beside what was awarded, and a programme that takes another's place once a fact is known. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoveragePaidTests {

  private static final YearMonth MONTH = Today.month();

  @LocalServerPort int port;
  @Autowired CoverageFixture town;
  @Autowired AwardsFixture persons;
  @Autowired PaymentsFixture payments;
  @Autowired Holds holds;
  @Autowired PaymentRuns runs;
  @Autowired Coverage coverage;
  @Autowired Findings findings;
  @Autowired FindingLists lists;
  @Autowired Users users;
  private long without;
  private long refused;
  private long paid;
  private long otherwise;
  private long young;
  private long late;
  private long rival;

  @BeforeAll
  void town() {
    town.programmes();
    payments.oldAge();
    RequestsFixture.execute(
        """
        insert into benefits.joint_rule (town, kind, programmes, from_month, document, note, made_by, made_at, approved_by, approved_at, confirmed_by, confirmed_at)
        values ('%s', 'HIGHEST', '{%s,%s}', '2020-01-01', '文件', '择高', 'one', now(), 'other', now(), 'other', now())""".formatted(TOWN, OLD_AGE, INCOME_HELP));
    without = payments.old("示例无户", 85, null);
    refused = payments.old("示例退回", 86);
    paid = payments.old("示例到账", 87);
    rival = payments.old("示例另一项", 88);
    otherwise = persons.old("示例另发", 89);
    young = persons.old("示例年轻", 60);
    late = payments.old("示例新批", 85);
    for (long person : List.of(without, refused, paid, rival)) payments.awarded(person, MONTH.minusMonths(1));
    payments.determined(MONTH.minusMonths(1), MONTH);
    for (YearMonth month : List.of(MONTH.minusMonths(1), MONTH)) run(month);
    payments.awarded(late, MONTH.minusMonths(3));
    for (long person : List.of(otherwise, young)) withoutAward(person);
    town.determined();
  }

  private void run(YearMonth month) {
    long run = payments.proposed(month);
    doAs("clerk", () -> holds.takeOut(run, null, payments.payout(run, without), "没有账户"));
    payments.approved(run);
    payments.filed(run);
    payments.answered(run, Map.of(payments.payout(run, refused), "账户已销户"));
  }

  private static void withoutAward(long person) {
    for (String kind : List.of("ENTITLED", "PAID")) {
      RequestsFixture.execute(
          """
          insert into payments.entry (town, person_id, programme, month, kind, fen, why, on_day, at, actor)
          values ('%s', %d, '%s', '%s', '%s', 10000, 'HISTORY', current_date, now(), 'clerk')""".formatted(TOWN, person, OLD_AGE, MONTH.atDay(1), kind));
    }
  }

  private Optional<Finding> of(long person, FindingKind kind, String programme) {
    return as("desk", () -> lists.of(List.of(person))).stream().filter(each -> each.kind() == kind && each.programme().equals(programme) && each.state().open()).findFirst();
  }

  @Test
  void whatWasAwardedAndDidNotComeTwiceIsFoundWithItsReason() {
    assertThat(of(without, FindingKind.NOT_PAID, OLD_AGE)).get().satisfies(found -> {
      assertThat(found.why()).isEqualTo(PaidMonths.Why.NO_ACCOUNT);
      assertThat(found.amountFen()).isEqualTo(10_000);
      assertThat(found.award()).isNotNull();
    });
    assertThat(of(refused, FindingKind.NOT_PAID, OLD_AGE)).get().extracting(Finding::why).isEqualTo(PaidMonths.Why.REFUSED);
    for (long person : List.of(paid, late)) assertThat(of(person, FindingKind.NOT_PAID, OLD_AGE)).as("paid, or not due before it was awarded").isEmpty();
    assertThat(as("desk", () -> lists.standings(OLD_AGE, null, FindingLists.Which.RECEIVED, null, 200)).lines()).extracting(FindingLists.StandingLine::personId)
        .contains(paid, otherwise, young).doesNotContain(without, refused, late);
    Staff.add(users, "paid-clerk", Role.BENEFITS_CLERK);
    Visitor clerk = Staff.enter(port, "paid-clerk");
    assertThat(clerk.get("/coverage/findings?kind=not_paid").body()).contains("没有可用账户", "银行退回", "示例无户").doesNotContain("示例到账");
    assertThat(clerk.get(of(refused, FindingKind.NOT_PAID, OLD_AGE).orElseThrow().path()).body()).contains("没有发到：银行退回", "/payments/persons/" + refused);
    assertThat(clerk.get("/coverage").body()).contains("批了没发到", "最近一期到账");
    assertThat(clerk.get("/api/v1/coverage/standings?programme=old-age&which=received").body()).contains("\"received\":true");
    paidAgain();
    assertThat(of(refused, FindingKind.NOT_PAID, OLD_AGE)).as("paid at last, and seen without the night's pass").isEmpty();
  }

  private void paidAgain() {
    long run = as("clerk", () -> runs.propose(new NewRun(RunKind.CORRECTION, MONTH, null, List.of(OLD_AGE), true)));
    payments.approved(run);
    payments.filed(run);
    payments.answered(run, Map.of());
    town.caughtUp();
  }

  @Test
  void whoeverIsPaidWithoutAnAwardIsPaidAllTheSame() {
    assertThat(of(otherwise, FindingKind.FORGOTTEN, OLD_AGE)).as("receives it").isEmpty();
    assertThat(of(young, FindingKind.NO_LONGER, OLD_AGE)).get().satisfies(found -> {
      assertThat(found.award()).isNull();
      assertThat(found.amountFen()).isEqualTo(10_000);
    });
  }

  @Test
  void theCertainOneIsPaidTheUnknownOneIsAskedForAndTakesItsPlaceOnceItIsKnown() {
    assertThat(of(rival, FindingKind.NO_LONGER, OLD_AGE)).isEmpty();
    Finding unknown = of(rival, FindingKind.UNKNOWN, "").orElseThrow();
    assertThat(unknown.programmes()).containsExactly(INCOME_HELP);
    NewContact stated = new NewContact(
        Today.date(), NewContact.Way.VISIT, ContactResult.FACT_STATED, "", null, "household_income", "500", null, LocalDate.of(2025, 1, 1), "本人", null, null, null, null, List.of());
    doAs("clerk", () -> findings.contact(unknown.id(), unknown.version(), stated));
    town.caughtUp();
    assertThat(of(rival, FindingKind.FORGOTTEN, INCOME_HELP)).get().extracting(Finding::amountFen).isEqualTo(20_000L);
    Finding displaced = of(rival, FindingKind.NO_LONGER, OLD_AGE).orElseThrow();
    Staff.add(users, "rival-clerk", Role.BENEFITS_CLERK);
    assertThat(Staff.enter(port, "rival-clerk").get(displaced.path()).body()).contains("现在应改享困难补助");
    payments.awarded(rival, INCOME_HELP, MONTH);
    doAs("desk", () -> coverage.recount());
    assertThat(of(rival, FindingKind.NO_LONGER, OLD_AGE)).isEmpty();
    assertThat(of(rival, FindingKind.DOUBLE_PROGRAMME, OLD_AGE)).get().extracting(Finding::programmes).isEqualTo(List.of(OLD_AGE, INCOME_HELP));
  }
}

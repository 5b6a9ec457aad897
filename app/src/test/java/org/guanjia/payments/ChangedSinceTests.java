package org.guanjia.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.guanjia.payments.PaymentsFixture.OLD_AGE;
import static org.guanjia.payments.PaymentsFixture.column;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.benefits.Determinations;
import org.guanjia.people.Attribute;
import org.guanjia.people.Document;
import org.guanjia.people.Facts;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What changes between the computing of a run and the bank's file, at each station: the dead and wrong amounts are not paid, and somebody sees why. */
@TownTest
class ChangedSinceTests {

  private static final YearMonth MONTH = Today.month();

  @Autowired PaymentsFixture given;
  @Autowired PaymentRuns runs;
  @Autowired Holds holds;
  @Autowired PaymentFiles files;
  @Autowired Payments payments;
  @Autowired Failures failures;
  @Autowired Determinations determinations;
  @Autowired TransactionTemplate transactions;

  private long person;
  private long other;
  private long run;

  @BeforeEach
  void proposed() {
    given.oldAge();
    given.clean();
    person = given.old("示例甲", 85);
    other = given.old("示例乙", 86);
    given.awarded(person, MONTH);
    given.awarded(other, MONTH);
    given.determined(MONTH);
    run = given.proposed(MONTH);
  }

  @Test
  void anotherAmountIsHeldAndCannotBeLetGo() {
    given.aged(person, 95);
    Payout.Hold hold = as("clerk", () -> payments.holds(run, true, null, 10).items()).getFirst();
    assertThat(hold.person()).isEqualTo(person);
    assertThat(hold.reason()).isEqualTo(HoldReason.ENTITLEMENT_CHANGED);
    assertThat(hold.details()).containsEntry("was", 10_000).containsEntry("now", 20_000).containsKey("months");
    assertThat(key(() -> doAs("clerk", () -> runs.submit(run, null)))).isEqualTo("payments.error.held");
    assertThat(key(() -> doAs("clerk", () -> holds.release(run, null, hold.id(), "核对过")))).isEqualTo("payments.error.stillChanged");
    given.aged(person, 85);
    doAs("clerk", () -> holds.release(run, null, hold.id(), "又改回来了"));
    given.aged(person, 95);
    assertThat(given.held(run, person)).as("changed once more").containsExactly(HoldReason.ENTITLEMENT_CHANGED);
    doAs("clerk", () -> holds.takeOut(run, null, hold.payout(), "下月按新标准"));
    given.approved(run);
    assertThat(given.month(person, MONTH)).as("not recognised at an amount known to be wrong").isEqualTo(new PersonMonth(person, OLD_AGE, MONTH, 0, 0, 0, 0, 0, 0));
    assertThat(given.month(other, MONTH).onWayFen()).isEqualTo(10_000);
    given.determined(MONTH.plusMonths(1));
    long next = given.proposed(MONTH.plusMonths(1), 1);
    assertThat(given.payoutOf(next, person).lines()).first().isEqualTo(new Payout.Line(MONTH, LineKind.ARREARS, 20_000));
  }

  /** Even if nobody had told of it: what is known at the moment of the approval counts. */
  @Test
  void theApprovalLooksItself() {
    doAs("clerk", () -> runs.submit(run, null));
    RequestsFixture.execute("update awards.award set state = 'ENDED', end_reason = 'OTHER', until_month = '%s' where person_id = %d".formatted(MONTH.minusMonths(1).atDay(1), person));
    assertThat(key(() -> doAs("approver", () -> runs.approve(run, null)))).isEqualTo("payments.error.changed");
    assertThat(given.held(run, person)).as("though the approval was rolled back").containsExactly(HoldReason.AWARD_CHANGED);
    assertThat(given.state(run)).isEqualTo(RunState.SUBMITTED);
    assertThat(column("select count(*) from payments.entry")).isEqualTo("0");
    assertThat(key(() -> doAs("approver", () -> runs.approve(run, null)))).isEqualTo("payments.error.held");
  }

  @Test
  void anApprovalWaitsForWhatIsLearntInTheSameSecond() throws Exception {
    doAs("clerk", () -> runs.submit(run, null));
    given.says(person, Facts.NONE.with(Attribute.BIRTH, Today.date().minusYears(70)).with(Attribute.DOCUMENT, Document.NONE), Today.date().minusYears(9));
    try (var approver = Executors.newSingleThreadExecutor()) {
      Future<?>[] approval = new Future<?>[1];
      doAs("clerk", () -> transactions.executeWithoutResult(status -> {
        determinations.catchUp();
        approval[0] = approver.submit(() -> doAs("approver", () -> runs.approve(run, null)));
        untilSomebodyWaits();
      }));
      Throwable refused = catchThrowableOfType(ExecutionException.class, () -> approval[0].get()).getCause();
      assertThat(((InvalidInput) refused).errors().getFirst().key()).isEqualTo("payments.error.held");
    }
    assertThat(given.held(run, person)).containsExactly(HoldReason.ENTITLEMENT_CHANGED);
    assertThat(column("select count(*) from payments.entry")).isEqualTo("0");
  }

  @Test
  void whatIsLearntWhileTheRunIsApprovedIsKeptOutOfTheFile() throws Exception {
    doAs("clerk", () -> runs.submit(run, null));
    try (var office = Executors.newSingleThreadExecutor()) {
      Future<?>[] told = new Future<?>[1];
      doAs("approver", () -> transactions.executeWithoutResult(status -> {
        runs.approve(run, null);
        told[0] = office.submit(() -> given.died(person, Today.date().minusDays(1)));
        untilSomebodyWaits();
      }));
      told[0].get();
    }
    assertThat(given.month(person, MONTH).onWayFen()).isEqualTo(10_000);
    assertThat(given.held(run, person)).containsExactly(HoldReason.DIED);
    long file = given.filed(run);
    assertThat(as("clerk", () -> files.written(run, file)).payouts()).isEqualTo(1);
    assertThat(given.payoutOf(run, person)).satisfies(payout -> assertThat(payout.state()).isEqualTo(PayoutState.FAILED)).satisfies(payout -> assertThat(payout.bankReason()).contains("死亡"));
    assertThat(given.month(person, MONTH).onWayFen()).isZero();
    given.answered(run, Map.of());
    assertThat(given.state(run)).isEqualTo(RunState.RETURNED);
    assertThat(as("clerk", () -> payments.run(run)).held()).isZero();
    assertThat(as("clerk", () -> failures.open(10))).singleElement().satisfies(failure -> assertThat(failure.payout().person()).isEqualTo(person));
  }

  private static void untilSomebodyWaits() {
    long begun = System.nanoTime();
    while (column("select count(*) from pg_locks where not granted").equals("0")) {
      if (System.nanoTime() - begun > 10_000_000_000L) throw new AssertionError("nobody waits");
      Thread.onSpinWait();
    }
  }

  @Test
  void anotherAccountIsHeldAndTakenWhenItIsLetGo() {
    String account = PaymentsFixture.account();
    given.says(person, Facts.NONE.with(Attribute.BANK_ACCOUNT, account), Today.date());
    assertThat(given.held(run, person)).containsExactly(HoldReason.ACCOUNT_CHANGED);
    given.released(run);
    assertThat(given.payoutOf(run, person).accountTail()).isEqualTo(account.substring(account.length() - 4));
    given.approved(run);
    assertThat(as("clerk", () -> files.written(run, given.filed(run))).payouts()).isEqualTo(2);
  }

  @Test
  void whatABankRefusedIsPaidAgainAtTheAmountOfToday() {
    given.approved(run);
    given.filed(run);
    given.answered(run, Map.of(given.payoutOf(run, person).id(), "户名不符"));
    given.aged(person, 95);
    long again = as("clerk", () -> runs.propose(new NewRun(RunKind.CORRECTION, MONTH, null, List.of(OLD_AGE), true)));
    assertThat(given.payoutOf(again, person).lines()).containsExactly(new Payout.Line(MONTH, LineKind.AGAIN, 20_000));
  }

  private static String key(Runnable refused) {
    return catchThrowableOfType(InvalidInput.class, refused::run).errors().getFirst().key();
  }
}

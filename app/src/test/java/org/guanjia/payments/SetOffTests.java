package org.guanjia.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.payments.PaymentsFixture.OLD_AGE;
import static org.guanjia.payments.PaymentsFixture.column;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Old-age was paid, and later something higher turns out to be due in its place: the person gets the difference, and owes nothing. */
@TownTest
class SetOffTests {

  private static final String LIVING = "living";
  private static final YearMonth MONTH = Today.month();
  private static final YearMonth FIRST = MONTH.minusMonths(2);
  private static final YearMonth SECOND = MONTH.minusMonths(1);

  @Autowired PaymentsFixture given;
  @Autowired PaymentRuns runs;
  @Autowired Holds holds;
  @Autowired Payments payments;
  @Autowired Recoveries recoveries;
  @Autowired RecoveryBook book;
  @Autowired Replay replay;
  @Autowired Slips slips;

  private long person;

  /** Two months were paid as old-age allowance, 100 each; now 200 of the other are due instead. */
  @BeforeEach
  void paidAndThenExcluded() {
    RequestsFixture.execute("delete from benefits.joint_rule");
    given.oldAge();
    given.twice(LIVING);
    given.clean();
    person = given.old("示例甲", 85);
    given.awarded(person, FIRST);
    given.determined(FIRST, SECOND);
    given.paid(FIRST, 0);
    given.paid(SECOND, 0);
    PaymentsFixture.exclusion(LIVING, OLD_AGE);
    given.determined(FIRST, SECOND, MONTH);
  }

  private long proposed(String... programmes) {
    return as("clerk", () -> runs.propose(new NewRun(RunKind.MONTHLY, MONTH, FIRST, List.of(programmes), false)));
  }

  private void answered(long run) {
    given.approved(run);
    given.filed(run);
    given.answered(run, Map.of());
  }

  private void even() {
    assertThat(given.month(person, FIRST)).isEqualTo(new PersonMonth(person, OLD_AGE, FIRST, 0, 0, 10_000, 0, 10_000, 0));
    assertThat(given.month(person, LIVING, SECOND)).isEqualTo(new PersonMonth(person, LIVING, SECOND, 20_000, 0, 10_000, 10_000, 0, 0));
    assertThat(given.month(person, LIVING, MONTH)).isEqualTo(new PersonMonth(person, LIVING, MONTH, 20_000, 0, 20_000, 0, 0, 0));
    assertThat(as("clerk", () -> payments.months(List.of(person)))).allMatch(month -> month.openFen() == 0);
    assertThat(column("select sum(fen) from payments.entry where kind = 'PAID'")).as("what left the purse is what was due").isEqualTo("60000");
  }

  @Test
  void theDifferenceIsPaidAndNothingIsAskedBack() {
    given.awarded(person, LIVING, FIRST);
    long run = proposed(OLD_AGE, LIVING);
    assertThat(given.payouts(run)).singleElement().satisfies(payout -> {
      assertThat(payout.programme()).isEqualTo(LIVING);
      assertThat(payout.grossFen()).isEqualTo(60_000);
      assertThat(payout.netFen()).isEqualTo(40_000);
      assertThat(payout.setOffs()).containsExactly(new Payout.SetOff(OLD_AGE, LIVING, FIRST, 10_000), new Payout.SetOff(OLD_AGE, LIVING, SECOND, 10_000));
    });
    answered(run);
    even();
    assertThat(column("select count(*) from payments.recovery")).isEqualTo("0");
    assertThat(as("clerk", () -> payments.setOffs(List.of(person), OLD_AGE, FIRST))).hasSize(1);
    assertThat(as("clerk", () -> replay.of(run)).same()).isTrue();
    assertThat(as("clerk", () -> slips.tell(run))).isEqualTo(1);
    assertThat(column("select template from platform.notice order by id desc limit 1")).as("told what was taken off").isEqualTo("payments.notice.paidLess");
  }

  /** The run of the one programme alone looks at the other's months; what was agreed before stands back. */
  @Test
  void alsoInARunOfItsOwnAndBeforeInstalments() {
    long first = proposed(OLD_AGE);
    given.approved(first);
    Recovery recovery = as("clerk", () -> book.list(null, person, null, 10).items()).getFirst();
    assertThat(recovery.remainingFen()).as("nothing else is awarded yet").isEqualTo(20_000);
    doAs("clerk", () -> recoveries.agree(recovery.id(), null, new Agreement(5_000, 50, LIVING, MONTH, Today.date(), "本人")));
    given.awarded(person, LIVING, FIRST);
    long run = proposed(LIVING);
    assertThat(given.payoutOf(run, person).withheldFen()).isEqualTo(20_000);
    answered(run);
    even();
    assertThat(as("clerk", () -> book.find(recovery.id())).state()).isEqualTo(RecoveryState.SETTLED);
  }

  @Test
  void whatIsLeftOutIsNotSetOff() {
    given.awarded(person, LIVING, FIRST);
    long second = given.old("示例乙", 86);
    given.awarded(second, LIVING, MONTH);
    given.determined(MONTH);
    long run = proposed(LIVING);
    assertThat(given.payoutOf(run, second).withheldFen()).as("nothing was paid of the other programme").isZero();
    doAs("clerk", () -> holds.takeOut(run, null, given.payoutOf(run, person).id(), "待核实"));
    answered(run);
    assertThat(given.month(person, FIRST)).as("untouched").isEqualTo(new PersonMonth(person, OLD_AGE, FIRST, 10_000, 0, 10_000, 0, 0, 0));
    assertThat(column("select count(*) from payments.recovery")).isEqualTo("0");
  }

  /** What the person brought back meanwhile is not taken a second time: the run has to be computed again. */
  @Test
  void onlyWhatIsStillOverpaidIsTaken() {
    given.approved(proposed(OLD_AGE));
    Recovery recovery = as("clerk", () -> book.list(null, person, null, 10).items()).getFirst();
    given.awarded(person, LIVING, FIRST);
    long run = proposed(LIVING);
    given.released(run);
    doAs("clerk", () -> recoveries.cash(recovery.id(), null, 10_000, Today.date(), null));
    doAs("clerk", () -> runs.submit(run, null));
    assertThatThrownBy(() -> doAs("approver", () -> runs.approve(run, null))).hasMessageContaining("payments.error.movedOn");
    doAs("clerk", () -> runs.cancel(run, null, "重算"));
    long again = proposed(LIVING);
    assertThat(given.payoutOf(again, person).withheldFen()).isEqualTo(10_000);
    answered(again);
    assertThat(as("clerk", () -> payments.months(List.of(person)))).allMatch(month -> month.openFen() == 0);
  }
}

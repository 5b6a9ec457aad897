package org.guanjia.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.guanjia.payments.PaymentsFixture.OLD_AGE;
import static org.guanjia.payments.PaymentsFixture.column;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.guanjia.TestDatabase;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.people.Attribute;
import org.guanjia.people.Document;
import org.guanjia.people.Facts;
import org.guanjia.people.LifeEvent;
import org.guanjia.people.Register;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The month's run by its facade, from what is due to what came back; each fen is looked for where it has to be. Each test pays months of its own people. */
@TownTest
class PaymentsLifeTests {

  private static final YearMonth MONTH = Today.month();
  private static final YearMonth BEFORE = MONTH.minusMonths(1);

  @Autowired PaymentsFixture given;
  @Autowired PaymentRuns runs;
  @Autowired Holds holds;
  @Autowired PaymentFiles files;
  @Autowired BankReturns returns;
  @Autowired Recoveries recoveries;
  @Autowired RecoveryBook book;
  @Autowired Payments payments;
  @Autowired Failures failures;
  @Autowired Replay replay;
  @Autowired Slips slips;
  @Autowired PaymentCalendar calendar;
  @Autowired PaymentWarnings warnings;
  @Autowired Register register;
  @Autowired TransactionTemplate transactions;

  /** A town that has paid nothing yet. */
  @BeforeEach
  void town() {
    given.oldAge();
    given.clean();
  }

  private long awarded(String name, int years, YearMonth from) {
    long person = given.old(name, years);
    given.awarded(person, from);
    return person;
  }

  @Test
  void fromWhatIsDueToThePaymentThatFailedAndIsPaidAgain() {
    long paid = awarded("示例甲", 85, BEFORE);
    long refused = awarded("示例乙", 92, BEFORE);
    given.determined(BEFORE, MONTH);
    long run = given.proposed(BEFORE);
    assertThat(as("clerk", () -> payments.changes(run, null, null, 10).items())).extracting(Payout.Change::kind).containsOnly(ChangeKind.NEW);
    assertThat(given.payouts(run)).extracting(Payout::grossFen).containsExactly(10_000L, 20_000L);
    doAs("clerk", () -> runs.submit(run, null));
    assertThat(key(() -> doAs("clerk", () -> runs.approve(run, null)))).isEqualTo("payments.error.ownRun");
    doAs("approver", () -> runs.approve(run, null));
    assertThat(given.month(paid, BEFORE).onWayFen()).isEqualTo(10_000);

    long file = given.filed(run);
    byte[] bytes = as("clerk", () -> files.take(run, file));
    assertThat(PaymentFiles.digest(bytes)).isEqualTo(as("clerk", () -> files.written(run, file)).digest());
    assertThat(new String(bytes, Charset.forName("GB18030"))).contains("示例甲", "合计,2,300.00");
    assertThat(column("select count(*) from people.look where kind = 'REVEALED' and purpose = 'PAYMENT' and person_id in (%d, %d)".formatted(paid, refused))).isEqualTo("2");

    BankReturns.Taken taken = given.answered(run, Map.of(given.payoutOf(run, refused).id(), "户名不符"));
    assertThat(taken.taken()).isEqualTo(2);
    assertThat(given.state(run)).isEqualTo(RunState.RETURNED);
    assertThat(given.month(paid, BEFORE)).satisfies(month -> assertThat(month.paidFen()).isEqualTo(10_000)).satisfies(month -> assertThat(month.openFen()).isZero());
    assertThat(given.month(refused, BEFORE)).satisfies(month -> assertThat(month.openFen()).isEqualTo(20_000)).satisfies(month -> assertThat(month.onWayFen()).isZero());
    doAs("clerk", () -> runs.close(run, null));

    assertThat(as("clerk", () -> failures.open(10))).singleElement().satisfies(failure -> assertThat(failure.corrected()).isFalse());
    assertThat(key(() -> as("clerk", () -> runs.propose(new NewRun(RunKind.CORRECTION, MONTH, null, List.of(OLD_AGE), false))))).isEqualTo("payments.error.nothingToCorrect");
    given.says(refused, Facts.NONE.with(Attribute.BANK_ACCOUNT, PaymentsFixture.account()), Today.date());
    assertThat(as("clerk", () -> failures.open(10))).singleElement().satisfies(failure -> assertThat(failure.corrected()).isTrue());
    long again = as("clerk", () -> runs.propose(new NewRun(RunKind.CORRECTION, MONTH, null, List.of(OLD_AGE), false)));
    assertThat(given.payouts(again)).singleElement().satisfies(payout -> assertThat(payout.lines()).containsExactly(new Payout.Line(BEFORE, LineKind.AGAIN, 20_000)));
    given.approved(again);
    given.filed(again);
    given.answered(again, Map.of());
    assertThat(given.month(refused, BEFORE)).satisfies(month -> assertThat(month.paidFen()).isEqualTo(20_000)).satisfies(month -> assertThat(month.openFen()).isZero());
    assertThat(as("clerk", () -> failures.open(10))).isEmpty();

    long next = given.proposed(MONTH, 2);
    assertThat(given.payouts(next)).allMatch(payout -> payout.lines().size() == 1 && payout.lines().getFirst().month().equals(MONTH));
    assertThat(as("clerk", () -> replay.of(run))).satisfies(result -> assertThat(result.same()).isTrue()).satisfies(result -> assertThat(result.lines()).isEqualTo(2));
    RequestsFixture.execute("update payments.due set entitled_fen = entitled_fen + 1 where run_id = %d and person_id = %d".formatted(run, paid));
    assertThat(as("clerk", () -> replay.of(run)).differing()).containsExactly(paid);
  }

  @Test
  void aRunStartedTwiceAtOnceIsOneRun() throws Exception {
    awarded("示例甲", 85, MONTH);
    given.determined(MONTH);
    try (var both = Executors.newFixedThreadPool(4)) {
      var asked = both.invokeAll(Collections.<Callable<Long>>nCopies(4, () -> given.proposed(MONTH)));
      long first = asked.getFirst().get();
      for (var one : asked) assertThat(one.get()).isEqualTo(first);
    }
    assertThat(column("select count(*) from payments.run")).isEqualTo("1");
    assertThat(column("select count(*) from payments.line")).isEqualTo("1");
    long run = given.proposed(MONTH);
    doAs("clerk", () -> runs.cancel(run, null, "重算"));
    assertThat(given.proposed(MONTH)).as("a cancelled run gives its place back").isNotEqualTo(run);
  }

  /** Each deed is broken off before its end and done again: whatever the moment, nothing is there twice and nothing is lost. */
  @Test
  void brokenOffAnywhereItIsPaidOnce() {
    long person = awarded("示例甲", 85, MONTH);
    given.determined(MONTH);
    breakOff("clerk", () -> runs.propose(NewRun.monthly(MONTH, OLD_AGE)));
    assertThat(column("select count(*) from payments.run")).isEqualTo("0");
    long run = given.proposed(MONTH);
    breakOff("clerk", () -> runs.submit(run, null));
    assertThat(given.state(run)).isEqualTo(RunState.PROPOSED);
    doAs("clerk", () -> runs.submit(run, null));
    breakOff("approver", () -> runs.approve(run, null));
    assertThat(given.month(person, MONTH).onWayFen()).isZero();
    doAs("approver", () -> runs.approve(run, null));
    assertThatThrownBy(() -> doAs("approver", () -> runs.approve(run, null))).isInstanceOf(IllegalRunMove.class);
    long layout = given.payLayout();
    breakOff("clerk", () -> files.write(run, null, layout));
    assertThat(as("clerk", () -> files.of(run))).isEmpty();
    given.filed(run);
    assertThatThrownBy(() -> given.filed(run)).isInstanceOf(IllegalRunMove.class);
    byte[] answer = given.answer(run, Map.of());
    long returnLayout = given.returnLayout();
    breakOff("clerk", () -> returns.take(run, null, returnLayout, "x.csv", answer));
    assertThat(given.month(person, MONTH).paidFen()).isZero();
    given.answered(run, Map.of());
    given.answered(run, Map.of());
    breakOff("clerk", () -> runs.close(run, null));
    doAs("clerk", () -> runs.close(run, null));
    assertThat(given.month(person, MONTH)).isEqualTo(new PersonMonth(person, OLD_AGE, MONTH, 10_000, 0, 10_000, 0, 0, 0));
  }

  private void breakOff(String actor, Runnable deed) {
    doAs(actor, () -> transactions.executeWithoutResult(status -> {
      deed.run();
      status.setRollbackOnly();
    }));
  }

  @Test
  void theSameAnswerTwiceDoesNothingAndForeignRowsAreListed() {
    long person = awarded("示例甲", 85, MONTH);
    long other = awarded("示例乙", 85, MONTH);
    given.determined(MONTH);
    long run = given.proposed(MONTH);
    given.approved(run);
    given.filed(run);
    Payout payout = given.payoutOf(run, person);
    String text = "流水号,账号,金额,处理结果,失败原因\n%d,****%s,100.00,成功,\n999999,6222020000000001,88.00,成功,\n%d,****9999,100.00,成功,\n%d,,99.00,成功,\n%d,,100.00,处理中,\n"
        .formatted(payout.id(), payout.accountTail(), payout.id(), given.payoutOf(run, other).id(), given.payoutOf(run, other).id());
    BankReturns.Taken taken = as("clerk", () -> returns.take(run, null, given.returnLayout(), "回单.csv", text.getBytes(StandardCharsets.UTF_8)));
    assertThat(taken).isEqualTo(new BankReturns.Taken(taken.id(), 5, 1, 0, 2, 2, false));
    assertThat(given.state(run)).isEqualTo(RunState.PARTLY);
    assertThat(as("clerk", () -> payments.refusedRows(run, taken.id(), null, 10).items())).extracting(Payments.ReturnRow::verdict)
        .containsExactly(BankReturns.Verdict.FOREIGN, BankReturns.Verdict.FOREIGN, BankReturns.Verdict.AMOUNT, BankReturns.Verdict.UNREADABLE);
    assertThat(column("select string_agg(shown, '') from payments.return_row")).doesNotContain("6222020000000001");
    int entries = Integer.parseInt(column("select count(*) from payments.entry"));
    assertThat(as("clerk", () -> returns.take(run, null, given.returnLayout(), "again.csv", text.getBytes(StandardCharsets.UTF_8))).again()).isTrue();
    String known = text + "\n";
    assertThat(as("clerk", () -> returns.take(run, null, given.returnLayout(), "again.csv", known.getBytes(StandardCharsets.UTF_8))).known()).isEqualTo(1);
    assertThat(Integer.parseInt(column("select count(*) from payments.entry"))).isEqualTo(entries);
    given.answered(run, Map.of(given.payoutOf(run, other).id(), "账户已销"));
    assertThat(given.state(run)).isEqualTo(RunState.RETURNED);
    String against = "流水号,账号,金额,处理结果,失败原因\n%d,,100.00,成功,\n".formatted(given.payoutOf(run, other).id());
    assertThat(as("clerk", () -> returns.take(run, null, given.returnLayout(), "x", against.getBytes(StandardCharsets.UTF_8))).refused()).as("first refused, now paid").isEqualTo(1);
    String back = "流水号,账号,金额,处理结果,失败原因\n%d,,100.00,失败,账户已销\n".formatted(payout.id());
    assertThat(as("clerk", () -> returns.take(run, null, given.returnLayout(), "x", back.getBytes(StandardCharsets.UTF_8))).taken()).as("paid, and given back later").isEqualTo(1);
    assertThat(given.month(person, MONTH)).satisfies(month -> assertThat(month.paidFen()).isZero()).satisfies(month -> assertThat(month.openFen()).isEqualTo(10_000));
  }

  @Test
  void aTornFileIsFoundBeforeABankPaysByIt() {
    awarded("示例甲", 85, MONTH);
    given.determined(MONTH);
    long run = given.proposed(MONTH);
    given.approved(run);
    long file = given.filed(run);
    byte[] bytes = as("clerk", () -> files.take(run, file));
    assertThat(as("clerk", () -> files.compare(run, file, bytes)).whole()).isTrue();
    assertThat(as("clerk", () -> files.compare(run, file, Arrays.copyOf(bytes, bytes.length / 2)))).satisfies(torn -> assertThat(torn.torn()).isTrue());
    byte[] other = bytes.clone();
    other[other.length / 2]++;
    assertThat(as("clerk", () -> files.compare(run, file, other))).satisfies(changed -> assertThat(changed.whole() || changed.torn()).isFalse());
    RequestsFixture.execute("update payments.file set content = substring(content from 1 for length(content) / 2) where id = " + file);
    assertThatThrownBy(() -> as("clerk", () -> files.take(run, file))).as("half of what was kept does not open").isInstanceOf(RuntimeException.class);
    assertThat(key(() -> as("clerk", () -> returns.take(run, null, given.returnLayout(), "x", "流水号,账号,金额,处理结果,失败原因\n1,\"2,3".getBytes(StandardCharsets.UTF_8))))).startsWith("sheets.fault.");
    assertThat(given.state(run)).isEqualTo(RunState.FILED);
  }

  @Test
  void nothingIsPaidByAnAmountThatNoDocumentStandsBehind() {
    given.programme("unconfirmed", false);
    given.determined(MONTH);
    InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> as("clerk", () -> runs.propose(NewRun.monthly(MONTH, "unconfirmed"))));
    assertThat(refused.errors().getFirst().key()).isEqualTo("payments.error.unconfirmed");
    assertThat(refused.errors().getFirst().arguments().getFirst().toString()).contains("第一档金额").doesNotContain("amount_80");
    RequestsFixture.execute(
        """
        insert into benefits.joint_rule (town, kind, programmes, from_month, document, note, made_by, made_at, approved_by, approved_at)
        values ('%s', 'HIGHEST', '{old-age,unconfirmed}', '2020-01-01', '国发〔2015〕52号', '择高享受一项', 'one', now(), 'other', now())""".formatted(TOWN));
    InvalidInput bound = catchThrowableOfType(InvalidInput.class, () -> as("clerk", () -> runs.propose(NewRun.monthly(MONTH, OLD_AGE))));
    assertThat(bound.errors().getFirst().arguments().getFirst().toString()).isEqualTo("择高享受一项");
    RequestsFixture.execute("update benefits.joint_rule set confirmed_by = 'other', confirmed_at = now()");
    assertThat(as("clerk", () -> runs.propose(NewRun.monthly(MONTH, OLD_AGE)))).isPositive();
    assertThat(key(() -> as("clerk", () -> runs.propose(NewRun.monthly(MONTH, "nothing"))))).isEqualTo("payments.error.unknownProgramme");
    assertThat(key(() -> as("clerk", () -> runs.propose(NewRun.monthly(MONTH))))).isEqualTo("payments.error.noProgramme");
    assertThat(key(() -> as("clerk", () -> runs.propose(NewRun.monthly(MONTH.plusMonths(2), OLD_AGE))))).isEqualTo("payments.error.tooFarAhead");
    assertThat(key(() -> as("clerk", () -> runs.propose(NewRun.monthly(MONTH.plusMonths(1), OLD_AGE))))).isEqualTo("payments.error.notDetermined");
  }

  @Test
  void doubtsAreHeldAndSomebodyDecidesAboutEach() {
    long without = given.old("示例无", 85, null);
    String shared = PaymentsFixture.account();
    long one = given.old("示例一", 85, shared);
    long two = given.old("示例二", 85, shared);
    String others = PaymentsFixture.account();
    long three = given.old("示例三", 85, others);
    given.old("示例旁", 40, others);
    long left = given.old("示例缓", 85);
    long old = given.old("示例老", 107);
    long same = given.old("示例同", 88);
    long likewise = given.old("示例同", 88);
    for (long person : List.of(without, one, two, three, left, old, same, likewise)) given.awarded(person, MONTH);
    given.determined(MONTH);
    long run = given.proposed(MONTH);
    assertThat(given.held(run, without)).containsExactly(HoldReason.NO_ACCOUNT);
    assertThat(given.held(run, one)).containsExactly(HoldReason.ACCOUNT_OF_TWO);
    assertThat(given.held(run, two)).containsExactly(HoldReason.ACCOUNT_OF_TWO);
    assertThat(given.held(run, three)).containsExactly(HoldReason.ACCOUNT_SHARED);
    assertThat(given.held(run, left)).isEmpty();
    assertThat(given.held(run, old)).containsExactly(HoldReason.VERY_OLD);
    assertThat(given.held(run, same)).containsExactly(HoldReason.DOUBLE);
    assertThat(key(() -> doAs("clerk", () -> runs.submit(run, null)))).isEqualTo("payments.error.held");
    long hold = as("clerk", () -> payments.holds(run, true, null, 50).items()).stream().filter(each -> each.person() == without).findFirst().orElseThrow().id();
    assertThat(key(() -> doAs("clerk", () -> holds.release(run, null, hold, "")))).isEqualTo("requests.error.required");
    assertThat(key(() -> doAs("clerk", () -> holds.release(run, null, hold, "会补上")))).isEqualTo("payments.error.stillNoAccount");
    given.says(without, Facts.NONE.with(Attribute.BANK_ACCOUNT, PaymentsFixture.account()), Today.date());
    doAs("clerk", () -> holds.release(run, null, hold, "已登记账户"));
    assertThat(given.payoutOf(run, without).accountTail()).isNotNull();
    for (long person : List.of(one, two, left, likewise)) doAs("clerk", () -> holds.takeOut(run, null, given.payoutOf(run, person).id(), "下月再发"));
    given.released(run);
    doAs("clerk", () -> holds.putBack(run, null, given.payoutOf(run, one).id(), "账户是夫妻共用，已核实"));
    assertThat(given.held(run, one)).as("what was held is held again").containsExactly(HoldReason.ACCOUNT_OF_TWO);
    given.approved(run);
    assertThat(given.payouts(run)).filteredOn(payout -> payout.state() == PayoutState.TAKEN_OUT).extracting(Payout::person).containsExactlyInAnyOrder(two, left, likewise);
    assertThat(given.month(left, MONTH)).as("recognised, owed, not on its way").isEqualTo(new PersonMonth(left, OLD_AGE, MONTH, 10_000, 0, 0, 0, 0, 0));
    RunTotals totals = as("clerk", () -> payments.totals(run));
    assertThat(totals.payouts()).isEqualTo(5);
    assertThat(totals.netFen()).isEqualTo(Long.parseLong(column("select sum(on_way_fen) from payments.balance")));
  }

  @Test
  void whoeverDiesBeforeTheApprovalIsHeldAndWhatWasPaidAfterwardsComesBack() {
    long person = awarded("示例甲", 85, BEFORE);
    awarded("示例乙", 86, BEFORE);
    given.determined(BEFORE, MONTH);
    given.paid(BEFORE, 0);
    long run = given.proposed(MONTH);
    doAs("clerk", () -> runs.submit(run, null));
    LocalDate died = MONTH.minusMonths(2).atDay(12);
    doAs("desk", () -> register.happened(person, Integer.parseInt(column("select version from people.person where id = " + person)), new LifeEvent(LifeEvent.Kind.DIED, died, null, false, null, "卫健办")));
    assertThat(given.held(run, person)).contains(HoldReason.DIED);
    assertThat(key(() -> doAs("approver", () -> runs.approve(run, null)))).isEqualTo("payments.error.held");
    doAs("approver", () -> runs.sendBack(run, null, "有人去世"));
    doAs("clerk", () -> runs.cancel(run, null, "重算"));
    RequestsFixture.execute("update awards.award set state = 'ENDED', end_reason = 'DIED', until_month = '%s' where person_id = %d".formatted(MONTH.minusMonths(2).atDay(1), person));
    given.determined(MONTH);
    long second = given.proposed(MONTH, 1);
    assertThat(given.payouts(second)).noneMatch(payout -> payout.person() == person);
    assertThat(as("clerk", () -> payments.changes(second, ChangeKind.GONE, null, 10).items())).singleElement()
        .satisfies(change -> assertThat(change.person()).isEqualTo(person)).satisfies(change -> assertThat(change.why()).containsExactly(ChangeWhy.NO_AWARD));
    given.approved(second);
    Recovery recovery = recoveryOf(person);
    assertThat(recovery.remainingFen()).isEqualTo(10_000);
    doAs("clerk", () -> recoveries.askWriteOff(recovery.id(), null, "家属无力退回"));
    assertThat(key(() -> doAs("clerk", () -> recoveries.decideWriteOff(recovery.id(), null, true, "同意")))).isEqualTo("payments.error.ownWriteOff");
    doAs("approver", () -> recoveries.decideWriteOff(recovery.id(), null, true, "同意"));
    assertThat(recoveryOf(person)).satisfies(now -> assertThat(now.state()).isEqualTo(RecoveryState.WRITTEN_OFF)).satisfies(now -> assertThat(now.remainingFen()).isZero());
    assertThat(given.month(person, BEFORE)).isEqualTo(new PersonMonth(person, OLD_AGE, BEFORE, 0, 0, 10_000, 0, 0, 10_000));
  }

  private Recovery recoveryOf(long person) {
    return as("clerk", () -> book.list(null, person, null, 10).items()).getFirst();
  }

  @Test
  void whatIsLearntLaterIsPaidInArrearsOrComesBackByInstalments() {
    long younger = awarded("示例甲", 95, MONTH.minusMonths(3));
    long older = awarded("示例乙", 85, MONTH.minusMonths(3));
    given.determined(MONTH.minusMonths(3), MONTH.minusMonths(2), BEFORE, MONTH);
    given.paid(MONTH.minusMonths(3), 0);
    given.paid(MONTH.minusMonths(2), 0);
    assertThat(given.month(younger, MONTH.minusMonths(2)).paidFen()).isEqualTo(20_000);
    given.says(younger, Facts.NONE.with(Attribute.BIRTH, Today.date().minusYears(84)).with(Attribute.DOCUMENT, Document.NONE), LocalDate.of(2015, 1, 1));
    given.says(older, Facts.NONE.with(Attribute.BIRTH, Today.date().minusYears(94)).with(Attribute.DOCUMENT, Document.NONE), LocalDate.of(2015, 1, 1));
    long run = given.proposed(BEFORE, 2);
    assertThat(given.payoutOf(run, older).lines()).containsExactly(
        new Payout.Line(MONTH.minusMonths(3), LineKind.ARREARS, 10_000), new Payout.Line(MONTH.minusMonths(2), LineKind.ARREARS, 10_000), new Payout.Line(BEFORE, LineKind.REGULAR, 20_000));
    assertThat(given.held(run, older)).contains(HoldReason.AMOUNT_FAR);
    assertThat(as("clerk", () -> payments.changes(run, ChangeKind.MORE, null, 10).items())).singleElement()
        .satisfies(change -> assertThat(change.why()).contains(ChangeWhy.FACTS, ChangeWhy.ARREARS));
    given.approved(run);
    given.filed(run);
    given.answered(run, Map.of());
    Recovery found = recoveryOf(younger);
    assertThat(found.remainingFen()).as("two months of 200 where 100 was due").isEqualTo(20_000);
    var agreement = new Agreement(6_000, 50, null, MONTH, Today.date(), "本人");
    doAs("clerk", () -> recoveries.agree(found.id(), found.version(), agreement));
    assertThatThrownBy(() -> doAs("clerk", () -> recoveries.suspend(found.id(), found.version(), "x"))).isInstanceOf(IllegalRecoveryMove.class);
    long next = given.proposed(MONTH, 3);
    assertThat(given.payoutOf(next, younger)).satisfies(payout -> assertThat(payout.withheldFen()).as("60 agreed, but 50 in a hundred at most").isEqualTo(5_000));
    given.approved(next);
    given.filed(next);
    given.answered(next, Map.of());
    assertThat(given.month(younger, MONTH)).isEqualTo(new PersonMonth(younger, OLD_AGE, MONTH, 10_000, 0, 5_000, 5_000, 0, 0));
    assertThat(given.month(younger, MONTH.minusMonths(3))).isEqualTo(new PersonMonth(younger, OLD_AGE, MONTH.minusMonths(3), 10_000, 0, 20_000, 0, 5_000, 0));
    assertThat(key(() -> doAs("clerk", () -> recoveries.cash(found.id(), null, 15_001, Today.date(), null)))).isEqualTo("payments.error.amount");
    doAs("clerk", () -> recoveries.cash(found.id(), null, 15_000, Today.date(), null));
    assertThat(recoveryOf(younger).state()).isEqualTo(RecoveryState.SETTLED);
    assertThat(as("clerk", () -> payments.months(List.of(younger, older)))).allMatch(month -> month.openFen() == 0);
    assertThat(column("select sum(case when kind in ('PAID') then fen when kind = 'RECOVERED' and why = 'CASH' then -fen else 0 end) from payments.entry"))
        .as("what left the purse and did not come back is what everybody was entitled to").isEqualTo(column("select sum(entitled_fen) from payments.balance"));
    assertThat(as("clerk", () -> replay.of(next)).same()).isTrue();
  }

  @Test
  void theDatabaseItselfPaysNobodyTwice() {
    long person = awarded("示例甲", 85, MONTH);
    given.determined(MONTH);
    long run = given.paid(MONTH, 0);
    String entry = "insert into payments.entry (town, person_id, programme, month, kind, fen, why, on_day, at, actor) values ('%s', %d, 'old-age', '%s', '%s', %d, 'RUN', current_date, now(), 'x')";
    for (String kind : List.of("ORDERED", "PAID", "WITHHELD")) {
      assertThatThrownBy(() -> RequestsFixture.execute(entry.formatted(TOWN, person, MONTH.atDay(1), kind, 1))).as(kind).hasMessageContaining("beyond the entitlement");
    }
    assertThatThrownBy(() -> RequestsFixture.execute(entry.formatted(TOWN, person, MONTH.atDay(1), "RECOVERED", 1))).hasMessageContaining("more than was overpaid");
    String line = "insert into payments.line select town, id + 1000000, run_id, payout_id, person_id, programme, %s, kind, fen, 'PROPOSED' from payments.line where run_id = %d";
    assertThatThrownBy(() -> RequestsFixture.execute(line.formatted("month", run))).hasMessageContaining("line_");
    for (String forbidden : List.of("update payments.entry set fen = 1", "delete from payments.entry", "update payments.balance set paid_fen = 0", "update payments.due set entitled_fen = 0", "delete from payments.line")) {
      assertThatThrownBy(() -> asApplication(forbidden)).as(forbidden).hasMessageContaining("permission denied");
    }
  }

  private static void asApplication(String statement) throws SQLException {
    try (var connection = TestDatabase.owner();
        var sent = connection.createStatement()) {
      sent.execute("set role guanjia_app");
      sent.execute("select set_config('guanjia.town', '%s', false), set_config('guanjia.areas', '*', false)".formatted(TOWN));
      sent.execute(statement);
    }
  }

  /** Months determined, paid, refused, kept back and brought back at random: the database's accounts are even after every step. */
  @Test
  void whateverComesInWhateverOrderTheAccountsAreEven() {
    List<Long> people = List.of(awarded("示例甲", 85, MONTH.minusMonths(5)), awarded("示例乙", 91, MONTH.minusMonths(5)), awarded("示例丙", 101, MONTH.minusMonths(5)));
    for (int back = 5; back >= 0; back--) given.determined(MONTH.minusMonths(back));
    var random = new SplittableRandom(20_260_515);
    for (int back = 5; back >= 0; back--) {
      long someone = people.get(random.nextInt(people.size()));
      int years = 70 + random.nextInt(40);
      given.says(someone, Facts.NONE.with(Attribute.BIRTH, Today.date().minusYears(years)).with(Attribute.DOCUMENT, Document.NONE), LocalDate.of(2015, 1, 1));
      long run = given.proposed(MONTH.minusMonths(back), 5);
      given.released(run);
      try {
        doAs("clerk", () -> runs.submit(run, null));
      } catch (InvalidInput nothing) {
        assertThat(nothing.errors().getFirst().key()).isEqualTo("payments.error.paysNothing");
        continue;
      }
      doAs("approver", () -> runs.approve(run, null));
      even();
      if (given.state(run) == RunState.APPROVED) {
        given.filed(run);
        List<Payout> payouts = given.payouts(run);
        Payout unlucky = payouts.get(random.nextInt(payouts.size()));
        given.answered(run, random.nextBoolean() ? Map.of(unlucky.id(), "账户状态异常") : Map.of());
      }
      even();
      for (Recovery recovery : as("clerk", () -> book.list(RecoveryState.OPEN, null, null, 10).items())) {
        if (random.nextBoolean()) doAs("clerk", () -> recoveries.agree(recovery.id(), null, new Agreement(1_000 + random.nextInt(9_000), 50, null, MONTH.minusMonths(5), Today.date(), "本人")));
        else doAs("clerk", () -> recoveries.cash(recovery.id(), null, 1 + random.nextLong(recovery.remainingFen()), Today.date(), null));
      }
      even();
      assertThat(as("clerk", () -> replay.of(run)).same()).isTrue();
    }
  }

  private static void even() {
    assertThat(column("select count(*) from payments.balance where on_way_fen + paid_fen + withheld_fen - recovered_fen - written_off_fen <> settled_fen")).isEqualTo("0");
    assertThat(column("select coalesce(sum(withheld_fen), 0) from payments.balance"))
        .as("what is kept back of some months came back of others").isEqualTo(column("select coalesce(sum(fen), 0) from payments.entry where kind = 'RECOVERED' and why in ('INSTALMENT', 'SET_OFF')"));
    assertThat(column("select coalesce(sum(on_way_fen), 0) from payments.balance")).isEqualTo(column("select coalesce(sum(gross_fen - withheld_fen), 0) from payments.payout where state = 'ORDERED'"));
    assertThat(column("select coalesce(sum(paid_fen), 0) from payments.balance")).isEqualTo(column("select coalesce(sum(gross_fen - withheld_fen), 0) from payments.payout where state = 'PAID'"));
    assertThat(column("select count(*) from payments.balance b where settled_fen > entitled_fen and not exists (select from payments.recovery r where r.person_id = b.person_id and r.state not in ('SETTLED', 'WRITTEN_OFF'))")).isEqualTo("0");
  }

  @Test
  void anAccountThatChangedAfterTheApprovalIsNotPaidTo() {
    long person = awarded("示例甲", 85, MONTH);
    given.determined(MONTH);
    long run = given.proposed(MONTH);
    given.approved(run);
    given.says(person, Facts.NONE.with(Attribute.BANK_ACCOUNT, PaymentsFixture.account()), Today.date());
    assertThat(as("clerk", () -> files.write(run, null, given.payLayout()))).isNull();
    assertThat(given.state(run)).isEqualTo(RunState.RETURNED);
    assertThat(given.month(person, MONTH).openFen()).isEqualTo(10_000);
    assertThat(as("clerk", () -> failures.open(10))).singleElement().satisfies(failure -> assertThat(failure.corrected()).isTrue());
  }

  @Test
  void villagesSeeTheirPeopleAlone() {
    long person = awarded("示例甲", 85, MONTH);
    given.determined(MONTH);
    long run = given.paid(MONTH, 0);
    var own = new TownContext(TOWN, "clerk-subian", List.of(RequestsFixture.SUBIAN), null);
    var other = new TownContext(TOWN, "clerk-other", List.of("441900103201"), null);
    assertThat(own.call(() -> payments.payouts(run, Payments.PayoutFilter.ALL, null, 10).items())).hasSize(1);
    assertThat(own.call(() -> payments.months(List.of(person)))).hasSize(1);
    assertThat(own.call(() -> files.of(run))).as("a file names everybody").isEmpty();
    assertThat(other.call(() -> payments.payouts(run, Payments.PayoutFilter.ALL, null, 10).items())).isEmpty();
    assertThat(other.call(() -> payments.totals(run)).payouts()).isZero();
    assertThat(other.call(() -> payments.months(List.of(person)))).isEmpty();
    assertThat(other.call(() -> payments.entries(List.of(person), null, null))).isEmpty();
  }

  @Test
  void peopleAreToldOnce() {
    awarded("示例甲", 85, MONTH);
    given.determined(MONTH);
    long run = given.paid(MONTH, 0);
    assertThat(as("clerk", () -> slips.tell(run))).isEqualTo(1);
    assertThat(as("clerk", () -> slips.tell(run))).isZero();
  }

  @Test
  void aPaydayOnAHolidayMovesForwardAndIsInDangerInTime() {
    var days = new WorkingDays(List.of());
    assertThat(PaymentCalendar.payday(Payday.USUAL, YearMonth.of(2026, 8), days)).as("15 August 2026 is a Saturday").isEqualTo(LocalDate.of(2026, 8, 14));
    assertThat(PaymentCalendar.payday(Payday.USUAL, YearMonth.of(2026, 7), days)).isEqualTo(LocalDate.of(2026, 7, 15));
    assertThat(as("clerk", calendar::inDanger)).as("a town that has not begun").isEmpty();
    awarded("示例甲", 85, MONTH);
    given.determined(MONTH);
    given.proposed(MONTH);
    PaymentCalendar.Month month = as("clerk", () -> calendar.months(MONTH, 1)).getFirst();
    assertThat(month.next()).isEqualTo(PaymentStep.SUBMIT);
    assertThat(month.late()).isEqualTo(Today.date().isAfter(month.nextDue()));
    doAs("system", () -> transactions.executeWithoutResult(status -> warnings.warn()));
    int[] again = {-1};
    doAs("system", () -> transactions.executeWithoutResult(status -> again[0] = warnings.warn()));
    assertThat(again[0]).as("of each step once").isZero();
    assertThat(key(() -> doAs("clerk", () -> calendar.lay(0, new Payday(0, 31, 2, 5, 3, 1, 1))))).isEqualTo("payments.error.range");
  }

  private static String key(Runnable refused) {
    return catchThrowableOfType(InvalidInput.class, refused::run).errors().getFirst().key();
  }
}

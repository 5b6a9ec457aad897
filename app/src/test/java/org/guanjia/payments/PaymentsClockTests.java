package org.guanjia.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.people.Attribute;
import org.guanjia.people.Document;
import org.guanjia.people.Facts;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.notices.MovingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;

/** A machine whose clock is set back or forward, or that stands in another zone: nobody is paid twice, no month is left out, nobody is warned for nothing. */
@TownTest
class PaymentsClockTests {

  private static final YearMonth MONTH = Today.month();

  @Autowired PaymentsFixture given;
  @Autowired PaymentRuns runs;
  @Autowired Payments payments;
  @Autowired PaymentCalendar calendar;
  @Autowired PaymentWarnings warnings;
  @Autowired Replay replay;
  @Autowired Users users;
  @Autowired TransactionTemplate transactions;
  @Autowired ApplicationContext context;

  private final MovingClock clock = new MovingClock(MONTH.atDay(10).atTime(12, 0).atZone(Today.ZONE).toInstant());
  private final Map<Object, Object> before = new HashMap<>();
  private final TimeZone zone = TimeZone.getDefault();

  /** The whole program goes by this clock. */
  @BeforeEach
  void set() {
    for (String name : context.getBeanDefinitionNames()) {
      if (!context.isSingleton(name)) continue;
      Object bean = AopTestUtils.getUltimateTargetObject(context.getBean(name));
      boolean goesBy = Stream.of(AopUtils.getTargetClass(bean).getDeclaredFields()).anyMatch(field -> field.getName().equals("clock") && field.getType() == Clock.class);
      if (!bean.getClass().getName().startsWith("org.guanjia.") || !goesBy) continue;
      before.put(bean, ReflectionTestUtils.getField(bean, "clock"));
      ReflectionTestUtils.setField(bean, "clock", clock);
    }
    assertThat(before).isNotEmpty();
    given.oldAge();
    given.clean();
  }

  @AfterEach
  void reset() {
    before.forEach((bean, own) -> ReflectionTestUtils.setField(bean, "clock", own));
    TimeZone.setDefault(zone);
  }

  private int warned() {
    int[] warned = new int[1];
    doAs("system", () -> transactions.executeWithoutResult(status -> warned[0] = warnings.warn()));
    return warned[0];
  }

  private void setTo(LocalDate day, int hour) {
    clock.forward(Duration.between(clock.instant(), day.atTime(hour, 0).atZone(Today.ZONE).toInstant()));
  }

  @Test
  void setBackAndForwardBetweenAnyTwoStepsAMonthIsPaidOnce() {
    YearMonth next = MONTH.plusMonths(1);
    long person = given.old("示例甲", 85);
    given.awarded(person, MONTH);
    given.determined(MONTH, next);
    long run = given.proposed(MONTH);
    clock.forward(Duration.ofDays(-1));
    assertThat(given.proposed(MONTH)).isEqualTo(run);
    given.approved(run);
    clock.forward(Duration.ofHours(-1));
    given.filed(run);
    clock.forward(Duration.ofDays(40));
    assertThat(given.proposed(MONTH)).isEqualTo(run);
    given.answered(run, Map.of());
    clock.forward(Duration.ofDays(-40));
    given.answered(run, Map.of());
    doAs("clerk", () -> runs.close(run, null));
    long following = given.proposed(next, 1);
    assertThat(given.payoutOf(following, person).lines()).as("that month, and none again").containsExactly(new Payout.Line(next, LineKind.REGULAR, 10_000));
    assertThat(given.month(person, MONTH)).isEqualTo(new PersonMonth(person, PaymentsFixture.OLD_AGE, MONTH, 10_000, 0, 10_000, 0, 0, 0));
    assertThat(as("clerk", () -> replay.of(run)).same()).isTrue();
    assertThat(as("clerk", () -> payments.entries(List.of(person), null, MONTH))).extracting(Payments.Entry::kind)
        .containsExactly(EntryKind.ENTITLED, EntryKind.ORDERED, EntryKind.ORDERED, EntryKind.PAID);
  }

  /** What was written down before the clock was set back has the time of a future: it counts nevertheless. */
  @Test
  void whatWasLearntBeforeTheClockWasSetBackIsNotForgotten() {
    long person = given.old("示例甲", 85);
    given.awarded(person, MONTH);
    given.determined(MONTH);
    given.says(person, Facts.NONE.with(Attribute.BIRTH, clock.instant().atZone(Today.ZONE).toLocalDate().minusYears(95)).with(Attribute.DOCUMENT, Document.NONE), LocalDate.of(2015, 1, 1));
    clock.forward(Duration.ofHours(-1));
    assertThat(given.payoutOf(given.proposed(MONTH), person).grossFen()).isEqualTo(20_000);
    doAs("clerk", () -> runs.cancel(given.proposed(MONTH), null, "重算"));
    clock.forward(Duration.ofDays(-1));
    given.determined(MONTH);
    assertThat(given.payoutOf(given.proposed(MONTH), person).grossFen()).as("nor by a round of everybody").isEqualTo(20_000);
  }

  @Test
  void warnedOfEachStepOnceAndOfWhatIsDoneNever() {
    Staff.add(users, "clock-clerk", Role.BENEFITS_CLERK);
    given.awarded(given.old("示例甲", 85), MONTH);
    given.determined(MONTH, MONTH.plusMonths(1));
    setTo(MONTH.atDay(1), 9);
    long run = given.proposed(MONTH);
    LocalDate submit = due(MONTH, PaymentStep.SUBMIT);
    setTo(submit, 23);
    int first = warned();
    clock.forward(Duration.ofHours(-1));
    assertThat(warned()).as("an hour back").isZero();
    clock.forward(Duration.ofDays(-1));
    assertThat(warned()).as("a day back").isZero();
    setTo(submit, 23);
    assertThat(warned()).as("and forward again").isZero();
    assertThat(first).isPositive();
    given.approved(run);
    given.filed(run);
    clock.forward(Duration.ofDays(3));
    assertThat(as("clerk", calendar::inDanger)).as("what is done is in no danger, however late the clock says it is").noneMatch(month -> month.month().equals(MONTH));
  }

  @Test
  void aMonthThatWasNotPaidIsInDangerBeyondItsEnd() {
    given.awarded(given.old("示例甲", 85), MONTH);
    given.determined(MONTH);
    given.proposed(MONTH);
    setTo(MONTH.plusMonths(1).atDay(2), 0);
    assertThat(as("clerk", calendar::inDanger)).first().satisfies(month -> assertThat(month.month()).isEqualTo(MONTH)).satisfies(month -> assertThat(month.late()).isTrue());
    setTo(MONTH.atDay(1), 0);
    assertThat(as("clerk", calendar::inDanger)).as("before the town began nothing was to be paid").noneMatch(month -> month.month().isBefore(MONTH));
  }

  @Test
  void theDayIsShanghaisWhateverTheMachinesZone() {
    given.awarded(given.old("示例甲", 85), MONTH);
    given.determined(MONTH);
    given.proposed(MONTH);
    LocalDate submit = due(MONTH, PaymentStep.SUBMIT);
    Instant midnight = submit.plusDays(1).atStartOfDay(Today.ZONE).toInstant();
    for (String other : List.of("America/New_York", "Pacific/Auckland", "Europe/Berlin")) {
      TimeZone.setDefault(TimeZone.getTimeZone(other));
      clock.forward(Duration.between(clock.instant(), midnight.minusSeconds(1)));
      assertThat(month()).as(other).satisfies(month -> assertThat(month.late()).isFalse()).satisfies(month -> assertThat(month.danger()).isTrue());
      clock.forward(Duration.ofSeconds(1));
      assertThat(month().late()).as(other).isTrue();
    }
  }

  private PaymentCalendar.Month month() {
    return as("clerk", () -> calendar.months(MONTH, 1)).getFirst();
  }

  private LocalDate due(YearMonth month, PaymentStep step) {
    return Objects.requireNonNull(as("clerk", () -> calendar.months(month, 1)).getFirst().due().get(step));
  }
}

package org.guanjia.platform.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.platform.database.TownContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;

@TownTest
@RecordApplicationEvents
class TownCalendarTests {

  private static final LocalDate NEW_YEAR = LocalDate.of(2027, 1, 1);

  /** Made up for this test: the notice for 2027 was not published when it was written. */
  private static final CalendarYear MADE_UP =
      new CalendarYear(
          2027, "test", null, null, List.of(new CalendarPeriod(NEW_YEAR, NEW_YEAR.plusDays(2), DayKind.HOLIDAY, "元旦")), true);

  @Autowired TownCalendar calendar;
  @Autowired TransactionTemplate transactions;
  @Autowired ApplicationEvents events;

  @Test
  void aTownsOwnYearHoldsForThatTownAndTellsWhoCountsDeadlines() {
    TownContext.system("T1").run(() -> calendar.replace(MADE_UP));
    assertThat(calendar.of("T1").isWorkingDay(NEW_YEAR)).isFalse();
    assertThat(calendar.of("T2").isWorkingDay(NEW_YEAR)).isTrue();
    assertThat(calendar.of("T2").isPublished(2027)).isFalse();
    assertThat(events.stream(CalendarChanged.class)).contains(new CalendarChanged("T1", 2027));
    TownContext.system("T1").run(() -> calendar.withdraw(2027));
    assertThat(calendar.of("T1").isWorkingDay(NEW_YEAR)).isTrue();
  }

  @Test
  void aRolledBackYearIsNeverSeen() {
    TownContext.system("T3").run(() -> transactions.executeWithoutResult(status -> {
      calendar.replace(MADE_UP);
      assertThat(calendar.current().isWorkingDay(NEW_YEAR)).isFalse();
      status.setRollbackOnly();
    }));
    assertThat(calendar.of("T3").isWorkingDay(NEW_YEAR)).isTrue();
  }

  @Test
  void takesNoYearWithProblems() {
    var empty = new CalendarYear(2027, "test", null, null, List.of(), true);
    assertThatThrownBy(() -> TownContext.system("T4").run(() -> calendar.replace(empty))).isInstanceOf(IllegalArgumentException.class);
  }
}

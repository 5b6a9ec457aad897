package org.guanjia.platform.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The arithmetic against a plain walk from day to day, over real and random calendars. */
class WorkingDaysProperties {

  private static final LocalDate BEGIN = LocalDate.of(2024, 1, 1);

  @Property
  void addingIsWalking(@ForAll("calendars") WorkingDays calendar, @ForAll("days") LocalDate from, @ForAll @IntRange(min = 1, max = 300) int n) {
    assertThat(calendar.addWorkingDays(from, n)).isEqualTo(walk(calendar, from, n, 1));
    assertThat(calendar.addWorkingDays(from, -n)).isEqualTo(walk(calendar, from, n, -1));
  }

  @Property
  void countingUndoesAdding(@ForAll("calendars") WorkingDays calendar, @ForAll("days") LocalDate from, @ForAll @IntRange(min = 0, max = 300) int n) {
    LocalDate day = calendar.addWorkingDays(from, n);
    assertThat(calendar.workingDaysBetween(from, day)).isEqualTo(n);
    assertThat(calendar.workingDaysBetween(day, from)).isEqualTo(-n);
    assertThat(n == 0 || calendar.isWorkingDay(day)).isTrue();
  }

  @Property
  void countingSplitsAnywhere(
      @ForAll("calendars") WorkingDays calendar, @ForAll("days") LocalDate a, @ForAll("days") LocalDate b, @ForAll("days") LocalDate c) {
    assertThat(calendar.workingDaysBetween(a, b) + calendar.workingDaysBetween(b, c)).isEqualTo(calendar.workingDaysBetween(a, c));
  }

  @Property
  void countingIsCounting(@ForAll("calendars") WorkingDays calendar, @ForAll("days") LocalDate a, @ForAll("days") LocalDate b) {
    LocalDate first = a.isBefore(b) ? a : b;
    LocalDate last = a.isBefore(b) ? b : a;
    long counted = first.plusDays(1).datesUntil(last.plusDays(1)).filter(calendar::isWorkingDay).count();
    assertThat(calendar.workingDaysBetween(first, last)).isEqualTo((int) counted);
  }

  @Property
  void moreDaysAreNeverDueEarlier(@ForAll("calendars") WorkingDays calendar, @ForAll("days") LocalDate from, @ForAll @IntRange(min = 0, max = 100) int n) {
    assertThat(calendar.addWorkingDays(from, n + 1)).isAfter(calendar.addWorkingDays(from, n));
  }

  @Provide
  Arbitrary<LocalDate> days() {
    return Arbitraries.integers().between(-800, 1800).map(BEGIN::plusDays);
  }

  @Provide
  Arbitrary<WorkingDays> calendars() {
    Arbitrary<WorkingDays> real = Arbitraries.of("CN", "US").map(region -> new WorkingDays(BuiltInCalendar.years(region).values()));
    return Arbitraries.oneOf(real, periods().list().ofMaxSize(80).map(WorkingDaysProperties::calendar));
  }

  /** Anything at all, even worked weekdays and holidays on weekends: the arithmetic must agree with the walk. */
  private static Arbitrary<CalendarPeriod> periods() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1000), Arbitraries.integers().between(0, 12), Arbitraries.of(DayKind.class))
        .as((day, length, kind) -> new CalendarPeriod(BEGIN.plusDays(day), BEGIN.plusDays(day + length), kind, "x"));
  }

  private static WorkingDays calendar(List<CalendarPeriod> periods) {
    var years = new ArrayList<CalendarYear>();
    for (int year = 2024; year <= 2027; year++) {
      int number = year;
      years.add(new CalendarYear(year, "test", null, null, periods.stream().filter(p -> p.first().getYear() == number).toList(), false));
    }
    years.sort(Comparator.comparing(CalendarYear::year));
    return new WorkingDays(years);
  }

  private static LocalDate walk(WorkingDays calendar, LocalDate from, int n, int step) {
    LocalDate day = from;
    for (int left = n; left > 0; ) {
      day = day.plusDays(step);
      if (calendar.isWorkingDay(day)) left--;
    }
    return day;
  }
}

package org.guanjia.platform.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingDaysTests {

  private final WorkingDays china = new WorkingDays(BuiltInCalendar.years("CN").values());

  /** Days off on a weekday and worked weekends, copied from the notices a second time, day by day. */
  private static final Map<Integer, String> WEEKDAYS_OFF =
      Map.of(
          2024,
          "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07",
          2025,
          "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08",
          2026,
          "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07");

  private static final Map<Integer, String> WEEKENDS_WORKED =
      Map.of(
          2024, "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
          2025, "01-26 02-08 04-27 09-28 10-11",
          2026, "01-04 02-14 02-28 05-09 09-20 10-10");

  @ParameterizedTest
  @ValueSource(ints = {2024, 2025, 2026})
  void agreesWithTheNoticeOnEachDayOfTheYear(int year) {
    List<LocalDate> off = dates(year, WEEKDAYS_OFF);
    List<LocalDate> worked = dates(year, WEEKENDS_WORKED);
    LocalDate.of(year, 1, 1)
        .datesUntil(LocalDate.of(year + 1, 1, 1))
        .forEach(
            day ->
                assertThat(china.isWorkingDay(day))
                    .as(day.toString())
                    .isEqualTo(worked.contains(day) || !CalendarYear.isWeekend(day) && !off.contains(day)));
  }

  /** The sums that the notices themselves print: "共 8 天" and so on. */
  @ParameterizedTest
  @CsvSource({"2024,28,8", "2025,28,5", "2026,33,6"})
  void holdsAsManyDaysAsTheNoticePrints(int year, long off, long worked) {
    assertThat(days(year, DayKind.HOLIDAY)).isEqualTo(off);
    assertThat(days(year, DayKind.WORKED)).isEqualTo(worked);
  }

  @Test
  void shipsNoYearThatCouldNotBeTrue() {
    for (String region : List.of("CN", "US"))
      BuiltInCalendar.years(region).values().forEach(year -> assertThat(year.problems()).as(region + year.year()).isEmpty());
  }

  /** The notice for 2027 was not known when this was written: nothing is guessed. */
  @Test
  void knowsThatAYearIsNotPublished() {
    assertThat(china.isPublished(2026)).isTrue();
    assertThat(china.isPublished(2027)).isFalse();
    assertThat(china.isWorkingDay(LocalDate.of(2027, 10, 1))).isTrue();
    assertThat(china.deadline(LocalDate.of(2026, 12, 28), 5).provisional()).isTrue();
    assertThat(china.deadline(LocalDate.of(2026, 12, 21), 5).provisional()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // a Friday before the National Day week: worked on Sunday 28 September and Saturday 11 October
    "2025-09-26,1,2025-09-28",
    "2025-09-26,3,2025-09-30",
    "2025-09-26,4,2025-10-09",
    "2025-09-26,6,2025-10-11",
    // received in the middle of a holiday
    "2026-02-18,1,2026-02-24",
    "2026-02-18,5,2026-02-28",
    "2024-02-09,1,2024-02-18",
    "2026-11-20,5,2026-11-27"
  })
  void countsDeadlinesThroughHolidaysAndWorkedWeekends(LocalDate from, int days, LocalDate due) {
    assertThat(china.addWorkingDays(from, days)).isEqualTo(due);
  }

  @Test
  void isDueUntilTheEndOfTheDayInShanghai() {
    var lateOnFriday = Instant.parse("2026-11-20T15:59:59Z");
    assertThat(china.deadline(lateOnFriday, 1).day()).isEqualTo("2026-11-23");
    assertThat(china.deadline(lateOnFriday, 1).end()).isEqualTo("2026-11-23T16:00:00Z");
    assertThat(china.deadline(lateOnFriday.plusSeconds(1), 1).day()).as("already Saturday there").isEqualTo("2026-11-23");
  }

  @Test
  void countsByTheCalendarOfTheTownsOwnCountry() {
    assertThat(BuiltInCalendar.regionOf("441900103")).isEqualTo("CN");
    assertThat(BuiltInCalendar.regionOf("US-STL")).isEqualTo("US");
    var us = new WorkingDays(BuiltInCalendar.years("US").values());
    assertThat(us.addWorkingDays(LocalDate.of(2010, 12, 30), 1)).as("31 December: New Year's Day observed").isEqualTo("2011-01-03");
    assertThat(us.isWorkingDay(LocalDate.of(2026, 10, 1))).isTrue();
    assertThat(BuiltInCalendar.years("FR")).isEmpty();
  }

  private static List<LocalDate> dates(int year, Map<Integer, String> table) {
    return Arrays.stream(table.getOrDefault(year, "").split(" ")).map(day -> LocalDate.parse(year + "-" + day)).collect(Collectors.toList());
  }

  private static long days(int year, DayKind kind) {
    return BuiltInCalendar.years("CN").values().stream()
        .filter(found -> found.year() == year)
        .flatMap(found -> found.periods().stream())
        .filter(period -> period.kind() == kind)
        .mapToLong(CalendarPeriod::length)
        .sum();
  }
}

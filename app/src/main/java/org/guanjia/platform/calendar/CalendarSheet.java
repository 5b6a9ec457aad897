package org.guanjia.platform.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A year as it hangs on the wall: twelve months, each in weeks from Monday to Sunday. */
public record CalendarSheet(int year, boolean published, List<Month> months) {

  /**
   * @param weeks of seven; null where a day belongs to another month
   * @param workingDays how many the month has
   */
  public record Month(YearMonth month, List<List<@Nullable Day>> weeks, int workingDays) {}

  /**
   * @param kind what a notice says; null for an ordinary day
   * @param name of the holiday; null for an ordinary day
   */
  public record Day(LocalDate date, boolean working, @Nullable DayKind kind, @Nullable String name, boolean today) {

    /** The style class. */
    public String css() {
      String what = kind == DayKind.HOLIDAY ? "day-off" : kind == DayKind.WORKED ? "day-worked" : working ? "day" : "day-weekend";
      return today ? what + " day-today" : what;
    }
  }

  static CalendarSheet of(int year, WorkingDays days, LocalDate today) {
    List<Month> months =
        IntStream.rangeClosed(1, 12).mapToObj(month -> month(YearMonth.of(year, month), days, today)).toList();
    return new CalendarSheet(year, days.isPublished(year), months);
  }

  private static Month month(YearMonth month, WorkingDays days, LocalDate today) {
    List<List<@Nullable Day>> weeks = new ArrayList<>();
    LocalDate monday = month.atDay(1).with(DayOfWeek.MONDAY);
    for (LocalDate week = monday; !week.isAfter(month.atEndOfMonth()); week = week.plusWeeks(1)) {
      List<@Nullable Day> row = new ArrayList<>();
      for (int i = 0; i < 7; i++) row.add(day(week.plusDays(i), month, days, today));
      weeks.add(row);
    }
    return new Month(month, weeks, days.workingDaysBetween(month.atDay(1).minusDays(1), month.atEndOfMonth()));
  }

  private static @Nullable Day day(LocalDate date, YearMonth month, WorkingDays days, LocalDate today) {
    if (!YearMonth.from(date).equals(month)) return null;
    CalendarPeriod period = days.named(date);
    DayKind kind = period == null ? null : period.kind();
    return new Day(date, days.isWorkingDay(date), kind, period == null ? null : period.name(), date.equals(today));
  }
}

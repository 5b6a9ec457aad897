package org.guanjia.platform.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one holiday notice says of one year.
 *
 * @param notice the notice's number, such as 国办发明电〔2025〕7号
 * @param publishedOn the day it was published; null when it is a statute or unknown
 * @param address where it can be read; null when unknown
 * @param own entered by the town itself rather than shipped with the program
 */
public record CalendarYear(
    int year,
    String notice,
    @Nullable LocalDate publishedOn,
    @Nullable String address,
    List<CalendarPeriod> periods,
    boolean own) {

  static final int FIRST_YEAR = 1949;
  static final int LAST_YEAR = 2199;
  private static final int HOLIDAY_DAYS_MAX = 15;
  private static final int PERIODS_MAX = 60;

  public CalendarYear {
    periods =
        periods.stream().sorted(Comparator.comparing(CalendarPeriod::first).thenComparing(CalendarPeriod::kind)).toList();
  }

  /**
   * Something wrong with the year.
   *
   * @param key message key
   * @param day the day it is about; null when it is about the whole year
   */
  public record Problem(String key, @Nullable LocalDate day) {}

  /** Everything that cannot be true of a notice; empty when the year can be used. */
  public List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    if (year < FIRST_YEAR || year > LAST_YEAR) problems.add(new Problem("calendar.problem.year", null));
    if (periods.stream().noneMatch(period -> period.kind() == DayKind.HOLIDAY))
      problems.add(new Problem("calendar.problem.empty", null));
    if (periods.size() > PERIODS_MAX) problems.add(new Problem("calendar.problem.many", null));
    else periods.forEach(period -> check(period, problems));
    if (problems.isEmpty()) checkOverlaps(problems);
    return problems;
  }

  private void check(CalendarPeriod period, List<Problem> problems) {
    if (period.last().isBefore(period.first())) problems.add(new Problem("calendar.problem.backwards", period.first()));
    else if (period.length() > HOLIDAY_DAYS_MAX) problems.add(new Problem("calendar.problem.long", period.first()));
    else if (!belongs(period.first()) || !belongs(period.last()))
      problems.add(new Problem("calendar.problem.otherYear", period.first()));
    else if (period.kind() == DayKind.WORKED)
      period.days().filter(day -> !isWeekend(day)).forEach(day -> problems.add(new Problem("calendar.problem.workday", day)));
  }

  /** A notice may name a worked weekend at the end of the year before (the one for 2012 named 31 December 2011). */
  private boolean belongs(LocalDate day) {
    return day.getYear() == year || day.getYear() == year - 1 && day.getMonthValue() == 12 && day.getDayOfMonth() > 20;
  }

  private void checkOverlaps(List<Problem> problems) {
    Map<LocalDate, CalendarPeriod> taken = new HashMap<>();
    for (CalendarPeriod period : periods) {
      period.days().filter(day -> taken.put(day, period) != null)
          .forEach(day -> problems.add(new Problem("calendar.problem.twice", day)));
    }
  }

  static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}

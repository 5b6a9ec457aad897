package org.guanjia.platform.calendar;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.platform.calendar.CalendarYear.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Reads a year's holidays from the words of the State Council's notice, pasted as they are: "二、春节：2月15日（周日）至23日（周一）
 * 放假调休，共9天。2月14日（周六）、2月28日（周六）上班。" The days of the week and the sums that the notice prints are checked
 * against the calendar. Rows of a table ("2027-01-01 2027-01-03 放假 元旦") are read too.
 */
final class NoticeText {

  private static final String DATE = "(?:(?<%1$sYear>\\d{4})[年\\-/])?(?<%1$sMonth>\\d{1,2})[月\\-/](?<%1$sDay>\\d{1,2})日?";
  private static final String REMARK = "(?:\\((?<%sRemark>[^)]*)\\))?";
  private static final String UNTIL = "(?:(?:(?<lastYear>\\d{4})[年\\-/])?(?<lastMonth>\\d{1,2})[月\\-/])?(?<lastDay>\\d{1,2})日?";
  private static final Pattern DAYS =
      Pattern.compile(
          DATE.formatted("first") + REMARK.formatted("first") + "(?:\\s*(?:至|到|~|—|\\s)\\s*" + UNTIL + REMARK.formatted("last") + ")?");
  private static final Pattern HEADING = Pattern.compile("^\\s*(?:[一二三四五六七八九十]+、|\\d+[.、]\\s*)?(?<name>[^\\d:,。\\s]{1,20}):");
  private static final Pattern COUNT = Pattern.compile("共\\s*(\\d{1,2})\\s*天");
  private static final Pattern WEEKDAY = Pattern.compile("(?:周|星期)([一二三四五六日天])");
  private static final Pattern TRAILING_NAME = Pattern.compile("(?:放假|上班|HOLIDAY|WORKED)\\s+([^\\d\\s,。]{1,20})\\s*$");
  private static final int LENGTH_MAX = 20_000;

  private final int year;
  private final List<CalendarPeriod> periods = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private String name = "";

  private NoticeText(int year) {
    this.year = year;
  }

  /** @param problems where the text contradicts the calendar or itself */
  record Reading(List<CalendarPeriod> periods, List<Problem> problems) {}

  static Reading read(int year, String text) {
    var reader = new NoticeText(year);
    String plain = Normalizer.normalize(text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text, Normalizer.Form.NFKC);
    plain.lines().forEach(reader::line);
    return new Reading(reader.periods, reader.problems);
  }

  /** The year in words that {@link #read} understands, for correcting it in a form. */
  static String write(CalendarYear year) {
    var text = new StringBuilder();
    for (CalendarPeriod period : year.periods()) {
      text.append(period.first());
      if (!period.first().equals(period.last())) text.append(" 至 ").append(period.last());
      text.append(period.kind() == DayKind.HOLIDAY ? " 放假 " : " 上班 ").append(period.name()).append('\n');
    }
    return text.toString();
  }

  private void line(String line) {
    Matcher heading = HEADING.matcher(line);
    if (heading.find()) name = String.valueOf(heading.group("name")).strip();
    for (String sentence : line.split("。")) sentence(sentence);
  }

  private void sentence(String sentence) {
    DayKind kind =
        sentence.contains("上班") || sentence.contains("WORKED") ? DayKind.WORKED
            : sentence.contains("放假") || sentence.contains("HOLIDAY") ? DayKind.HOLIDAY : null;
    if (kind == null) return;
    Matcher trailing = TRAILING_NAME.matcher(sentence);
    String named = trailing.find() ? String.valueOf(trailing.group(1)) : name;
    Matcher days = DAYS.matcher(sentence);
    long count = 0;
    while (days.find()) count += add(days, kind, named);
    checkCount(sentence, kind, count);
  }

  private long add(Matcher days, DayKind kind, String named) {
    LocalDate first = date(days.group("firstYear"), days.group("firstMonth"), days.group("firstDay"));
    if (first == null) return 0;
    String lastMonth = days.group("lastMonth") == null ? days.group("firstMonth") : days.group("lastMonth");
    String lastYear = days.group("lastYear") == null ? String.valueOf(first.getYear()) : days.group("lastYear");
    LocalDate last = days.group("lastDay") == null ? first : date(lastYear, lastMonth, days.group("lastDay"));
    if (last == null) return 0;
    checkWeekday(first, days.group("firstRemark"));
    checkWeekday(last, days.group("lastRemark"));
    var period = new CalendarPeriod(first, last, kind, named.isEmpty() ? "-" : named);
    periods.add(period);
    return period.length();
  }

  private @Nullable LocalDate date(@Nullable String years, @Nullable String months, @Nullable String days) {
    try {
      return LocalDate.of(years == null ? year : Integer.parseInt(years), number(months), number(days));
    } catch (DateTimeException impossible) {
      problems.add(new Problem("calendar.problem.noDay", null));
      return null;
    }
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private void checkWeekday(LocalDate day, @Nullable String remark) {
    Matcher weekday = WEEKDAY.matcher(remark == null ? "" : remark);
    if (!weekday.find()) return;
    int said = "一二三四五六日".indexOf(String.valueOf(weekday.group(1)).replace('天', '日')) + 1;
    if (said != day.getDayOfWeek().getValue()) problems.add(new Problem("calendar.problem.weekday", day));
  }

  private void checkCount(String sentence, DayKind kind, long count) {
    Matcher printed = COUNT.matcher(sentence);
    boolean differs = kind == DayKind.HOLIDAY && printed.find() && Long.parseLong(printed.group(1)) != count;
    if (differs) problems.add(new Problem("calendar.problem.count", periods.isEmpty() ? null : periods.getLast().first()));
  }
}

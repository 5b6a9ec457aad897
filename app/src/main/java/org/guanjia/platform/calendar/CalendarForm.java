package org.guanjia.platform.calendar;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.calendar.CalendarYear.Problem;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/** What an administrator typed of a year: the notice's number, date, address and words. */
public record CalendarForm(String notice, String publishedOn, String address, String text) {

  private static final int NOTICE_LENGTH_MAX = 100;
  private static final int PROBLEMS_SHOWN_MAX = 10;

  static CalendarForm of(@Nullable CalendarYear year) {
    if (year == null) return new CalendarForm("", "", "", "");
    return new CalendarForm(
        year.notice(),
        year.publishedOn() == null ? "" : year.publishedOn().toString(),
        year.address() == null ? "" : year.address(),
        NoticeText.write(year));
  }

  /** The year as typed, whether it can be used or not. */
  CalendarYear year(int year) {
    String link = address.strip();
    return new CalendarYear(year, notice.strip(), date(), link.isEmpty() ? null : link, NoticeText.read(year, text).periods(), true);
  }

  /** Field names with what is wrong there, in the viewer's language; empty when the year can be used. */
  Map<String, String> errors(int year, Page page) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (notice.isBlank() || notice.length() > NOTICE_LENGTH_MAX) errors.put("notice", page.t("calendar.problem.notice"));
    if (!publishedOn.isBlank() && date() == null) errors.put("publishedOn", page.t("calendar.problem.noDay"));
    if (!address.isBlank() && !address.strip().matches("https?://\\S{3,300}")) errors.put("address", page.t("calendar.problem.address"));
    List<Problem> problems = new ArrayList<>(NoticeText.read(year, text).problems());
    problems.addAll(year(year).problems());
    if (!problems.isEmpty()) errors.put("text", told(problems, page));
    return errors;
  }

  private @Nullable LocalDate date() {
    try {
      return LocalDate.parse(publishedOn.strip());
    } catch (DateTimeParseException none) {
      return null;
    }
  }

  private static String told(List<Problem> problems, Page page) {
    return String.join(
        " ",
        problems.stream().limit(PROBLEMS_SHOWN_MAX).map(problem -> page.t(problem.key(), page.date(problem.day()))).toList());
  }
}

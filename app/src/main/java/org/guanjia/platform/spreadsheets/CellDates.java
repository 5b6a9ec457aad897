package org.guanjia.platform.spreadsheets;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days and times out of cells, in the ways that offices and other systems write them. */
final class CellDates {
  private static final String TIME = "(?:[T ]*(上午|下午)?\\s*(\\d{1,2})[:时](\\d{1,2})(?:[:分](\\d{1,2})(?:[.,](\\d{1,9}))?秒?|分)?\\s*(AM|PM|am|pm)?)?";
  private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})([-/.年])(\\d{1,2})[-/.月](\\d{1,2})日?" + TIME);
  private static final Pattern PACKED = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:(\\d{2})(\\d{2})(\\d{2})?)?");
  private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})[-/.](\\d{4})" + TIME);
  private static final Pattern SERIAL = Pattern.compile("\\d{5}(\\.\\d+)?");
  private static final int FIRST_GROUP_OF_TIME = 5;
  private static final int YEAR_MIN = 1850;
  private static final int YEAR_MAX = 2200;

  private CellDates() {}

  static LocalDateTime moment(SheetCell cell, DateOrder order) throws CellFault {
    LocalDateTime moment = switch (cell) {
      case SheetCell.Moment m -> m.value();
      case SheetCell.Number n -> ofNumber(n);
      default -> ofText(CellText.compact(cell), order);
    };
    if (moment.getYear() < YEAR_MIN || moment.getYear() > YEAR_MAX) {
      throw new CellFault("sheets.problem.year", CellText.shown(cell), String.valueOf(YEAR_MIN), String.valueOf(YEAR_MAX));
    }
    return moment;
  }

  /** 20261124 typed as a number is a date; any other number is a serial one whose cell lost its format. */
  private static LocalDateTime ofNumber(SheetCell.Number number) throws CellFault {
    String text = number.text();
    if (text.length() == 8 && PACKED.matcher(text).matches()) {
      return ofText(text, DateOrder.YEAR_FIRST);
    }
    LocalDateTime moment = DateFormats.moment(number.value(), number.era1904());
    if (moment == null) {
      throw new CellFault("sheets.problem.date", text);
    }
    return moment;
  }

  private static LocalDateTime ofText(String text, DateOrder order) throws CellFault {
    Matcher m = YEAR_FIRST.matcher(text);
    if (m.matches()) {
      return moment(text, m.group(1), m.group(3), m.group(4), m);
    }
    m = YEAR_LAST.matcher(text);
    if (m.matches()) {
      if (order == DateOrder.YEAR_FIRST) {
        throw new CellFault("sheets.problem.dateOrder", text);
      }
      boolean monthFirst = order == DateOrder.MONTH_FIRST;
      return moment(text, m.group(4), m.group(monthFirst ? 1 : 3), m.group(monthFirst ? 3 : 1), m);
    }
    m = PACKED.matcher(text);
    if (m.matches()) {
      return packed(text, m);
    }
    if (SERIAL.matcher(text).matches()) {
      throw new CellFault("sheets.problem.serial", text); // in a text file nothing says from which year the days are counted
    }
    throw new CellFault("sheets.problem.date", text.length() > 60 ? text.substring(0, 60) + "…" : text);
  }

  private static LocalDateTime packed(String text, Matcher m) throws CellFault {
    try {
      LocalDate day = LocalDate.of(number(m.group(1)), number(m.group(2)), number(m.group(3)));
      return day.atTime(m.group(4) == null ? LocalTime.MIN : LocalTime.of(number(m.group(4)), number(m.group(5)), number(m.group(6))));
    } catch (DateTimeException e) {
      throw new CellFault("sheets.problem.noSuchDate", text);
    }
  }

  private static LocalDateTime moment(String text, String year, String month, String day, Matcher m) throws CellFault {
    try {
      return LocalDate.of(number(year), number(month), number(day)).atTime(time(m));
    } catch (DateTimeException e) {
      throw new CellFault("sheets.problem.noSuchDate", text);
    }
  }

  private static LocalTime time(Matcher m) {
    int at = FIRST_GROUP_OF_TIME;
    if (m.group(at + 1) == null) {
      return LocalTime.MIN;
    }
    int hour = number(m.group(at + 1));
    boolean afternoon = "下午".equals(m.group(at)) || "PM".equalsIgnoreCase(m.group(at + 5));
    boolean morning = "上午".equals(m.group(at)) || "AM".equalsIgnoreCase(m.group(at + 5));
    if (afternoon && hour < 12) {
      hour += 12;
    } else if (morning && hour == 12) {
      hour = 0;
    }
    String fraction = m.group(at + 4);
    int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    return LocalTime.of(hour, number(m.group(at + 2)), number(m.group(at + 3)), nanos);
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}

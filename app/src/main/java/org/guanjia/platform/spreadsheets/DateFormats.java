package org.guanjia.platform.spreadsheets;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Dates as workbooks keep them: numbers of days with a format that shows them as a date (ECMA-376 part 1, 18.8.30 and 18.17.4). */
final class DateFormats {
  private static final LocalDate BEFORE_1900 = LocalDate.of(1899, 12, 31);
  private static final LocalDate START_1904 = LocalDate.of(1904, 1, 1);
  private static final BigDecimal MILLIS_PER_DAY = BigDecimal.valueOf(86_400_000);
  private static final int SERIAL_OF_1900_02_29 = 60;
  private static final int SERIAL_MAX = 2_958_465; // 9999-12-31

  private DateFormats() {}

  /** Built-in formats: 14-22 and 45-47 everywhere, 27-36 and 50-58 in Chinese, Japanese and Korean. */
  static boolean isBuiltInDate(String id) {
    try {
      int n = Integer.parseInt(id);
      return n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Whether a format code shows years, months, days, hours or seconds: outside quotes, brackets and escapes. */
  static boolean isDate(String code) {
    boolean quoted = false;
    boolean bracketed = false;
    if (code.equalsIgnoreCase("General")) {
      return false;
    }
    for (int i = 0; i < code.length(); i++) {
      char c = Character.toLowerCase(code.charAt(i));
      if (quoted) {
        quoted = c != '"';
      } else if (bracketed) {
        bracketed = c != ']';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '[') {
        if (i + 2 < code.length() && "hms".indexOf(Character.toLowerCase(code.charAt(i + 1))) >= 0) {
          return true; // [h]:mm
        }
        bracketed = true;
      } else if (c == '\\' || c == '_' || c == '*') {
        i++;
      } else if ("ymdhs".indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The moment a serial number stands for, rounded to the millisecond; null when it stands for none: below zero, past the year 9999, or
   * 29 February 1900, which Excel believes in and the calendar does not.
   */
  static @Nullable LocalDateTime moment(BigDecimal serial, boolean era1904) {
    if (serial.signum() < 0 || serial.compareTo(BigDecimal.valueOf(SERIAL_MAX + 1L)) >= 0) {
      return null;
    }
    long millis = serial.multiply(MILLIS_PER_DAY).setScale(0, RoundingMode.HALF_UP).longValueExact();
    long days = millis / 86_400_000;
    LocalDate date;
    if (era1904) {
      date = START_1904.plusDays(days);
    } else if (days == SERIAL_OF_1900_02_29) {
      return null;
    } else {
      date = BEFORE_1900.plusDays(days > SERIAL_OF_1900_02_29 ? days - 1 : days);
    }
    return date.atStartOfDay().plusNanos(millis % 86_400_000 * 1_000_000);
  }
}

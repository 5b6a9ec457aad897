package org.guanjia.platform.spreadsheets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a row.
 *
 * @param row row number as the spreadsheet program shows it
 * @param field the field it concerns; null when it is the row as a whole
 * @param severity whether the row is refused, left out or taken all the same
 * @param key full message key; the message says what is wrong and what to do
 * @param args arguments of the message
 */
public record Problem(int row, @Nullable String field, Severity severity, String key, List<String> args) {

  /** What a problem means for its row. */
  public enum Severity {
    /** The row is not taken. */
    ERROR,
    /** The row is not taken, and nothing is wrong with it: it is there already. */
    SKIPPED,
    /** The row is taken; a person should know. */
    WARNING
  }

  /** A problem that refuses the row. */
  public static Problem error(int row, @Nullable String field, String key, Object... args) {
    return new Problem(row, field, Severity.ERROR, key, texts(args));
  }

  /** A remark on a row that is taken. */
  public static Problem warning(int row, @Nullable String field, String key, Object... args) {
    return new Problem(row, field, Severity.WARNING, key, texts(args));
  }

  /** Whether the row is refused for it. */
  public boolean refuses() {
    return severity == Severity.ERROR;
  }

  private static List<String> texts(Object... args) {
    return List.of(args).stream().map(String::valueOf).toList();
  }
}

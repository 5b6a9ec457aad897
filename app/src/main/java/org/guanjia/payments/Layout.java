package org.guanjia.payments;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a bank wants its file, or how it answers.
 *
 * @param version each change makes a new one; the old ones stay for the files written by them
 */
public record Layout(long id, int version, LayoutKind kind, String name, boolean retired, Definition definition) {

  /** In what an amount is written. */
  public enum Unit {
    YUAN,
    FEN
  }

  /** Where a line of totals stands. */
  public enum TotalLine {
    NONE,
    FIRST,
    LAST
  }

  /**
   * A column.
   *
   * @param title the heading; of an answer any of several, parted by |
   * @param fixed what {@link LayoutContent#FIXED} says
   */
  public record Column(String title, LayoutContent content, @Nullable String fixed) {

    /** As it is typed: title=CONTENT or title=FIXED:words. */
    public String typed() {
      return title + "=" + content + (fixed == null ? "" : ":" + fixed);
    }
  }

  /**
   * What a layout says.
   *
   * @param format CSV or XLSX; of an answer the content decides, not this
   * @param charset UTF-8 or GB18030
   * @param separator of a text file
   * @param heading whether the first line names the columns
   * @param fileName with {month}, {run}, {number}, {count} and {payday} in it, without its ending
   * @param accountPrefixes only accounts that begin so go into the file; empty for all
   * @param paidWords words that say paid, in the column RESULT
   * @param failedWords words that say not paid
   * @param totalWord of an answer: a row that begins so holds count and sum, and has to be there; null when the bank sends none
   * @param failuresOnly of an answer: whoever is not named was paid
   */
  public record Definition(
      String format, String charset, String separator, boolean heading, TotalLine total, List<Column> columns, List<Column> totalColumns, Unit unit, String fileName,
      List<String> accountPrefixes, List<String> paidWords, List<String> failedWords, @Nullable String totalWord, boolean failuresOnly) {

    public Definition {
      columns = List.copyOf(columns);
      totalColumns = List.copyOf(totalColumns);
      accountPrefixes = List.copyOf(accountPrefixes);
      paidWords = List.copyOf(paidWords);
      failedWords = List.copyOf(failedWords);
    }

    boolean workbook() {
      return format.equals("XLSX");
    }

    boolean has(LayoutContent content) {
      return columns.stream().anyMatch(column -> column.content() == content);
    }
  }
}

package org.guanjia.platform.spreadsheets;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a list row by row to a stream; memory does not grow with the list. Values may be texts, numbers, {@code LocalDate},
 * {@code LocalDateTime}, {@code Boolean} or null. No text it writes is run as a formula by the program that opens the file.
 */
public sealed interface SheetWriter extends Closeable permits CsvSheet, XlsxSheet {

  /**
   * Starts a file.
   *
   * @param sheetName name of the sheet in a workbook; what Excel does not allow in it is left out
   */
  static SheetWriter open(SheetFormat format, OutputStream out, String sheetName) {
    return format == SheetFormat.XLSX ? new XlsxSheet(out, sheetName) : new CsvSheet(out);
  }

  /** The first row, set apart from the others. */
  void heading(List<String> titles) throws IOException;

  /** A row with some of its cells, counted from 0, marked as wrong. Text files have no marks. */
  void row(List<? extends @Nullable Object> values, Set<Integer> marked) throws IOException;

  /** A row. */
  default void row(List<? extends @Nullable Object> values) throws IOException {
    row(values, Set.of());
  }

  /** Finishes the file; the stream under it stays open. */
  @Override
  void close() throws IOException;
}

package org.guanjia.platform.spreadsheets;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A workbook with one list; a list longer than a sheet goes on in the next one. Texts are written as texts in place, never as formulas,
 * and those that look like one get the text format too, so that they stay text when a person edits them.
 */
final class XlsxSheet implements SheetWriter {
  private static final int ROWS_PER_SHEET = 1_048_576;
  private static final int ROWS_IN_MEMORY = 500;
  private static final int NAME_CHARS_MAX = 28;
  private static final int WIDTH_MIN = 10;
  private static final int WIDTH_MAX = 40;
  private static final String WRONG = "F8CBAD";
  private static final String HEADING = "E7EDF3";

  private final Workbook workbook;
  private final String name;
  private List<String> titles = List.of();
  private @Nullable Worksheet sheet;
  private int sheets;
  private int row;

  XlsxSheet(OutputStream out, String name) {
    this.workbook = new Workbook(out, "Guanjia", "1.0");
    String allowed = name.replaceAll("[\\[\\]:*?/\\\\'\\p{Cntrl}]", " ").strip();
    this.name = allowed.isEmpty() ? "Sheet" : allowed.substring(0, Math.min(allowed.length(), NAME_CHARS_MAX));
  }

  @Override
  public void heading(List<String> titles) {
    this.titles = List.copyOf(titles);
    newSheet();
  }

  @Override
  public void row(List<? extends @Nullable Object> values, Set<Integer> marked) throws IOException {
    Worksheet into = sheet == null || row == ROWS_PER_SHEET ? newSheet() : sheet;
    for (int column = 0; column < values.size(); column++) {
      write(into, column, values.get(column));
      if (marked.contains(column)) {
        into.style(row, column).fillColor(WRONG).set();
      }
    }
    if (++row % ROWS_IN_MEMORY == 0) {
      into.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (sheet == null) {
      newSheet();
    }
    workbook.finish();
  }

  private Worksheet newSheet() {
    if (sheet != null) {
      try {
        sheet.close(); // fastexcel streams one sheet at a time
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    Worksheet fresh = workbook.newWorksheet(++sheets == 1 ? name : name + " " + sheets);
    row = 0;
    for (int column = 0; column < titles.size(); column++) {
      fresh.inlineString(0, column, EscapedText.encode(titles.get(column)));
      fresh.style(0, column).bold().fillColor(HEADING).set();
      fresh.width(column, Math.clamp(titles.get(column).length() * 2L + 4, WIDTH_MIN, WIDTH_MAX));
    }
    if (!titles.isEmpty()) {
      fresh.freezePane(0, 1);
      row = 1;
    }
    sheet = fresh;
    return fresh;
  }

  private void write(Worksheet into, int column, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case LocalDateTime moment -> {
        into.value(row, column, moment);
        into.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
      }
      case LocalDate day -> {
        into.value(row, column, day);
        into.style(row, column).format("yyyy-mm-dd").set();
      }
      case Boolean truth -> into.value(row, column, truth);
      case Number number when isExact(number) -> into.value(row, column, number);
      case Number number -> text(into, column, number instanceof BigDecimal big ? big.toPlainString() : number.toString());
      default -> text(into, column, value.toString());
    }
  }

  private void text(Worksheet into, int column, String text) {
    if (text.isEmpty()) {
      return;
    }
    into.inlineString(row, column, EscapedText.encode(text));
    if (!FormulaGuard.guard(text).equals(text)) {
      into.style(row, column).format("@").set();
    }
  }

  /** Excel keeps 15 digits; a longer number is written as text rather than wrong. */
  private static boolean isExact(Number number) {
    return switch (number) {
      case Integer i -> true;
      case Long l -> Math.abs(l) < 1_000_000_000_000_000L;
      case BigDecimal b -> b.precision() <= 15;
      case Double d -> Double.isFinite(d);
      default -> false;
    };
  }
}

package org.guanjia.payments;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.spreadsheets.SheetWriter;
import org.jspecify.annotations.Nullable;

/** Writes a file as a bank wants it. A character that its charset lacks is refused, never replaced. */
final class LayoutWriter {

  /** What one line pays. */
  record Row(int sequence, String reference, String name, String account, long fen, String purpose, YearMonth month, String village, LocalDate payday) {}

  private LayoutWriter() {}

  /** @throws IllegalArgumentException when a text holds a character that the layout's charset lacks */
  static byte[] write(Layout.Definition layout, List<Row> rows) {
    try {
      var out = new ByteArrayOutputStream();
      if (layout.workbook()) workbook(layout, rows, out);
      else text(layout, rows, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the file, with its ending. */
  static String fileName(Layout.Definition layout, Map<String, String> words) {
    String name = layout.fileName();
    for (Map.Entry<String, String> word : words.entrySet()) name = name.replace("{" + word.getKey() + "}", word.getValue());
    return name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]+", "_") + (layout.workbook() ? ".xlsx" : ".csv");
  }

  private static void text(Layout.Definition layout, List<Row> rows, OutputStream out) throws IOException {
    var encoder = Charset.forName(layout.charset()).newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT).onMalformedInput(CodingErrorAction.REPORT);
    Writer writer = new OutputStreamWriter(out, encoder);
    CsvWriter csv = CsvWriter.builder().fieldSeparator(layout.separator().charAt(0)).lineDelimiter(LineDelimiter.CRLF).build(writer);
    for (List<? extends @Nullable Object> line : lines(layout, rows)) csv.writeRecord(line.stream().map(LayoutWriter::plain).toList());
    csv.flush();
    writer.flush();
  }

  private static void workbook(Layout.Definition layout, List<Row> rows, OutputStream out) throws IOException {
    try (SheetWriter sheet = SheetWriter.open(SheetFormat.XLSX, out, "Sheet1")) {
      for (List<? extends @Nullable Object> line : lines(layout, rows)) sheet.row(line);
    }
  }

  private static List<List<? extends @Nullable Object>> lines(Layout.Definition layout, List<Row> rows) {
    List<List<? extends @Nullable Object>> lines = new ArrayList<>();
    if (layout.total() == Layout.TotalLine.FIRST) lines.add(total(layout, rows));
    if (layout.heading()) lines.add(layout.columns().stream().map(Layout.Column::title).toList());
    for (Row row : rows) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (Layout.Column column : layout.columns()) cells.add(cell(layout, column, row));
      lines.add(cells);
    }
    if (layout.total() == Layout.TotalLine.LAST) lines.add(total(layout, rows));
    return lines;
  }

  private static List<@Nullable Object> total(Layout.Definition layout, List<Row> rows) {
    long sum = rows.stream().mapToLong(Row::fen).reduce(0, Math::addExact);
    List<@Nullable Object> cells = new ArrayList<>();
    for (Layout.Column column : layout.totalColumns()) {
      cells.add(switch (column.content()) {
        case COUNT -> rows.size();
        case TOTAL -> amount(layout, sum);
        case FIXED -> column.fixed();
        case MONTH -> rows.isEmpty() ? "" : month(rows.getFirst().month());
        case PAYDAY -> rows.isEmpty() ? "" : day(rows.getFirst().payday());
        default -> "";
      });
    }
    return cells;
  }

  private static @Nullable Object cell(Layout.Definition layout, Layout.Column column, Row row) {
    return switch (column.content()) {
      case SEQUENCE -> row.sequence();
      case REFERENCE -> row.reference();
      case NAME -> row.name();
      case ACCOUNT -> row.account();
      case AMOUNT -> amount(layout, row.fen());
      case PURPOSE -> row.purpose();
      case MONTH -> month(row.month());
      case VILLAGE -> row.village();
      case PAYDAY -> day(row.payday());
      case FIXED -> column.fixed();
      case EMPTY, COUNT, TOTAL, RESULT, REASON -> "";
    };
  }

  private static Object amount(Layout.Definition layout, long fen) {
    return layout.unit() == Layout.Unit.FEN ? (Object) fen : BigDecimal.valueOf(fen, 2);
  }

  private static String month(YearMonth month) {
    return "%04d%02d".formatted(month.getYear(), month.getMonthValue());
  }

  private static String day(LocalDate day) {
    return day.toString().replace("-", "");
  }

  private static String plain(@Nullable Object value) {
    return value == null ? "" : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}

package org.guanjia.platform.spreadsheets;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated text in UTF-8 with a byte order mark, without which Excel reads Chinese as something else. Every filled field is
 * quoted: a program that separates by semicolons then still sees where a text ends.
 */
final class CsvSheet implements SheetWriter {
  private final Writer writer;
  private final CsvWriter csv;

  CsvSheet(OutputStream out) {
    this.writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    try {
      writer.write('\uFEFF');
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).quoteStrategy(QuoteStrategies.NON_EMPTY).build(writer);
  }

  @Override
  public void heading(List<String> titles) {
    csv.writeRecord(titles.stream().map(FormulaGuard::guard).toList());
  }

  @Override
  public void row(List<? extends @Nullable Object> values, Set<Integer> marked) {
    csv.writeRecord(values.stream().map(CsvSheet::text).toList());
  }

  @Override
  public void close() throws IOException {
    csv.flush();
    writer.flush();
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      case Number number -> number.toString();
      case LocalDateTime moment -> new SheetCell.Moment(moment).text();
      case Boolean truth -> truth ? "TRUE" : "FALSE";
      default -> FormulaGuard.guard(value.toString());
    };
  }
}

package org.guanjia.synthetic;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.spreadsheets.SheetWriter;
import org.jspecify.annotations.Nullable;

/**
 * An office's list and, beside it in the folder {@code truth}, who each row is. A list of more than 400,000 rows goes on in another file
 * ({@code police-2.xlsx}), because an import takes 64 MiB and a million rows.
 */
final class OfficeFile implements Closeable {

  private static final int ROWS_PER_FILE = 400_000;
  private static final List<String> TRUTH = List.of("row", "person", "household", "dirt");

  private final Path folder;
  final Office office;
  /** Second rows of somebody that wait. */
  final Deque<Entry> doubles = new ArrayDeque<>();
  private final List<List<String>> headings;
  private Part part;
  private int parts;
  private int rowsInPart;

  /** A file and its truth. */
  private record Part(Rows rows, CsvWriter truth) {}

  /** Rows of either format. */
  private interface Rows extends Closeable {
    void row(List<? extends @Nullable Object> values) throws IOException;
  }

  /** @param titles rows above the headings */
  OfficeFile(Path folder, Office office, List<List<String>> titles) throws IOException {
    this.folder = folder;
    this.office = office;
    this.headings = new ArrayList<>(titles);
    this.headings.add(office.headings);
    this.part = next();
  }

  void row(Entry entry, List<? extends @Nullable Object> values) throws IOException {
    if (rowsInPart == ROWS_PER_FILE) {
      close();
      part = next();
    }
    rowsInPart++;
    part.rows.row(values);
    part.truth.writeRecord(
        Long.toString(row()), Long.toString(entry.person.serial()), Long.toString(entry.household.serial()),
        entry.dirt.stream().map(Dirt::name).collect(Collectors.joining("+")));
  }

  /** The last row as a spreadsheet program counts it, from 1 and with the headings. */
  private long row() {
    return (long) headings.size() + rowsInPart;
  }

  /** Rows that are somebody's. */
  long rows() {
    return (parts - 1L) * ROWS_PER_FILE + rowsInPart;
  }

  private Part next() throws IOException {
    parts++;
    rowsInPart = 0;
    String name = office.file + (parts == 1 ? "" : "-" + parts);
    Rows sink = rows(folder.resolve(name + "." + office.extension()));
    CsvWriter truth = table(folder.resolve("truth").resolve(name + ".csv"));
    truth.writeRecord(TRUTH);
    return new Part(sink, truth);
  }

  private Rows rows(Path file) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
    return office.charset == null ? workbook(out) : text(out, office.charset);
  }

  private Rows workbook(OutputStream out) throws IOException {
    SheetWriter sheet = SheetWriter.open(SheetFormat.XLSX, out, "Sheet1");
    sheet.heading(headings.getFirst());
    for (List<String> heading : headings.subList(1, headings.size())) sheet.row(heading);
    return new Rows() {
      @Override
      public void row(List<? extends @Nullable Object> values) throws IOException {
        sheet.row(values);
      }

      @Override
      public void close() throws IOException {
        sheet.close();
        out.close();
      }
    };
  }

  private Rows text(OutputStream out, Charset charset) {
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(new OutputStreamWriter(out, charset));
    headings.forEach(csv::writeRecord);
    return new Rows() {
      @Override
      public void row(List<? extends @Nullable Object> values) {
        csv.writeRecord(values.stream().map(value -> value == null ? "" : value.toString()).toList());
      }

      @Override
      public void close() throws IOException {
        csv.close();
      }
    };
  }

  @Override
  public void close() throws IOException {
    part.rows.close();
    part.truth.close();
  }

  /** A plain table in UTF-8. */
  static CsvWriter table(Path file) throws IOException {
    return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
  }
}

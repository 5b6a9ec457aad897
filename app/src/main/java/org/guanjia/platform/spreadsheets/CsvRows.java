package org.guanjia.platform.spreadsheets;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Rows of a text file. */
final class CsvRows implements SheetRows {
  /** A quote that is opened and never closed would swallow the rest of the file; it is found after this much at the latest. */
  private static final int RECORD_CHARS_MAX = 1 << 20;

  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final SheetLimits limits;
  private long lineAfterLast = 1;
  private int recordsRead;
  private int rowsGiven;
  private @Nullable SheetRow next;

  private CsvRows(CsvReader<CsvRecord> reader, SheetLimits limits) {
    this.reader = reader;
    this.records = reader.iterator();
    this.limits = limits;
  }

  static CsvRows open(Path path, CsvDialect dialect, SheetLimits limits) throws IOException {
    return new CsvRows(
        CsvReader.builder()
            .fieldSeparator(dialect.separator())
            .skipEmptyLines(false) // counted, so that our row numbers are those of the spreadsheet program
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // a row's own problem, said with its row number later
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(RECORD_CHARS_MAX)
            .ofCsvRecord(dialect.open(path)),
        limits);
  }

  @Override
  public boolean hasNext() {
    while (next == null && hasRecord()) {
      next = row(record());
    }
    return next != null;
  }

  @Override
  public SheetRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    SheetRow row = java.util.Objects.requireNonNull(next);
    next = null;
    return row;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean hasRecord() {
    try {
      return records.hasNext();
    } catch (CsvParseException e) {
      throw new SheetFault(e, "csv", recordsRead + 1, lineAfterLast);
    }
  }

  private CsvRecord record() {
    try {
      CsvRecord record = records.next();
      recordsRead++;
      lineAfterLast = record.getStartingLineNumber() + 1;
      return record;
    } catch (CsvParseException e) {
      throw new SheetFault(e, "csv", recordsRead + 1, lineAfterLast);
    }
  }

  private @Nullable SheetRow row(CsvRecord record) {
    List<SheetCell> cells = new ArrayList<>(record.getFieldCount());
    int filled = 0;
    for (int column = 0; column < record.getFieldCount(); column++) {
      String text = record.getField(column);
      SheetCell cell = text.isEmpty() ? SheetCell.BLANK : new SheetCell.Text(plain(text));
      if (text.length() > limits.cellCharsMax()) {
        throw new SheetFault("cellTooLong", recordsRead, SheetRow.letter(column), text.length(), limits.cellCharsMax());
      }
      cells.add(cell);
      filled = cell.isBlank() ? filled : column + 1;
    }
    if (filled == 0) {
      return null;
    }
    if (filled > limits.columnsMax()) {
      throw new SheetFault("tooManyColumns", recordsRead, filled, limits.columnsMax());
    }
    if (++rowsGiven > limits.rowsMax()) {
      throw new SheetFault("tooManyRows", limits.rowsMax());
    }
    return new SheetRow(recordsRead, cells.size() == filled ? cells : List.copyOf(cells.subList(0, filled)));
  }

  /** {@code ="00123"} is how many systems keep Excel from eating leading zeros: what is meant is the text inside. */
  private static String plain(String text) {
    if (text.startsWith("=\"") && text.endsWith("\"") && text.length() >= 3 && text.indexOf('"', 2) == text.length() - 1) {
      return text.substring(2, text.length() - 1);
    }
    return FormulaGuard.unguard(text);
  }
}

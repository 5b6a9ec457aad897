package org.guanjia.payments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.spreadsheets.SheetFault;
import org.guanjia.platform.spreadsheets.SheetFile;
import org.guanjia.platform.spreadsheets.SheetLimits;
import org.guanjia.platform.spreadsheets.SheetRow;
import org.guanjia.platform.spreadsheets.SheetRows;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * A bank's answer as it stands in its file, read by a layout. A file that is torn is refused as a whole: by its own total, by a quote that never
 * closes, by an archive without its end.
 */
final class ReturnFile {

  private static final SheetLimits LIMITS = new SheetLimits(32L << 20, 256L << 20, 200, 12L << 20, 300_000, 60, 2_000);
  private static final int HEADING_ROWS_MAX = 20;

  /**
   * A row.
   *
   * @param fen null when the amount cannot be read
   * @param paid null when the bank's word for it is none the layout knows
   */
  record Row(int number, String reference, String account, String name, @Nullable Long fen, @Nullable Boolean paid, String reason) {}

  private final Layout.Definition layout;
  private final Map<LayoutContent, Integer> columns = new EnumMap<>(LayoutContent.class);
  private final List<Row> rows = new ArrayList<>();
  private boolean total;

  private ReturnFile(Layout.Definition layout) {
    this.layout = layout;
  }

  /** @throws InvalidInput field {@code file}: what is wrong with it as a whole */
  static List<Row> read(byte[] bytes, Layout.Definition layout) {
    try {
      Path file = Files.createTempFile("guanjia-return", ".tmp");
      try {
        Files.write(file, bytes);
        var read = new ReturnFile(layout);
        read.read(SheetFile.recognise(file, LIMITS));
        return read.rows;
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (SheetFault fault) {
      throw new InvalidInput("file", fault.key(), fault.args().toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(SheetFile file) {
    try (SheetRows sheet = file.rows(0)) {
      while (sheet.hasNext()) take(sheet.next());
    }
    if (columns.isEmpty()) throw new InvalidInput("file", "payments.error.noHeading", headings());
    if (layout.totalWord() != null && !total) throw new InvalidInput("file", "payments.error.torn", layout.totalWord(), rows.size());
  }

  private void take(SheetRow row) {
    List<String> cells = row.texts().stream().map(String::strip).toList();
    if (layout.totalWord() != null && cells.stream().anyMatch(cell -> cell.startsWith(layout.totalWord()))) {
      checkTotal(cells);
    } else if (columns.isEmpty()) {
      heading(cells, row.number());
    } else if (total) {
      throw new InvalidInput("file", "payments.error.afterTotal", row.number());
    } else {
      rows.add(row(row.number(), cells));
    }
  }

  private void heading(List<String> cells, int number) {
    Map<LayoutContent, Integer> found = new EnumMap<>(LayoutContent.class);
    for (Layout.Column column : layout.columns()) {
      List<String> titles = Arrays.stream(column.title().split("\\|")).map(ReturnFile::folded).toList();
      for (int i = 0; i < cells.size(); i++) if (titles.contains(folded(cells.get(i)))) found.putIfAbsent(column.content(), i);
    }
    boolean all = layout.columns().stream().allMatch(column -> found.containsKey(column.content()));
    if (all) columns.putAll(found);
    else if (number >= HEADING_ROWS_MAX) throw new InvalidInput("file", "payments.error.noHeading", headings());
  }

  private String headings() {
    return String.join("、", layout.columns().stream().map(Layout.Column::title).toList());
  }

  /** A total holds how many rows there are and what they come to. */
  private void checkTotal(List<String> cells) {
    long sum = 0;
    for (Row row : rows) if (row.fen() != null) sum = Math.addExact(sum, row.fen());
    String count = String.valueOf(rows.size());
    long expected = sum;
    boolean counts = cells.stream().anyMatch(cell -> cell.replaceAll("[^0-9.]", "").equals(count));
    boolean sums = cells.stream().anyMatch(cell -> fen(cell.replaceAll("[^0-9.,]", "")).filter(fen -> fen == expected).isPresent());
    if (!counts || !sums) throw new InvalidInput("file", "payments.error.total", rows.size(), new Money(sum).yuan(), String.join(" ", cells).strip());
    total = true;
  }

  private Row row(int number, List<String> cells) {
    return new Row(
        number, cell(cells, LayoutContent.REFERENCE), cell(cells, LayoutContent.ACCOUNT).replaceAll("[\\s-]", ""), cell(cells, LayoutContent.NAME),
        fen(cell(cells, LayoutContent.AMOUNT)).orElse(null), layout.failuresOnly() ? Boolean.FALSE : paid(cell(cells, LayoutContent.RESULT)), cell(cells, LayoutContent.REASON));
  }

  private String cell(List<String> cells, LayoutContent content) {
    Integer column = columns.get(content);
    return column == null || column >= cells.size() ? "" : cells.get(column);
  }

  private Optional<Long> fen(String text) {
    if (text.isEmpty()) return Optional.empty();
    if (layout.unit() == Layout.Unit.YUAN) return Money.parseYuan(text).map(Money::fen);
    try {
      return Optional.of(new BigDecimal(text.replace(",", "")).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private @Nullable Boolean paid(String word) {
    String folded = folded(word);
    if (layout.paidWords().stream().map(ReturnFile::folded).anyMatch(folded::equals)) return true;
    if (layout.failedWords().stream().map(ReturnFile::folded).anyMatch(folded::equals)) return false;
    // A bank has many words for a failure; an empty cell is none of them.
    return folded.isEmpty() || !layout.failedWords().isEmpty() ? null : Boolean.FALSE;
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }
}

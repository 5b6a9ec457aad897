package org.guanjia.platform.spreadsheets;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.guanjia.platform.audit.Audit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one way out for lists: XLSX or CSV, row by row from the database to the wire, so that memory does not grow with the list.
 *
 * <pre>{@code
 * export.send(response, SheetFormat.XLSX, page.t("places.title"), List.of(
 *     new Export.Column<>(page.t("places.import.field.code"), Village::code), ...), () -> store.stream(filter));
 * }</pre>
 */
@Component
public class Export {
  private final Audit audit;

  Export(Audit audit) {
    this.audit = audit;
  }

  /**
   * A column of an exported list.
   *
   * @param title heading, in the reader's language
   * @param value what stands in a row: text, number, {@code LocalDate}, {@code LocalDateTime}, {@code Boolean} or null
   */
  public record Column<R>(String title, Function<R, ? extends @Nullable Object> value) {}

  /**
   * Sends a list as a download and notes in the audit log that it left.
   *
   * @param name name of the list, which becomes the file's and the sheet's
   * @param rows opens the rows, as filtered on the page; called and closed within one transaction. With jOOQ: {@code fetchSize(500).fetchStream()}
   */
  @Transactional
  public <R> void send(HttpServletResponse response, SheetFormat format, String name, List<Column<R>> columns, Supplier<Stream<R>> rows) {
    response.setContentType(format.mediaType());
    response.setHeader("Content-Disposition", FileNames.attachment(name + "." + format.extension()));
    response.setHeader("Cache-Control", "no-store");
    try {
      long written = write(format, response.getOutputStream(), name, columns, rows);
      audit.record("list.exported", "list", name, Map.of("format", format.name(), "rows", written));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a list to a stream and leaves that open; returns the number of rows. */
  public static <R> long write(SheetFormat format, OutputStream out, String name, List<Column<R>> columns, Supplier<Stream<R>> rows) throws IOException {
    long written = 0;
    try (SheetWriter sheet = SheetWriter.open(format, out, name);
        Stream<R> stream = rows.get()) {
      sheet.heading(columns.stream().map(Column::title).toList());
      for (Iterator<R> each = stream.iterator(); each.hasNext(); written++) {
        R row = each.next();
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (Column<R> column : columns) {
          values.add(column.value().apply(row));
        }
        sheet.row(values);
      }
    }
    return written;
  }
}

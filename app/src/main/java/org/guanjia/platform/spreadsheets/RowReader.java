package org.guanjia.platform.spreadsheets;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a row into the fields they are mapped to, and says exactly what does not fit. */
final class RowReader {
  private final List<ImportField<?>> fields;
  private final Map<String, Integer> columns;
  private final int headingColumns;
  private final DateOrder order;

  RowReader(List<ImportField<?>> fields, Map<String, Integer> columns, int headingColumns, DateOrder order) {
    this.fields = fields;
    this.columns = columns;
    this.headingColumns = headingColumns;
    this.order = order;
  }

  /** The row with its values; null when a cell does not fit, in which case the problems say so. */
  @Nullable ImportRow read(SheetRow row, Consumer<Problem> problems) {
    ImportRow values = new ImportRow(row.number());
    boolean sound = !isShifted(row, problems);
    for (ImportField<?> field : fields) {
      Integer column = columns.get(field.name());
      SheetCell cell = column == null ? SheetCell.BLANK : row.cell(column);
      sound &= read(field, cell, values, problems);
    }
    return sound ? values : null;
  }

  /** A row longer than the heading has a separator too many: its cells stand under the wrong headings, and taking it would be guessing. */
  private boolean isShifted(SheetRow row, Consumer<Problem> problems) {
    if (row.cells().size() <= headingColumns) {
      return false;
    }
    problems.accept(Problem.error(row.number(), null, "sheets.problem.shifted", row.cells().size(), headingColumns));
    return true;
  }

  private boolean read(ImportField<?> field, SheetCell cell, ImportRow values, Consumer<Problem> problems) {
    if (CellText.trim(cell.text()).isEmpty()) {
      if (field.required()) {
        problems.accept(Problem.error(values.number(), field.name(), "sheets.problem.missing"));
      }
      return !field.required();
    }
    try {
      values.put(field, field.parser().parse(cell, order));
      return true;
    } catch (CellFault fault) {
      problems.accept(new Problem(values.number(), field.name(), Problem.Severity.ERROR, fault.key(), fault.args()));
      return false;
    }
  }
}

package org.guanjia.payments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Whether a layout can be written by, or read by; all that is wrong is told at once. */
final class LayoutChecks {

  private static final int COLUMNS_MAX = 40;
  private static final Set<String> CHARSETS = Set.of("UTF-8", "GB18030");
  private static final Set<String> SEPARATORS = Set.of(",", "|", ";", "\t");
  private static final Set<String> FORMATS = Set.of("CSV", "XLSX");

  private LayoutChecks() {}

  static void check(Checks checks, LayoutKind kind, String name, Layout.Definition definition) {
    checks.required("name", name, 60);
    if (!FORMATS.contains(definition.format())) checks.error("format", "payments.error.choose");
    if (!CHARSETS.contains(definition.charset())) checks.error("charset", "payments.error.choose");
    if (!SEPARATORS.contains(definition.separator())) checks.error("separator", "payments.error.choose");
    if (definition.columns().isEmpty() || definition.columns().size() > COLUMNS_MAX) checks.error("columns", "payments.error.columns", COLUMNS_MAX);
    if (kind == LayoutKind.PAYMENT) payment(checks, definition);
    else answer(checks, definition);
  }

  private static void payment(Checks checks, Layout.Definition definition) {
    only(checks, "columns", definition.columns(), LayoutContent::ofPayment);
    for (LayoutContent needed : List.of(LayoutContent.ACCOUNT, LayoutContent.NAME, LayoutContent.AMOUNT)) {
      if (!definition.has(needed)) checks.error("columns", "payments.error.columnMissing", needed.name());
    }
    checks.required("fileName", definition.fileName(), 80);
    if (definition.total() == Layout.TotalLine.NONE) return;
    only(checks, "totalColumns", definition.totalColumns(), LayoutContent::ofTotal);
    boolean adds = definition.totalColumns().stream().anyMatch(column -> column.content() == LayoutContent.TOTAL);
    if (!adds) checks.error("totalColumns", "payments.error.columnMissing", LayoutContent.TOTAL.name());
  }

  private static void answer(Checks checks, Layout.Definition definition) {
    only(checks, "columns", definition.columns(), LayoutContent::ofReturn);
    if (!definition.has(LayoutContent.AMOUNT)) checks.error("columns", "payments.error.columnMissing", LayoutContent.AMOUNT.name());
    if (!definition.has(LayoutContent.REFERENCE) && !definition.has(LayoutContent.ACCOUNT)) checks.error("columns", "payments.error.columnMissing", LayoutContent.REFERENCE.name());
    if (definition.failuresOnly()) return;
    if (!definition.has(LayoutContent.RESULT)) checks.error("columns", "payments.error.columnMissing", LayoutContent.RESULT.name());
    if (definition.paidWords().isEmpty()) checks.error("paidWords", "requests.error.required");
  }

  private static void only(Checks checks, String field, List<Layout.Column> columns, Predicate<LayoutContent> fits) {
    for (Layout.Column column : columns) {
      if (!fits.test(column.content())) checks.error(field, "payments.error.columnContent", column.title(), column.content().name());
      if (column.content() == LayoutContent.FIXED && (column.fixed() == null || column.fixed().isEmpty())) checks.error(field, "payments.error.columnFixed", column.title());
    }
  }

  /** Reads columns as they are typed, one to a line: title=CONTENT, or title=FIXED:words. */
  static List<Layout.Column> columns(Checks checks, String field, String typed) {
    List<Layout.Column> columns = new ArrayList<>();
    int number = 0;
    for (String line : typed.split("\n", -1)) {
      number++;
      if (line.isBlank()) continue;
      int equals = line.lastIndexOf('=');
      String said = equals < 0 ? "" : line.substring(equals + 1).strip();
      String[] parts = said.split(":", 2);
      LayoutContent content = Arrays.stream(LayoutContent.values()).filter(one -> one.name().equalsIgnoreCase(parts[0].strip())).findFirst().orElse(null);
      if (content == null) checks.error(field, "payments.error.columnLine", number, line.strip());
      else columns.add(new Layout.Column(line.substring(0, equals).strip(), content, parts.length > 1 ? parts[1] : null));
    }
    return columns;
  }
}

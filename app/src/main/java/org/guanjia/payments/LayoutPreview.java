package org.guanjia.payments;

import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.identity.BankCard;
import org.jspecify.annotations.Nullable;

/** What a layout makes of three made-up payments. */
final class LayoutPreview {

  private LayoutPreview() {}

  /** The lines of the file as a text, with its name first; null for the layout of an answer. */
  static @Nullable String of(Layout layout) {
    if (layout.kind() != LayoutKind.PAYMENT) return null;
    Layout.Definition definition = layout.definition();
    List<LayoutWriter.Row> rows = rows();
    String name = LayoutWriter.fileName(definition, Map.of("month", "202605", "run", "1", "number", "1", "count", String.valueOf(rows.size()), "payday", "20260515"));
    // A workbook is shown as the text it holds.
    Layout.Definition text = new Layout.Definition(
        "CSV", definition.charset(), definition.workbook() ? "\t" : definition.separator(), definition.heading(), definition.total(), definition.columns(), definition.totalColumns(),
        definition.unit(), definition.fileName(), List.of(), List.of(), List.of(), null, false);
    return name + "\n\n" + new String(LayoutWriter.write(text, rows), Charset.forName(definition.charset())).replace("\r\n", "\n");
  }

  private static List<LayoutWriter.Row> rows() {
    List<LayoutWriter.Row> rows = new ArrayList<>();
    long[] fen = {10_000, 30_050, 6_000};
    for (int i = 0; i < fen.length; i++) {
      String digits = "62220200000000" + (101 + i);
      rows.add(new LayoutWriter.Row(
          i + 1, String.valueOf(1001 + i), List.of("示例甲", "示例乙", "示例丙").get(i), digits + BankCard.checkDigit(digits), fen[i], "高龄老人生活津贴202605",
          YearMonth.of(2026, 5), "粟边", LocalDate.of(2026, 5, 15)));
    }
    return rows;
  }
}

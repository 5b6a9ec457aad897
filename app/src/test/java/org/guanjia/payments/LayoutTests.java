package org.guanjia.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.spreadsheets.SheetWriter;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Banks' files as data: written to the byte, read whatever they hold, refused when torn. */
class LayoutTests {

  private static final List<LayoutWriter.Row> ROWS = List.of(row(1, "示例甲", 10_000), row(2, "示例乙", 30_050));

  private static LayoutWriter.Row row(int number, String name, long fen) {
    return new LayoutWriter.Row(number, "90" + number, name, "622202000000000" + number, fen, "高龄津贴202605", YearMonth.of(2026, 5), "粟边", LocalDate.of(2026, 5, 15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GB18030"})
  void aFileIsWrittenAsTheBankWantsIt(String charset) {
    byte[] bytes = LayoutWriter.write(PaymentsFixture.payments(charset), ROWS);
    assertThat(new String(bytes, Charset.forName(charset))).isEqualTo(
        """
        SEQUENCE,REFERENCE,NAME,ACCOUNT,AMOUNT,PURPOSE\r
        1,901,示例甲,6222020000000001,100.00,高龄津贴202605\r
        2,902,示例乙,6222020000000002,300.50,高龄津贴202605\r
        合计,2,400.50\r
        """);
  }

  @Test
  void amountsInFenAndTheTotalAheadWithoutAHeading() {
    var columns = List.of(new Layout.Column("a", LayoutContent.ACCOUNT, null), new Layout.Column("b", LayoutContent.AMOUNT, null), new Layout.Column("c", LayoutContent.FIXED, "CNY"));
    var total = List.of(new Layout.Column("", LayoutContent.COUNT, null), new Layout.Column("", LayoutContent.TOTAL, null), new Layout.Column("", LayoutContent.PAYDAY, null));
    var layout = new Layout.Definition(
        "CSV", "UTF-8", "|", false, Layout.TotalLine.FIRST, columns, total, Layout.Unit.FEN, "x", List.of(), List.of(), List.of(), null, false);
    assertThat(new String(LayoutWriter.write(layout, ROWS), StandardCharsets.UTF_8)).isEqualTo("2|40050|20260515\r\n6222020000000001|10000|CNY\r\n6222020000000002|30050|CNY\r\n");
    assertThat(LayoutWriter.fileName(layout, Map.of())).isEqualTo("x.csv");
    assertThat(LayoutWriter.fileName(PaymentsFixture.payments("UTF-8"), Map.of("month", "202605", "number", "2/../x"))).isEqualTo("DF202605-2_.._x.csv");
  }

  @Test
  void whatTheCharsetLacksIsRefusedNotReplaced() {
    var gbk = PaymentsFixture.payments("GBK");
    assertThatThrownBy(() -> LayoutWriter.write(gbk, List.of(row(1, "𠮷示例", 100)))).isInstanceOf(UncheckedIOException.class);
    assertThat(LayoutWriter.write(PaymentsFixture.payments("GB18030"), List.of(row(1, "𠮷示例", 100)))).isNotEmpty();
  }

  @Test
  void anAnswerIsReadByItsHeadings() {
    String text = "某银行代发回单,,,,\n日期,2026-05-15,,,\n账号,处理结果,金额,流水号,失败原因\n****0001,成功,100.00,901,\n****0002,失败,300.50,902,户名不符\n";
    List<ReturnFile.Row> rows = ReturnFile.read(text.getBytes(Charset.forName("GB18030")), PaymentsFixture.answers(null, false));
    assertThat(rows).extracting(ReturnFile.Row::reference).containsExactly("901", "902");
    assertThat(rows).extracting(ReturnFile.Row::fen).containsExactly(10_000L, 30_050L);
    assertThat(rows).extracting(ReturnFile.Row::paid).containsExactly(true, false);
    assertThat(rows.getLast().reason()).isEqualTo("户名不符");
  }

  @Test
  void aWorkbookIsReadTheSameAndATornOneRefused() throws IOException {
    var out = new ByteArrayOutputStream();
    try (SheetWriter sheet = SheetWriter.open(SheetFormat.XLSX, out, "回单")) {
      sheet.heading(List.of("流水号", "账号", "金额", "处理结果", "失败原因"));
      sheet.row(Arrays.asList("901", "6222020000000001", new BigDecimal("100.00"), "成功", null));
    }
    byte[] bytes = out.toByteArray();
    assertThat(ReturnFile.read(bytes, PaymentsFixture.answers(null, false))).singleElement().satisfies(row -> assertThat(row.fen()).isEqualTo(10_000));
    assertThat(refused(Arrays.copyOf(bytes, bytes.length / 2), null)).startsWith("sheets.fault.");
  }

  @Test
  void aTornTextIsKnownByItsTotal() {
    String whole = "流水号,账号,金额,处理结果,失败原因\n901,****0001,100.00,成功,\n902,****0002,300.50,成功,\n合计,2,400.50,,\n";
    assertThat(ReturnFile.read(whole.getBytes(StandardCharsets.UTF_8), PaymentsFixture.answers("合计", false))).hasSize(2);
    String torn = whole.substring(0, whole.indexOf("902"));
    assertThat(refused(torn.getBytes(StandardCharsets.UTF_8), "合计")).isEqualTo("payments.error.torn");
    assertThat(refused(whole.replace("400.50", "400.40").getBytes(StandardCharsets.UTF_8), "合计")).isEqualTo("payments.error.total");
    assertThat(refused(whole.replace("合计,2", "合计,3").getBytes(StandardCharsets.UTF_8), "合计")).isEqualTo("payments.error.total");
    assertThat(refused((whole + "903,****0003,1.00,成功,\n").getBytes(StandardCharsets.UTF_8), "合计")).isEqualTo("payments.error.afterTotal");
    assertThat(refused("流水号,账号\n1,2\n".getBytes(StandardCharsets.UTF_8), null)).isEqualTo("payments.error.noHeading");
    assertThat(refused("流水号,账号,金额,处理结果,失败原因\n901,\"****0001,100.00,成功".getBytes(StandardCharsets.UTF_8), null)).startsWith("sheets.fault.");
  }

  private static String refused(byte[] bytes, @Nullable String totalWord) {
    return catchThrowableOfType(InvalidInput.class, () -> ReturnFile.read(bytes, PaymentsFixture.answers(totalWord, false))).errors().getFirst().key();
  }

  @Test
  void aLayoutThatCannotWorkIsRefusedWithAllThatIsWrong() {
    var checks = new Checks();
    List<Layout.Column> columns = LayoutChecks.columns(checks, "columns", "姓名=NAME\n金额=AMOUNT\n结果=RESULT\n币种=FIXED\n看不懂\n");
    LayoutChecks.check(
        checks, LayoutKind.PAYMENT, " ",
        new Layout.Definition("PDF", "Big5", "#", true, Layout.TotalLine.LAST, columns, List.of(), Layout.Unit.YUAN, "", List.of(), List.of(), List.of(), null, false));
    InvalidInput refused = catchThrowableOfType(InvalidInput.class, checks::refuse);
    assertThat(refused.errors()).extracting(error -> error.field() + " " + error.key()).contains(
        "columns payments.error.columnLine", "name requests.error.required", "format payments.error.choose", "charset payments.error.choose", "separator payments.error.choose",
        "columns payments.error.columnContent", "columns payments.error.columnFixed", "columns payments.error.columnMissing", "fileName requests.error.required",
        "totalColumns payments.error.columnMissing");
  }

  @Test
  void monthsAreReadAsOfficesWriteThem() {
    for (String typed : List.of("2026-05", "2026年5月", "202605", "2026/5", "2026.05", "２０２６－０５", "2026-05-01")) {
      assertThat(HistoryTarget.month(typed)).as(typed).contains(YearMonth.of(2026, 5));
    }
    for (String typed : List.of("", "5月", "2026-13", "2026", "1926-05", "x")) assertThat(HistoryTarget.month(typed)).as(typed).isEmpty();
  }
}

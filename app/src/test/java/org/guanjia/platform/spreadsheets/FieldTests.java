package org.guanjia.platform.spreadsheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTests {
  private static final ImportField<String> TITLE = ImportField.text("title", 5).mandatory().alias("标题", "诉求标题");
  private static final ImportField<LocalDateTime> RECEIVED = ImportField.dateTime("received").alias("受理时间", "DATETIMEINIT");
  private static final ImportField<Boolean> URGENT = ImportField.yesNo("urgent").alias("紧急");

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      2008-09-02 07:49:04.0   | 2008-09-02T07:49:04
      2021-09-21 22:26:41.04  | 2021-09-21T22:26:41.040
      2026年11月24日           | 2026-11-24T00:00
      2026年1月4日 8时5分       | 2026-01-04T08:05
      2026/1/4 下午3:05        | 2026-01-04T15:05
      2026.01.04              | 2026-01-04T00:00
      ２０２６－０１－０４       | 2026-01-04T00:00
      20261124                | 2026-11-24T00:00
      20261124093000          | 2026-11-24T09:30
      2026-11-24T09:30        | 2026-11-24T09:30""")
  void readsDatesAsOfficesWriteThem(String text, LocalDateTime expected) throws CellFault {
    assertThat(RECEIVED.parser().parse(new SheetCell.Text(text), DateOrder.YEAR_FIRST)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-30, noSuchDate", "2025/2/29, noSuchDate", "2026-11-24 25:00, noSuchDate", "20261301, noSuchDate", "11/24/2026, dateOrder",
    "45000, serial", "明天, date", "1066-10-14, year", "2026-11, date"
  })
  void refusesDatesThatDoNotExist(String text, String key) {
    assertThat(fault(RECEIVED, new SheetCell.Text(text), DateOrder.YEAR_FIRST)).isEqualTo("sheets.problem." + key);
  }

  @Test
  void readsTheOrderItIsTold() throws CellFault {
    SheetCell cell = new SheetCell.Text("3/4/2026 2:05 PM");
    assertThat(RECEIVED.parser().parse(cell, DateOrder.MONTH_FIRST)).isEqualTo(LocalDateTime.of(2026, 3, 4, 14, 5));
    assertThat(RECEIVED.parser().parse(cell, DateOrder.DAY_FIRST)).isEqualTo(LocalDateTime.of(2026, 4, 3, 14, 5));
    assertThat(RECEIVED.parser().parse(new SheetCell.Number(new BigDecimal("45000.5"), false), DateOrder.DAY_FIRST))
        .isEqualTo(LocalDateTime.of(2023, 3, 15, 12, 0));
  }

  @Test
  void readsCodesWithoutLosingDigits() throws CellFault {
    ImportField<String> code = ImportField.code("code", 20);
    assertThat(code.parser().parse(new SheetCell.Number(new BigDecimal("441900103002"), false), DateOrder.YEAR_FIRST)).isEqualTo("441900103002");
    assertThat(code.parser().parse(new SheetCell.Text("\t４４１９　"), DateOrder.YEAR_FIRST)).isEqualTo("4419");
    assertThat(fault(code, new SheetCell.Number(new BigDecimal("4.41900199001011E+17"), false), DateOrder.YEAR_FIRST))
        .isEqualTo("sheets.problem.lostDigits");
  }

  @Test
  void readsNumbersWithinTheirBounds() throws CellFault {
    ImportField<Long> people = ImportField.wholeNumber("people", 0, 1000);
    assertThat(people.parser().parse(new SheetCell.Text("1,000"), DateOrder.YEAR_FIRST)).isEqualTo(1000L);
    assertThat(fault(people, new SheetCell.Text("1001"), DateOrder.YEAR_FIRST)).isEqualTo("sheets.problem.range");
    assertThat(fault(people, new SheetCell.Text("1.5"), DateOrder.YEAR_FIRST)).isEqualTo("sheets.problem.notWhole");
    assertThat(fault(people, new SheetCell.Text("1,00"), DateOrder.YEAR_FIRST)).isEqualTo("sheets.problem.number");
    assertThat(fault(people, new SheetCell.Faulty("#REF!"), DateOrder.YEAR_FIRST)).isEqualTo("sheets.problem.faulty");
  }

  @Test
  void recognisesHeadingsHoweverTheyAreSpelt() {
    var fields = List.<ImportField<?>>of(TITLE, RECEIVED, URGENT);
    assertThat(Headings.recognise(List.of(" 紧 急", "", "诉求标题（必填）*", "dateTime_Init"), fields))
        .isEqualTo(Map.of("urgent", 0, "title", 2, "received", 3));
    assertThat(Headings.recognise(List.of("标题", "标题", "title"), fields)).as("the first of equal headings").isEqualTo(Map.of("title", 2));
  }

  @Test
  void namesEachCellThatDoesNotFit() {
    var problems = new ArrayList<Problem>();
    RowReader reader = new RowReader(List.of(TITLE, RECEIVED, URGENT), Map.of("title", 0, "received", 1, "urgent", 2), 3, DateOrder.YEAR_FIRST);
    assertThat(reader.read(row(7, "　", "2026-02-30", "也许"), problems::add)).isNull();
    assertThat(problems).extracting(Problem::field).containsExactly("title", "received", "urgent");
    assertThat(problems).allMatch(p -> p.row() == 7 && p.refuses());
    problems.clear();
    assertThat(reader.read(row(8, "路", "2026-02-03", "是", "多"), problems::add)).isNull();
    assertThat(problems).singleElement().extracting(Problem::key).isEqualTo("sheets.problem.shifted");
    problems.clear();
    ImportRow sound = Objects.requireNonNull(reader.read(row(9, " 路灯 "), problems::add));
    assertThat(sound.must(TITLE)).isEqualTo("路灯");
    assertThat(sound.get(RECEIVED)).isNull();
    assertThat(reader.read(row(10, "六个字太长了"), problems::add)).isNull();
  }

  private static SheetRow row(int number, String... texts) {
    return new SheetRow(number, java.util.Arrays.stream(texts).<SheetCell>map(SheetCell.Text::new).toList());
  }

  private static String fault(ImportField<?> field, SheetCell cell, DateOrder order) {
    try {
      return "read as " + field.parser().parse(cell, order);
    } catch (CellFault fault) {
      return fault.key();
    }
  }
}

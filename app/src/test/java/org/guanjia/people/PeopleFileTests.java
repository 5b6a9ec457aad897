package org.guanjia.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.people.RegisterTests.id;
import static org.guanjia.people.db.Tables.DOUBT;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;
import static org.guanjia.requests.RequestsFixture.as;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.people.PeopleImports.Done;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.spreadsheets.ImportJob;
import org.guanjia.platform.spreadsheets.ImportState;
import org.guanjia.platform.spreadsheets.Imports;
import org.guanjia.platform.spreadsheets.Workbooks;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** Files as offices really send them, and what happens to them on the way. */
@TownTest
@Timeout(180)
class PeopleFileTests {

  @TempDir static Path folder;

  @LocalServerPort int port;
  @Autowired Imports imports;
  @Autowired Users users;
  @Autowired StatementStore statements;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;
  private PeopleImports desk;

  @BeforeEach
  void aDesk() {
    desk = new PeopleImports(imports, null);
  }

  @Test
  void aFormWithTitlesMergedCellsFormulasAndAHiddenSheet() throws IOException {
    String rows = row(1, "A1", "茶山镇2026年人员花名册") + row(2, "A2", "基本信息", "D2", "居住信息")
        + row(3, "A3", "姓名", "B3", "身份证号码", "C3", "性别", "D3", "村（社区）", "E3", "家庭住址")
        + "<row r='4'>" + text("A4", "表单甲") + text("B4", id("19610101", 401)) + "<c r='C4' t='str'><f>IF(MOD(MID(B4,17,1),2)=1,\"男\",\"女\")</f><v>男</v></c>" + text("D4", "粟边村") + text("E4", "一巷1号") + "</row>"
        + "<row r='5'>" + text("A5", "表单乙") + text("B5", id("19610102", 402)) + "<c r='C5' t='str'><f>C4</f><v>女</v></c><c r='D5'/>" + text("E5", "一巷2号") + "</row>"
        + "<row r='6'>" + text("A6", "表单丙") + "<c r='B6' t='e'><f>VLOOKUP(A6,X:Y,2)</f><v>#N/A</v></c>" + text("C6", "女") + text("D6", "粟边村") + "</row>";
    Workbooks book = Workbooks.aWorkbook(rows)
        .with("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData><mergeCells count='2'><mergeCell ref='A1:E1'/><mergeCell ref='D4:D5'/></mergeCells></worksheet>")
        .with("xl/worksheets/sheet2.xml", "<worksheet><sheetData>" + row(1, "A1", "男") + "</sheetData></worksheet>")
        .with("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='rId0' Type='x/worksheet' Target='worksheets/sheet2.xml'/><Relationship Id='rId1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
            + "<Relationship Id='rId3' Type='x/styles' Target='/xl/styles.xml'/></Relationships>")
        .with("xl/workbook.xml", "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>"
            + "<sheet name='选项' sheetId='2' state='hidden' r:id='rId0'/><sheet name='花名册' sheetId='1' r:id='rId1'/></sheets></workbook>");
    Done done = desk.run("people", "村委会", Files.readAllBytes(book.in(folder)), "花名册.xlsx");
    assertThat(done.job().sheets()).as("a hidden sheet is not offered").containsExactly("花名册");
    assertThat(done.job().headingRow()).isEqualTo(3);
    assertThat(done.counts()).as(done.told().toString()).containsExactly(2, 1, 0);
    assertThat(done.told()).containsExactly("5 village people.import.noVillage", "6 document sheets.problem.faulty");
    assertThat(only("表单甲").getSex()).as("the value saved with the formula").isEqualTo("MALE");
  }

  @Test
  void twoHundredThousandBlankRowsAreNoRows() throws IOException {
    StringBuilder rows = new StringBuilder(row(1, "A1", "姓名", "B1", "身份证", "C1", "村"));
    for (int i = 2; i <= 200_001; i++) rows.append("<row r='").append(i).append("'><c r='A").append(i).append("' s='1'/></row>");
    rows.append(row(200_002, "A200002", "末行示例", "B200002", id("19620101", 411), "C200002", "粟边村"));
    Done done = desk.run("people", "村委会", Files.readAllBytes(Workbooks.aWorkbook(rows.toString()).in(folder)), "blank.xlsx");
    assertThat(done.job().rowsTotal()).isEqualTo(1);
    assertThat(done.counts()).containsExactly(1, 0, 0);
    assertThat(only("末行示例").getName()).isEqualTo("末行示例");
  }

  @Test
  void aDateIsUnderstoodHoweverItIsWritten() {
    List<String> spellings = List.of("1963-05-07", "1963/5/7", "1963.5.7", "1963年5月7日", "19630507");
    String rows = IntStream.range(0, 5).mapToObj(i -> "日期示例" + (char) ('甲' + i) + "," + spellings.get(i) + ",1" + (4_000_000_000L + i) + ",增埗村" + i).collect(Collectors.joining("\n", "姓名,出生日期,电话,住址\n", "\n"));
    Done done = desk.run("people", "村委会", rows);
    assertThat(done.counts()).as(done.told().toString()).containsExactly(5, 0, 0);
    assertThat(in(() -> sql.select(PERSON.BIRTH).from(PERSON).where(PERSON.NAME.startsWith("日期示例")).fetch(PERSON.BIRTH))).hasSize(5).containsOnly(LocalDate.of(1963, 5, 7));
    assertThat(desk.run("people", "村委会", "姓名,出生日期\n日期坏,1963-02-30\n").told()).containsExactly("2 birth sheets.problem.noSuchDate");
  }

  @Test
  void rareCharactersStayWholeFromTheFileToScreenAndExport() {
    String name = "\uD842\uDFB7䶮";
    String number = id("19640101", 421);
    desk.run("people", "派出所", "姓名,身份证,村\n常用名," + number + ",粟边村\n");
    Done done = desk.run("people", "残联", ("姓名,身份证,村\n" + name + "," + number + ",粟边村\n").getBytes(Charset.forName("GB18030")), "rare.csv");
    assertThat(done.job().charset()).isEqualTo("GB18030");
    assertThat(in(() -> sql.select(DOUBT.NAME).from(DOUBT).where(DOUBT.IMPORT_ID.eq(done.job().id())).fetchOne(DOUBT.NAME))).isEqualTo(name);
    Staff.add(users, "rare", Role.TOWN_DESK);
    Visitor visitor = Staff.enter(port, "rare");
    assertThat(visitor.get("/people/doubts").body()).contains(name);
    assertThat(visitor.get("/people/doubts/export.csv").body()).contains(name);
  }

  @Test
  void killedInTheMiddleNoRowIsLostAndNoneTakenTwice() {
    int rows = 16_000;
    String file = IntStream.range(0, rows).mapToObj(i -> "断点" + (char) ('一' + i % 2000) + "," + id(LocalDate.of(1941, 1, 1).plusDays(3L * i % 25_000).toString().replace("-", ""), i % 900 + 1) + ",1" + (5_000_000_000L + i) + ",新村路" + i % 90 + "巷" + i % 40 + "号,粟边村,K" + i / 3)
        .collect(Collectors.joining("\n", "姓名,身份证,电话,住址,村,户号\n", "\n"));
    long id = desk.start("people", "派出所", file.getBytes(StandardCharsets.UTF_8), "list.csv");
    ImportJob begun = desk.await(id, job -> job.rowsRead() > 0);
    assertThat(begun.rowsRead()).isLessThan(rows);
    execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'guanjia_app'");
    execute("update platform.spreadsheet_import set beat_at = beat_at - interval '1 minute' where id = " + id);
    ImportJob done = desk.await(id, job -> job.state().isOver());
    assertThat(done.state()).isEqualTo(ImportState.DONE);
    assertThat(List.of(done.rowsRead(), done.rowsTaken(), done.rowsRefused(), done.rowsSkipped())).containsExactly(rows, rows, 0, 0);
    int persons = in(() -> sql.fetchCount(PERSON, PERSON.NAME.startsWith("断点")));
    int said = in(() -> sql.fetchCount(STATEMENT, STATEMENT.IMPORT_ID.eq(id)));
    assertThat(List.of(persons, said)).containsExactly(rows, rows);
  }

  private static String row(int number, String... cells) {
    StringBuilder row = new StringBuilder("<row r='" + number + "'>");
    for (int i = 0; i < cells.length; i += 2) row.append(text(cells[i], cells[i + 1]));
    return row.append("</row>").toString();
  }

  private static String text(String at, String text) {
    return "<c r='" + at + "' t='inlineStr'><is><t>" + text + "</t></is></c>";
  }

  private PersonRecord only(String name) {
    return in(() -> sql.selectFrom(PERSON).where(PERSON.NAME.eq(name)).fetchSingle());
  }

  private <T> T in(Supplier<T> work) {
    return as("desk", () -> transactions.execute(any -> work.get()));
  }

  private static void execute(String statement) {
    try (Connection connection = TestDatabase.owner(); var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

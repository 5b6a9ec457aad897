package org.guanjia.platform.spreadsheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.places.Places;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Imports from upload to result, with the list of places as the list to feed. */
@TownTest
@Timeout(120)
class ImportsTests {
  private static final String TOWN = "441900103";
  private static final Viewer ADMINISTRATOR = new Viewer("u-1", TOWN, "admin", "管理员甲", Role.ADMINISTRATOR, null, null, AccessTable.of(Role.ADMINISTRATOR));
  private static final String HEADING = "类型,代码,名称,所属村\n";

  @TempDir static Path folder;

  @Autowired Imports imports;
  @Autowired ImportRunner runner;
  @Autowired ImportStore store;
  @Autowired ErrorFile errorFile;
  @Autowired ProblemText texts;
  @Autowired Places places;

  @Test
  void takesWhatStandsAndReturnsTheRest() throws IOException {
    String file = "茶山镇村小组登记表\n" + HEADING + """
        村小组,A-1,一组,南社
        村小组,A-2,,南社村委会
        网络,A-3,三组,南社
        村小组,A-4,四组,石排村
        村小组,A-1,又一组,南社
        网格,A-5,第一网格,441900103207
        村小组,A-6,=1+1,茶山圩社区,多出来的
        """;
    long id = upload(file);
    ImportJob job = job(id);
    assertThat(job.headingRow()).as("the title above the headings is no heading").isEqualTo(2);
    assertThat(job.columns()).containsOnlyKeys("kind", "code", "name", "village");
    assertThat(job.rowsTotal()).isEqualTo(7);
    assertThat(as(() -> imports.preview(id, 20))).extracting(row -> row.problems().isEmpty()).containsExactly(true, false, false, false, false, true, false);
    assertThat(as(() -> places.groups("441900103207"))).as("a preview writes nothing").isEmpty();

    ImportJob done = run(id);
    assertThat(done.state()).isEqualTo(ImportState.DONE);
    assertThat(List.of(done.rowsRead(), done.rowsTaken(), done.rowsRefused(), done.rowsSkipped())).containsExactly(7, 2, 5, 0);
    assertThat(done.addsUp()).isTrue();
    assertThat(problems(done, Locale.SIMPLIFIED_CHINESE)).containsExactly(
        "第 4 行 “名称”（C 列）：没有填写。请补上；如果是合并的单元格，请先取消合并并逐行填好。",
        "第 5 行 “类型”（A 列）：“网络”不在可选的范围里。可以填：community / grid / group / village / ward / 小组 / 村 / 村小组 / 社区 / 网格 / 行政村 / 选区。",
        "第 6 行 “所属村”（D 列）：没有找到所属的村“石排村”。请填本镇村的代码或名称，或在同一个表格里先列出这个村。",
        "第 7 行 “代码”（B 列）：代码 A-1 在第 3 行已经出现过。请改掉其中一行。",
        "第 9 行 这一行有 5 格，表头只有 4 格，内容可能错了位。请检查多出来的逗号或内容。");
    assertThat(problems(done, Locale.ENGLISH)).element(3).isEqualTo("Row 7 “代码” (column B): Code A-1 stands in row 3 already. Change one of the two.");
    assertThat(as(() -> places.groups("441900103207"))).singleElement().satisfies(group -> assertThat(group.nameZh()).isEqualTo("一组"));

    correctedErrorFileComesBack(done);
  }

  private void correctedErrorFileComesBack(ImportJob done) throws IOException {
    for (SheetFormat format : SheetFormat.values()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      as(() -> {
        errorFile.write(done, format, Locale.SIMPLIFIED_CHINESE, out);
        return true;
      });
      List<SheetRow> rows = rows(out.toByteArray());
      assertThat(rows).hasSize(6);
      assertThat(rows.getFirst().texts()).containsExactly("类型", "代码", "名称", "所属村", "原行号", "原因");
      assertThat(rows.get(3).texts().subList(0, 5)).containsExactly("村小组", "A-4", "四组", "石排村", "6");
      assertThat(rows.get(3).texts().get(5)).startsWith("“所属村”（D 列）：没有找到");
      long again = as(() -> imports.upload(ADMINISTRATOR, "places", "", "errors." + format.extension(), new ByteArrayInputStream(out.toByteArray()), null));
      assertThat(job(again).columns()).isEqualTo(done.columns());
    }
  }

  @Test
  void allOrNothingTakesNothingWhenOneRowIsWrong() {
    String good = HEADING + grids("W", 30, "南社");
    long bad = upload(good + "村小组,W-x,,南社\n");
    mapWhole(bad);
    ImportJob refused = run(bad);
    assertThat(refused.state()).isEqualTo(ImportState.REFUSED);
    assertThat(List.of(refused.rowsRead(), refused.rowsTaken(), refused.rowsRefused(), refused.rowsSkipped())).containsExactly(31, 0, 1, 30);
    assertThat(gridCodes("W")).isEmpty();

    long fine = upload(good);
    mapWhole(fine);
    ImportJob done = run(fine);
    assertThat(done.state()).isEqualTo(ImportState.DONE);
    assertThat(done.rowsTaken()).isEqualTo(30);
    assertThat(gridCodes("W")).hasSize(30);
  }

  @Test
  void goesOnAfterItsConnectionIsKilledAndTakesEachRowOnce() throws Exception {
    int rows = 3 * ImportTarget.BATCH_ROWS + 7;
    long id = upload(HEADING + grids("K", rows, "茶溪"));
    as(() -> store.start(id));
    CompletableFuture<Void> running = CompletableFuture.runAsync(() -> as(() -> {
      runner.run(id);
      return true;
    }));
    await(id, job -> job.rowsRead() > 0);
    killApplicationConnections();
    running.join();
    ImportJob stopped = job(id);
    assertThat(stopped.state()).as("nothing is wrong with the import, it waits").isEqualTo(ImportState.RUNNING);
    assertThat(stopped.rowsRead()).isBetween(ImportTarget.BATCH_ROWS, rows - 1);
    assertThat(gridCodes("K")).hasSize(stopped.rowsTaken());

    execute("update platform.spreadsheet_import set beat_at = beat_at - interval '1 minute' where id = " + id);
    runner.resume();
    ImportJob done = await(id, job -> job.state().isOver());
    assertThat(done.state()).isEqualTo(ImportState.DONE);
    assertThat(List.of(done.rowsRead(), done.rowsTaken(), done.rowsRefused(), done.rowsSkipped())).containsExactly(rows, rows, 0, 0);
    assertThat(gridCodes("K")).hasSize(rows);
  }

  @Test
  void twoProcessesThatBothBelieveToRunItTakeEachRowOnce() {
    int rows = 2 * ImportTarget.BATCH_ROWS;
    long id = upload(HEADING + grids("D", rows, "茶溪"));
    as(() -> store.start(id));
    CompletableFuture<?>[] both = IntStream.range(0, 2).mapToObj(i -> CompletableFuture.runAsync(() -> as(() -> {
      runner.run(id);
      return true;
    }))).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(both).join();
    ImportJob done = job(id);
    assertThat(done.rowsRead()).isEqualTo(rows);
    assertThat(done.rowsTaken() + done.rowsRefused() + done.rowsSkipped()).isEqualTo(rows);
    assertThat(gridCodes("D")).hasSize(rows);
  }

  @Test
  void stopsWhenAsked() {
    long id = upload(HEADING + grids("C", 3 * ImportTarget.BATCH_ROWS, "茶溪"));
    as(() -> {
      imports.start(id, null);
      return true;
    });
    await(id, job -> job.rowsRead() > 0);
    as(() -> {
      imports.cancel(id);
      return true;
    });
    ImportJob cancelled = await(id, job -> job.state().isOver());
    assertThat(cancelled.state()).isEqualTo(ImportState.CANCELLED);
    assertThat(gridCodes("C")).hasSize(cancelled.rowsTaken());
    assertThat(cancelled.rowsRead()).isLessThan(cancelled.rowsTotal());
    assertThatExceptionOfType(ImportFault.class).isThrownBy(() -> as(() -> {
      imports.cancel(id);
      return true;
    }));
  }

  @Test
  void remembersHowALayoutWasMapped() {
    String file = "A栏,B栏,C栏,D栏\n社区,M-1,某社区,\n";
    long first = upload(file);
    assertThat(job(first).columns()).isEmpty();
    assertThatExceptionOfType(ImportFault.class).isThrownBy(() -> as(() -> {
      imports.start(first, null);
      return true;
    })).satisfies(fault -> assertThat(fault.key()).endsWith("fieldsMissing"));
    as(() -> {
      imports.map(first, new Imports.Mapping(0, 1, Map.of("kind", 0, "code", 1, "name", 2), DateOrder.DAY_FIRST, Set.of(), false, null));
      return true;
    });
    run(first);
    ImportJob second = job(upload(" a 栏,B栏（必填）,C栏,D栏\n社区,M-2,另一社区,\n"));
    assertThat(second.columns()).isEqualTo(Map.of("kind", 0, "code", 1, "name", 2));
    assertThat(second.dateOrder()).isEqualTo(DateOrder.DAY_FIRST);
  }

  @Test
  void aSecondImportOfTheSameFileSkipsEveryRow() {
    String file = HEADING + "社区,S-1,新社区,\n村小组,S-2,新社区一组,S-1\n";
    assertThat(run(upload(file)).rowsTaken()).as("a group may belong to a village of the same file").isEqualTo(2);
    ImportJob again = run(upload(file));
    assertThat(List.of(again.rowsRead(), again.rowsTaken(), again.rowsRefused(), again.rowsSkipped())).containsExactly(2, 0, 0, 2);
  }

  @Test
  void sentTwiceDoneOnce() {
    Supplier<Long> upload = () -> imports.upload(ADMINISTRATOR, "places", "", "a.csv", in(HEADING + "社区,I-1,甲社区,\n"), "key-1");
    assertThat(as(upload)).isEqualTo(as(upload));
  }

  @Test
  void anotherTownSeesNothingOfIt() {
    long id = upload(HEADING + "社区,T-1,甲社区,\n");
    assertThat(TownContext.system("US-STL").call(() -> imports.find(id))).isEmpty();
  }

  @Test
  void eachFaultHasItsTextInBothLanguages() throws Exception {
    Path sources = Path.of("src/main/java/org/guanjia/platform/spreadsheets");
    List<String> keys = new ArrayList<>();
    try (var files = Files.list(sources)) {
      for (Path file : files.toList()) {
        String code = Files.readString(file);
        new java.util.Scanner(code).findAll("new SheetFault\\((?:e, )?\"(\\w+)\"").forEach(m -> keys.add("sheets.fault." + m.group(1)));
        new java.util.Scanner(code).findAll("new ImportFault\\(\"(\\w+)\"").forEach(m -> keys.add("sheets.import.fault." + m.group(1)));
        new java.util.Scanner(code).findAll("\"(sheets\\.problem\\.\\w+)\"").forEach(m -> keys.add(m.group(1)));
      }
    }
    assertThat(keys).hasSizeGreaterThan(50);
    for (String language : List.of("zh_CN", "en")) {
      String messages = "\n" + Files.readString(Path.of("src/main/resources/messages/sheets_" + language + ".properties"));
      assertThat(keys).allSatisfy(key -> assertThat(messages).contains("\n" + key + "="));
    }
  }

  private static String grids(String prefix, int count, String village) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "网格," + prefix + "-" + i + ",第" + i + "网格," + village).collect(Collectors.joining("\n", "", "\n"));
  }

  private long upload(String text) {
    return as(() -> imports.upload(ADMINISTRATOR, "places", "", "places.csv", in(text), null));
  }

  private ImportJob run(long id) {
    as(() -> {
      imports.start(id, null);
      return true;
    });
    return await(id, job -> job.state().isOver());
  }

  private void mapWhole(long id) {
    ImportJob job = job(id);
    as(() -> {
      imports.map(id, new Imports.Mapping(0, job.headingRow(), job.columns(), job.dateOrder(), Set.of(), true, null));
      return true;
    });
  }

  private ImportJob job(long id) {
    return as(() -> imports.find(id)).orElseThrow();
  }

  private ImportJob await(long id, Predicate<ImportJob> condition) {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < until) {
      ImportJob job = job(id);
      if (condition.test(job)) return job;
      Thread.onSpinWait();
    }
    throw new AssertionError("import " + id + " did not get there: " + job(id));
  }

  private List<String> problems(ImportJob job, Locale locale) {
    return as(() -> imports.problems(job.id(), 0, 100)).stream().map(problem -> texts.withRow(locale, job, problem)).toList();
  }

  private static List<String> gridCodes(String prefix) {
    List<String> codes = new ArrayList<>();
    try (Connection connection = TestDatabase.owner(); var statement = connection.createStatement();
        var rows = statement.executeQuery("select code from places.grid where code like '" + prefix + "-%'")) {
      while (rows.next()) codes.add(rows.getString(1));
      return codes;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void killApplicationConnections() {
    execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'guanjia_app'");
  }

  private static void execute(String sql) {
    try (Connection connection = TestDatabase.owner(); var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<SheetRow> rows(byte[] bytes) throws IOException {
    Path file = Files.write(Files.createTempFile(folder, "errors", ""), bytes);
    List<SheetRow> all = new ArrayList<>();
    try (SheetRows rows = SheetFile.recognise(file, SheetLimits.OFFICE).rows(0)) {
      rows.forEachRemaining(all::add);
    }
    return all;
  }

  private static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static <T extends @Nullable Object> T as(Supplier<T> work) {
    return ADMINISTRATOR.context().call(work);
  }
}

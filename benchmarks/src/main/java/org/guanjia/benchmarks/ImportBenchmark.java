package org.guanjia.benchmarks;

import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * Rows per second of a whole import of requests, from the first byte of the upload to the state DONE, against PostgreSQL's COPY of the very
 * rows it wrote into the same tables, with the same indexes, in the same run. COPY works as the owner, without row-level security and without
 * reading a spreadsheet: it is the most that the database can take.
 */
final class ImportBenchmark implements Benchmark {
  private static final double TARGET = 0.25;
  private static final List<String> TABLES =
      List.of("requests.request", "requests.history", "requests.handling", "requests.wording", "platform.audit_entry");
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @Override
  public Result run(boolean small) throws Exception {
    int rows = small ? 10_000 : 100_000;
    try (RunningTown town = RunningTown.fresh("import", RunningTown.DEMO); var wire = new Wire(town.port())) {
      prepare(town);
      String token = logIn(wire, town);
      importRows(wire, token, file(2_000, 1)); // warms up both sides alike
      byte[] file = file(rows, 2);
      double ours = rows / importRows(wire, token, file);
      System.out.printf("import: %d rows, %.1f MiB of CSV, %.0f rows/s from upload to done%n", rows, file.length / 1048576.0, ours);
      double raw = rows / copySeconds(town, rows);
      System.out.printf("raw limit: COPY of the same rows into %s: %.0f rows/s%n", TABLES, raw);
      return Result.higherIsBetter(ours / raw, TARGET);
    }
  }

  /** What the file names. */
  private static void prepare(RunningTown town) throws SQLException, IOException {
    try (Connection owner = town.owner(); var statement = owner.createStatement()) {
      statement.execute("insert into requests.department (town, code, name) values ('441900103', 'bench-roads', '压测交通部门') on conflict do nothing");
      statement.execute("insert into requests.category (town, code, name) values ('441900103', 'bench-light', '压测路灯') on conflict do nothing");
    }
  }

  /** As the demo town's administrator; the token goes with each call that changes something. */
  private static String logIn(Wire wire, RunningTown town) throws IOException {
    String password = Files.readString(town.data().resolve("demo-password")).strip();
    Wire.Answer answer = wire.post("/login", "application/x-www-form-urlencoded",
        "username=admin&password=" + encode(password) + "&_csrf=" + encode(token(wire.get("/login"))), Map.of());
    String to = answer.header("location");
    if (to == null || to.startsWith("/login?")) throw new IllegalStateException("the demo administrator could not log in: " + answer.status() + " " + to);
    return token(wire.get("/imports"));
  }

  private static String token(Wire.Answer page) {
    Matcher token = TOKEN.matcher(page.text());
    if (!token.find()) throw new IllegalStateException("no token on a page that answered " + page.status());
    return token.group(1);
  }

  private static byte[] file(int rows, int seed) {
    var random = new Random(seed);
    var text = new StringBuilder("编号,受理时间,标题,内容,类别,村,地址,状态,办结时间,承办部门\n");
    String[] villages = {"南社村", "茶山村", "上元村", "下朗村", "横江村", "京山村", "博头村", "冲美村", "粟边村", "超朗村"};
    for (int i = 0; i < rows; i++) {
      String words = Words.of(random, i);
      int month = 1 + random.nextInt(12);
      int day = 1 + random.nextInt(28);
      boolean open = i % 20 == 0;
      text.append("B%d-%d,2024-%02d-%02d %02d:%02d:00,%s,%s,压测路灯,%s,环村路%d号,%s,%s,压测交通部门\n".formatted(seed, i, month, day, 8 + random.nextInt(10),
          random.nextInt(60), words.substring(0, Math.min(20, words.length())), words, villages[random.nextInt(villages.length)], 1 + random.nextInt(400),
          open ? "在办" : "已办结", open ? "" : "2025-%02d-%02d 17:00:00".formatted(month, day)));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Seconds from the first byte of the upload to DONE. */
  private static double importRows(Wire wire, String token, byte[] file) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Map<String, String> done = ImportDoor.through(wire, "target=requests&name=bench.csv&source=bench", Map.of("X-CSRF-TOKEN", token), file);
    if (!"0".equals(done.get("refused"))) throw new IllegalStateException(done.toString());
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Takes the rows out as text, empties the tables, and copies the rows in again; only the copying is measured. */
  private static double copySeconds(RunningTown town, int rows) throws Exception {
    town.freeze();
    try (Connection owner = town.owner(); var statement = owner.createStatement()) {
      statement.execute("set session_replication_role = replica");
      Map<String, String> columns = new LinkedHashMap<>();
      Map<String, String> contents = new LinkedHashMap<>();
      var copy = owner.unwrap(PGConnection.class).getCopyAPI();
      for (String table : TABLES) {
        columns.put(table, ImportDoor.columns(owner, table));
        var out = new java.io.StringWriter();
        copy.copyOut("copy (select " + columns.get(table) + " from " + table + " where " + ofTheImport(table) + ") to stdout", out);
        contents.put(table, out.toString());
      }
      statement.execute("alter table platform.audit_entry disable trigger all");
      statement.execute("truncate " + String.join(", ", TABLES) + " cascade");
      statement.execute("set session_replication_role = origin");
      statement.execute("checkpoint");
      owner.setAutoCommit(false);
      long begin = System.nanoTime();
      long copied = 0;
      for (String table : TABLES) {
        long n = copy.copyIn("copy " + table + " (" + columns.get(table) + ") from stdin", new StringReader(contents.get(table)));
        copied = table.equals("requests.request") ? n : copied;
      }
      owner.commit();
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (copied != rows) throw new IllegalStateException("copied " + copied + " of " + rows + " rows");
      return seconds;
    } finally {
      town.thaw();
    }
  }

  private static String ofTheImport(String table) {
    String ids = "select id from requests.request where external_system = 'bench' and external_id like 'B2-%'";
    return switch (table) {
      case "requests.request" -> "external_system = 'bench' and external_id like 'B2-%'";
      case "platform.audit_entry" -> "action = 'requests.imported' and subject_id in (select code from requests.request where id in (" + ids + "))";
      default -> "request_id in (" + ids + ")";
    };
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

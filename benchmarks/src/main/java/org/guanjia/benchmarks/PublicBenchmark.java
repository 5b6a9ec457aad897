package org.guanjia.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.publicity.ManyPublications;
import org.guanjia.requests.matching.TextGrams;

/**
 * The public site with 100,000 published matters and 2,000 projects: each page at 200 requests a second, begun at their times whether or
 * not the ones before are answered, beside the page's bare queries by JDBC beneath the same role and row-level security. And what a first
 * visit loads of HTML and CSS.
 */
final class PublicBenchmark implements Benchmark {

  private static final int PER_SECOND = 200;
  private static final double P99_MILLIS_MAX = 50;
  private static final double FIRST_LOAD_BYTES_MAX = 100_000;
  private static final int CONNECTIONS = 64;
  private static final String LINE =
      "select id, kind, title, left(asked, 120), left(became, 120), category, village, asked_on, done_on, project_kind, benefiting, cost_fen, after_file"
          + " from publicity.publication where town = ? and state = 'PUBLISHED'";
  private static final String ORDER = " order by done_on desc, id desc limit 21";
  private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\"");

  private interface Address {
    String next(SplittableRandom random);
  }

  private interface Bare {
    void run(Connection connection, SplittableRandom random) throws SQLException;
  }

  private record PageOf(Address address, Bare bare) {}

  @Override
  public Result run(boolean small) throws Exception {
    int requests = small ? 20_000 : 100_000;
    int projects = small ? 400 : 2_000;
    int seconds = small ? 2 : 6;
    double worst = 0;
    try (RunningTown town = RunningTown.fresh("public", "--guanjia.public-requests-per-minute=10000000")) {
      List<String> villages = villages(town);
      try (Connection owner = town.owner()) {
        ManyPublications.load(owner, RunningTown.TOWN, villages, requests, projects);
      }
      System.out.printf("%,d published matters, %,d projects%n", requests, projects);
      Map<String, PageOf> pages = pages(villages, requests, projects);
      for (int i = 0; i < (small ? 1 : 3); i++) for (PageOf page : pages.values()) load(town, page.address(), small ? 1 : 2, new Latencies());
      try (Connection bare = asTheApplication(town)) {
        for (var each : pages.entrySet()) {
          var latencies = new Latencies();
          load(town, each.getValue().address(), seconds, latencies);
          Latencies queries = bare(bare, each.getValue().bare(), small ? 200 : 1_000);
          System.out.printf("%s: %s; bare queries %s%n", each.getKey(), latencies, queries);
          worst = Math.max(worst, latencies.percentile(0.99) / P99_MILLIS_MAX);
        }
      }
      for (String path : List.of("/public", "/public/projects", "/public/figures", "/public/requests/1")) {
        long bytes = firstLoad(town, path);
        System.out.printf("first load of %s: %,d bytes of HTML and CSS as sent%n", path, bytes);
        worst = Math.max(worst, bytes / FIRST_LOAD_BYTES_MAX);
      }
    }
    return Result.lowerIsBetter(worst, 1);
  }

  private static Map<String, PageOf> pages(List<String> villages, int requests, int projects) {
    Map<String, PageOf> pages = new LinkedHashMap<>();
    pages.put("list", new PageOf(any -> "/public", (connection, random) -> query(connection, LINE + " and kind = 'REQUEST'" + ORDER, RunningTown.TOWN)));
    pages.put(
        "list of a village and year",
        new PageOf(
            random -> "/public?village=" + villages.get(random.nextInt(villages.size())) + "&year=2025",
            (connection, random) -> query(connection, LINE + " and kind = 'REQUEST' and village = ? and year = 2025" + ORDER, RunningTown.TOWN, villages.get(random.nextInt(villages.size())))));
    pages.put(
        "search",
        new PageOf(random -> "/public?q=" + URLEncoder.encode(ManyPublications.words(random), StandardCharsets.UTF_8), (connection, random) -> search(connection, ManyPublications.words(random))));
    pages.put(
        "one matter",
        new PageOf(random -> "/public/requests/" + random.nextInt(1, requests), (connection, random) -> query(connection, "select * from publicity.publication where town = ? and state = 'PUBLISHED' and id = ?", RunningTown.TOWN, (long) random.nextInt(1, requests))));
    pages.put("projects", new PageOf(any -> "/public/projects", (connection, random) -> query(connection, LINE + " and kind = 'PROJECT'" + ORDER, RunningTown.TOWN)));
    pages.put(
        "one project",
        new PageOf(random -> "/public/projects/" + (requests + random.nextInt(1, projects)), (connection, random) -> query(connection, "select * from publicity.publication where town = ? and state = 'PUBLISHED' and id = ?", RunningTown.TOWN, (long) requests + random.nextInt(1, projects))));
    pages.put(
        "figures",
        new PageOf(any -> "/public/figures?year=2025", (connection, random) -> query(connection, "select village, count(*) filter (where kind = 'REQUEST'), count(*) filter (where kind = 'PROJECT'), sum(benefiting), sum(cost_fen) from publicity.publication where town = ? and state = 'PUBLISHED' and year = 2025 group by village", RunningTown.TOWN)));
    pages.put("feed", new PageOf(any -> "/public/feed.atom", (connection, random) -> query(connection, "select * from publicity.publication where town = ? and state = 'PUBLISHED' order by changed_at desc, id desc limit 50", RunningTown.TOWN)));
    return pages;
  }

  /** Each request has its moment; how late it was answered counts from there, also when the one before held it up. */
  private static void load(RunningTown town, Address address, int seconds, Latencies latencies) throws Exception {
    int all = PER_SECOND * seconds;
    long begin = System.nanoTime() + 50_000_000L;
    var threads = new ArrayList<Thread>();
    var failures = new java.util.concurrent.atomic.AtomicReference<Exception>();
    for (int c = 0; c < CONNECTIONS; c++) {
      int client = c;
      threads.add(Thread.ofVirtual().start(() -> {
        var random = new SplittableRandom(client);
        try (Wire wire = new Wire(town.port())) {
          for (int i = client; i < all; i += CONNECTIONS) {
            long due = begin + i * 1_000_000_000L / PER_SECOND;
            long wait = due - System.nanoTime();
            if (wait > 0) Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            String path = address.next(random);
            Wire.Answer answer = wire.get(path);
            if (answer.status() != 200) throw new IllegalStateException(path + ": " + answer.status());
            latencies.add(System.nanoTime() - due);
          }
        } catch (Exception e) {
          failures.compareAndSet(null, e);
        }
      }));
    }
    for (Thread thread : threads) thread.join();
    Exception failure = failures.get();
    if (failure != null) throw failure;
  }

  private static Latencies bare(Connection connection, Bare query, int times) throws SQLException {
    var random = new SplittableRandom(times);
    var latencies = new Latencies();
    for (int i = -times / 3; i < times; i++) {
      long begin = System.nanoTime();
      try (var statement =
          connection.prepareStatement(
              "select set_config('guanjia.town', ?, true), set_config('guanjia.user', 'resident', true), set_config('guanjia.areas', '*', true), set_config('guanjia.department', '', true)")) {
        statement.setString(1, RunningTown.TOWN);
        statement.execute();
      }
      query.run(connection, random);
      connection.commit();
      if (i >= 0) latencies.add(System.nanoTime() - begin);
    }
    return latencies;
  }

  private static void query(Connection connection, String text, Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(text)) {
      for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
      read(statement);
    }
  }

  private static void search(Connection connection, String words) throws SQLException {
    try (var statement =
        connection.prepareStatement(LINE + " and kind = 'REQUEST' and id = any (array(select publication_id from publicity.wording_holding(?, 1001)))" + ORDER)) {
      statement.setString(1, RunningTown.TOWN);
      Integer[] grams = java.util.Arrays.stream(TextGrams.sought(words)).boxed().toArray(Integer[]::new);
      statement.setArray(2, connection.createArrayOf("int4", grams));
      read(statement);
    }
  }

  private static void read(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) for (int column = 1; column <= columns; column++) rows.getObject(column);
    }
  }

  private static Connection asTheApplication(RunningTown town) throws SQLException, IOException {
    Connection connection = town.owner();
    try (var statement = connection.createStatement()) {
      statement.execute("set role guanjia_app");
    }
    connection.setAutoCommit(false);
    return connection;
  }

  private static List<String> villages(RunningTown town) throws SQLException, IOException {
    List<String> codes = new ArrayList<>();
    try (Connection owner = town.owner(); var statement = owner.createStatement(); var rows = statement.executeQuery("select code from places.village where town = '" + RunningTown.TOWN + "' order by code")) {
      while (rows.next()) codes.add(rows.getString(1));
    }
    return codes;
  }

  /** The page and its style sheets, compressed as a browser asks for them. */
  private static long firstLoad(RunningTown town, String path) throws IOException {
    try (Wire wire = new Wire(town.port())) {
      long bytes = wire.send("GET", path, Map.of("Accept-Encoding", "gzip"), new byte[0]).body().length;
      Matcher style = STYLE.matcher(wire.get(path).text());
      while (style.find()) bytes += wire.send("GET", style.group(1), Map.of("Accept-Encoding", "gzip"), new byte[0]).body().length;
      return bytes;
    }
  }
}

package org.guanjia.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.guanjia.requests.matching.SoughtGrams;

/**
 * The desk's queue and its search by HTTP, as a logged-in clerk opens the pages, beside the one query at the bottom of each: by JDBC on
 * the same database, as the application's own role, beneath the same row-level security. Both in turn from one client, for
 * it is the time of a page that counts. Two sizes show whether that time grows with the town's past.
 */
final class QueueBenchmark implements Benchmark {

  private static final int[] SIZES = {10_000, 1_000_000};
  private static final int[] SIZES_SMALL = {10_000, 100_000};
  private static final double TIMES_BARE_MAX = 10;
  private static final int PAGE = 50;
  private static final String LINE =
      "select id, code, title, state, outcome, channel, category, village, address, departments, assignee, received_at, due_on,"
          + " clock_stopped_on, escalation_level, closed_at, rating, version from requests.request where town = ?";
  private static final String QUEUE = LINE + " and open order by due_on, id limit " + (PAGE + 1);
  private static final String SEARCH =
      LINE + " and id = any (array(select request_id from requests.wording_holding(?, ?, 5001))) order by received_at desc, id desc limit " + (PAGE + 1);

  /** As the application counts how common words are: over the most recent requests. */
  private static final int SAMPLE = 5_000;
  private static final String COMMON =
      "select gram, count(*) from (select grams from requests.wording where town = ? order by received_at desc limit " + SAMPLE + ") recent, unnest(grams) gram group by 1";

  /** What a page costs and what its query costs, at one size. */
  private record Measured(Latencies page, Latencies bare) {

    double ratio() {
      return page.percentile(0.99) / bare.percentile(0.99);
    }
  }

  /** One look at a page, or one bare query. */
  private interface Look {
    void at(SplittableRandom random) throws Exception;
  }

  @Override
  public Result run(boolean small) throws Exception {
    int looks = small ? 300 : 5_000;
    double worst = 0;
    var queues = new Measured[2];
    var searches = new Measured[2];
    try (RunningTown town = RunningTown.fresh("queue", RunningTown.DEMO)) {
      String password = Files.readString(town.data().resolve("demo-password")).strip();
      try (Staff desk = Staff.logIn(town.port(), "desk", password)) {
        warmUp(desk, town, Duration.ofSeconds(small ? 5 : 90));
        int[] sizes = small ? SIZES_SMALL : SIZES;
        for (int i = 0; i < sizes.length; i++) {
          LifecycleBenchmark.fillUpTo(town, sizes[i]);
          try (Wire wire = desk.wire(town.port()); Connection bare = RegisterTown.asTheApplication(town)) {
            Map<Integer, Double> shares = shares(bare);
            queues[i] = measured(looks, any -> page(wire, "/requests"), any -> queue(bare));
            searches[i] =
                measured(looks, random -> page(wire, "/requests?standing=all&q=" + encode(words(random))), random -> search(bare, words(random), shares));
          }
          worst = Math.max(worst, Math.max(told("queue", sizes[i], queues[i]), told("search", sizes[i], searches[i])));
        }
      }
    }
    System.out.printf("p99 at the larger size over p99 at the smaller: queue %.2f, search %.2f%n", growth(queues), growth(searches));
    return Result.lowerIsBetter(worst, TIMES_BARE_MAX);
  }

  /** Both pages, until the JIT compiler leaves the two cores to them. */
  private static void warmUp(Staff desk, RunningTown town, Duration time) throws Exception {
    var random = new SplittableRandom(1);
    long until = System.nanoTime() + time.toNanos();
    try (Wire wire = desk.wire(town.port())) {
      while (System.nanoTime() < until) {
        page(wire, "/requests");
        page(wire, "/requests?standing=all&q=" + encode(words(random)));
      }
    }
  }

  private static double told(String what, int size, Measured measured) {
    System.out.printf("%,d requests, %s: page %s; bare query %s; p99 %.1f times%n", size, what, measured.page(), measured.bare(), measured.ratio());
    return measured.ratio();
  }

  private static double growth(Measured[] sizes) {
    return sizes[1].page().percentile(0.99) / sizes[0].page().percentile(0.99);
  }

  /**
   * A page and its bare query in turn, with the same random words, so that both meet the same moments of the machine; the first third
   * warms up and is not counted.
   */
  private static Measured measured(int looks, Look page, Look bare) throws Exception {
    var ofPage = new SplittableRandom(looks);
    var ofBare = new SplittableRandom(looks);
    var measured = new Measured(new Latencies(), new Latencies());
    for (int i = -looks / 3; i < looks; i++) {
      long begin = System.nanoTime();
      page.at(ofPage);
      long between = System.nanoTime();
      bare.at(ofBare);
      if (i >= 0) {
        measured.page().add(between - begin);
        measured.bare().add(System.nanoTime() - between);
      }
    }
    return measured;
  }

  private static void page(Wire wire, String path) throws IOException {
    Wire.Answer answer = wire.get(path);
    if (answer.status() != 200) throw new IllegalStateException(path + ": " + answer.status());
  }

  private static void queue(Connection bare) throws SQLException {
    RegisterTown.begin(bare);
    try (var statement = bare.prepareStatement(QUEUE)) {
      statement.setString(1, RunningTown.TOWN);
      read(statement);
    }
    bare.commit();
  }

  private static Map<Integer, Double> shares(Connection bare) throws SQLException {
    RegisterTown.begin(bare);
    var shares = new HashMap<Integer, Double>();
    try (var statement = bare.prepareStatement(COMMON)) {
      statement.setString(1, RunningTown.TOWN);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) shares.put(rows.getInt(1), rows.getDouble(2) / SAMPLE);
      }
    }
    bare.commit();
    return shares;
  }

  private static void search(Connection bare, String words, Map<Integer, Double> shares) throws SQLException {
    int[] grams = SoughtGrams.of(words);
    int[] lookedUp = SoughtGrams.lookedUp(grams, gram -> shares.getOrDefault(gram, 1.0 / SAMPLE));
    RegisterTown.begin(bare);
    try (var statement = bare.prepareStatement(SEARCH)) {
      statement.setString(1, RunningTown.TOWN);
      statement.setArray(2, bare.createArrayOf("int4", Arrays.stream(lookedUp).boxed().toArray()));
      statement.setArray(3, bare.createArrayOf("int4", Arrays.stream(grams).boxed().toArray()));
      read(statement);
    }
    bare.commit();
  }

  private static void read(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      while (rows.next()) for (int column = 1; column <= 18; column++) rows.getObject(column);
    }
  }

  private static String words(SplittableRandom random) {
    return "环村路" + random.nextInt(1, 400) + "号 路灯";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

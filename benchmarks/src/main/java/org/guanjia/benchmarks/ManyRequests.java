package org.guanjia.benchmarks;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.guanjia.requests.ReceiptCode;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.guanjia.requests.matching.Wordings;
import org.postgresql.PGConnection;

/**
 * Requests of two past years, loaded by COPY past the application: rows as it writes them, their words in the index, one
 * line of history each; one in a hundred still open.
 */
final class ManyRequests {

  private static final int CHUNK = 5_000;
  private static final int OPEN_ONE_IN = 100;
  private static final List<String> CATEGORIES =
      List.of("roads.surface", "roads.lights", "drainage.blocked", "sanitation.rubbish", "noise.social", "traffic.parking");
  private static final List<String> TABLES = List.of("requests.request", "requests.wording", "requests.history");

  private ManyRequests() {}

  /** Loads so many more, taking numbers as the application does. The indexes are built again afterwards. */
  static void load(Callable<Connection> connect, List<String> villages, int count) throws Exception {
    long begin = System.nanoTime();
    try (Connection owner = connect.call()) {
      List<String> indexes = dropIndexes(owner);
      long[] ids = ids(owner, count);
      var parts = new ArrayList<Future<?>>();
      try (var workers = Executors.newFixedThreadPool(2)) {
        for (int from = 0; from < count; from += CHUNK) {
          int first = from;
          int last = Math.min(count, from + CHUNK);
          parts.add(workers.submit(() -> copy(connect, villages, ids, first, last)));
        }
        for (Future<?> part : parts) part.get();
      }
      try (var statement = owner.createStatement()) {
        statement.execute("set maintenance_work_mem = '1GB'");
        for (String index : indexes) statement.execute(index);
        for (String table : TABLES) statement.execute("vacuum (analyze) " + table);
        statement.execute("checkpoint");
      }
    }
    System.out.printf("loaded %,d requests in %.0f s%n", count, (System.nanoTime() - begin) / 1e9);
  }

  private static Void copy(Callable<Connection> connect, List<String> villages, long[] ids, int first, int last)
      throws Exception {
    var requests = new StringBuilder();
    var wordings = new StringBuilder();
    var history = new StringBuilder();
    var random = new SplittableRandom(first);
    Instant now = Instant.now();
    for (int i = first; i < last; i++) {
      RequestRecord row = row(ids[i], villages, random, now);
      append(requests, row);
      appendWords(wordings, row);
      history
          .append(row.getTown()).append('\t').append(row.getId()).append('\t').append(row.getReceivedAt())
          .append("\tresident\tRECEIVE\tRECEIVED\n");
    }
    try (Connection connection = connect.call()) {
      copy(
          connection,
          "copy requests.request (town, id, code, state, outcome, channel, category, title, words, village, address,"
              + " departments, received_at, recorded_by, due_on, closed_at) from stdin",
          requests);
      copy(connection, "copy requests.wording (town, request_id, received_at, grams) from stdin", wordings);
      copy(connection, "copy requests.history (town, request_id, at, actor, move, to_state) from stdin", history);
    }
    return null;
  }

  private static void copy(Connection connection, String into, StringBuilder rows) throws SQLException, IOException {
    connection.unwrap(PGConnection.class).getCopyAPI().copyIn(into, new StringReader(rows.toString()));
  }

  private static RequestRecord row(long id, List<String> villages, SplittableRandom random, Instant now) {
    var row = new RequestRecord();
    boolean open = random.nextInt(OPEN_ONE_IN) == 0;
    Instant at = now.minus(Duration.ofMinutes(random.nextInt(open ? 14 * 1440 : 730 * 1440)));
    String words = Words.of(random, id);
    row.setTown(RunningTown.TOWN);
    row.setId(id);
    row.setCode(ReceiptCode.of(id));
    row.setState(open ? "IN_DEPARTMENT" : "FED_BACK");
    row.setChannel("RESIDENT");
    row.setCategory(CATEGORIES.get(random.nextInt(CATEGORIES.size())));
    row.setTitle(words.substring(0, Math.min(24, words.length())) + "…");
    row.setWords(words);
    row.setVillage(villages.get(random.nextInt(villages.size())));
    row.setAddress(words.substring(0, Math.min(10, words.length())));
    row.setReceivedAt(at);
    // Open ones from next week on: a town does not escalate and remind of thousands in the minute after a start.
    row.setDueOn(LocalDate.ofInstant(at, ZoneOffset.ofHours(8)).plusDays(open ? 22 : 7));
    row.setClosedAt(open ? null : at.plus(Duration.ofDays(4)));
    return row;
  }

  /** None of these texts holds a tab, a line break or a backslash. */
  private static void append(StringBuilder rows, RequestRecord row) {
    rows.append(row.getTown()).append('\t').append(row.getId()).append('\t').append(row.getCode()).append('\t')
        .append(row.getState()).append("\tDEPARTMENT\t").append(row.getChannel()).append('\t').append(row.getCategory())
        .append('\t').append(row.getTitle()).append('\t').append(row.getWords()).append('\t').append(row.getVillage())
        .append('\t').append(row.getAddress()).append("\t{").append(LifecycleBenchmark.DEPARTMENT).append("}\t")
        .append(row.getReceivedAt()).append("\tresident\t").append(row.getDueOn()).append('\t')
        .append(row.getClosedAt() == null ? "\\N" : row.getClosedAt().toString()).append('\n');
  }

  private static void appendWords(StringBuilder rows, RequestRecord row) {
    rows.append(row.getTown()).append('\t').append(row.getId()).append('\t').append(row.getReceivedAt()).append("\t{");
    int[] grams = Wordings.grams(row);
    for (int i = 0; i < grams.length; i++) rows.append(i == 0 ? "" : ",").append(grams[i]);
    rows.append("}\n");
  }

  private static long[] ids(Connection owner, int count) throws SQLException {
    try (var statement =
        owner.prepareStatement(
            "select b.first + n from (select nextval('requests.request_id') as first from generate_series(1, ?)) b,"
                + " generate_series(0, 99) n order by 1 limit ?")) {
      statement.setInt(1, count / 100 + 1);
      statement.setInt(2, count);
      var ids = new long[count];
      try (var rows = statement.executeQuery()) {
        for (int i = 0; i < count && rows.next(); i++) ids[i] = rows.getLong(1);
      }
      return ids;
    }
  }

  /** Drops the indexes that belong to no constraint; returns what makes them again. */
  private static List<String> dropIndexes(Connection owner) throws SQLException {
    var definitions = new ArrayList<String>();
    var names = new ArrayList<String>();
    try (var statement =
        owner.prepareStatement(
            "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index i"
                + " where indrelid = any (?::regclass[])"
                + " and not exists (select from pg_constraint c where c.conindid = i.indexrelid)")) {
      statement.setArray(1, owner.createArrayOf("text", TABLES.toArray()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
          definitions.add(rows.getString(2));
        }
      }
    }
    try (var statement = owner.createStatement()) {
      for (String name : names) statement.execute("drop index " + name);
    }
    return definitions;
  }
}

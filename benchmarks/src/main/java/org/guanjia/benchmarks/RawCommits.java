package org.guanjia.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The raw limit of writing: a bare JDBC program that inserts the very rows the application wrote, into the same tables
 * with the same indexes, one commit for each of the application's transactions. Which rows belong together PostgreSQL
 * itself tells: those with the same {@code xmin}.
 */
final class RawCommits {

  private static final List<String> SCHEMAS = List.of("requests", "platform");
  /** Rows that come from reading and scheduled work, not from taking a request down. */
  private static final List<String> NOT_INTAKE = List.of("platform.session", "platform.attempt", "platform.audit_seal");

  private record Row(int table, List<String> values) {}

  private record Table(String name, List<String> columns, String insert) {}

  private final List<Table> tables = new ArrayList<>();
  private final Map<String, List<Row>> transactions = new LinkedHashMap<>();

  private RawCommits() {}

  /**
   * Reads the rows of all transactions that wrote a request.
   *
   * @param most how many transactions at most
   */
  static RawCommits read(Connection owner, int most) throws SQLException {
    var raw = new RawCommits();
    try (var statement = owner.createStatement();
        var rows = statement.executeQuery("select distinct xmin::text from requests.request limit " + most)) {
      while (rows.next()) raw.transactions.put(rows.getString(1), new ArrayList<>());
    }
    for (String table : tableNames(owner)) if (!NOT_INTAKE.contains(table)) raw.readTable(owner, table);
    raw.transactions.values().forEach(rows -> rows.sort((a, b) -> Integer.compare(a.table(), b.table())));
    return raw;
  }

  int transactionCount() {
    return transactions.size();
  }

  String describe() {
    var perTable = new LinkedHashMap<String, Integer>();
    transactions.values().iterator().next().forEach(row -> perTable.merge(tables.get(row.table()).name(), 1, Integer::sum));
    return perTable.toString();
  }

  /** Empties the tables that are written, so that both begin alike. */
  void empty(Connection owner) throws SQLException {
    try (var statement = owner.createStatement()) {
      statement.execute("set session_replication_role = replica");
      for (Table table : tables) statement.execute("truncate " + table.name() + " cascade");
      statement.execute("checkpoint");
    }
  }

  /** Inserts all transactions over so many connections; returns commits per second. */
  double insert(Callable<Connection> connect, int connections) throws Exception {
    var queue = new ConcurrentLinkedQueue<>(transactions.values());
    var done = new AtomicInteger();
    var opened = new ArrayList<Connection>();
    for (int i = 0; i < connections; i++) opened.add(connect.call());
    long begin = System.nanoTime();
    var threads = new ArrayList<Thread>();
    for (Connection connection : opened) {
      threads.add(Thread.ofPlatform().start(() -> work(connection, queue, done)));
    }
    for (Thread thread : threads) thread.join();
    double seconds = (System.nanoTime() - begin) / 1e9;
    for (Connection connection : opened) connection.close();
    if (done.get() != transactions.size()) throw new IllegalStateException("raw inserts failed");
    return done.get() / seconds;
  }

  private void work(Connection connection, ConcurrentLinkedQueue<List<Row>> queue, AtomicInteger done) {
    try {
      connection.setAutoCommit(false);
      var statements = new PreparedStatement[tables.size()];
      for (List<Row> transaction = queue.poll(); transaction != null; transaction = queue.poll()) {
        for (Row row : transaction) {
          PreparedStatement statement = statements[row.table()];
          if (statement == null) {
            statement = connection.prepareStatement(tables.get(row.table()).insert());
            statements[row.table()] = statement;
          }
          for (int i = 0; i < row.values().size(); i++) statement.setString(i + 1, row.values().get(i));
          statement.executeUpdate();
        }
        connection.commit();
        done.incrementAndGet();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void readTable(Connection owner, String name) throws SQLException {
    var columns = new ArrayList<String>();
    var types = new ArrayList<String>();
    try (var statement =
        owner.prepareStatement(
            "select attname, format_type(atttypid, atttypmod) from pg_attribute"
                + " where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''"
                + " order by attnum")) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add('"' + rows.getString(1) + '"');
          types.add(rows.getString(2));
        }
      }
    }
    var found = new ArrayList<Map.Entry<String, List<String>>>();
    try (var statement = owner.createStatement();
        var rows = statement.executeQuery("select xmin::text, " + String.join(", ", columns) + " from " + name)) {
      while (rows.next()) {
        if (!transactions.containsKey(rows.getString(1))) continue;
        var values = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) values.add(rows.getString(i + 2));
        found.add(Map.entry(rows.getString(1), values));
      }
    }
    if (found.isEmpty()) return;
    String marks = String.join(", ", types.stream().map(type -> "?::" + type).toList());
    String insert =
        "insert into " + name + " (" + String.join(", ", columns) + ") overriding system value values (" + marks + ")";
    tables.add(new Table(name, columns, insert));
    for (var entry : found) Objects.requireNonNull(transactions.get(entry.getKey())).add(new Row(tables.size() - 1, entry.getValue()));
  }

  /** requests.request first: the others refer to it. */
  private static List<String> tableNames(Connection owner) throws SQLException {
    var names = new ArrayList<String>();
    try (var statement =
        owner.prepareStatement(
            "select schemaname || '.' || tablename from pg_tables where schemaname = any (?)"
                + " order by tablename <> 'request', 1")) {
      statement.setArray(1, owner.createArrayOf("text", SCHEMAS.toArray()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) names.add(rows.getString(1));
      }
    }
    return names;
  }
}

package org.guanjia.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The raw limit of {@link LifecycleBenchmark}: one bare JDBC program that makes the same rows in the same four
 * transactions and the same look-up by words, with nothing of HTTP, rights, checks or deadlines around it.
 */
final class RawLifecycles {

  private static final int CONNECTIONS = 16;
  private static final long FIRST_ID = 30_000_000_000L;

  private RawLifecycles() {}

  /** Life cycles per second. */
  static double run(RunningTown town, Duration time) throws Exception {
    var done = new AtomicLong();
    var ids = new AtomicLong(FIRST_ID);
    long until = System.nanoTime() + time.toNanos();
    try (var workers = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) running.add(workers.submit(() -> work(town::owner, ids, done, until)));
      for (Future<?> worker : running) worker.get();
    }
    return done.get() / (time.toNanos() / 1e9);
  }

  private static Void work(Callable<Connection> connect, AtomicLong ids, AtomicLong done, long until) throws Exception {
    try (Connection connection = connect.call()) {
      connection.setAutoCommit(false);
      var program = new Program(connection);
      while (System.nanoTime() < until) {
        program.live(ids.getAndIncrement());
        done.incrementAndGet();
      }
    }
    return null;
  }

  private static final class Program {

    private final Connection connection;
    private final PreparedStatement create;
    private final PreparedStatement wording;
    private final PreparedStatement history;
    private final PreparedStatement audit;
    private final PreparedStatement idempotency;
    private final PreparedStatement lock;
    private final PreparedStatement update;
    private final PreparedStatement offer;
    private final PreparedStatement handle;
    private final PreparedStatement answer;
    private final PreparedStatement search;

    Program(Connection connection) throws SQLException {
      this.connection = connection;
      create =
          connection.prepareStatement(
              "insert into requests.request (town, id, code, state, channel, category, title, words, village, address,"
                  + " received_at, recorded_by, due_on) values ('" + RunningTown.TOWN + "', ?, ?, 'RECEIVED', 'SYSTEM',"
                  + " 'roads.surface', ?, ?, '441900103212', '环村路', now(), 'raw', current_date + 1)");
      wording =
          connection.prepareStatement(
              "insert into requests.wording (town, request_id, received_at, grams) select town, ?, now(), grams"
                  + " from requests.wording where town = '" + RunningTown.TOWN + "' and request_id ="
                  + " (select max(request_id) from requests.wording where town = '" + RunningTown.TOWN
                  + "' and request_id < " + FIRST_ID + ")");
      history =
          connection.prepareStatement(
              "insert into requests.history (town, request_id, at, actor, move, from_state, to_state) values ('"
                  + RunningTown.TOWN + "', ?, now(), 'raw', ?, ?, ?)");
      audit =
          connection.prepareStatement(
              "insert into platform.audit_entry (town, at, actor, action, subject_type, subject_id) values ('"
                  + RunningTown.TOWN + "', now(), 'raw', ?, 'request', ?)");
      idempotency =
          connection.prepareStatement(
              "insert into platform.idempotency (town, actor, key, answer, created_at) values ('" + RunningTown.TOWN
                  + "', 'raw', ?, ?, now())");
      lock =
          connection.prepareStatement(
              "select * from requests.request where town = '" + RunningTown.TOWN + "' and code = ? for update");
      update =
          connection.prepareStatement(
              "update requests.request set state = ?, version = version + 1, departments = '{"
                  + LifecycleBenchmark.DEPARTMENT + "}' where town = '" + RunningTown.TOWN + "' and id = ?");
      offer =
          connection.prepareStatement(
              "insert into requests.handling (town, request_id, department, lead, state, offered_at) values ('"
                  + RunningTown.TOWN + "', ?, '" + LifecycleBenchmark.DEPARTMENT + "', true, 'OFFERED', now())");
      handle =
          connection.prepareStatement(
              "update requests.handling set state = ?, officer = 'raw' where town = '" + RunningTown.TOWN
                  + "' and request_id = ? and department = '" + LifecycleBenchmark.DEPARTMENT + "'");
      answer =
          connection.prepareStatement(
              "insert into requests.answer (town, request_id, text, drafted_by, drafted_at) values ('"
                  + RunningTown.TOWN + "', ?, '路面已修补并压实，照片附后。', 'raw', now())");
      search =
          connection.prepareStatement(
              "select * from requests.request where town = '" + RunningTown.TOWN + "' and id in (select request_id"
                  + " from requests.wording where town = '" + RunningTown.TOWN + "' and grams @> (select grams[1:3]"
                  + " from requests.wording where town = '" + RunningTown.TOWN + "' and request_id = ?) limit 20)");
    }

    void live(long id) throws SQLException {
      String code = "R" + id;
      create.setLong(1, id);
      create.setString(2, code);
      create.setString(3, "路面坑洼");
      create.setString(4, "环村路小学门口路面有几个大坑，已经有十天了，希望尽快派人处理。" + id);
      create.executeUpdate();
      wording.setLong(1, id);
      wording.executeUpdate();
      commit(id, code, "RECEIVE", null, "RECEIVED");
      lock(code);
      offer.setLong(1, id);
      offer.executeUpdate();
      update(id, "IN_DEPARTMENT");
      commit(id, code, "HAND_OVER", "RECEIVED", "IN_DEPARTMENT");
      lock(code);
      handle(id, "ACCEPTED");
      update(id, "IN_DEPARTMENT");
      commit(id, code, "ACCEPT", "IN_DEPARTMENT", "IN_DEPARTMENT");
      lock(code);
      handle(id, "DONE");
      answer.setLong(1, id);
      answer.executeUpdate();
      update(id, "DONE");
      commit(id, code, "FINISH", "IN_DEPARTMENT", "DONE");
      search.setLong(1, id);
      search.executeQuery().close();
      connection.commit();
    }

    private void lock(String code) throws SQLException {
      lock.setString(1, code);
      lock.executeQuery().close();
    }

    private void update(long id, String state) throws SQLException {
      update.setString(1, state);
      update.setLong(2, id);
      update.executeUpdate();
    }

    private void handle(long id, String state) throws SQLException {
      handle.setString(1, state);
      handle.setLong(2, id);
      handle.executeUpdate();
    }

    private void commit(long id, String code, String move, @Nullable String from, String to)
        throws SQLException {
      history.setLong(1, id);
      history.setString(2, move);
      history.setString(3, from);
      history.setString(4, to);
      history.executeUpdate();
      audit.setString(1, "requests." + move.toLowerCase(Locale.ROOT));
      audit.setString(2, code);
      audit.executeUpdate();
      idempotency.setString(1, UUID.randomUUID().toString());
      idempotency.setString(2, code);
      idempotency.executeUpdate();
      connection.commit();
    }
  }
}

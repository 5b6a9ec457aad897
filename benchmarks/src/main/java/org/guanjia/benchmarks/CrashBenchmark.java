package org.guanjia.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * kill -9 under the load of {@link IntakeBenchmark}, start again, count. Twice: the application alone, and the
 * application with its database server at once. Requests whose answer never came are sent again under their keys, as a
 * browser's "send again" does; in the end every acknowledged request and every one sent again is there exactly once.
 */
final class CrashBenchmark implements Benchmark {

  private static final int CLIENTS = 64;

  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, Unanswered> unanswered = new ConcurrentHashMap<>();

  /** What was sent, and the browser that sent it: its cookies belong to the key. */
  private record Unanswered(String words, PublicForm browser) {}

  private interface Kill {
    void kill(RunningTown town) throws IOException, InterruptedException;
  }

  @Override
  public Result run(boolean small) throws Exception {
    int rounds = small ? 1 : 3;
    RunningTown town = RunningTown.fresh("crash");
    try {
      for (int round = 1; round <= rounds; round++) {
        town = killed(town, RunningTown::killApplication, "application", small);
        town = killed(town, RunningTown::killAll, "application and database", small);
      }
      return Result.higherIsBetter(count(town), 1.00);
    } finally {
      town.close();
    }
  }

  private RunningTown killed(RunningTown town, Kill kill, String what, boolean small) throws Exception {
    int before = acknowledged.size();
    var clients = new ArrayList<Thread>();
    for (int i = 0; i < CLIENTS; i++) {
      int number = i + acknowledged.size();
      clients.add(Thread.ofVirtual().start(() -> sendUntilDeath(town.port(), number)));
    }
    Thread.sleep(small ? 4_000 : 8_000);
    kill.kill(town);
    for (Thread client : clients) client.join();
    System.out.printf(
        "killed %s: %d acknowledged, %d without an answer%n", what, acknowledged.size() - before, unanswered.size());
    long begin = System.nanoTime();
    RunningTown again = RunningTown.again(town);
    System.out.printf("started again in %.1f s%n", (System.nanoTime() - begin) / 1e9);
    sendAgain(again.port());
    return again;
  }

  private void sendUntilDeath(int port, int number) {
    var random = new SplittableRandom(number);
    try (var form = new PublicForm(port)) {
      form.open();
      while (true) {
        String key = PublicForm.newKey();
        String words = Words.of(random, number) + key;
        unanswered.put(key, new Unanswered(words, form));
        if (!form.send(words, key)) continue;
        acknowledged.put(key, words);
        unanswered.remove(key);
      }
    } catch (IOException died) {
      // What was under way keeps its place among the unanswered.
    }
  }

  /** Twice each: what was done before the kill and what is done now must both be done once. */
  private void sendAgain(int port) throws IOException {
    for (Map.Entry<String, Unanswered> request : List.copyOf(unanswered.entrySet())) {
      try (var form = new PublicForm(port).as(request.getValue().browser())) {
        form.open();
        for (int i = 0; i < 2; i++) {
          if (!form.send(request.getValue().words(), request.getKey())) throw new IOException("refused after the start");
        }
        acknowledged.put(request.getKey(), request.getValue().words());
        unanswered.remove(request.getKey());
      }
    }
  }

  private double count(RunningTown town) throws SQLException, IOException {
    var found = new HashMap<String, Integer>();
    try (Connection owner = town.owner();
        var statement = owner.createStatement();
        var rows = statement.executeQuery("select words from requests.request")) {
      while (rows.next()) {
        String words = rows.getString(1);
        found.merge(words.substring(words.length() - 36), 1, Integer::sum);
      }
      checkHistory(owner);
    }
    long once = acknowledged.keySet().stream().filter(key -> found.getOrDefault(key, 0) == 1).count();
    long twice = found.values().stream().filter(times -> times > 1).count();
    long lost = acknowledged.keySet().stream().filter(key -> !found.containsKey(key)).count();
    long unknown = found.keySet().stream().filter(key -> !acknowledged.containsKey(key)).count();
    System.out.printf(
        "acknowledged %d: found once %d, lost %d, twice %d; not acknowledged yet found %d%n", acknowledged.size(), once,
        lost, twice, unknown);
    return twice > 0 || unknown > 0 ? 0 : (double) once / acknowledged.size();
  }

  /** Nothing half done: each request has its history and its audit entry. */
  private static void checkHistory(Connection owner) throws SQLException {
    try (var statement = owner.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) filter (where not exists (select from requests.history h"
                    + "   where h.town = r.town and h.request_id = r.id)),"
                    + " count(*) filter (where not exists (select from platform.audit_entry a"
                    + "   where a.town = r.town and a.subject_id = r.code))"
                    + " from requests.request r")) {
      rows.next();
      if (rows.getLong(1) + rows.getLong(2) > 0) {
        throw new IllegalStateException("half done: " + rows.getLong(1) + " without history, " + rows.getLong(2) + " without audit");
      }
    }
  }
}

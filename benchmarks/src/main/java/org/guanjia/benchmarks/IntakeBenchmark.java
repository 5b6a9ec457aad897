package org.guanjia.benchmarks;

import java.sql.Connection;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Intake of requests by the public, photo-less form: 64 clients against the real application, beside a bare JDBC program
 * that inserts the very same rows with a commit for each request, at the number of connections that suits it best.
 */
final class IntakeBenchmark implements Benchmark {

  private static final int CLIENTS = 64;
  private static final double TARGET = 0.40;
  private static final int RAW_TRANSACTIONS_MAX = 20_000;
  private static final int[] RAW_CONNECTIONS = {2, 4, 8, 16, 32, 64};

  @Override
  public Result run(boolean small) throws Exception {
    // On two cores the JIT compiler needs a minute and a half under load before it lets the application have them.
    Duration warmUp = Duration.ofSeconds(small ? 8 : 90);
    Duration measured = Duration.ofSeconds(small ? 8 : 30);
    try (RunningTown town = RunningTown.fresh("intake")) {
      PublicLoad.run(town.port(), CLIENTS, warmUp, new Latencies());
      var latencies = new Latencies();
      Duration before = town.processorTime();
      long begin = System.nanoTime();
      PublicLoad.run(town.port(), CLIENTS, measured, latencies);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double rate = latencies.count() / seconds;
      double processor = town.processorTime().minus(before).toNanos() / 1e6 / Math.max(1, latencies.count());
      System.out.printf(
          "by HTTP: %d clients, %d acknowledged in %.1f s = %.0f/s; %s; %.2f ms of processor time each in the JVM;"
              + " %d times told to come again%n",
          CLIENTS, latencies.count(), seconds, rate, latencies, processor, PublicLoad.REFUSED.get());
      double raw = rawLimit(town, small);
      return Result.higherIsBetter(rate / raw, TARGET);
    }
  }

  private static double rawLimit(RunningTown town, boolean small) throws Exception {
    town.freeze();
    try (Connection owner = town.owner()) {
      RawCommits rows = RawCommits.read(owner, small ? 4_000 : RAW_TRANSACTIONS_MAX);
      System.out.printf("rows of one request: %s%n", rows.describe());
      double best = 0;
      for (int connections : RAW_CONNECTIONS) {
        rows.empty(owner);
        double rate = rows.insert(town::owner, connections);
        System.out.printf("bare JDBC, %d connections: %.0f commits/s (%d)%n", connections, rate, rows.transactionCount());
        best = Math.max(best, rate);
      }
      return best;
    } finally {
      town.thaw();
    }
  }

  /** The clients of the public form. */
  static final class PublicLoad {

    private static final AtomicLong NUMBER = new AtomicLong();
    private static final AtomicLong REFUSED = new AtomicLong();
    private static final int COME_AGAIN_MILLIS = 500;

    private PublicLoad() {}

    /** Each client opens the form once, as a browser does, and then sends requests, each under a key of its own. */
    static void run(int port, int clients, Duration time, Latencies latencies) throws Exception {
      Load.run(
          clients,
          time,
          (number, until) -> {
            var random = new SplittableRandom(number);
            try (var form = new PublicForm(port)) {
              form.open();
              while (System.nanoTime() < until) {
                String words = Words.of(random, NUMBER.incrementAndGet());
                String key = PublicForm.newKey();
                long begin = System.nanoTime();
                while (!form.send(words, key)) {
                  REFUSED.incrementAndGet();
                  Thread.sleep(COME_AGAIN_MILLIS);
                }
                latencies.add(System.nanoTime() - begin);
              }
            }
          });
    }
  }
}

package org.guanjia.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Clients that do the same again and again, each on a virtual thread of its own. */
final class Load {

  /** What one client does; it ends when the time is up. */
  interface Client {
    void run(int number, long untilNanos) throws Exception;
  }

  private Load() {}

  /** Runs the clients for that long; throws what the first of them threw. */
  static void run(int clients, Duration time, Client client) throws Exception {
    var ready = new CountDownLatch(1);
    var failure = new AtomicReference<@Nullable Exception>();
    long[] until = new long[1];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      int number = i;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      ready.await();
                      client.run(number, until[0]);
                    } catch (Exception e) {
                      failure.compareAndSet(null, e);
                    }
                  }));
    }
    until[0] = System.nanoTime() + time.toNanos();
    ready.countDown();
    for (Thread thread : threads) thread.join();
    Exception first = failure.get();
    if (first != null) throw first;
  }
}

package org.guanjia.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Times taken, in nanoseconds; safe for many threads. */
final class Latencies {

  private long[] nanos = new long[1 << 16];
  private int count = 0;

  synchronized void add(long took) {
    if (count == nanos.length) nanos = Arrays.copyOf(nanos, 2 * count);
    nanos[count++] = took;
  }

  synchronized int count() {
    return count;
  }

  /** The time within which that share of all was done, in milliseconds; 0 when there was none. */
  synchronized double percentile(double share) {
    if (count == 0) return 0;
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1, Math.floor(share * count))] / 1e6;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms", percentile(0.5), percentile(0.95),
        percentile(0.99), percentile(1));
  }
}

package org.guanjia.benchmarks;

import java.util.SplittableRandom;

/** Opening the register as of a past day, beside opening it as of today: first pages of it all, of a village, and of a name, in turn. */
final class AsOfBenchmark implements Benchmark {

  private static final double TIMES_TODAY_MAX = 3;
  private static final String[] PAGES = {"/people?", "/people?village=441900103212&", "/people?q=%E6%9D%8E&", "/people?q=zx&"};

  @Override
  public Result run(boolean small) throws Exception {
    int looks = small ? 100 : 1_000;
    double worst = 0;
    try (RegisterTown register = RegisterTown.filled(small ? 20_000 : 1_000_000)) {
      for (String path : PAGES) {
        measured(register.wire(), path, looks / 2);
        Latencies[] both = measured(register.wire(), path, looks);
        double ratio = both[1].percentile(0.99) / both[0].percentile(0.99);
        System.out.printf("%s today: %s; as of a day in 2018 to 2021: %s; p99 %.2f times, p50 %.2f times%n", path, both[0], both[1], ratio,
            both[1].percentile(0.5) / both[0].percentile(0.5));
        worst = Math.max(worst, ratio);
      }
    }
    return Result.lowerIsBetter(worst, TIMES_TODAY_MAX);
  }

  private static Latencies[] measured(Wire wire, String path, int looks) throws Exception {
    var random = new SplittableRandom(3);
    Latencies[] both = {new Latencies(), new Latencies()};
    for (int i = 0; i < looks; i++) {
      String day = "day=%d-%02d-01".formatted(2018 + random.nextInt(4), 1 + random.nextInt(12));
      String[] paths = {path, path + day};
      for (int side = 0; side < 2; side++) {
        long begin = System.nanoTime();
        Wire.Answer answer = wire.get(paths[side]);
        both[side].add(System.nanoTime() - begin);
        if (answer.status() != 200) throw new IllegalStateException(paths[side] + ": " + answer.status());
      }
    }
    return both;
  }
}

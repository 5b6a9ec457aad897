package org.guanjia.synthetic;

import java.util.SplittableRandom;

/** Random numbers that depend on nothing but where they are needed. */
final class Random {

  private Random() {}

  /** Spreads neighbouring numbers over all longs, each to one of its own (the finalizer of MurmurHash3). */
  static long mix(long number) {
    long mixed = (number ^ number >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }

  /** The source for that place in that plan. */
  static SplittableRandom of(long seed, long purpose, long place) {
    return new SplittableRandom(mix(mix(mix(seed) + purpose) + place));
  }

  static boolean chance(SplittableRandom random, double share) {
    return random.nextDouble() < share;
  }

  /** From and to are both possible. */
  static int between(SplittableRandom random, int from, int to) {
    return from + random.nextInt(to - from + 1);
  }
}

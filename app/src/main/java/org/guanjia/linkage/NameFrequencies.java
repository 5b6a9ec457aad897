package org.guanjia.linkage;

/**
 * How many people of a register bear a name: that two are called 张伟 tells little, that two are called 仝犇 nearly all. Counted in a sketch of
 * fixed size (4 MiB), whatever the register's: a name may be taken for a little more frequent than it is, never for rarer.
 */
public final class NameFrequencies {

  private static final int ROWS = 2;
  private static final int CELLS = 1 << 19;

  /** A name nobody bears yet is not proof itself: its share is never taken below this. */
  private static final double SHARE_MIN = 1.0 / (1 << 17);

  private final int[] counts = new int[ROWS * CELLS];
  private long total;

  /** Counts one person. Not safe for several threads: count first, then ask. */
  public void add(String name) {
    String normal = PersonNames.normal(name);
    for (int row = 0; row < ROWS; row++) counts[cell(normal, row)]++;
    total++;
  }

  /** The part of the people who bear that name in any writing, between 0 and 1; that of a usual name as long as nobody was counted. */
  double share(String normal) {
    if (total == 0) return Weights.TYPICAL.u(Level.NAME_SAME);
    int count = Integer.MAX_VALUE;
    for (int row = 0; row < ROWS; row++) count = Math.min(count, counts[cell(normal, row)]);
    return Math.max(SHARE_MIN, (double) count / total);
  }

  private static int cell(String normal, int row) {
    int mixed = (normal.hashCode() ^ row * 0x5bd1_e995) * 0x9e37_79b9;
    return row * CELLS + (mixed >>> 13);
  }
}

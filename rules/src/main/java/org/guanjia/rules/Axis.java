package org.guanjia.rules;

import java.util.TreeSet;

/**
 * The values of a raw fact, cut into cells within which no condition of a table changes its answer. Cell 0 is the unknown, cell i from 1 on holds the
 * values from {@code starts[i - 1]} up to the next start.
 */
final class Axis {

  private static final int TABLE_MAX = 1 << 17;
  private static final int FEW = 3;

  final Fact fact;
  final long[] starts;
  private final short[] table;
  private final long tableFrom;

  Axis(Fact fact, TreeSet<Long> cuts) {
    this.fact = fact;
    TreeSet<Long> within = new TreeSet<>(cuts.tailSet(first(fact), false));
    if (fact.kind() != Fact.Kind.DATE) {
      within.removeIf(cut -> cut > fact.most());
    }
    within.add(first(fact));
    this.starts = within.stream().mapToLong(Long::longValue).toArray();
    long last = starts[starts.length - 1] == Facts.NONE && starts.length > 1 ? starts[starts.length - 2] : starts[starts.length - 1];
    boolean worth = starts.length > FEW && last - starts[1] < TABLE_MAX && starts[starts.length - 1] != Facts.NONE;
    this.tableFrom = worth ? starts[1] - 1 : 0;
    this.table = new short[worth ? (int) (last - starts[1]) + 2 : 0];
    for (int i = 0; i < table.length; i++) {
      table[i] = (short) searched(tableFrom + i);
    }
  }

  private static long first(Fact fact) {
    return fact.kind() == Fact.Kind.DATE ? Long.MIN_VALUE + 1 : fact.least();
  }

  int cells() {
    return starts.length + 1;
  }

  int cell(long held) {
    if (held == Facts.UNKNOWN) {
      return 0;
    }
    return table.length > 0 ? table[(int) Math.clamp(held - tableFrom, 0L, table.length - 1L)] : searched(held);
  }

  private int searched(long held) {
    int cell = 1;
    if (starts.length <= FEW + 1) {
      for (int i = 1; i < starts.length; i++) {
        cell += held >= starts[i] ? 1 : 0;
      }
      return cell;
    }
    int at = java.util.Arrays.binarySearch(starts, held);
    return Math.max(1, at >= 0 ? at + 1 : -at - 1);
  }

  /** A value within a cell from 1 on, as typical as any. */
  long example(int cell) {
    if (cell > 1 || fact.kind() != Fact.Kind.DATE) {
      return starts[cell - 1];
    }
    return starts.length > 1 && starts[1] != Facts.NONE ? starts[1] - 1 : 0;
  }

  /** The last value of a cell. */
  long last(int cell) {
    if (fact.kind() != Fact.Kind.DATE) {
      return cell < starts.length ? starts[cell] - 1 : fact.most();
    }
    return cell < starts.length && starts[cell] != Facts.NONE ? starts[cell] - 1 : Math.max(starts[cell - 1], Cuts.LAST_DAY);
  }

  /** Adds {@code stride} times the cell of each person to {@code states}. */
  void add(long[] column, int from, int count, int stride, int[] states) {
    for (int i = 0; i < count; i++) {
      states[i] += stride * cell(column[from + i]);
    }
  }
}

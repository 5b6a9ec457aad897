package org.guanjia.rules;

import org.jspecify.annotations.Nullable;

/** FEEL's relations of points and ranges. */
final class Ranges {

  private Ranges() {
  }

  /** Whether the first, a point or a range, ends before the second begins. */
  static @Nullable Boolean before(@Nullable Object a, @Nullable Object b) {
    Object end = a instanceof Range range ? range.high() : a;
    Object start = b instanceof Range range ? range.low() : b;
    boolean touching = (!(a instanceof Range x) || x.highClosed()) && (!(b instanceof Range y) || y.lowClosed());
    return touching ? Values.less(end, start) : Values.atMost(end, start);
  }

  static @Nullable Boolean includes(@Nullable Object range, @Nullable Object of) {
    if (!(range instanceof Range outer)) {
      return null;
    }
    if (!(of instanceof Range inner)) {
      return outer.contains(of);
    }
    Boolean low = outer.lowClosed() || !inner.lowClosed() ? Values.atMost(outer.low(), inner.low()) : Values.less(outer.low(), inner.low());
    Boolean high = outer.highClosed() || !inner.highClosed() ? Values.atMost(inner.high(), outer.high()) : Values.less(inner.high(), outer.high());
    return Values.and(low, high);
  }
}

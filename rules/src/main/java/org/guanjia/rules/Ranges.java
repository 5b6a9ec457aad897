package org.guanjia.rules;

import org.jspecify.annotations.Nullable;

/** FEEL's relations of points and ranges (DMN 1.5, 10.3.4.7): each is null where the two are of the wrong kind or do not compare. */
final class Ranges {

  /** One end of a range, or a point; {@code infinite} is -1 or 1 where the range has no such end. */
  private record End(@Nullable Object value, int infinite, boolean included) {

    static End low(@Nullable Object of) {
      return of instanceof Range range ? new End(range.low(), range.lowOpenEnded() ? -1 : 0, range.lowClosed()) : new End(of, 0, true);
    }

    static End high(@Nullable Object of) {
      return of instanceof Range range ? new End(range.high(), range.highOpenEnded() ? 1 : 0, range.highClosed()) : new End(of, 0, true);
    }

    @Nullable Integer order(End other) {
      return infinite != 0 || other.infinite != 0 ? Integer.valueOf(Integer.compare(infinite, other.infinite)) : Values.order(value, other.value);
    }
  }

  private Ranges() {
  }

  /**
   * Whether one range's end does not reach beyond another's.
   *
   * @param order below zero where the inner one lies further inside
   */
  private static boolean within(int order, End inner, End outer) {
    return order < 0 || order == 0 && (!inner.included || outer.included);
  }

  /** Whether the first, a point or a range, ends before the second begins. */
  static @Nullable Boolean before(@Nullable Object a, @Nullable Object b) {
    End end = End.high(a);
    End start = End.low(b);
    Integer order = end.order(start);
    return order == null ? null : order < 0 || order == 0 && !(end.included && start.included);
  }

  static @Nullable Boolean meets(@Nullable Object a, @Nullable Object b) {
    if (!(a instanceof Range) || !(b instanceof Range)) {
      return null;
    }
    Integer order = End.high(a).order(End.low(b));
    return order == null ? null : order == 0 && End.high(a).included && End.low(b).included;
  }

  static @Nullable Boolean overlaps(@Nullable Object a, @Nullable Object b) {
    return a instanceof Range && b instanceof Range ? Values.and(Values.not(before(a, b)), Values.not(before(b, a))) : null;
  }

  static @Nullable Boolean overlapsBefore(@Nullable Object a, @Nullable Object b) {
    if (!(a instanceof Range) || !(b instanceof Range)) {
      return null;
    }
    Integer starts = End.low(a).order(End.low(b));
    Integer ends = End.high(a).order(End.high(b));
    if (starts == null || ends == null) {
      return null;
    }
    boolean startsBefore = starts < 0 || starts == 0 && End.low(a).included && !End.low(b).included;
    return Values.and(Values.not(before(a, b)), startsBefore && within(ends, End.high(a), End.high(b)));
  }

  static @Nullable Boolean includes(@Nullable Object outer, @Nullable Object of) {
    if (!(outer instanceof Range)) {
      return null;
    }
    Integer low = End.low(outer).order(End.low(of));
    Integer high = End.high(outer).order(End.high(of));
    if (low == null || high == null) {
      return null;
    }
    return within(low, End.low(of), End.low(outer)) && within(-high, End.high(of), End.high(outer));
  }

  static @Nullable Boolean starts(@Nullable Object a, @Nullable Object b) {
    if (!(b instanceof Range)) {
      return null;
    }
    Integer starts = End.low(a).order(End.low(b));
    Integer ends = End.high(a).order(End.high(b));
    if (starts == null || ends == null) {
      return null;
    }
    boolean together = starts == 0 && End.low(a).included == End.low(b).included;
    return together && (!(a instanceof Range) || within(ends, End.high(a), End.high(b)));
  }

  static @Nullable Boolean finishes(@Nullable Object a, @Nullable Object b) {
    if (!(b instanceof Range)) {
      return null;
    }
    Integer starts = End.low(a).order(End.low(b));
    Integer ends = End.high(a).order(End.high(b));
    if (starts == null || ends == null) {
      return null;
    }
    boolean together = ends == 0 && End.high(a).included == End.high(b).included;
    return together && (!(a instanceof Range) || within(-starts, End.low(a), End.low(b)));
  }
}

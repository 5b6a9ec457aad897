package org.guanjia.rules;

import org.jspecify.annotations.Nullable;

/** A range of FEEL; an end that is null is open to infinity where {@code lowOpenEnded} or {@code highOpenEnded} says so, else it is an error's null. */
record Range(boolean lowClosed, @Nullable Object low, @Nullable Object high, boolean highClosed, boolean lowOpenEnded, boolean highOpenEnded) {

  /** Whether the value lies within; null where the two do not compare. */
  @Nullable Boolean contains(@Nullable Object value) {
    Boolean above = lowOpenEnded ? Boolean.TRUE : lowClosed ? Values.atMost(low, value) : Values.less(low, value);
    Boolean below = highOpenEnded ? Boolean.TRUE : highClosed ? Values.atMost(value, high) : Values.less(value, high);
    return Values.and(above, below);
  }
}

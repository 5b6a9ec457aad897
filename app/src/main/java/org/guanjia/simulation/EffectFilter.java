package org.guanjia.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Which persons of a simulation a list shows; null for all.
 *
 * @param village code, or {@link #NONE}
 * @param sex MALE, FEMALE or {@link #NONE}
 */
record EffectFilter(@Nullable String programme, Effect.@Nullable Kind kind, @Nullable String village, @Nullable AgeGroup ages, @Nullable String sex) {

  static final EffectFilter ALL = new EffectFilter(null, null, null, null, null);
  /** No village, or no known sex. */
  static final String NONE = "none";

  /** The last one of a page. */
  record Place(long person, String programme) {}

  boolean active() {
    return !equals(ALL);
  }
}

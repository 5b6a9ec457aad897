package org.guanjia.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a value comes to when it is unfolded, and what in it is unknown. Lists within lists share their parts, so that twenty short lines can make a value
 * that nobody ever finishes to compare or to write out: each list, context and result of a function is weighed when it is made.
 */
final class Weight {

  private static final int MAX = 100_000;
  private static final int DEPTH_MAX = 100;
  private static final int CHARACTERS = 16;

  private int taken;
  private boolean open;
  private long facts;

  /** @throws FeelException when it is too heavy or too deep */
  Weight add(@Nullable Object value) {
    add(value, 0);
    return this;
  }

  private void add(@Nullable Object value, int depth) {
    taken += value instanceof String text ? 1 + text.length() / CHARACTERS : 1;
    if (taken > MAX || depth > DEPTH_MAX) {
      throw new FeelException(Problem.Kind.TOO_COMPLEX, "a value of more than " + MAX + " parts, or nested deeper than " + DEPTH_MAX);
    }
    switch (value) {
      case Unknown unknown -> {
        open = true;
        facts |= unknown.facts();
      }
      case List<?> list -> list.forEach(item -> add(item, depth + 1));
      case Map<?, ?> context -> context.forEach((key, entry) -> {
        add(key, depth + 1);
        add(entry, depth + 1);
      });
      case null, default -> {
        // a single value
      }
    }
  }

  int taken() {
    return taken;
  }

  /** The facts on which some part hangs, or null. */
  @Nullable Unknown unknown() {
    return open ? new Unknown(facts) : null;
  }

  /** Whether it is worth weighing. */
  static boolean composed(@Nullable Object value) {
    return value instanceof List || value instanceof Map || value instanceof String text && text.length() > CHARACTERS;
  }
}

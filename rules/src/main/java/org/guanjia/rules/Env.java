package org.guanjia.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of the names in scope, and the steps an evaluation may still take. */
final class Env {

  /** More than any honest table needs, few enough to end within a second. */
  private static final int STEPS_MAX = 1_000_000;

  /** Where a name's value is made when it is asked for the first time. */
  interface Source {
    @Nullable Object value(String name, Env asked);
  }

  /** A function of the model (business knowledge). */
  record Function(List<String> parameters, Expr body, Env closure) {
  }

  private final @Nullable Env outer;
  private final Map<String, @Nullable Object> values = new HashMap<>();
  private final @Nullable Source source;
  private final int[] steps;

  private Env(@Nullable Env outer, @Nullable Source source, int[] steps) {
    this.outer = outer;
    this.source = source;
    this.steps = steps;
  }

  static Env empty() {
    return new Env(null, null, new int[1]);
  }

  static Env of(Source source) {
    return new Env(null, source, new int[1]);
  }

  Env inner() {
    return new Env(this, null, steps);
  }

  /** A scope of its own that counts on the same steps. */
  Env apart(Source of) {
    return new Env(null, of, steps);
  }

  Env with(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }

  @Nullable Object value(String name) {
    if (values.containsKey(name)) {
      return values.get(name);
    } else if (source != null) {
      Object made = source.value(name, this);
      values.put(name, made);
      return made;
    }
    return outer == null ? null : outer.value(name);
  }

  void step() {
    if (++steps[0] > STEPS_MAX) {
      throw new FeelException(Problem.Kind.TOO_COMPLEX, "more than " + STEPS_MAX + " steps");
    }
  }
}

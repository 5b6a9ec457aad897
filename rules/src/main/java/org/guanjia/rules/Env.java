package org.guanjia.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of the names in scope, and the steps an evaluation may still take. */
final class Env {

  /** More than any honest table needs, few enough to end within a second. */
  private static final int STEPS_MAX = 1_000_000;
  private static final int LITERAL_STEPS_MAX = 10_000;
  /** What a thread's stack holds with ease. */
  private static final int DEPTH_MAX = 800;

  /** Where a name's value is made when it is asked for the first time. */
  interface Source {
    @Nullable Object value(String name, Env asked);
  }

  /** A function: business knowledge of the model, or one that stands in an expression. */
  record Function(List<Expr.Parameter> parameters, Expr body, Env closure) {
  }

  private final @Nullable Env outer;
  private final Map<String, @Nullable Object> values = new HashMap<>();
  private final @Nullable Source source;
  private final Spent steps;

  private Env(@Nullable Env outer, @Nullable Source source, Spent steps) {
    this.outer = outer;
    this.source = source;
    this.steps = steps;
  }

  static Env empty() {
    return new Env(null, null, new Spent(STEPS_MAX));
  }

  /** For a value that is written out: there may be thousands of them in a programme. */
  static Env literal() {
    return new Env(null, null, new Spent(LITERAL_STEPS_MAX));
  }

  static Env of(Source source) {
    return new Env(null, source, new Spent(STEPS_MAX));
  }

  Env inner() {
    return new Env(this, null, steps);
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

  /** Into an expression; each is left by {@link #leave}. @throws FeelException when it goes too deep or has taken too long */
  void enter() {
    spend(1);
    if (++steps.depth > DEPTH_MAX) {
      throw new FeelException(Problem.Kind.TOO_COMPLEX, "decisions nested deeper than " + DEPTH_MAX + " expressions");
    }
  }

  void leave() {
    steps.depth--;
  }

  /** For what takes longer the larger its operands are. @throws FeelException when it has taken too long */
  void spend(int more) {
    steps.taken = (int) Math.min(Integer.MAX_VALUE, (long) steps.taken + more);
    if (steps.taken > steps.most) {
      throw new FeelException(Problem.Kind.TOO_COMPLEX, "more than " + steps.most + " steps");
    }
  }

  /** The steps taken so far. */
  int steps() {
    return steps.taken;
  }

  private static final class Spent {
    private final int most;
    private int taken;
    private int depth;

    Spent(int most) {
      this.most = most;
    }
  }
}

package org.guanjia.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What FEEL iterates: {@code for}, {@code some} and {@code every}. */
final class Loops {

  private Loops() {
  }

  static @Nullable Object loop(Expr.For loop, Env env) {
    List<@Nullable Object> results = new ArrayList<>();
    Object fault = iterate(loop.over(), 0, env, inner -> results.add(Interpreter.value(loop.body(), inner.inner().with("partial", new Sofar(results)))));
    long unknown = results.stream().mapToLong(Unknown::facts).reduce(0, (a, b) -> a | b);
    return fault != null ? (Unknown.is(fault) ? fault : null) : results.stream().anyMatch(Unknown::is) ? new Unknown(unknown)
        : Interpreter.weighed(results, env);
  }

  static @Nullable Object quantified(Expr.Quantified quantified, Env env) {
    Object[] result = {quantified.every()};
    Object fault = iterate(quantified.over(), 0, env, inner -> {
      Object holds = Interpreter.truth(Interpreter.value(quantified.satisfies(), inner));
      result[0] = quantified.every() ? Interpreter.both(result[0], holds) : Interpreter.either(result[0], holds);
    });
    return fault == null ? result[0] : Unknown.is(fault) ? fault : null;
  }

  /** The results so far: what is added later is not seen. */
  private static final class Sofar extends AbstractList<@Nullable Object> {
    private final List<@Nullable Object> results;
    private final int size;

    Sofar(List<@Nullable Object> results) {
      this.results = results;
      this.size = results.size();
    }

    @Override
    public @Nullable Object get(int index) {
      return results.get(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
      return size;
    }
  }

  private interface Body {
    void run(Env env);
  }

  /** Runs the body for each combination. @return null when all went well, {@link Unknown} or {@code false} when there was nothing to iterate over */
  private static @Nullable Object iterate(List<Expr.Iteration> over, int place, Env env, Body body) {
    if (place == over.size()) {
      body.run(env);
      return null;
    }
    Expr.Iteration iteration = over.get(place);
    Object items = Interpreter.value(iteration.list(), env);
    items = iteration.end() != null ? steps(items, Interpreter.value(iteration.end(), env)) : items instanceof Range range ? within(range) : items;
    if (Unknown.is(items)) {
      return items;
    } else if (!(items instanceof List<?> list)) {
      return items == null ? Boolean.FALSE : iterate(over, place + 1, env.inner().with(iteration.name(), items), body);
    } else {
      for (Object item : list) {
        Object fault = iterate(over, place + 1, env.inner().with(iteration.name(), item), body);
        if (fault != null) {
          return fault;
        }
      }
      return null;
    }
  }

  /** What a range of whole numbers or of days holds. */
  private static @Nullable Object within(Range range) {
    if (!(steps(range.low(), range.high()) instanceof List<?> all)) {
      return null;
    }
    int from = range.lowClosed() ? 0 : 1;
    return all.subList(Math.min(from, all.size()), Math.max(Math.min(from, all.size()), all.size() - (range.highClosed() ? 0 : 1)));
  }

  /** Whole numbers or days from one to the other, upwards or downwards. */
  private static @Nullable Object steps(@Nullable Object from, @Nullable Object to) {
    if (Unknown.is(from) || Unknown.is(to)) {
      return Unknown.of(from, to);
    } else if (from instanceof LocalDate first && to instanceof LocalDate last) {
      return counted(BigDecimal.valueOf(first.toEpochDay()), BigDecimal.valueOf(last.toEpochDay()), day -> LocalDate.ofEpochDay(day.longValueExact()));
    }
    return from instanceof BigDecimal low && to instanceof BigDecimal high && whole(low) && whole(high) ? counted(low, high, number -> number) : null;
  }

  private static boolean whole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  private static List<Object> counted(BigDecimal low, BigDecimal high, Function<BigDecimal, Object> each) {
    if (high.subtract(low).abs().compareTo(BigDecimal.valueOf(Interpreter.ITEMS_MAX)) > 0) {
      throw new FeelException(Problem.Kind.TOO_COMPLEX, "more than " + Interpreter.ITEMS_MAX + " items");
    }
    List<Object> items = new ArrayList<>();
    BigDecimal step = BigDecimal.valueOf(high.compareTo(low) < 0 ? -1 : 1);
    for (BigDecimal n = low; n.compareTo(high) * step.signum() <= 0; n = n.add(step)) {
      items.add(each.apply(n));
    }
    return items;
  }
}

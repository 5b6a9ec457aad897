package org.guanjia.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What FEEL iterates: {@code for}, {@code some} and {@code every}. */
final class Loops {

  private Loops() {
  }

  static @Nullable Object loop(Expr.For loop, Env env) {
    List<@Nullable Object> results = new ArrayList<>();
    Env scope = env.inner().with("partial", results);
    Object fault = iterate(loop.over(), 0, scope, inner -> {
      results.add(Interpreter.value(loop.body(), inner));
    });
    long unknown = results.stream().mapToLong(Unknown::facts).reduce(0, (a, b) -> a | b);
    return fault != null ? (Unknown.is(fault) ? fault : null) : results.stream().anyMatch(Unknown::is) ? new Unknown(unknown) : results;
  }

  static @Nullable Object quantified(Expr.Quantified quantified, Env env) {
    Object[] result = {quantified.every()};
    Object fault = iterate(quantified.over(), 0, env, inner -> {
      Object holds = Interpreter.truth(Interpreter.value(quantified.satisfies(), inner));
      result[0] = quantified.every() ? Interpreter.both(result[0], holds) : Interpreter.either(result[0], holds);
    });
    return fault == null ? result[0] : Unknown.is(fault) ? fault : null;
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
    Object items = iteration.end() == null ? Interpreter.value(iteration.list(), env) : numbers(Interpreter.value(iteration.list(), env), Interpreter.value(iteration.end(), env));
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

  private static @Nullable Object numbers(@Nullable Object from, @Nullable Object to) {
    if (Unknown.is(from) || Unknown.is(to)) {
      return Unknown.of(from, to);
    } else if (!(from instanceof BigDecimal low) || !(to instanceof BigDecimal high)) {
      return null;
    } else if (high.subtract(low).abs().compareTo(BigDecimal.valueOf(Interpreter.ITEMS_MAX)) > 0) {
      throw new FeelException(Problem.Kind.TOO_COMPLEX, "more than " + Interpreter.ITEMS_MAX + " items");
    } else {
      List<Object> numbers = new ArrayList<>();
      BigDecimal step = BigDecimal.valueOf(high.compareTo(low) < 0 ? -1 : 1);
      for (BigDecimal n = low; n.compareTo(high) * step.signum() <= 0; n = n.add(step)) {
        numbers.add(n);
      }
      return numbers;
    }
  }
}

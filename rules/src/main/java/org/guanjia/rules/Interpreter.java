package org.guanjia.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of FEEL, with one value more than the standard has: {@link Unknown}, that of a fact nobody has said. It goes through every operation, except
 * where the known operands settle the result ({@code false and x}, {@code true or x}, an {@code if} whose branches agree).
 */
final class Interpreter {

  private static final String TESTED = "?";
  static final int ITEMS_MAX = 10_000;
  static final int TEXT_MAX = 100_000;
  private static final int TEXT_STEP = 16;

  private Interpreter() {
  }

  static @Nullable Object value(Expr expr, Env env) {
    env.enter();
    Object value = bounded(evaluated(expr, env));
    env.leave();
    return value;
  }

  /** What doubles itself by calls within calls ends here. */
  private static @Nullable Object bounded(@Nullable Object value) {
    if (value instanceof String text && text.length() > TEXT_MAX || value instanceof List<?> list && list.size() > ITEMS_MAX) {
      throw new FeelException(Problem.Kind.TOO_COMPLEX, "a value of more than " + TEXT_MAX + " characters or " + ITEMS_MAX + " items");
    }
    return value;
  }

  private static @Nullable Object evaluated(Expr expr, Env env) {
    return switch (expr) {
      case Expr.Literal literal -> literal.value();
      case Expr.Name name -> env.value(name.name());
      case Expr.Tested tested -> env.value(TESTED);
      case Expr.Property property -> property(value(property.of(), env), property.name());
      case Expr.Negated negated -> {
        Object of = value(negated.of(), env);
        yield Unknown.is(of) ? of : Values.negated(of);
      }
      case Expr.Arithmetic a -> {
        Object left = value(a.left(), env);
        Object right = value(a.right(), env);
        env.spend(a.sign() == '^' ? Powers.steps(right) : left instanceof String text ? text.length() / TEXT_STEP : 0);
        yield Unknown.is(left) || Unknown.is(right) ? Unknown.of(left, right) : Values.arithmetic(a.sign(), left, right);
      }
      case Expr.Compared c -> compared(c.by(), value(c.left(), env), value(c.right(), env), env);
      case Expr.And and -> and(truth(value(and.left(), env)), and.right(), env);
      case Expr.Or or -> or(truth(value(or.left(), env)), or.right(), env);
      case Expr.If conditional -> conditional(conditional, env);
      case Expr.Between b -> {
        Object of = value(b.of(), env);
        yield both(compared(Expr.Comparison.LESS_OR_EQUAL, value(b.low(), env), of, env),
            compared(Expr.Comparison.LESS_OR_EQUAL, of, value(b.high(), env), env));
      }
      case Expr.In in -> test(in.tests(), value(in.of(), env), env);
      case Expr.For loop -> Loops.loop(loop, env);
      case Expr.Quantified quantified -> Loops.quantified(quantified, env);
      case Expr.ListOf list -> list(list.items(), env);
      case Expr.ContextOf context -> context(context, env);
      case Expr.RangeOf range -> range(range, env);
      case Expr.Filtered filtered -> filtered(filtered, env);
      case Expr.Call call -> Calls.call(call, env);
      case Expr.Invoked invoked -> Calls.invoked(invoked, env);
      case Expr.Lambda lambda -> new Env.Function(lambda.parameters(), lambda.body(), env);
      case Expr.InstanceOf i -> instance(i, env);
      case Expr.Table table -> TableRun.value(table.table(), env);
      case Expr.Test test -> throw new IllegalStateException("a unary test has no value of its own");
      case Expr.Anything anything -> Boolean.TRUE;
      case Expr.AnyOf any -> test(any, env.value(TESTED), env);
      case Expr.NoneOf none -> test(none, env.value(TESTED), env);
    };
  }

  /** Whether a value passes unary tests: a Boolean, null where the two do not compare, or {@link Unknown}. */
  static @Nullable Object test(Expr test, @Nullable Object tested, Env env) {
    return switch (test) {
      case Expr.Anything anything -> Boolean.TRUE;
      case Expr.Test t -> compared(t.by(), tested, value(t.with(), env), env);
      case Expr.NoneOf none -> not(test(none.tests(), tested, env));
      case Expr.AnyOf any -> {
        Object result = Boolean.FALSE;
        for (Expr one : any.tests()) {
          result = either(result, test(one, tested, env));
        }
        yield result;
      }
      case Expr.RangeOf range when value(range, env) == null -> null;
      default -> Expr.names(test, Expr.Tested.class)
          ? truth(value(test, env.inner().with(TESTED, tested)))
          : among(tested, value(test, env), env);
    };
  }

  /** A test without a sign: equal to the value, or among it where it is a list or a range. */
  private static @Nullable Object among(@Nullable Object tested, @Nullable Object with, Env env) {
    if (Unknown.is(tested) || Unknown.is(with)) {
      return Unknown.of(tested, with);
    } else if (with instanceof Range range) {
      return tested instanceof Range ? Values.equal(tested, range) : range.contains(tested);
    } else if (with instanceof List<?> list && !(tested instanceof List)) {
      env.spend(list.size());
      Object result = Boolean.FALSE;
      for (Object item : list) {
        result = either(result, among(tested, item, env));
      }
      return result;
    }
    Object equal = compared(Expr.Comparison.EQUAL, tested, with, env);
    return tested instanceof List && with instanceof List<?> list && !Unknown.is(equal) ? Boolean.TRUE.equals(equal) || Lists.contains(list, tested) : equal;
  }

  static @Nullable Object compared(Expr.Comparison by, @Nullable Object left, @Nullable Object right, Env env) {
    if (Unknown.is(left) || Unknown.is(right)) {
      return Unknown.of(left, right);
    } else if (Weight.composed(left) && Weight.composed(right)) {
      Weight weight = new Weight().add(left).add(right);
      env.spend(weight.taken());
      return weight.unknown() == null ? Values.compare(by, left, right) : weight.unknown();
    }
    return Values.compare(by, left, right);
  }

  private static @Nullable Object instance(Expr.InstanceOf instance, Env env) {
    Object of = value(instance.of(), env);
    Unknown unknown = of instanceof Unknown itself ? itself : new Weight().add(of).unknown();
    return unknown == null ? (Object) instance.type().has(of) : unknown;
  }

  /** What is neither true nor false nor unknown is null. */
  static @Nullable Object truth(@Nullable Object value) {
    return value instanceof Boolean || Unknown.is(value) ? value : null;
  }

  static @Nullable Object not(@Nullable Object a) {
    return a instanceof Boolean yes ? Boolean.valueOf(!yes) : truth(a);
  }

  private static @Nullable Object and(@Nullable Object left, Expr right, Env env) {
    return Boolean.FALSE.equals(left) ? left : both(left, truth(value(right, env)));
  }

  private static @Nullable Object or(@Nullable Object left, Expr right, Env env) {
    return Boolean.TRUE.equals(left) ? left : either(left, truth(value(right, env)));
  }

  /** Both, where false settles it, an unknown leaves it open, and null comes last: known to be no answer only when nothing is unknown. */
  static @Nullable Object both(@Nullable Object a, @Nullable Object b) {
    return not(either(not(a), not(b)));
  }

  static @Nullable Object either(@Nullable Object a, @Nullable Object b) {
    if (Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)) {
      return Boolean.TRUE;
    } else if (Unknown.is(a) || Unknown.is(b)) {
      return Unknown.of(a, b);
    }
    return a == null || b == null ? null : Boolean.FALSE;
  }

  /** Of each item of a list; the list is unknown where one of them is. */
  private static @Nullable Object property(@Nullable Object of, String name) {
    Object value = Unknown.is(of) ? of : Values.property(of, name);
    return of instanceof List && value instanceof List<?> list && list.stream().anyMatch(Unknown::is) ? new Weight().add(list).unknown() : value;
  }

  private static @Nullable Object conditional(Expr.If conditional, Env env) {
    Object condition = value(conditional.condition(), env);
    if (!Unknown.is(condition)) {
      return value(Boolean.TRUE.equals(condition) ? conditional.then() : conditional.otherwise(), env);
    }
    Object then = value(conditional.then(), env);
    Object otherwise = value(conditional.otherwise(), env);
    return agreed(then, otherwise, Unknown.facts(condition));
  }

  /** The value on which both branches agree, else what hangs on the facts of the condition and of both. */
  static @Nullable Object agreed(@Nullable Object a, @Nullable Object b, long facts) {
    boolean agree = !Unknown.is(a) && !Unknown.is(b) && Boolean.TRUE.equals(Values.equal(a, b));
    return agree ? a : new Unknown(facts | Unknown.facts(a) | Unknown.facts(b));
  }

  private static @Nullable Object list(List<Expr> items, Env env) {
    List<@Nullable Object> list = new ArrayList<>();
    long unknown = 0;
    for (Expr item : items) {
      Object value = value(item, env);
      unknown |= Unknown.facts(value);
      list.add(value);
    }
    return list.stream().anyMatch(Unknown::is) ? new Unknown(unknown) : weighed(list, env);
  }

  static Object weighed(Object made, Env env) {
    env.spend(new Weight().add(made).taken());
    return made;
  }

  private static @Nullable Object context(Expr.ContextOf context, Env env) {
    Env inner = env.inner();
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    for (Expr.Entry entry : context.entries()) {
      Object value = value(entry.value(), inner);
      inner.with(entry.name(), value);
      entries.put(entry.name(), value);
    }
    return context.result() == null ? weighed(entries, env) : value(context.result(), inner);
  }

  /** null where the ends do not compare or the lower is above the upper: a range turned round is an error, not an empty one. */
  private static @Nullable Object range(Expr.RangeOf range, Env env) {
    Object low = range.low() == null ? null : value(range.low(), env);
    Object high = range.high() == null ? null : value(range.high(), env);
    if (Unknown.is(low) || Unknown.is(high)) {
      return Unknown.of(low, high);
    }
    boolean whole = range.low() == null ? high != null : range.high() == null ? low != null : Boolean.TRUE.equals(Values.atMost(low, high));
    return !whole ? null : new Range(range.lowClosed(), low, high, range.highClosed(), range.low() == null, range.high() == null);
  }

  private static @Nullable Object filtered(Expr.Filtered filtered, Env env) {
    Object of = value(filtered.list(), env);
    if (Unknown.is(of)) {
      return of;
    }
    List<?> list = of instanceof List<?> items ? items : of == null ? List.of() : List.of(of);
    Expr by = filtered.by();
    Object index = by instanceof Expr.Literal || by instanceof Expr.Negated(Expr.Literal number) && number.value() != null ? value(by, env) : null;
    if (index instanceof BigDecimal number) {
      return item(list, number);
    }
    List<@Nullable Object> kept = new ArrayList<>();
    for (Object item : list) {
      Object keep = value(filtered.by(), within(item, env));
      if (Unknown.is(keep)) {
        return keep;
      } else if (keep instanceof BigDecimal number) {
        return item(list, number);
      } else if (Boolean.TRUE.equals(keep)) {
        kept.add(item);
      }
    }
    return kept;
  }

  /** The names that a filter sees: the item, and the entries of one that is a context. */
  private static Env within(@Nullable Object item, Env env) {
    Env inner = env.inner().with("item", item);
    if (item instanceof Map<?, ?> context) {
      context.forEach((key, value) -> inner.with((String) key, value));
    }
    return inner;
  }

  static @Nullable Object item(List<?> list, BigDecimal index) {
    try {
      int place = index.intValueExact();
      int at = place < 0 ? list.size() + place : place - 1;
      return at < 0 || at >= list.size() || place == 0 ? null : list.get(at);
    } catch (ArithmeticException e) {
      return null;
    }
  }
}

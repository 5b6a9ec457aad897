package org.guanjia.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions of FEEL that are read here, and the names of those that are not and are therefore refused. */
final class Builtins {

  private static final int ANY = 255;

  /** One function: how few and how many arguments it takes, and what it does. */
  private record Builtin(int few, int many, Body body) {
  }

  /** What a function does with its arguments; null is FEEL's null. */
  interface Body {
    @Nullable Object of(List<@Nullable Object> arguments);
  }

  private static final Map<String, Builtin> BY_NAME = new HashMap<>();

  static {
    add("not", 1, 1, a -> Interpreter.not(a.getFirst()));
    add("is", 2, 2, a -> a.get(0) == null || a.get(1) == null ? a.get(0) == a.get(1)
        : a.get(0) instanceof Object x && a.get(1) instanceof Object y && x.getClass() == y.getClass() && Boolean.TRUE.equals(Values.equal(x, y)));
    add("number", 1, 3, Texts::number);
    add("string", 1, 1, a -> a.getFirst() == null ? null : Values.text(a.getFirst()));
    add("substring", 2, 3, Texts::substring);
    add("string length", 1, 1, a -> a.getFirst() instanceof String s ? java.math.BigDecimal.valueOf(s.codePointCount(0, s.length())) : null);
    add("upper case", 1, 1, a -> a.getFirst() instanceof String s ? s.toUpperCase(java.util.Locale.ROOT) : null);
    add("lower case", 1, 1, a -> a.getFirst() instanceof String s ? s.toLowerCase(java.util.Locale.ROOT) : null);
    add("substring before", 2, 2, Texts::before);
    add("substring after", 2, 2, Texts::after);
    add("contains", 2, 2, a -> a.get(0) instanceof String s && a.get(1) instanceof String t ? s.contains(t) : null);
    add("starts with", 2, 2, a -> a.get(0) instanceof String s && a.get(1) instanceof String t ? s.startsWith(t) : null);
    add("ends with", 2, 2, a -> a.get(0) instanceof String s && a.get(1) instanceof String t ? s.endsWith(t) : null);
    add("string join", 1, 2, Texts::join);

    add("decimal", 2, 2, a -> Numbers.rounded(a, java.math.RoundingMode.HALF_EVEN));
    add("floor", 1, 2, a -> Numbers.rounded(a, java.math.RoundingMode.FLOOR));
    add("ceiling", 1, 2, a -> Numbers.rounded(a, java.math.RoundingMode.CEILING));
    add("round up", 2, 2, a -> Numbers.rounded(a, java.math.RoundingMode.UP));
    add("round down", 2, 2, a -> Numbers.rounded(a, java.math.RoundingMode.DOWN));
    add("round half up", 2, 2, a -> Numbers.rounded(a, java.math.RoundingMode.HALF_UP));
    add("round half down", 2, 2, a -> Numbers.rounded(a, java.math.RoundingMode.HALF_DOWN));
    add("abs", 1, 1, Numbers::abs);
    add("modulo", 2, 2, Numbers::modulo);
    add("sqrt", 1, 1, Numbers::sqrt);
    add("odd", 1, 1, a -> Numbers.parity(a, 1));
    add("even", 1, 1, a -> Numbers.parity(a, 0));

    add("list contains", 2, 2, a -> Lists.of(a.get(0)) instanceof List<?> list ? Lists.contains(list, a.get(1)) : null);
    add("count", 1, 1, a -> Lists.of(a.getFirst()) instanceof List<?> list ? java.math.BigDecimal.valueOf(list.size()) : null);
    add("min", 1, ANY, a -> Lists.extreme(Lists.spread(a), -1));
    add("max", 1, ANY, a -> Lists.extreme(Lists.spread(a), 1));
    add("sum", 1, ANY, a -> Lists.sum(Lists.spread(a)));
    add("product", 1, ANY, a -> Lists.product(Lists.spread(a)));
    add("mean", 1, ANY, a -> Lists.mean(Lists.spread(a)));
    add("median", 1, ANY, a -> Lists.median(Lists.spread(a)));
    add("all", 1, ANY, a -> Lists.all(Lists.spread(a)));
    add("any", 1, ANY, a -> Lists.any(Lists.spread(a)));
    add("sublist", 2, 3, Lists::sublist);
    add("append", 1, ANY, Lists::append);
    add("concatenate", 1, ANY, Lists::concatenate);
    add("insert before", 3, 3, Lists::insert);
    add("remove", 2, 2, Lists::remove);
    add("reverse", 1, 1, a -> Lists.of(a.getFirst()) instanceof List<?> list ? list.reversed() : null);
    add("index of", 2, 2, Lists::indexOf);
    add("union", 1, ANY, a -> Lists.distinct(Lists.concatenate(a)));
    add("distinct values", 1, 1, a -> Lists.distinct(a.getFirst()));
    add("flatten", 1, 1, a -> Lists.of(a.getFirst()) instanceof List<?> list ? Lists.flat(list) : null);
    add("get value", 2, 2, a -> a.get(0) instanceof Map<?, ?> map ? map.get(a.get(1)) : null);

    add("date", 1, 3, Dates::date);
    add("time", 1, 4, Dates::time);
    add("date and time", 1, 2, Dates::dateAndTime);
    add("duration", 1, 1, a -> a.getFirst() instanceof String s ? Temporals.duration(s) : null);
    add("years and months duration", 2, 2, Dates::months);
    add("day of year", 1, 1, a -> Dates.field(a, java.time.temporal.ChronoField.DAY_OF_YEAR));
    add("week of year", 1, 1, Dates::week);
    add("day of week", 1, 1, Dates::dayOfWeek);
    add("month of year", 1, 1, Dates::monthOfYear);

    add("before", 2, 2, a -> Ranges.before(a.get(0), a.get(1)));
    add("after", 2, 2, a -> Ranges.before(a.get(1), a.get(0)));
    add("includes", 2, 2, a -> Ranges.includes(a.get(0), a.get(1)));
    add("during", 2, 2, a -> Ranges.includes(a.get(1), a.get(0)));
    add("coincides", 2, 2, a -> a.get(0) == null || a.get(1) == null ? null : Values.equal(a.get(0), a.get(1)));
  }

  static final Set<String> NAMES = Set.copyOf(BY_NAME.keySet());

  /** Standard functions that are not read: their meaning hangs on the clock, on floating point, on a regular-expression dialect, or on a lambda. */
  static final Set<String> UNSUPPORTED = Set.of("today", "now", "exp", "log", "matches", "replace", "split", "stddev", "mode", "sort", "list replace",
      "get entries", "context", "context put", "context merge", "meets", "met by", "overlaps", "overlaps before", "overlaps after", "finishes", "finished by",
      "starts", "started by", "range", "nn sum", "nn count", "random number", "format", "string format");

  private Builtins() {
  }

  private static void add(String name, int few, int many, Body body) {
    BY_NAME.put(name, new Builtin(few, many, body));
  }

  /** What is wrong with so many arguments, or null. */
  static @Nullable String wrongCount(String name, int count) {
    Builtin builtin = BY_NAME.get(name);
    return builtin == null || count >= builtin.few() && count <= builtin.many() ? null : name + "() with " + count + " arguments";
  }

  static @Nullable Object call(String name, List<@Nullable Object> arguments) {
    Builtin builtin = BY_NAME.get(name);
    return builtin == null ? null : builtin.body().of(arguments);
  }
}

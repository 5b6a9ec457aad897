package org.guanjia.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions of FEEL that are read here, and the names of those that are not and are therefore refused. */
final class Builtins {

  private static final int ANY = 255;

  /** One function: how few and how many arguments it takes, what they are called in each way to call it, and what it does. */
  private record Builtin(int few, int many, List<List<String>> signatures, Asking body) {
  }

  /** What a function does with its arguments; null is FEEL's null. */
  interface Body {
    @Nullable Object of(List<@Nullable Object> arguments);
  }

  /** What one does that calls a function it was given, or that takes longer than its arguments are large. */
  interface Asking {
    @Nullable Object of(List<@Nullable Object> arguments, Env env);
  }

  private static final String STRING = "string";
  private static final String STRING_MATCH = "string,match";
  private static final String NUMBER = "number";
  private static final String SCALED = "n,scale";
  private static final String LIST = "list";
  private static final String DATE = "date";
  private static final String RANGES = "range1,range2";
  private static final String RANGE_FIRST = "range,point|range1,range2";
  private static final String POINT_FIRST = "point,range|range1,range2";

  /** Parameters that are lists or contexts, and those beside them that are numbers. */
  private static final Set<String> COMPOSED = Set.of(LIST, "context", "contexts", "entries", "m");
  private static final Set<String> PLACES = Set.of("position", "start position", "length");

  private static final Map<String, Builtin> BY_NAME = new HashMap<>();

  static {
    add("not", 1, 1, "negand", a -> Interpreter.not(a.getFirst()));
    add("is", 2, 2, "value1,value2", a -> Values.same(a.get(0), a.get(1)));
    add("number", 1, 3, "from,grouping separator,decimal separator", Texts::number);
    add("string", 1, 1, "from", a -> a.getFirst() == null ? null : Values.text(a.getFirst()));

    add("substring", 2, 3, "string,start position,length", Texts::substring);
    add("string length", 1, 1, STRING, a -> a.getFirst() instanceof String s ? BigDecimal.valueOf(s.codePointCount(0, s.length())) : null);
    add("upper case", 1, 1, STRING, a -> a.getFirst() instanceof String s ? s.toUpperCase(Locale.ROOT) : null);
    add("lower case", 1, 1, STRING, a -> a.getFirst() instanceof String s ? s.toLowerCase(Locale.ROOT) : null);
    add("substring before", 2, 2, STRING_MATCH, Texts::before);
    add("substring after", 2, 2, STRING_MATCH, Texts::after);
    add("contains", 2, 2, STRING_MATCH, a -> a.get(0) instanceof String s && a.get(1) instanceof String t ? s.contains(t) : null);
    add("starts with", 2, 2, STRING_MATCH, a -> a.get(0) instanceof String s && a.get(1) instanceof String t ? s.startsWith(t) : null);
    add("ends with", 2, 2, STRING_MATCH, a -> a.get(0) instanceof String s && a.get(1) instanceof String t ? s.endsWith(t) : null);
    add("string join", 1, 2, "list,delimiter", Texts::join);

    add("decimal", 2, 2, SCALED, a -> Numbers.rounded(a, RoundingMode.HALF_EVEN));
    add("floor", 1, 2, SCALED, a -> Numbers.rounded(a, RoundingMode.FLOOR));
    add("ceiling", 1, 2, SCALED, a -> Numbers.rounded(a, RoundingMode.CEILING));
    add("round up", 2, 2, SCALED, a -> Numbers.rounded(a, RoundingMode.UP));
    add("round down", 2, 2, SCALED, a -> Numbers.rounded(a, RoundingMode.DOWN));
    add("round half up", 2, 2, SCALED, a -> Numbers.rounded(a, RoundingMode.HALF_UP));
    add("round half down", 2, 2, SCALED, a -> Numbers.rounded(a, RoundingMode.HALF_DOWN));
    add("abs", 1, 1, "n", Numbers::abs);
    add("modulo", 2, 2, "dividend,divisor", Numbers::modulo);
    add("sqrt", 1, 1, NUMBER, Numbers::sqrt);
    add("log", 1, 1, NUMBER, (a, env) -> Powers.log(a.getFirst(), env));
    add("exp", 1, 1, NUMBER, (a, env) -> Powers.exp(a.getFirst(), env));
    add("odd", 1, 1, NUMBER, a -> Numbers.parity(a, 1));
    add("even", 1, 1, NUMBER, a -> Numbers.parity(a, 0));

    add("list contains", 2, 2, "list,element", a -> Lists.of(a.get(0)) instanceof List<?> list ? Lists.contains(list, a.get(1)) : null);
    add("count", 1, 1, LIST, a -> Lists.of(a.getFirst()) instanceof List<?> list ? BigDecimal.valueOf(list.size()) : null);
    add("min", 1, ANY, LIST, a -> Lists.extreme(Lists.spread(a), -1));
    add("max", 1, ANY, LIST, a -> Lists.extreme(Lists.spread(a), 1));
    add("sum", 1, ANY, LIST, a -> Lists.sum(Lists.spread(a)));
    add("product", 1, ANY, LIST, a -> Lists.product(Lists.spread(a)));
    add("mean", 1, ANY, LIST, a -> Lists.mean(Lists.spread(a)));
    add("median", 1, ANY, LIST, a -> Lists.median(Lists.spread(a)));
    add("stddev", 1, ANY, LIST, a -> Lists.deviation(Lists.spread(a)));
    add("mode", 1, ANY, LIST, a -> Lists.mode(Lists.spread(a)));
    add("all", 1, ANY, LIST, a -> Lists.all(Lists.spread(a)));
    add("any", 1, ANY, LIST, a -> Lists.any(Lists.spread(a)));
    add("sublist", 2, 3, "list,start position,length", Lists::sublist);
    add("append", 1, ANY, LIST, Lists::append);
    add("concatenate", 1, ANY, LIST, Lists::concatenate);
    add("insert before", 3, 3, "list,position,newItem", Lists::insert);
    add("remove", 2, 2, "list,position", Lists::remove);
    add("list replace", 3, 3, "list,position,newItem|list,match,newItem", Sorting::replace);
    add("reverse", 1, 1, LIST, a -> Lists.of(a.getFirst()) instanceof List<?> list ? list.reversed() : null);
    add("index of", 2, 2, "list,match", Lists::indexOf);
    add("union", 1, ANY, LIST, (a, env) -> Lists.distinct(Lists.concatenate(a), env));
    add("distinct values", 1, 1, LIST, (a, env) -> Lists.distinct(a.getFirst(), env));
    add("flatten", 1, 1, LIST, a -> Lists.of(a.getFirst()) instanceof List<?> list ? Lists.flat(list) : null);
    add("sort", 2, 2, "list,precedes", Sorting::sort);

    add("get value", 2, 2, "m,key", a -> a.get(0) instanceof Map<?, ?> map && a.get(1) instanceof String key ? map.get(key) : null);
    add("get entries", 1, 1, "m", a -> Contexts.entries(a.getFirst()));
    add("context", 1, 1, "entries", a -> Contexts.of(a.getFirst()));
    add("context put", 3, 3, "context,key,value|context,keys,value", Contexts::put);
    add("context merge", 1, 1, "contexts", a -> Contexts.merge(a.getFirst()));

    add("date", 1, 3, "from|year,month,day", Dates::date);
    add("time", 1, 4, "from|hour,minute,second,offset", Dates::time);
    add("date and time", 1, 7, "from|date,time|year,month,day,hour,minute,second,offset", Dates::dateAndTime);
    add("duration", 1, 1, "from", a -> a.getFirst() instanceof String s ? Temporals.duration(s) : null);
    add("years and months duration", 2, 2, "from,to", Dates::months);
    add("day of year", 1, 1, DATE, a -> Dates.field(a, ChronoField.DAY_OF_YEAR));
    add("week of year", 1, 1, DATE, Dates::week);
    add("day of week", 1, 1, DATE, Dates::dayOfWeek);
    add("month of year", 1, 1, DATE, Dates::monthOfYear);

    add("before", 2, 2, "point1,point2|range,point|point,range|range1,range2", a -> Ranges.before(a.get(0), a.get(1)));
    add("after", 2, 2, "point1,point2|range,point|point,range|range1,range2", a -> Ranges.before(a.get(1), a.get(0)));
    add("meets", 2, 2, RANGES, a -> Ranges.meets(a.get(0), a.get(1)));
    add("met by", 2, 2, RANGES, a -> Ranges.meets(a.get(1), a.get(0)));
    add("overlaps", 2, 2, RANGES, a -> Ranges.overlaps(a.get(0), a.get(1)));
    add("overlaps before", 2, 2, RANGES, a -> Ranges.overlapsBefore(a.get(0), a.get(1)));
    add("overlaps after", 2, 2, RANGES, a -> Ranges.overlapsBefore(a.get(1), a.get(0)));
    add("includes", 2, 2, RANGE_FIRST, a -> Ranges.includes(a.get(0), a.get(1)));
    add("during", 2, 2, POINT_FIRST, a -> Ranges.includes(a.get(1), a.get(0)));
    add("starts", 2, 2, POINT_FIRST, a -> Ranges.starts(a.get(0), a.get(1)));
    add("started by", 2, 2, RANGE_FIRST, a -> Ranges.starts(a.get(1), a.get(0)));
    add("finishes", 2, 2, POINT_FIRST, a -> Ranges.finishes(a.get(0), a.get(1)));
    add("finished by", 2, 2, RANGE_FIRST, a -> Ranges.finishes(a.get(1), a.get(0)));
    add("coincides", 2, 2, "point1,point2|range1,range2", a -> a.get(0) == null || a.get(1) == null ? null : Values.equal(a.get(0), a.get(1)));
  }

  static final Set<String> NAMES = Set.copyOf(BY_NAME.keySet());

  /** Functions that are not read: they hang on the clock, on chance, or on a dialect of regular expressions; or they are other engines' own. */
  static final Set<String> UNSUPPORTED = Set.of("today", "now", "matches", "replace", "split", "range", "random number", "nn sum", "nn count", "nn min",
      "nn max", "nn mean", "nn median", "nn mode", "nn stddev", "nn all", "nn any", "format", "string format", "code", "invoke", "java");

  private Builtins() {
  }

  private static void add(String name, int few, int many, String signatures, Body body) {
    add(name, few, many, signatures, (arguments, env) -> body.of(arguments));
  }

  private static void add(String name, int few, int many, String signatures, Asking body) {
    BY_NAME.put(name, new Builtin(few, many, Arrays.stream(signatures.split("\\|")).map(one -> List.of(one.split(","))).toList(), body));
  }

  /** The names of its arguments, in order, for each way to call it. */
  static List<List<String>> signatures(String name) {
    return Objects.requireNonNull(BY_NAME.get(name)).signatures();
  }

  /** How few arguments it takes. */
  static int few(String name) {
    return Objects.requireNonNull(BY_NAME.get(name)).few();
  }

  /** Lists of one item taken for that item where a single value is asked for (DMN 1.5, 10.3.2.9.4). */
  private static List<@Nullable Object> single(Builtin builtin, List<@Nullable Object> arguments) {
    List<String> signature = builtin.signatures().getLast();
    boolean ofList = COMPOSED.contains(signature.getFirst());
    List<@Nullable Object> single = new ArrayList<>(arguments);
    for (int i = 0; i < single.size(); i++) {
      boolean one = i < signature.size() && (!ofList || PLACES.contains(signature.get(i)));
      if (one && single.get(i) instanceof List<?> list && list.size() == 1) {
        single.set(i, list.getFirst());
      }
    }
    return single;
  }

  /** What is wrong with so many arguments, or null. */
  static @Nullable String wrongCount(String name, int count) {
    Builtin builtin = BY_NAME.get(name);
    return builtin == null || count >= builtin.few() && count <= builtin.many() ? null : name + "() with " + count + " arguments";
  }

  static @Nullable Object call(String name, List<@Nullable Object> arguments, Env env) {
    Builtin builtin = BY_NAME.get(name);
    if (builtin == null) {
      return null;
    }
    Object result = builtin.body().of(arguments, env);
    List<@Nullable Object> single = result == null ? single(builtin, arguments) : arguments;
    return single.equals(arguments) ? result : builtin.body().of(single, env);
  }
}

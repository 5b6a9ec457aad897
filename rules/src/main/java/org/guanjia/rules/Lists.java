package org.guanjia.rules;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** FEEL's functions on lists. */
final class Lists {

  private static final MathContext WORKING = new MathContext(60);

  private Lists() {
  }

  /** The items, whether given one by one or as one list. */
  static List<? extends @Nullable Object> spread(List<? extends @Nullable Object> arguments) {
    return arguments.size() == 1 && arguments.getFirst() instanceof List<?> list ? list : arguments;
  }

  /** A list, or the one item taken for a list; null for null (DMN 1.5, 10.3.2.9.4). */
  static @Nullable List<? extends @Nullable Object> of(@Nullable Object value) {
    return value instanceof List<?> list ? list : value == null ? null : List.of(value);
  }

  static boolean contains(List<?> list, @Nullable Object value) {
    return list.stream().anyMatch(item -> Boolean.TRUE.equals(Values.equal(item, value)));
  }

  /** The least ({@code sign} -1) or the greatest (1); null where the items do not compare. */
  static @Nullable Object extreme(List<? extends @Nullable Object> list, int sign) {
    Object best = list.isEmpty() ? null : list.getFirst();
    for (Object item : list) {
      Integer order = Values.order(item, best);
      if (order == null) {
        return null;
      }
      best = order * sign > 0 ? item : best;
    }
    return best;
  }

  static @Nullable Object sum(List<? extends @Nullable Object> list) {
    return list.isEmpty() ? null : folded(list, (a, b) -> a.add(b, Values.NUMBER));
  }

  static @Nullable Object product(List<? extends @Nullable Object> list) {
    return list.isEmpty() ? null : folded(list, (a, b) -> a.multiply(b, Values.NUMBER));
  }

  static @Nullable Object mean(List<? extends @Nullable Object> list) {
    return sum(list) instanceof BigDecimal sum ? sum.divide(BigDecimal.valueOf(list.size()), Values.NUMBER) : null;
  }

  private static @Nullable BigDecimal folded(List<? extends @Nullable Object> list, BinaryOperator<BigDecimal> by) {
    BigDecimal result = null;
    for (Object item : list) {
      if (!(item instanceof BigDecimal number)) {
        return null;
      }
      result = result == null ? number : Values.bounded(by.apply(result, number));
      if (result == null) {
        return null;
      }
    }
    return result;
  }

  static @Nullable Object median(List<? extends @Nullable Object> list) {
    if (list.isEmpty() || !list.stream().allMatch(BigDecimal.class::isInstance)) {
      return null;
    }
    List<BigDecimal> sorted = list.stream().map(BigDecimal.class::cast).sorted().toList();
    BigDecimal upper = sorted.get(sorted.size() / 2);
    return sorted.size() % 2 == 1 ? upper : upper.add(sorted.get(sorted.size() / 2 - 1)).divide(BigDecimal.TWO, Values.NUMBER);
  }

  /** Of a sample: by one less than there are. */
  static @Nullable Object deviation(List<? extends @Nullable Object> list) {
    if (list.size() < 2 || !(mean(list) instanceof BigDecimal mean)) {
      return null;
    }
    BigDecimal squares = BigDecimal.ZERO;
    for (Object item : list) {
      BigDecimal off = ((BigDecimal) item).subtract(mean, WORKING);
      squares = squares.add(off.multiply(off, WORKING), WORKING);
    }
    return Values.bounded(squares.divide(BigDecimal.valueOf(list.size() - 1L), WORKING).sqrt(Values.NUMBER));
  }

  /** The numbers that come most often, the least first. */
  static @Nullable Object mode(List<? extends @Nullable Object> list) {
    TreeMap<BigDecimal, Integer> times = new TreeMap<>();
    for (Object item : list) {
      if (!(item instanceof BigDecimal number)) {
        return null;
      }
      times.merge(number, 1, Integer::sum);
    }
    int most = times.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return times.entrySet().stream().filter(entry -> entry.getValue() == most).map(Map.Entry::getKey).toList();
  }

  static @Nullable Object all(List<? extends @Nullable Object> list) {
    Object result = Boolean.TRUE;
    for (Object item : list) {
      result = Interpreter.both(result, Interpreter.truth(item));
    }
    return result;
  }

  static @Nullable Object any(List<? extends @Nullable Object> list) {
    Object result = Boolean.FALSE;
    for (Object item : list) {
      result = Interpreter.either(result, Interpreter.truth(item));
    }
    return result;
  }

  static @Nullable Object sublist(List<@Nullable Object> a) {
    Integer start = Numbers.whole(a.get(1));
    List<? extends @Nullable Object> list = of(a.getFirst());
    if (list == null || start == null || start == 0) {
      return null;
    }
    int from = start > 0 ? start - 1 : list.size() + start;
    Integer length = a.size() > 2 ? Numbers.whole(a.get(2)) : Integer.valueOf(list.size() - from);
    return from < 0 || from >= list.size() || length == null || length < 1 || length > list.size() - from ? null : list.subList(from, from + length);
  }

  static @Nullable Object append(List<@Nullable Object> a) {
    List<? extends @Nullable Object> list = of(a.getFirst());
    if (list == null) {
      return null;
    }
    List<@Nullable Object> all = new ArrayList<>(list);
    all.addAll(a.subList(1, a.size()));
    return all;
  }

  static @Nullable List<@Nullable Object> concatenate(List<@Nullable Object> a) {
    List<@Nullable Object> all = new ArrayList<>();
    for (Object one : a) {
      List<? extends @Nullable Object> list = of(one);
      if (list == null) {
        return null;
      }
      all.addAll(list);
    }
    return all;
  }

  static @Nullable Object insert(List<@Nullable Object> a) {
    Integer place = Numbers.whole(a.get(1));
    List<? extends @Nullable Object> list = of(a.getFirst());
    if (list == null || place == null || place == 0 || Math.abs((long) place) > list.size()) {
      return null;
    }
    List<@Nullable Object> all = new ArrayList<>(list);
    all.add(place > 0 ? place - 1 : list.size() + place, a.get(2));
    return all;
  }

  static @Nullable Object remove(List<@Nullable Object> a) {
    Integer place = Numbers.whole(a.get(1));
    List<? extends @Nullable Object> list = of(a.getFirst());
    if (list == null || place == null || place == 0 || Math.abs((long) place) > list.size()) {
      return null;
    }
    List<@Nullable Object> all = new ArrayList<>(list);
    all.remove(place > 0 ? place - 1 : list.size() + place);
    return all;
  }

  static @Nullable Object indexOf(List<@Nullable Object> a) {
    List<? extends @Nullable Object> list = of(a.getFirst());
    if (list == null) {
      return null;
    }
    List<Object> places = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (Boolean.TRUE.equals(Values.equal(list.get(i), a.get(1)))) {
        places.add(BigDecimal.valueOf(i + 1L));
      }
    }
    return places;
  }

  /** Each is compared with all that are kept. */
  static @Nullable Object distinct(@Nullable Object value, Env env) {
    List<? extends @Nullable Object> list = of(value);
    if (list == null) {
      return null;
    }
    List<@Nullable Object> kept = new ArrayList<>();
    for (Object item : list) {
      env.spend(kept.size());
      if (!contains(kept, item)) {
        kept.add(item);
      }
    }
    return kept;
  }

  static List<@Nullable Object> flat(List<?> list) {
    List<@Nullable Object> all = new ArrayList<>();
    for (Object item : list) {
      if (item instanceof List<?> inner) {
        all.addAll(flat(inner));
      } else {
        all.add(item);
      }
    }
    return all;
  }
}

package org.guanjia.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FEEL's functions on lists that are given a function. */
final class Sorting {

  private Sorting() {
  }

  /** By merging, so that it ends whatever the function answers; null where that is not a boolean. */
  static @Nullable Object sort(List<@Nullable Object> a, Env env) {
    List<? extends @Nullable Object> list = Lists.of(a.getFirst());
    return list == null ? null : sorted(list, a.get(1), env);
  }

  private static @Nullable Object sorted(List<? extends @Nullable Object> list, @Nullable Object precedes, Env env) {
    if (list.size() < 2) {
      return list;
    }
    int middle = list.size() / 2;
    Object first = sorted(list.subList(0, middle), precedes, env);
    Object second = sorted(list.subList(middle, list.size()), precedes, env);
    return first instanceof List<?> left && second instanceof List<?> right ? merged(left, right, precedes, env) : first instanceof List ? second : first;
  }

  private static @Nullable Object merged(List<?> left, List<?> right, @Nullable Object precedes, Env env) {
    List<@Nullable Object> all = new ArrayList<>();
    int l = 0;
    int r = 0;
    while (l < left.size() && r < right.size()) {
      Object before = Calls.invoke(precedes, two(right.get(r), left.get(l)), env);
      if (!(before instanceof Boolean yes)) {
        return Unknown.is(before) ? before : null;
      }
      all.add(yes ? right.get(r++) : left.get(l++));
    }
    all.addAll(left.subList(l, left.size()));
    all.addAll(right.subList(r, right.size()));
    return all;
  }

  /** The item at a place, or each item of which the function says so together with the new one. */
  static @Nullable Object replace(List<@Nullable Object> a, Env env) {
    List<? extends @Nullable Object> list = Lists.of(a.getFirst());
    Integer place = Numbers.whole(a.get(1));
    if (list == null || place == null && !(a.get(1) instanceof Env.Function)) {
      return null;
    }
    List<@Nullable Object> all = new ArrayList<>(list);
    if (place != null) {
      if (place == 0 || Math.abs((long) place) > all.size()) {
        return null;
      }
      all.set(place > 0 ? place - 1 : all.size() + place, a.get(2));
      return all;
    }
    for (int i = 0; i < all.size(); i++) {
      Object matches = Calls.invoke(a.get(1), two(all.get(i), a.get(2)), env);
      if (!(matches instanceof Boolean yes)) {
        return Unknown.is(matches) ? matches : null;
      }
      all.set(i, yes ? a.get(2) : all.get(i));
    }
    return all;
  }

  private static List<@Nullable Object> two(@Nullable Object first, @Nullable Object second) {
    List<@Nullable Object> two = new ArrayList<>();
    two.add(first);
    two.add(second);
    return two;
  }
}

package org.guanjia.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** FEEL's functions on contexts. */
final class Contexts {

  static final String KEY = "key";
  static final String VALUE = "value";

  private Contexts() {
  }

  static @Nullable Object entries(@Nullable Object context) {
    if (!(context instanceof Map<?, ?> map)) {
      return null;
    }
    List<Object> entries = new ArrayList<>();
    map.forEach((key, value) -> {
      Map<Object, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put(KEY, key);
      entry.put(VALUE, value);
      entries.add(entry);
    });
    return entries;
  }

  /** Of a list of contexts each of which has a key and a value; null where one has not, or where a key comes twice. */
  static @Nullable Object of(@Nullable Object entries) {
    List<? extends @Nullable Object> list = Lists.of(entries);
    if (list == null) {
      return null;
    }
    Map<Object, @Nullable Object> context = new LinkedHashMap<>();
    for (Object entry : list) {
      if (!(entry instanceof Map<?, ?> map) || !(map.get(KEY) instanceof String key) || !map.containsKey(VALUE) || context.containsKey(key)) {
        return null;
      }
      context.put(key, map.get(VALUE));
    }
    return context;
  }

  static @Nullable Object put(List<@Nullable Object> a) {
    List<?> keys = a.get(1) instanceof List<?> list ? list : a.get(1) instanceof String key ? List.of(key) : List.of();
    return put(a.getFirst(), keys, a.get(2));
  }

  private static @Nullable Object put(@Nullable Object context, List<?> keys, @Nullable Object value) {
    if (!(context instanceof Map<?, ?> map) || keys.isEmpty() || !(keys.getFirst() instanceof String key)) {
      return null;
    }
    Object held = keys.size() == 1 ? value : put(map.get(key), keys.subList(1, keys.size()), value);
    if (held == null && keys.size() > 1) {
      return null;
    }
    Map<Object, @Nullable Object> result = new LinkedHashMap<>(map);
    result.put(key, held);
    return result;
  }

  static @Nullable Object merge(@Nullable Object contexts) {
    List<? extends @Nullable Object> list = Lists.of(contexts);
    if (list == null) {
      return null;
    }
    Map<Object, @Nullable Object> result = new LinkedHashMap<>();
    for (Object one : list) {
      if (!(one instanceof Map<?, ?> map)) {
        return null;
      }
      result.putAll(map);
    }
    return result;
  }
}

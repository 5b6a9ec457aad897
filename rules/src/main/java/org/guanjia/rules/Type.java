package org.guanjia.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A type as FEEL writes it: a simple one, or a list or a range of one ({@code parts}), or a context whose entries ({@code keys}) have some
 * ({@code parts} in the same order).
 */
record Type(String name, List<String> keys, List<Type> parts) {

  /** {@code Any} is whatever is not null; {@code Null} is null alone. */
  static final Set<String> SIMPLE = Set.of("number", "string", "boolean", "date", "time", "date and time", "days and time duration",
      "years and months duration", "Any", "Null");

  static Type simple(String name) {
    return new Type(name, List.of(), List.of());
  }

  /** Whether the value is of this type (DMN 1.5, 10.3.2.9); null is of none but {@code Null}. */
  boolean has(@Nullable Object value) {
    return switch (name) {
      case "Null" -> value == null;
      case "list" -> value instanceof List<?> list && list.stream().allMatch(item -> conforms(0, item));
      case "range" -> value instanceof Range range && conforms(0, range.low()) && conforms(0, range.high());
      case "context" -> value instanceof Map<?, ?> map && hasEntries(map);
      default -> value != null && Types.is(value, name);
    };
  }

  /** Within something null is of every type. */
  private boolean conforms(int part, @Nullable Object value) {
    return value == null || parts.get(part).has(value);
  }

  private boolean hasEntries(Map<?, ?> map) {
    for (int i = 0; i < keys.size(); i++) {
      if (!map.containsKey(keys.get(i)) || !conforms(i, map.get(keys.get(i)))) {
        return false;
      }
    }
    return true;
  }
}

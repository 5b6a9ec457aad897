package org.guanjia.platform.ui;

import java.util.List;
import java.util.Objects;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ids that tie a field to its label, hint and error. */
public final class Fields {

  private Fields() {}

  /** The id of the control that sends {@code name}. */
  public static String id(String name) {
    return "f-" + name;
  }

  /** The value of aria-describedby; null, so that the attribute is left out, when there is nothing to describe it. */
  public static @Nullable String describedBy(String name, @Nullable String hint, @Nullable String error) {
    String ids =
        Stream.of(hint == null ? null : id(name) + "-hint", error == null ? null : id(name) + "-error")
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return ids.isEmpty() ? null : ids;
  }

  /** Choices under their group heading, in the order given; the heading of those without a group is the empty string. */
  public static Map<String, List<Choice>> grouped(List<Choice> choices) {
    return choices.stream()
        .collect(
            Collectors.groupingBy(
                choice -> choice.group() == null ? "" : choice.group(), java.util.LinkedHashMap::new, Collectors.toList()));
  }
}

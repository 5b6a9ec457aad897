package org.guanjia.open311;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parameters as the specification reads them: an empty one is the same as one that is not there. */
final class Parameters {

  private Parameters() {}

  static @Nullable String one(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Values of a parameter that is sent several times, or once with commas between them. */
  static List<String> list(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    if (values == null) return List.of();
    return Arrays.stream(values).flatMap(value -> Arrays.stream(value.split(","))).map(String::strip).filter(value -> !value.isEmpty()).distinct().toList();
  }

  /** Values of a parameter that is sent several times, as they are. */
  static Stream<String> all(@Nullable String @Nullable [] values) {
    return values == null ? Stream.empty() : Arrays.stream(values).filter(value -> value != null && !value.isBlank()).map(String::strip);
  }
}

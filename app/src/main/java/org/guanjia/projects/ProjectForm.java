package org.guanjia.projects;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * What was typed into a form, to be shown again.
 *
 * @param typed empty for a fresh form
 * @param errors messages by field
 */
public record ProjectForm(MultiValueMap<String, String> typed, Map<String, String> errors) {

  private static final Set<String> NOT_TYPED = Set.of("_csrf", "key", "version", "_kept");

  static final ProjectForm FRESH = new ProjectForm(new LinkedMultiValueMap<>(), Map.of());

  static ProjectForm typed(MultiValueMap<String, String> typed) {
    return new ProjectForm(typed, Map.of());
  }

  static ProjectForm refused(MultiValueMap<String, String> typed, InvalidInput refused, Page page) {
    Map<String, String> errors = new LinkedHashMap<>();
    refused.errors().forEach(error -> errors.putIfAbsent(error.field(), page.t(error.key(), error.arguments().toArray())));
    return new ProjectForm(typed, errors);
  }

  /** What was typed into the field, else what stands. */
  public @Nullable String value(String field, @Nullable Object otherwise) {
    return typed.isEmpty() ? otherwise == null ? null : otherwise.toString() : typed.getFirst(field);
  }

  public List<String> values(String field, List<String> otherwise) {
    return typed.isEmpty() ? otherwise : typed.getOrDefault(field, List.of());
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  /** The fields that a person filled in, in the form's order. */
  Map<String, List<String>> filled() {
    Map<String, List<String>> filled = new LinkedHashMap<>();
    typed.forEach(
        (name, values) -> {
          List<String> said = values.stream().filter(value -> !value.isBlank()).toList();
          if (!NOT_TYPED.contains(name) && !name.endsWith(".id") && !said.isEmpty()) filled.put(name, said);
        });
    return filled;
  }
}

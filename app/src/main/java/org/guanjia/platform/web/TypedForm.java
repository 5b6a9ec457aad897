package org.guanjia.platform.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.ui.Difference;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * What was typed into a form, to be shown again.
 *
 * @param typed empty for a fresh form
 * @param errors messages by field
 * @param stale what stands in the way when somebody else changed the same meanwhile, and nothing was written; null when nobody did
 * @param beside of a stale form: what stands now and what was typed, field by field
 */
public record TypedForm(MultiValueMap<String, String> typed, Map<String, String> errors, @Nullable String stale, List<Difference> beside) {

  public static final TypedForm FRESH = new TypedForm(new LinkedMultiValueMap<>(), Map.of(), null, List.of());

  public static TypedForm refused(MultiValueMap<String, String> typed, InvalidInput refused, Page page) {
    Map<String, String> errors = new LinkedHashMap<>();
    refused.errors().forEach(error -> errors.putIfAbsent(error.field(), page.t(error.key(), error.arguments().toArray())));
    return new TypedForm(typed, errors, null, List.of());
  }

  public static TypedForm stale(MultiValueMap<String, String> typed, String text, List<Difference> beside) {
    return new TypedForm(typed, Map.of(), text, beside);
  }

  /** For a page whose other fields were not sent: what is wrong, over what stands. */
  public TypedForm errorsAlone() {
    return new TypedForm(FRESH.typed, errors, stale, beside);
  }

  /** What is wrong with one field told at another, where the form asks for it by that name. */
  public TypedForm told(String field, String at) {
    if (!errors.containsKey(field)) return this;
    Map<String, String> others = new LinkedHashMap<>(errors);
    others.put(at, Objects.requireNonNull(others.remove(field)));
    return new TypedForm(typed, others, stale, beside);
  }

  public boolean fresh() {
    return typed.isEmpty();
  }

  /** What was typed into the field, else what stands. */
  public @Nullable String value(String field, @Nullable Object otherwise) {
    return typed.isEmpty() ? otherwise == null ? null : otherwise.toString() : typed.getFirst(field);
  }

  public boolean ticked(String field, boolean otherwise) {
    return typed.isEmpty() ? otherwise : typed.getFirst(field) != null;
  }

  /** Whether that was among what was chosen in the field. */
  public boolean has(String field, String value) {
    return typed.getOrDefault(field, List.of()).contains(value);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  /** The errors of these fields alone, where a page has several forms. */
  public Map<String, String> errorsOf(String... fields) {
    Map<String, String> some = new LinkedHashMap<>();
    for (String field : fields) if (errors.containsKey(field)) some.put(field, errors.get(field));
    return some;
  }
}

package org.guanjia.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.ui.Difference;
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
 * @param known whose document was typed; null for nobody's
 * @param stale somebody else changed the same meanwhile, and nothing was written
 * @param beside of a stale form: what stands now and what was typed, field by field
 */
public record PersonForm(MultiValueMap<String, String> typed, Map<String, String> errors, @Nullable Known known, boolean stale, List<Difference> beside) {

  /**
   * Somebody who has the document already.
   *
   * @param href null when the viewer may not see the person
   */
  public record Known(String text, @Nullable String href) {}

  static final PersonForm FRESH = new PersonForm(new LinkedMultiValueMap<>(), Map.of(), null, false, List.of());

  static PersonForm typed(MultiValueMap<String, String> typed) {
    return new PersonForm(typed, Map.of(), null, false, List.of());
  }

  static PersonForm refused(MultiValueMap<String, String> typed, InvalidInput refused, Page page) {
    Map<String, String> errors = new LinkedHashMap<>();
    refused.errors().forEach(error -> errors.putIfAbsent(error.field(), page.t(error.key(), error.arguments().toArray())));
    return new PersonForm(typed, errors, null, false, List.of());
  }

  static PersonForm known(MultiValueMap<String, String> typed, Known known) {
    return new PersonForm(typed, Map.of(Attribute.DOCUMENT.field(), known.text()), known, false, List.of());
  }

  static PersonForm stale(MultiValueMap<String, String> typed) {
    return new PersonForm(typed, Map.of(), null, true, List.of());
  }

  /** With what stands now beside what was typed, and with other values in the form. */
  PersonForm beside(MultiValueMap<String, String> otherTyped, List<Difference> differences) {
    return new PersonForm(otherTyped, errors, known, stale, differences);
  }

  /** What is wrong with one field told at another, where the form asks for it by that name. */
  PersonForm told(String field, String at) {
    if (!errors.containsKey(field)) return this;
    Map<String, String> others = new LinkedHashMap<>(errors);
    others.putIfAbsent(at, others.get(field));
    others.remove(field);
    return new PersonForm(typed, others, known, stale, beside);
  }

  /** What was typed into the field, else what stands. */
  public @Nullable String value(String field, @Nullable Object otherwise) {
    return typed.isEmpty() ? otherwise == null ? null : otherwise.toString() : typed.getFirst(field);
  }

  public boolean ticked(String field) {
    return typed.getFirst(field) != null;
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }
}

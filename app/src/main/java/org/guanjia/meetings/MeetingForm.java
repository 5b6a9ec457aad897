package org.guanjia.meetings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
public record MeetingForm(MultiValueMap<String, String> typed, Map<String, String> errors) {

  static final MeetingForm FRESH = new MeetingForm(new LinkedMultiValueMap<>(), Map.of());

  static MeetingForm typed(MultiValueMap<String, String> typed) {
    return new MeetingForm(typed, Map.of());
  }

  static MeetingForm refused(MultiValueMap<String, String> typed, InvalidInput refused, Page page) {
    return new MeetingForm(typed, messages(refused, page));
  }

  static Map<String, String> messages(InvalidInput refused, Page page) {
    Map<String, String> errors = new LinkedHashMap<>();
    refused.errors().forEach(error -> errors.putIfAbsent(error.field(), page.t(error.key(), error.arguments().toArray())));
    return errors;
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
}

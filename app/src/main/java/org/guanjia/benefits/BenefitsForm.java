package org.guanjia.benefits;

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
 * @param stale somebody else changed the same meanwhile, and nothing was written
 * @param beside of a stale form: what stands now and what was typed
 */
public record BenefitsForm(MultiValueMap<String, String> typed, Map<String, String> errors, boolean stale, List<Difference> beside) {

  static final BenefitsForm FRESH = new BenefitsForm(new LinkedMultiValueMap<>(), Map.of(), false, List.of());

  static BenefitsForm refused(MultiValueMap<String, String> typed, InvalidInput refused, Page page) {
    Map<String, String> errors = new LinkedHashMap<>();
    refused.errors().forEach(error -> errors.putIfAbsent(error.field(), page.t(error.key(), error.arguments().toArray())));
    return new BenefitsForm(typed, errors, false, List.of());
  }

  static BenefitsForm stale(MultiValueMap<String, String> typed, List<Difference> beside) {
    return new BenefitsForm(typed, Map.of(), true, beside);
  }

  /** For a page whose other fields were not sent: what is wrong, over what stands. */
  BenefitsForm errorsAlone() {
    return new BenefitsForm(FRESH.typed, errors, stale, beside);
  }

  /** What was typed into the field, else what stands. */
  public @Nullable String value(String field, @Nullable Object otherwise) {
    return typed.isEmpty() ? otherwise == null ? null : otherwise.toString() : typed.getFirst(field);
  }

  public boolean has(String field, String value) {
    return typed.getOrDefault(field, List.of()).contains(value);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }
}

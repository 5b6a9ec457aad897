package org.guanjia.requests;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guanjia.platform.ui.Choice;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The form in which a request is taken down for a resident.
 *
 * @param values what each field shows
 * @param stored ids of pictures that an earlier try of the form has stored
 * @param errors messages by field
 */
public record RecordForm(
    Map<String, String> values,
    List<UUID> stored,
    Map<String, String> errors,
    List<Choice> channels,
    List<Choice> dropIns,
    List<Choice> categories,
    List<Choice> villages,
    List<Choice> groups,
    List<Choice> grids) {

  private static final List<String> FURTHER =
      List.of("onBehalfOf", "title", "villageGroup", "grid", "affected", "affectedCount", "latitude", "longitude");

  public @Nullable String value(String field) {
    return values.get(field);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public boolean ticked(String field) {
    return values.containsKey(field);
  }

  /** Something of the part that is folded in was filled in or is wrong. */
  public boolean furtherUsed() {
    return FURTHER.stream().anyMatch(field -> errors.containsKey(field) || !values.getOrDefault(field, "").isBlank());
  }

  static Map<String, String> values(MultiValueMap<String, String> typed) {
    return typed.toSingleValueMap();
  }
}

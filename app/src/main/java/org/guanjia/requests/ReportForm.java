package org.guanjia.requests;

import java.util.List;
import java.util.Map;
import org.guanjia.platform.ui.Choice;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a resident reports something.
 *
 * @param typed what is in it
 * @param kept photos that arrived with an earlier try
 * @param errors by field
 * @param town code of the town, where it is not the first one of the installation; null otherwise
 */
public record ReportForm(
    Typed typed,
    List<KeptPhoto> kept,
    Map<String, String> errors,
    List<Choice> categories,
    List<Choice> villages,
    @Nullable String town,
    int photosMax) {

  /**
   * A photo that waits for its form.
   *
   * @param pass lets the browser that sent it keep it, and nobody else
   */
  public record KeptPhoto(String pass, String name) {}

  public String value(String field) {
    return typed.text(field);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  /** Whether a folded part of the form holds something, or something wrong. */
  public boolean uses(String... fields) {
    for (String field : fields) if (!value(field).isBlank() || errors.containsKey(field)) return true;
    return false;
  }

  /** The photo's position is used to find the place unless the box was cleared. */
  public boolean pointFromPhoto() {
    return typed.values().isEmpty() || typed.ticked("pointFromPhoto");
  }
}

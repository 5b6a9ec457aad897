package org.guanjia.platform.access;

import java.util.List;
import org.guanjia.platform.access.KeptForms.Kept;

/**
 * A kept form as its page shows it.
 *
 * @param readable what the person typed, in the form's order
 */
public record KeptForm(String action, List<Field> fields, List<String> readable, List<String> files) {

  /** A field that is sent again as it was. */
  public record Field(String name, String value) {}

  static KeptForm of(Kept kept) {
    return new KeptForm(
        kept.action(),
        kept.fields().stream().map(sent -> new Field(sent.name(), sent.value())).toList(),
        kept.fields().stream().filter(KeptForms.Sent::readable).map(KeptForms.Sent::value).toList(),
        kept.files());
  }
}

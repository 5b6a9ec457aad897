package org.guanjia.platform.spreadsheets;

import java.util.List;
import org.guanjia.platform.ui.Choice;
import org.jspecify.annotations.Nullable;

/**
 * The form in which columns are mapped.
 *
 * @param columns the file's columns, by letter and heading
 * @param options what may be ticked besides
 */
public record MappingView(List<Field> fields, List<Choice> columns, List<Choice> options) {

  /** A field, with the index of the column it is mapped to, as text; null for none. */
  public record Field(String name, String label, boolean required, @Nullable String column) {}
}

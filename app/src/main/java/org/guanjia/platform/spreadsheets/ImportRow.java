package org.guanjia.platform.spreadsheets;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row whose cells have been read into the values of their fields. */
public final class ImportRow {
  private final int number;
  private final Map<String, Object> values = new HashMap<>();

  ImportRow(int number) {
    this.number = number;
  }

  /** Row number as the spreadsheet program shows it, from 1. */
  public int number() {
    return number;
  }

  /** The value of a field; null when its cell is blank or no column was mapped to it. */
  @SuppressWarnings("unchecked")
  public <T> @Nullable T get(ImportField<T> field) {
    return (T) values.get(field.name());
  }

  /** The value of a mandatory field. */
  public <T> T must(ImportField<T> field) {
    T value = get(field);
    if (value == null) {
      throw new IllegalStateException("row " + number + " was passed on without " + field.name());
    }
    return value;
  }

  void put(ImportField<?> field, Object value) {
    values.put(field.name(), value);
  }
}

package org.guanjia.platform.ui;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param sort value of the {@code sort} parameter that orders by it; null when the list cannot
 * @param number numbers stand at the end of the cell
 */
public record Column(String label, @Nullable String sort, boolean number) {

  public static Column of(String label) {
    return new Column(label, null, false);
  }

  public static Column number(String label) {
    return new Column(label, null, true);
  }

  public Column sortedBy(String sort) {
    return new Column(label, sort, number);
  }

  /** The value of aria-sort; null, so that the attribute is left out, when the table is not ordered by this column. */
  public @Nullable String ariaSort(@Nullable String current) {
    if (sort == null || current == null) return null;
    if (current.equals(sort)) return "ascending";
    return current.equals("-" + sort) ? "descending" : null;
  }

  /** What a click on the header asks for: this column upwards, then downwards. */
  public @Nullable String nextSort(@Nullable String current) {
    return sort != null && sort.equals(current) ? "-" + sort : sort;
  }
}

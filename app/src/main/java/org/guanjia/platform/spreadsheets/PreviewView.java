package org.guanjia.platform.spreadsheets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a file as they would be taken.
 *
 * @param fault why there is none; null when there is one
 */
public record PreviewView(List<Row> rows, @Nullable String fault) {

  /** A row with what would be said about it; {@code marked} are the columns concerned, counted from 0. */
  public record Row(int number, List<String> cells, List<Integer> marked, boolean refused, List<String> problems) {}

  /** How many of the rows would not be taken. */
  public long refused() {
    return rows.stream().filter(Row::refused).count();
  }
}

package org.guanjia.insight;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The villages with one figure each, to be drawn and, beside the drawing, to be read as a table.
 *
 * @param width of the drawing in its own units
 * @param tiles schematic tiles; with outlines given, the villages' outlines
 * @param real whether these are outlines
 */
public record VillageMap(String title, String unit, int width, double height, boolean real, List<Tile> tiles, List<Row> rows) {

  /**
   * A village as drawn.
   *
   * @param path of its outline; null for a tile
   * @param level 0 to 4, the more the darker
   * @param value as written on it
   * @param said name and figure in words
   */
  public record Tile(@Nullable String path, double x, double y, String name, String value, int level, @Nullable String href, String said) {}

  /** A village in the table. */
  public record Row(String name, String value, @Nullable String href) {}
}

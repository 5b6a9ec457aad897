package org.guanjia.insight;

import java.util.List;
import org.guanjia.platform.ui.Chart;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Tile;
import org.jspecify.annotations.Nullable;

/**
 * The board of a year.
 *
 * @param asOf when requests were last counted, written out; null when they never were
 * @param measures what the map may show
 * @param villages the map's figures as bars
 * @param requests figures of requests, each with the list it was counted from
 * @param charts of requests by channel, category and month
 * @param compared the year beside the one before
 * @param projects of the year's library by state, each with its list
 * @param money approved money by source, in yuan; empty while there is none
 */
public record BoardView(
    int year, @Nullable String asOf, List<Chip> years, List<TargetLine> targets, List<Chip> measures, VillageMap map, List<Chart> villages, List<Tile> requests,
    List<Chart> charts, List<Compared> compared, List<Tile> projects, List<Chart> money) {

  /** A figure of two years. */
  public record Compared(String label, String now, @Nullable String nowHref, String before, @Nullable String beforeHref) {}
}

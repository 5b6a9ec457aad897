package org.guanjia.simulation;

import java.util.List;
import java.util.Map;
import org.guanjia.platform.ui.Chart;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Tile;
import org.jspecify.annotations.Nullable;

/**
 * A simulation as its page and its paper show it.
 *
 * @param changes what was tried, programme by programme
 * @param tiles the figures people ask for first
 * @param breakdowns who gains and loses, by programme, village, age and sex
 * @param years the names of the columns of {@code costs} and {@code cohorts}
 * @param repeated what became of the same simulation before; null when this one repeats none
 * @param names of people by their ids
 */
public record SimulationView(
    Simulation simulation, String title, SimulationWords words, List<Changed> changes, String lifeTable, List<Tile> tiles, List<Breakdown> breakdowns, List<String> years,
    List<CostRow> costs, @Nullable Chart yearChart, List<CostRow> cohorts, @Nullable Chart cohortChart, @Nullable String repeated, List<Moment> history, Map<String, String> names) {

  /** What was tried in a programme. @param note what the draft itself says about it */
  public record Changed(String programme, String code, int version, @Nullable Integer against, List<Difference> differences, String note) {}

  /** One way to count. @param list whether a row opens the list of its persons */
  public record Breakdown(String title, String heading, @Nullable Chart chart, List<Row> rows) {}

  /** @param href the list it was counted from; null for none */
  public record Row(String name, Figures.Tally tally, @Nullable String href) {}

  /** A line of the table of years: whole yuan, already written. */
  public record CostRow(String name, String which, List<String> cells, boolean sum) {}

  public String path() {
    return "/simulations/" + simulation.id();
  }
}

package org.guanjia.simulation;

import java.util.List;
import java.util.Map;
import org.guanjia.platform.ui.Choice;
import org.jspecify.annotations.Nullable;

/**
 * The list as its page shows it.
 *
 * @param names by person; a child's is masked, of somebody the viewer does not see there is none
 * @param next the page after this one; null at the end
 */
public record AffectedList(
    Simulation simulation, SimulationWords words, EffectFilter filter, List<Effect> effects, Map<Long, String> names, Map<String, List<Choice>> choices, String query, @Nullable String next,
    @Nullable String begin) {

  public String export(String format) {
    return "/simulations/" + simulation.id() + "/people/export." + format + query;
  }

  public boolean filtered() {
    return filter.active();
  }

  /** What the form shows as chosen. */
  public @Nullable String chosen(String field) {
    return AffectedPeople.parameters(filter).get(field);
  }

  public String title() {
    return SimulationViews.title(words, simulation);
  }
}

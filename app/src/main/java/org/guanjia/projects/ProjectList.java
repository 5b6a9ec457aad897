package org.guanjia.projects;

import java.util.List;
import java.util.Map;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Tile;
import org.jspecify.annotations.Nullable;

/**
 * The library as its page shows it.
 *
 * @param years chips of the years
 * @param standing chips of the states
 * @param query of the address, with its question mark; empty for none
 * @param next the page after this one; null at the end
 * @param begin the first page; null when this is it
 */
public record ProjectList(
    ProjectFilter filter, List<ProjectLine> lines, Map<String, String> villages, List<Chip> years, List<Chip> standing, List<Tile> tiles,
    List<Choice> kinds, List<Choice> villageChoices, String query, @Nullable String next, @Nullable String begin) {

  public String export(String format) {
    return "/projects/export." + format + query;
  }

  public boolean narrowed() {
    return !filter.q().isBlank() || filter.kind() != null || filter.micro() || filter.village() != null || !filter.states().isEmpty() || filter.department() != null;
  }

  /** As the choices of kinds have it; null for all. */
  public @Nullable String kind() {
    if (filter.micro()) return ProjectLists.MICRO;
    return filter.kind() == null ? null : filter.kind().name();
  }
}

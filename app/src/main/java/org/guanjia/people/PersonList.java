package org.guanjia.people;

import java.time.LocalDate;
import java.util.List;
import org.guanjia.people.PersonFilter.Standing;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.jspecify.annotations.Nullable;

/**
 * The search as its page shows it.
 *
 * @param understood false when what was typed is a piece of a number by which nobody can be found
 * @param day as of which the list is
 * @param query of the address, with its question mark; empty for none
 * @param next the page after this one; null at the end
 * @param begin the first page; null when this is it
 */
public record PersonList(
    PersonFilter filter, List<PersonLine> lines, boolean understood, LocalDate day, PlaceNames places, List<Chip> standing, List<Choice> villages, List<Choice> groups,
    List<Choice> specials, String query, @Nullable String next, @Nullable String begin) {

  public String export(String format) {
    return "/people/export." + format + query;
  }

  /** Whether anything but the words narrows it. */
  public boolean filtered() {
    return filter.village() != null || filter.group() != null || filter.special() != null || filter.ageFrom() != null || filter.ageTo() != null || filter.day() != null;
  }

  public boolean narrowed() {
    return filtered() || !filter.q().isBlank() || filter.standing() != Standing.ALL;
  }
}

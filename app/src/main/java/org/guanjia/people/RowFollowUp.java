package org.guanjia.people;

import java.util.List;
import java.util.Set;

/** What a list writes of rows beside the person: a household, a special group, an event. Imports call it for a batch, the review desk for one row. */
interface RowFollowUp {

  /**
   * A row whose person is known.
   *
   * @param registeredByIt whether that row brought the person, of whom nothing can be there yet
   */
  record Row(long personId, PersonRow row, boolean registeredByIt) {}

  /** Name of the list whose rows it follows. */
  String target();

  /** Whether rows of that list also tell what changed of persons who are known. */
  default boolean changesPersons() {
    return true;
  }

  /**
   * Writes what is new, in a number of statements that does not depend on the number of rows.
   *
   * @return numbers of the rows that told something new
   */
  Set<Integer> follow(Origin origin, List<Row> rows, RowRemarks told);
}

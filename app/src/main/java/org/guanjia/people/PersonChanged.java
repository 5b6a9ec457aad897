package org.guanjia.people;

import java.time.LocalDate;
import java.util.Set;

/**
 * Something else holds of a person than before, from that day on: a first statement, a new one, or one taken back. A spreadsheet's rows do not
 * announce new persons one by one; {@link PeopleImported} does for all of them.
 *
 * @param attributes which ones
 * @param since the first day on which it holds, maybe long past
 */
public record PersonChanged(String town, long personId, Set<Attribute> attributes, LocalDate since) {}

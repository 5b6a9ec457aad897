package org.guanjia.people;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person as a row of a file tells of them.
 *
 * @param number of the row in its file
 * @param typed what its cells say, with the document even where its number cannot be; birth and sex as their columns have them
 * @param facts what can be written down: of birth and sex what a sound number says, and no document that cannot be
 * @param validFrom not in the future
 * @param more what the row tells beside the person, by field: household, special group, event
 */
record PersonRow(int number, Facts typed, Facts facts, LocalDate validFrom, String source, Map<String, String> more) {

  static final Set<Attribute> OF_DOCUMENT = EnumSet.of(Attribute.DOCUMENT);

  PersonRow {
    more = Map.copyOf(more);
  }

  boolean hasDocument() {
    return typed.document().kind() != DocumentKind.NONE;
  }

  boolean documentSound() {
    return facts.document().kind() != DocumentKind.NONE;
  }

  /** When the number is somebody else's, birth and sex are what the columns say. */
  Facts withoutDocument() {
    return typed.without(OF_DOCUMENT);
  }

  @Nullable String extra(String field) {
    return more.get(field);
  }

  PersonRow with(Attribute attribute, Object value) {
    return new PersonRow(number, typed.with(attribute, value), facts.with(attribute, value), validFrom, source, more);
  }
}

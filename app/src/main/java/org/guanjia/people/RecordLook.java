package org.guanjia.people;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One look at a record.
 *
 * @param viewer number of the user
 * @param purpose of {@link Disclosure.Purpose}; null when nothing was revealed
 * @param note why, in the viewer's words; of an export its mark
 */
public record RecordLook(long id, Instant at, String viewer, Kind kind, @Nullable String purpose, Set<Attribute> attributes, @Nullable String note) {

  /** How a record was looked at. */
  public enum Kind {
    /** Its page was opened, numbers and address masked. */
    OPENED,
    /** Something masked was shown. */
    REVEALED,
    /** It left in a list. */
    EXPORTED
  }
}

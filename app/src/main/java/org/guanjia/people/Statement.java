package org.guanjia.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was said about a person, as it stands in the register.
 *
 * @param personId the record it was said of, which may have been merged into another since
 * @param importId number of the spreadsheet import it came by; null when somebody typed it
 * @param retractedAt when it was found wrong and taken back; null while it stands
 */
public record Statement(
    long id,
    long personId,
    LocalDate validFrom,
    String source,
    Instant recordedAt,
    String recordedBy,
    @Nullable Long importId,
    Facts facts,
    Set<Attribute> cleared,
    @Nullable Instant retractedAt,
    @Nullable String retractedBy,
    @Nullable String retraction) {

  /** Whether it was known then, and not yet taken back. */
  boolean stoodAt(Instant moment) {
    return !recordedAt.isAfter(moment) && (retractedAt == null || retractedAt.isAfter(moment));
  }

  boolean stands() {
    return retractedAt == null;
  }
}

package org.guanjia.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a person is of a special group, as one office says. Overlaps are normal.
 *
 * @param personId the record it was said of, which may have been merged into another since
 * @param category of a disability, 1 to 7 (GB/T 26341): vision, hearing, speech, physical, intellectual, mental, multiple
 * @param grade of a disability, 1 (heaviest) to 4
 * @param until the first day on which it no longer holds; null while it does
 * @param reviewOn the day by which somebody has to look again; null for never
 * @param file id of a stored file; null for none
 */
public record Membership(
    long id, long personId, SpecialGroup kind, @Nullable String category, @Nullable String grade, LocalDate since, @Nullable LocalDate until, @Nullable LocalDate reviewOn,
    @Nullable String evidence, @Nullable UUID file, String source, int version, Instant recordedAt, String recordedBy, @Nullable Instant endedAt,
    @Nullable String endedBy, @Nullable String endReason) {

  public static final int EVIDENCE_LENGTH_MAX = 500;

  /** Whether it holds on that day. */
  public boolean holds(LocalDate day) {
    return !since.isAfter(day) && (until == null || until.isAfter(day));
  }
}

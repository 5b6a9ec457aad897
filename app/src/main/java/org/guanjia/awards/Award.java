package org.guanjia.awards;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person is granted, or asks for.
 *
 * @param id number within the town
 * @param personId the person today
 * @param programme code
 * @param from the first month
 * @param until the last month; null while it has none. A month before {@code from}: nothing was ever due
 * @param monthlyFen what was approved for a month; null before. What a month pays the determination says
 * @param missing codes of facts that no office has stated
 * @param checkedBy user id; null before the check
 * @param publishedUntil the last day on which somebody may object; null when it was not published
 * @param suspendedUntil when to look again; null when nobody said
 */
public record Award(
    long id, long personId, String programme, AwardState state, int version, Origin origin, @Nullable LocalDate appliedOn, YearMonth from, @Nullable YearMonth until,
    @Nullable Long monthlyFen, @Nullable Finding finding, List<String> missing, @Nullable LocalDate papersAskedOn, @Nullable String checkedBy, @Nullable Instant checkedAt,
    @Nullable LocalDate publishedFrom, @Nullable LocalDate publishedUntil, @Nullable String firstApprover, @Nullable String approvedBy, @Nullable Instant approvedAt,
    @Nullable LocalDate suspendedUntil, @Nullable EndReason endReason, Instant changedAt) {

  public Award {
    missing = List.copyOf(missing);
  }

  /** How it came. */
  public enum Origin {
    PAPER,
    PHONE,
    VISIT,
    /** The system found the person entitled. */
    PROPOSED,
    /** In payment before the town began with Guanjia. */
    IMPORTED
  }

  /** What the check found. */
  public enum Finding {
    ENTITLED,
    NOT_ENTITLED,
    /** A fact is missing; the officer says why it can be decided nevertheless. */
    UNKNOWN
  }

  /** Why an award ended. */
  public enum EndReason {
    DIED,
    MOVED,
    REASSESSED,
    OWN_WISH,
    NOT_ENTITLED,
    /** The same person had it twice. */
    DOUBLE,
    OTHER
  }

  /** Whether that month lies between its first and last. */
  public boolean covers(YearMonth month) {
    return !month.isBefore(from) && (until == null || !month.isAfter(until));
  }
}

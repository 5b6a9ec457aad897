package org.guanjia.insight;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A monthly brief.
 *
 * @param id 0 while it is only looked at
 * @param figures as they were when it was issued
 * @param remarks what the office says about them
 */
public record Brief(
    long id, int version, YearMonth month, BriefState state, @Nullable String remarks, Snapshot figures, @Nullable String issuedBy, @Nullable Instant issuedAt,
    @Nullable String approvedBy, @Nullable Instant approvedAt, @Nullable String withdrawnBy, @Nullable Instant withdrawnAt, @Nullable String reason) {

  /** A brief in the list, without its figures. */
  @Schema(name = "BriefLine")
  public record Line(long id, int version, YearMonth month, BriefState state, Instant issuedAt, @Nullable Instant approvedAt) {}
}

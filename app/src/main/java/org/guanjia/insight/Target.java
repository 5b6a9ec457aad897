package org.guanjia.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A promise of the town for a year.
 *
 * @param id 0 for one not kept yet
 * @param version what a form was made from
 * @param title what is promised, in the promise's own words
 * @param channel name of the channel whose share it is; null for every other measure
 * @param amount number, or per cent for shares; with at most two decimals
 * @param unit 件, 户, 人次, %, ...
 * @param dueOn day by which it is to be reached
 * @param source where the promise stands
 * @param village code; null for the whole town
 * @param active false once it is no longer pursued; kept, because briefs refer to it
 */
public record Target(
    long id, int version, int year, String title, Measure measure, @Nullable String channel, BigDecimal amount, String unit, LocalDate dueOn, String source,
    @Nullable String village, boolean active) {

  /** The same promise beside another id and version. */
  Target as(long otherId, int otherVersion) {
    return new Target(otherId, otherVersion, year, title, measure, channel, amount, unit, dueOn, source, village, active);
  }

  /** Whether both promise the same, whatever their ids and versions. */
  boolean sameAs(Target other) {
    Target mine = plain();
    return mine.equals(other.plain());
  }

  private Target plain() {
    return new Target(0, 0, year, title, measure, channel, amount.stripTrailingZeros(), unit, dueOn, source, village, active);
  }
}

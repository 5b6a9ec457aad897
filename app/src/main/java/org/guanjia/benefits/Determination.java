package org.guanjia.benefits;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.guanjia.rules.Decision;
import org.jspecify.annotations.Nullable;

/**
 * What all programmes say of a person in a month, and why.
 *
 * @param round in which it was decided; null when nobody has determined the month yet and this is what it would be now
 * @param knownAt what the register knew at this moment counts
 */
public record Determination(long personId, YearMonth month, FactSheet sheet, List<Finding> findings, @Nullable Long round, Instant knownAt, Instant decidedAt) {

  /**
   * What one programme says.
   *
   * @param entitlement as it is kept, after what excludes or caps it; {@code id} 0 when it is not kept
   * @param decision what the programme's own rules say, with its conditions; where another programme excludes it, it says YES all the same
   * @param version number of the version whose rules these are
   */
  public record Finding(Entitlement entitlement, Decision decision, int version) {}
}

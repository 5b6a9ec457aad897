package org.guanjia.insight;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What some requests come to.
 *
 * @param told whose reporters have been told the answer
 * @param inTime of those, with no deadline missed
 * @param rated by their reporters
 * @param satisfied of those, rated 4 or 5 of 5
 * @param escalated laid before a superior as overdue
 */
@Schema(name = "RequestSum")
public record Sum(long received, long told, long inTime, long rated, long satisfied, long escalated) {

  static final Sum NONE = new Sum(0, 0, 0, 0, 0, 0);

  Sum plus(Sum other) {
    return new Sum(
        received + other.received, told + other.told, inTime + other.inTime, rated + other.rated, satisfied + other.satisfied, escalated + other.escalated);
  }

  /** Per cent with one decimal; null while nobody has been told. */
  public @Nullable BigDecimal inTimeShare() {
    return share(inTime, told);
  }

  /** Per cent with one decimal; null while nobody has rated. */
  public @Nullable BigDecimal satisfiedShare() {
    return share(satisfied, rated);
  }

  static @Nullable BigDecimal share(long part, long of) {
    return of == 0 ? null : BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(of), 1, RoundingMode.HALF_UP);
  }
}

package org.guanjia.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A target and how far it is.
 *
 * @param actual in the target's unit; null while there is nothing to say
 * @param expected what should be there by the day asked for: today, in a brief {@link Snapshot#expectedOn}
 * @param href the list that the figure was counted from; null where there is none the viewer may open
 */
public record TargetLine(Target target, @Nullable BigDecimal actual, BigDecimal expected, Course course, @Nullable String href) {

  /** Width of the bar, 0 to 100. */
  public String width() {
    return percent(actual == null ? BigDecimal.ZERO : actual);
  }

  /** Where today's mark stands, 0 to 100. */
  public String mark() {
    return percent(expected);
  }

  private String percent(BigDecimal part) {
    BigDecimal share = part.multiply(BigDecimal.valueOf(100)).divide(target.amount(), 2, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%.2f%%", share.min(BigDecimal.valueOf(100)));
  }
}

package org.guanjia.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** How far a target should be by a day, when the same is done every day from New Year until its deadline. */
final class Expected {

  private Expected() {}

  /**
   * What should be there at the end of that day; whole numbers for numbers, tenths for shares, always rounded down.
   *
   * @return 0 before the year, the promised amount from the deadline on; a share that is to be kept up is expected whole all the time
   */
  static BigDecimal by(Target target, LocalDate today) {
    LocalDate begin = LocalDate.of(target.year(), 1, 1);
    if (today.isBefore(begin)) return BigDecimal.ZERO;
    if (!today.isBefore(target.dueOn()) || !target.measure().grows()) return target.amount();
    long all = ChronoUnit.DAYS.between(begin, target.dueOn()) + 1;
    long gone = ChronoUnit.DAYS.between(begin, today) + 1;
    return target.amount().multiply(BigDecimal.valueOf(gone)).divide(BigDecimal.valueOf(all), target.measure().share() ? 1 : 0, RoundingMode.DOWN);
  }
}

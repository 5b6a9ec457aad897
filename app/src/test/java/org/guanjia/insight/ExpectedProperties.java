package org.guanjia.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What should be there by a day, for any promise. */
class ExpectedProperties {

  @Property
  void neverFallsFromOneDayToALaterOne(@ForAll("targets") Target target, @ForAll @IntRange(min = -400, max = 2_400) int day, @ForAll @IntRange(max = 400) int later) {
    LocalDate begin = LocalDate.of(target.year(), 1, 1);
    assertThat(Expected.by(target, begin.plusDays(day + (long) later))).isGreaterThanOrEqualTo(Expected.by(target, begin.plusDays(day)));
  }

  @Property
  void liesBetweenNothingAndThePromise(@ForAll("targets") Target target, @ForAll @IntRange(min = -400, max = 2_400) int day) {
    assertThat(Expected.by(target, LocalDate.of(target.year(), 1, 1).plusDays(day))).isBetween(BigDecimal.ZERO, target.amount());
  }

  @Property
  void isNothingBeforeTheYearAndAllFromTheDeadlineOn(@ForAll("targets") Target target, @ForAll @IntRange(max = 1_000) int later) {
    assertThat(Expected.by(target, LocalDate.of(target.year() - 1, 12, 31))).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(Expected.by(target, target.dueOn().plusDays(later))).isEqualByComparingTo(target.amount());
  }

  @Property
  void whoeverHasWhatIsExpectedIsNotBehind(@ForAll("targets") Target target, @ForAll @IntRange(min = 0, max = 2_400) int day) {
    LocalDate today = LocalDate.of(target.year(), 1, 1).plusDays(day);
    assertThat(Course.of(target, Expected.by(target, today), today)).isIn(Course.REACHED, Course.ON_COURSE);
    assertThat(Course.of(target, BigDecimal.ZERO, target.dueOn().plusDays(1))).isEqualTo(Course.MISSED);
  }

  @Provide
  Arbitrary<Target> targets() {
    Arbitrary<Measure> measures = Arbitraries.of(Measure.promisable());
    Arbitrary<Integer> cents = Arbitraries.integers().between(1, 10_000);
    Arbitrary<Integer> due = Arbitraries.integers().between(0, 2_000);
    return Combinators.combine(measures, cents, Arbitraries.integers().between(2000, 2090), due)
        .as(
            (measure, hundredths, year, days) ->
                new Target(
                    1, 1, year, "承诺", measure, measure == Measure.CHANNEL_SHARE ? "GRID" : null, BigDecimal.valueOf(hundredths, 2), "件",
                    LocalDate.of(year, 1, 1).plusDays(days), "出处", null, true));
  }
}

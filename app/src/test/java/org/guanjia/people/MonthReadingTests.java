package org.guanjia.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Set;
import org.guanjia.people.MonthReading.Saying;
import org.guanjia.people.RegisterReading.InMonth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a month's facts are when something began or ended in it. */
class MonthReadingTests {

  private static final YearMonth MAY = YearMonth.of(2026, 5);

  private static Saying saying(String from, @Nullable Boolean registered, @Nullable Boolean resident, @Nullable String diedOn) {
    return new Saying(LocalDate.parse(from), null, null, null, registered, resident, diedOn == null ? null : LocalDate.parse(diedOn), Set.of());
  }

  private static InMonth in(YearMonth month, Saying... sayings) {
    var reading = new MonthReading(1, month);
    for (Saying each : sayings) reading.said(each);
    return reading.done();
  }

  @Test
  void whatNobodySaidIsNull() {
    InMonth nothing = in(MAY);
    assertThat(nothing.registered()).isNull();
    assertThat(nothing.movedOutOn()).isNull();
    assertThat(in(MAY, saying("2026-06-01", true, true, null)).registered()).as("said of a later day").isNull();
  }

  @Test
  void whoLeftInTheMonthWasHereInIt() {
    Saying came = saying("2015-01-01", true, true, null);
    Saying left = saying("2026-05-10", false, false, null);
    InMonth may = in(MAY, came, left);
    assertThat(may.registered()).isTrue();
    assertThat(may.registeredSince()).isEqualTo("2015-01-01");
    assertThat(may.movedOutOn()).isEqualTo("2026-05-10");
    InMonth june = in(MAY.plusMonths(1), came, left);
    assertThat(june.registered()).isFalse();
    assertThat(june.movedOutOn()).isEqualTo("2026-05-10");
    assertThat(in(MAY.minusMonths(1), came, left).movedOutOn()).isNull();
    assertThat(in(MAY, came, saying("2026-05-01", false, false, null)).registered()).as("on the first day").isFalse();
    InMonth back = in(MAY.plusMonths(1), came, left, saying("2026-06-20", true, null, null));
    assertThat(back.registered()).isTrue();
    assertThat(back.movedOutOn()).isNull();
    assertThat(back.registeredSince()).isEqualTo("2026-06-20");
  }

  @Test
  void whoIsRegisteredAndLivesElsewhereHasNotLeft() {
    InMonth may = in(MAY, saying("2015-01-01", true, true, null), saying("2020-01-01", null, false, null));
    assertThat(may.resident()).isFalse();
    assertThat(may.registered()).isTrue();
    assertThat(may.movedOutOn()).isNull();
    assertThat(in(MAY, saying("2015-01-01", false, false, null)).movedOutOn()).as("never was here").isNull();
  }

  @Test
  void deathIsNoDeparture() {
    InMonth may = in(MAY, saying("2015-01-01", true, true, null), saying("2026-05-10", false, false, "2026-05-10"));
    assertThat(may.registered()).isTrue();
    assertThat(may.diedOn()).isEqualTo("2026-05-10");
    assertThat(may.movedOutOn()).isNull();
    assertThat(in(MAY.minusMonths(2), saying("2015-01-01", true, true, null), saying("2026-05-10", false, false, "2026-05-10")).diedOn()).as("a later death is known").isEqualTo("2026-05-10");
    var back = new MonthReading(1, MAY);
    back.said(saying("2015-01-01", true, true, "2026-01-01"));
    back.said(new Saying(LocalDate.of(2026, 2, 1), null, null, null, null, null, null, Set.of("DIED_ON")));
    assertThat(back.done().diedOn()).as("taken out").isNull();
  }
}

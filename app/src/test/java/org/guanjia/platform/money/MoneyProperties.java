package org.guanjia.platform.money;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Yuan as people type them, fen as they are kept. */
class MoneyProperties {

  @Property
  void whatIsShownIsReadBackUnchanged(@ForAll @LongRange(min = -99_999_999_999_999L, max = 99_999_999_999_999L) long fen) {
    Money money = Money.ofFen(fen);
    assertThat(Money.parseYuan(money.yuan())).contains(money);
    assertThat(Money.parseYuan("¥" + money.yuan() + "元").isPresent()).isEqualTo(fen >= 0);
  }

  @Property
  void sumsAreExact(@ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long one, @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long other) {
    assertThat(Money.ofFen(one).plus(Money.ofFen(other)).minus(Money.ofFen(other)).fen()).isEqualTo(one);
  }

  @Example
  void peopleWriteAmountsInManyWays() {
    assertThat(Money.parseYuan("12,345.60")).contains(Money.ofFen(1_234_560));
    assertThat(Money.parseYuan("１２３４５")).contains(Money.ofFen(1_234_500));
    assertThat(Money.parseYuan(" 3.2 万 ")).contains(Money.ofFen(3_200_000));
    assertThat(Money.parseYuan("￥0.01")).contains(Money.ofFen(1));
    assertThat(Money.parseYuan("-5000")).contains(Money.ofFen(-500_000));
    for (String bad : new String[] {"", "1.005", "1,23", "abc", "1e5", "12345678901234567890", "5 yuan", "1..2", "NaN"}) assertThat(Money.parseYuan(bad)).as(bad).isEmpty();
  }
}

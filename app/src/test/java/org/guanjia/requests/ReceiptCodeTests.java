package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReceiptCodeTests {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @Property
  void aCodeReadsBackHoweverItIsTyped(@ForAll @LongRange(min = 0, max = (1L << 35) - 1) long id) {
    String code = ReceiptCode.of(id);
    assertThat(code).hasSize(8);
    assertThat(ReceiptCode.parse(code)).contains(code);
    assertThat(ReceiptCode.parse(" " + ReceiptCode.display(code).toLowerCase().replace('0', 'o').replace('1', 'l')))
        .contains(code);
  }

  @Property
  void oneWrongCharacterIsFound(
      @ForAll @LongRange(min = 0, max = 10_000_000) long id,
      @ForAll @IntRange(max = 7) int place,
      @ForAll @IntRange(min = 1, max = 31) int shift) {
    char[] code = ReceiptCode.of(id).toCharArray();
    code[place] = ALPHABET.charAt((ALPHABET.indexOf(code[place]) + shift) % 32);
    assertThat(ReceiptCode.parse(new String(code))).isEmpty();
  }

  @Property
  void differentIdsGiveDifferentCodes(
      @ForAll @LongRange(min = 0, max = 1L << 34) long a, @ForAll @LongRange(min = 0, max = 1L << 34) long b) {
    assertThat(ReceiptCode.of(a).equals(ReceiptCode.of(b))).isEqualTo(a == b);
  }

  @Test
  void refusesWhatIsNoId() {
    assertThatThrownBy(() -> ReceiptCode.of(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReceiptCode.of(1L << 35)).isInstanceOf(IllegalArgumentException.class);
  }
}

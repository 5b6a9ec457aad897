package org.guanjia.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.Dates;
import org.guanjia.platform.identity.ResidentId.Problem;

class ResidentIdTests {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final String VALID = "11010519491231002X";

  @Example
  void tellsWhatStandsInTheNumber() {
    ResidentId id = read(VALID);
    assertThat(id.valid()).isTrue();
    assertThat(id.birth()).isEqualTo("1949-12-31");
    assertThat(id.sex()).isEqualTo(Sex.FEMALE);
    assertThat(id.division()).isEqualTo("110105");
  }

  @Example
  void isReadAsPeopleAndSpreadsheetsWriteIt() {
    for (String typed : new String[] {"11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", " 110105 19491231 002X ", "'11010519491231002X", "110105-19491231-002Ⅹ", "\u200B110105\u300019491231002×"}) {
      assertThat(read(typed).normal()).as(typed).isEqualTo(VALID);
      assertThat(read(typed).valid()).as(typed).isTrue();
    }
  }

  @Example
  void theOldNumberOfFifteenDigitsBecomesTheNewOne() {
    ResidentId id = read("110105491231002");
    assertThat(id.normal()).isEqualTo(VALID);
    assertThat(id.valid()).isTrue();
  }

  @Example
  void saysExactlyWhatIsWrong() {
    assertThat(read("110105194912310021").problems()).containsExactly(Problem.CHECK_CHARACTER);
    assertThat(read("1101051949123100").problems()).containsExactly(Problem.LENGTH);
    assertThat(read("").problems()).containsExactly(Problem.LENGTH);
    assertThat(read("1101051949123100ZX").problems()).containsExactly(Problem.CHARACTERS);
    assertThat(read("11010519491231X020").problems()).containsExactly(Problem.CHARACTERS);
    assertThat(read("1.10105194912E+17").problems()).containsExactlyInAnyOrder(Problem.LENGTH, Problem.CHARACTERS);
    assertThat(read(whole("11010519490230002")).problems()).containsExactly(Problem.DATE_IMPOSSIBLE);
    assertThat(read(whole("11010517491231002")).problems()).containsExactly(Problem.DATE_IMPOSSIBLE);
    assertThat(read(whole("11010520270101002")).problems()).containsExactly(Problem.DATE_IN_FUTURE);
    assertThat(read(whole("99010519491231002")).problems()).containsExactly(Problem.DIVISION);
    assertThat(read("110105490230002").problems()).containsExactly(Problem.DATE_IMPOSSIBLE);
  }

  /** Half of what is wrong in a file is one digit; the rest of the number is still a clue. */
  @Example
  void aMistypedNumberStillTellsBirthAndSex() {
    ResidentId id = read("11010519491231003X");
    assertThat(id.problems()).containsExactly(Problem.CHECK_CHARACTER);
    assertThat(id.birth()).isEqualTo("1949-12-31");
  }

  @Example
  void doesNotSlipIntoALog() {
    assertThat(read(VALID).toString()).doesNotContain("19491231");
    assertThat(BankCard.parse("6222021234567890128").toString()).doesNotContain("1234567890");
  }

  @Property(tries = 300)
  void whatIsMadeByTheRuleIsValid(@ForAll("numbers") String number) {
    assertThat(read(number).valid()).isTrue();
    assertThat(read(number.toLowerCase(Locale.ROOT)).normal()).isEqualTo(number);
  }

  @Property(tries = 300)
  void anySingleWrongDigitIsFound(@ForAll("numbers") String number, @ForAll @IntRange(max = 17) int at, @ForAll @IntRange(max = 9) int digit) {
    Assume.that(number.charAt(at) != '0' + digit);
    assertThat(read(number.substring(0, at) + digit + number.substring(at + 1)).valid()).isFalse();
  }

  @Property(tries = 300)
  void anySwapOfNeighboursIsFound(@ForAll("numbers") String number, @ForAll @IntRange(max = 16) int at) {
    Assume.that(number.charAt(at) != number.charAt(at + 1));
    assertThat(read(number.substring(0, at) + number.charAt(at + 1) + number.charAt(at) + number.substring(at + 2)).valid()).isFalse();
  }

  @Property(tries = 300)
  void nothingTypedBreaksIt(@ForAll String typed) {
    assertThat(read(typed).normal()).isNotNull();
    for (OtherDocument.Kind kind : OtherDocument.Kind.values()) assertThat(OtherDocument.parse(kind, typed).normal()).isNotNull();
    assertThat(BankCard.parse(typed).normal()).isNotNull();
  }

  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> divisions = Arbitraries.of("441900", "440106", "431121", "513426", "110105", "650102", "820000");
    Arbitrary<LocalDate> births = Dates.dates().between(LocalDate.of(1920, 1, 1), TODAY);
    return Combinators.combine(divisions, births, Arbitraries.integers().between(1, 999))
        .as((division, birth, order) -> whole(division + birth.toString().replace("-", "") + String.format(Locale.ROOT, "%03d", order)));
  }

  private static String whole(String digits) {
    return digits + ResidentId.checkCharacter(digits);
  }

  private static ResidentId read(String typed) {
    return ResidentId.parse(typed, TODAY);
  }
}

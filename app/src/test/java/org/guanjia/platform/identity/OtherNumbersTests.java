package org.guanjia.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.guanjia.platform.identity.OtherDocument.Kind;
import org.guanjia.platform.identity.OtherDocument.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherNumbersTests {

  @ParameterizedTest
  @CsvSource({
    "PASSPORT, e12345678, E12345678",
    "PASSPORT, EA1234567, EA1234567",
    "PASSPORT, C01X00T47, C01X00T47",
    "HK_MACAO_PERMIT, h01234567, H01234567",
    "HK_MACAO_PERMIT, M0123456701, M01234567",
    "TAIWAN_PERMIT, ０１２３４５６７, 01234567",
    "TAIWAN_PERMIT, 0123456701, 01234567",
    "FOREIGN_PERMANENT_RESIDENCE, CAN110080010101, CAN110080010101",
  })
  void aNumberForLife(Kind kind, String typed, String normal) {
    OtherDocument document = OtherDocument.parse(kind, typed);
    assertThat(document.valid()).isTrue();
    assertThat(document.normal()).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "PASSPORT, E123, LENGTH",
    "PASSPORT, ABCDEFGHI, CHARACTERS",
    "PASSPORT, E1234#678, CHARACTERS",
    "HK_MACAO_PERMIT, H0123456, LENGTH",
    "HK_MACAO_PERMIT, H012345670, LENGTH",
    "HK_MACAO_PERMIT, K01234567, CHARACTERS",
    "TAIWAN_PERMIT, 012345678, LENGTH",
    "TAIWAN_PERMIT, T1234567, CHARACTERS",
    "FOREIGN_PERMANENT_RESIDENCE, CAN11008001010, LENGTH",
    "FOREIGN_PERMANENT_RESIDENCE, CA1110080010101, CHARACTERS",
    "FOREIGN_PERMANENT_RESIDENCE, 911124198103250011, CHECK_CHARACTER",
  })
  void saysExactlyWhatIsWrong(Kind kind, String typed, Problem problem) {
    assertThat(OtherDocument.parse(kind, typed).problems()).containsExactly(problem);
  }

  @Test
  void thePermanentResidenceCardOf2023HasTheSameCheckCharacter() {
    String digits = "91112419810325001";
    assertThat(OtherDocument.parse(Kind.FOREIGN_PERMANENT_RESIDENCE, digits + ResidentId.checkCharacter(digits)).valid()).isTrue();
  }

  @Test
  void cardsAreCheckedByLuhn() {
    assertThat(BankCard.parse("6222 0212 3456 7890 128").valid()).isTrue();
    assertThat(BankCard.parse("6222021234567890128").normal()).isEqualTo("6222021234567890128");
    assertThat(BankCard.parse("6222021234567890129").problems()).containsExactly(BankCard.Problem.CHECK_DIGIT);
    assertThat(BankCard.parse("6222021234567890182").problems()).containsExactly(BankCard.Problem.CHECK_DIGIT);
    assertThat(BankCard.parse("62220212345").problems()).containsExactly(BankCard.Problem.LENGTH);
    assertThat(BankCard.parse("6.2220212E+18").problems()).containsExactly(BankCard.Problem.CHARACTERS);
  }

  @Test
  void sexAsOfficesWriteIt() {
    assertThat(Sex.parse(" 男性 ")).contains(Sex.MALE);
    assertThat(Sex.parse("2")).contains(Sex.FEMALE);
    assertThat(Sex.parse("Ｆ")).contains(Sex.FEMALE);
    assertThat(Sex.parse("9")).isEmpty();
  }
}

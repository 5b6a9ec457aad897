package org.guanjia.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class MaskTest {

  @Example
  void namesKeepTheirFirstCharacter() {
    assertThat(Mask.name("张三")).isEqualTo("张*");
    assertThat(Mask.name("欧阳小明")).isEqualTo("欧***");
    assertThat(Mask.name("张")).isEqualTo("张*");
    assertThat(Mask.name("𠮷野家")).isEqualTo("𠮷**");
    assertThat(Mask.name(null)).isEmpty();
  }

  @Example
  void phonesKeepThreeAndFour() {
    assertThat(Mask.phone("138 0013 1234")).isEqualTo("138****1234");
    assertThat(Mask.phone("+8613800131234")).isEqualTo("138****1234");
    assertThat(Mask.phone("0769-86640000")).isEqualTo("**********00");
    assertThat(Mask.phone("12")).isEqualTo("**");
  }

  @Example
  void identityNumbersLoseBirthDateAndDistrict() {
    assertThat(Mask.identity("441900195001011234")).isEqualTo("441***********1234");
  }

  @Example
  void addressesLoseTheHouse() {
    assertThat(Mask.address("茶山镇南社村3巷8号")).isEqualTo("茶山镇南社****");
  }

  @Property
  void noMaskedPhoneTellsMoreThanSevenDigits(@ForAll @CharRange(from = '0', to = '9') @StringLength(max = 20) String phone) {
    long shown = Mask.phone(phone).chars().filter(Character::isDigit).count();
    assertThat(shown).isLessThanOrEqualTo(7);
  }

  @Property
  void aTypedNumberHasOneNormalForm(@ForAll @CharRange(from = '0', to = '9') @StringLength(8) String rest) {
    String number = "138" + rest;
    assertThat(Phones.normal("+86 " + number)).isEqualTo(number);
    assertThat(Phones.normal("86" + number)).isEqualTo(number);
    assertThat(Phones.normal(number.substring(0, 3) + "-" + number.substring(3))).isEqualTo(number);
  }
}

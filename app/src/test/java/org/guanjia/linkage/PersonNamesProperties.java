package org.guanjia.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PersonNamesProperties {

  @Property(tries = 1000)
  void theNormalFormOfANormalFormIsItself(@ForAll("names") String name) {
    String normal = PersonNames.normal(name);
    assertThat(PersonNames.normal(normal)).isEqualTo(normal);
    assertThat(PersonNames.pinyin(normal)).isEqualTo(PersonNames.pinyin(name));
  }

  /** Every character of the standard sets, and what stands between them. */
  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> han = Arbitraries.oneOf(Arbitraries.integers().between(0x4E00, 0x9FFF), Arbitraries.integers().between(0x3400, 0x4DBF), Arbitraries.integers().between(0x20000, 0x2A6DF), Arbitraries.integers().between(0xF900, 0xFA6D)).map(Character::toString);
    Arbitrary<String> between = Arbitraries.of("", "", "", " ", "·", "．", "\u3000", "Ｌ", "x", "\u200B");
    return han.flatMap(first -> between.map(each -> first + each)).list().ofMinSize(1).ofMaxSize(5).map(parts -> String.join("", parts));
  }
}

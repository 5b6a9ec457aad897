package org.guanjia.projects;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Numbers that survive being read out and typed in. */
class ProjectCodeTests {

  @Property
  void isReadKindlyAndKeepsOneForm(@ForAll @IntRange(min = 2000, max = 2099) int year, @ForAll @IntRange(min = 1, max = 999_999) int number) {
    String code = ProjectCode.of(year, number);
    assertThat(ProjectCode.parse(code)).contains(code);
    assertThat(ProjectCode.parse(" " + code.toLowerCase().replace("-", " ") + " ")).contains(code);
  }

  @Property
  void everyWrongDigitIsFound(@ForAll @IntRange(min = 2000, max = 2099) int year, @ForAll @IntRange(min = 1, max = 9_999) int number, @ForAll @IntRange(min = 0, max = 9) int other) {
    String code = ProjectCode.of(year, number);
    for (int i = 4; i < code.length() - 1; i++) {
      if (code.charAt(i) == '-' || code.charAt(i) == '0' + other) continue;
      assertThat(ProjectCode.parse(code.substring(0, i) + other + code.substring(i + 1))).isEmpty();
    }
  }

  @Example
  void nothingElseIsACode() {
    for (String bad : new String[] {"", "P", "P26", "26-0017", "P26-0017", "Q26-0017F", "P26-17F", "P26-0017F0", "P26-0017\u0000"}) assertThat(ProjectCode.parse(bad)).as(bad).isEmpty();
  }
}

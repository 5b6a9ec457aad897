package org.guanjia.requests.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The data files of this package, as somebody may edit them. */
class SynonymsTests {

  @Test
  void noWordStandsUnderTwoIdeas() {
    Map<String, String> meanings = new HashMap<>();
    for (var line : DataFile.lines("synonyms.txt")) {
      var idea = line.substring(0, line.indexOf('=')).strip();
      for (var word : line.substring(line.indexOf('=') + 1).split(",")) {
        var before = meanings.put(Ideas.stemmed(NormalText.of(word)), idea);
        assertThat(before == null || before.equals(idea)).as("%s stands under %s and %s", word.strip(), before, idea).isTrue();
      }
    }
    assertThat(meanings).hasSizeGreaterThan(500);
  }

  @Test
  void theLongestWordWins() {
    assertThat(Reading.of("下水道盖不见了", "").things()).containsExactly(Reading.of("井盖", "").things());
  }

  @Test
  void everyTraitHasAWeight() {
    var names = DataFile.lines("model.txt").stream().map(line -> line.split("\\s+")[0]).toList();
    for (var trait : Likeness.Trait.values()) assertThat(names).contains(trait.name());
    assertThat(names).contains("THRESHOLD", "MATTER", "PLACE", "TIME");
  }

  @Test
  void homophonesSoundAlike() {
    assertThat(Reading.of("拉圾堆积", "").sounds()).containsExactly(Reading.of("垃圾堆积", "").sounds());
    assertThat(Reading.of("井盖", "").sounds()).isNotEqualTo(Reading.of("路灯", "").sounds());
  }
}

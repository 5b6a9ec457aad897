package org.guanjia.requests.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTextTests {

  @ParameterizedTest
  @CsvSource({
    "東嶽路３８號，路燈壞咗, 东岳路38号 路灯坏咗",
    "東嶽路３８號, 东岳路38号",
    "新村二巷, 新村2巷",
    "新村两百零五号, 新村205号",
    "三八号, 38号",
    "一直不亮, 一直不亮",
    "十字路口, 十字路口",
    "'  Street-Light,  OUT! ', street light out",
    "Ａｂｃ, abc",
    "Café, cafe",
    "路\u200b灯\u202e不亮, 路灯不亮",
    "路灯💡不亮, 路灯 不亮",
    "٣٨ 号, 38 号"
  })
  void readsManySpellingsAsOne(String written, String normal) {
    assertThat(NormalText.of(written)).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "！？……——", "💡💡💡", "\u200b\u200e\u202e", "\u0301\u0302"})
  void whatHasNoLettersIsEmpty(String nothing) {
    assertThat(NormalText.of(nothing)).isEmpty();
    assertThat(TextGrams.of(nothing)).isEmpty();
    assertThat(TextGrams.sought(nothing)).isEmpty();
  }

  @Property(tries = 3000)
  void onceIsEnough(@ForAll @StringLength(max = 60) String any) {
    var once = NormalText.of(any);
    assertThat(NormalText.of(once)).isEqualTo(once);
  }

  @Property
  void gramsAreASortedSet(@ForAll @StringLength(max = 300) String any) {
    assertThat(TextGrams.of(any)).isSorted().doesNotHaveDuplicates();
  }

  @Property
  void aTextIsFoundByEachOfItsParts(@ForAll @StringLength(max = 40) String one, @ForAll @StringLength(max = 40) String other) {
    assertThat(boxed(TextGrams.of(one + " " + other))).containsAll(List.of(boxed(TextGrams.sought(one))));
  }

  @Test
  void aMillionCharactersTakeNoLongerThanAPage() {
    var huge = "路灯不亮a1\ufdfa".repeat(150_000);
    var before = Instant.now();
    assertThat(NormalText.of(huge).length()).isLessThanOrEqualTo(NormalText.CHARACTERS_MAX);
    assertThat(TextGrams.of(huge).length).isLessThanOrEqualTo(TextGrams.GRAMS_MAX);
    assertThat(Reading.of(huge, huge).sounds().length).isLessThanOrEqualTo(TextGrams.GRAMS_MAX);
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void longVariedTextIsBounded() {
    var varied = new StringBuilder();
    for (int c = 0x4e00; c < 0x4e00 + 7_000; c++) varied.appendCodePoint(c);
    assertThat(TextGrams.of(varied.toString()).length).isBetween(1_900, TextGrams.GRAMS_MAX + 2);
  }

  private static Integer[] boxed(int[] grams) {
    return Wordings.boxed(grams);
  }
}

package org.guanjia.requests.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.guanjia.requests.matching.Likeness.Aspect;
import org.guanjia.requests.matching.Likeness.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTests {

  private static final Instant MONDAY = Instant.parse("2026-11-23T02:00:00Z");

  private static final List<String> TEXTS =
      List.of("东岳路38号路灯不亮", "鱼塘的水发绿发臭", "有人偷倒建筑垃圾", "street light out", "大树快要倒了", "半夜施工很吵", "长者饭堂送餐晚了", "公厕很脏没人打扫");

  /** A young town: a few dozen texts of all kinds, so that words have frequencies. */
  private static final Frequencies TOWN = Frequencies.over(town());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "东岳路38号路灯不亮|东岳路三十八号街灯坏了没人修",
        "東嶽路38號路燈不亮|东岳路３８号门口的灯杆不亮，晚上黑麻麻",
        "东岳路38号井盖不见了|东岳路38号附近，下水道盖子被偷了，留个大洞",
        "东岳路38号垃圾没人清运|麻烦派人看看东岳路38号，拉圾没人清运，谢谢领导",
        "东岳路38号污水冒出来|东岳路38号有脏水从井口倒灌",
        "the street light is out at 38 Dongyue Road|38 Dongyue Road: lamp post not working",
      })
  void otherWordsForTheSameMatterAreProposed(String one, String other) {
    assertThat(probability(matter(1, one, MONDAY), matter(2, other, MONDAY.plus(1, ChronoUnit.DAYS)))).isGreaterThan(Model.trained().threshold());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "东岳路38号路灯不亮|东岳路38号垃圾没人清运",
        "东岳路38号路灯不亮|南环路115号路灯不亮",
        "东岳路38号路灯不亮|东岳路188号路灯不亮",
        "高龄津贴没到账|东岳路38号路灯不亮",
        "the street light is out at 38 Dongyue Road|38 Dongyue Road: stray dogs bite people",
      })
  void anotherMatterOrAnotherPlaceIsNot(String one, String other) {
    assertThat(probability(matter(1, one, MONDAY), matter(2, other, MONDAY.plus(1, ChronoUnit.DAYS)))).isLessThan(Model.trained().threshold());
  }

  @Test
  void whatBreaksAgainAfterAQuarterOfAYearIsAnotherMatter() {
    var first = matter(1, "东岳路38号路灯不亮", MONDAY);
    var again = matter(2, "东岳路38号路灯不亮", MONDAY.plus(90, ChronoUnit.DAYS));
    assertThat(probability(first, again)).isLessThan(Model.trained().threshold());
  }

  @Test
  void aPlaceNamedToSayWhereIsNotTheMatter() {
    var pond = Reading.of("鱼塘边的路灯不亮", "");
    assertThat(pond.landmarks()).hasSize(1);
    assertThat(pond.things()).containsExactly(Reading.of("街灯", "").things());
  }

  @Test
  void streetsAndNumbersAreReadFromText() {
    var places = Addresses.in(NormalText.of("东岳路三十八号和新村二巷5栋，马路对面的路灯"), "");
    assertThat(places.roads()).containsExactlyInAnyOrder("东岳路", "新村2巷");
    assertThat(places.numbers()).containsExactlyInAnyOrder("38", "5栋");
    assertThat(Addresses.in("light out", NormalText.of("4550 JANUARY AVE")).roads()).containsExactly("january");
  }

  @Test
  void theReasonsNameWhatIsShared() {
    var one = matter(1, "东岳路38号路灯不亮", MONDAY);
    var other = matter(2, "东岳路38号街灯坏了", MONDAY.plus(3, ChronoUnit.DAYS));
    var a = reading(one);
    var b = reading(other);
    var reasons = Reasons.between(one, a, other, b, new Likeness(TOWN).traits(one, a, other, b));
    assertThat(reasons).contains(Reason.pro(Reason.Kind.THING, "路灯 = 街灯"), Reason.pro(Reason.Kind.ROAD, "东岳路"), Reason.pro(Reason.Kind.NUMBER, "38"), Reason.pro(Reason.Kind.DAYS, 3));
  }

  @Property
  void likenessIsMutual(@ForAll("matters") Matter one, @ForAll("matters") Matter other) {
    assertThat(probability(one, other)).isCloseTo(probability(other, one), within(1e-9));
  }

  @Property
  void identicalWordsAreWhollyAlike(@ForAll("matters") Matter one) {
    var traits = new Likeness(TOWN).traits(one, reading(one), one, reading(one));
    if (Frequencies.over(List.of()).weight(reading(one).sounds()) > 0) assertThat(Likeness.get(traits, Trait.WORDS)).isCloseTo(1, within(1e-9));
    assertThat(Likeness.get(traits, Trait.DAYS_APART)).isZero();
    assertThat(Model.trained().probability(Aspect.MATTER, traits)).isBetween(0.5, 1.0);
  }

  @Property
  void traitsStayBetweenNothingAndAll(@ForAll("matters") Matter one, @ForAll("matters") Matter other) {
    assertThat(new Likeness(TOWN).traits(one, reading(one), other, reading(other))).satisfies(traits -> {
      for (double trait : traits) assertThat(trait).isBetween(0.0, 1.0 + 1e-9);
    });
  }

  @Provide
  Arbitrary<Matter> matters() {
    var texts = Arbitraries.oneOf(Arbitraries.of(TEXTS), Arbitraries.strings().ofMaxLength(40), Arbitraries.strings().withCharRange('\u4e00', '\u9fa5').ofMaxLength(30));
    var days = Arbitraries.integers().between(0, 200);
    return net.jqwik.api.Combinators.combine(texts, days).as((text, day) -> matter(1, text, MONDAY.plus(day, ChronoUnit.DAYS)));
  }

  private static List<Reading> town() {
    var readings = new ArrayList<Reading>();
    for (int i = 0; i < 10; i++) for (var text : TEXTS) readings.add(Reading.of(text + "，编号" + i, "第" + i + "街" + i + "号"));
    return readings;
  }

  private static double probability(Matter one, Matter other) {
    return Model.trained().probability(new Likeness(TOWN).traits(one, reading(one), other, reading(other)));
  }

  private static Reading reading(Matter matter) {
    return Reading.of(matter.text(), matter.address());
  }

  private static Matter matter(long id, String text, Instant at) {
    return new Matter(id, text, "", "441900103212", null, null, null, null, at);
  }
}

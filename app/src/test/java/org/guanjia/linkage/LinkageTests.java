package org.guanjia.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.guanjia.platform.identity.ResidentId;
import org.guanjia.platform.identity.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.Nullable;

class LinkageTests {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final LocalDate BORN = LocalDate.of(1976, 3, 8);
  private static final String PHONE = "blind:a";

  private final Linkage linkage = new Linkage(Weights.TYPICAL, new NameFrequencies(), 219_333);
  private final Traits registered = person("陈志明", BORN, Sex.MALE, "441900197603081238");

  @ParameterizedTest
  @ValueSource(strings = {"陈志明", "陳志明", "陈 志 明", "陈志铭", "陈智明"})
  void thePersonIsFoundHoweverTheNameIsWritten(String name) {
    Decision<String> decision = decide(person(name, BORN, Sex.MALE, null), registered);
    assertThat(decision.verdict()).isEqualTo(Verdict.MATCH);
    assertThat(decision.candidates().getFirst().person()).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"1976-08-03", "1976-03-18", "1977-03-08", "1967-03-08", "1976-03-09"})
  void thePersonIsFoundThoughTheBirthIsMistyped(LocalDate birth) {
    assertThat(decide(person("陈志明", birth, Sex.MALE, null), registered).verdict()).isEqualTo(Verdict.MATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"441900197603081239", "441900196703081238", "441900197603081438", "441901197603081238"})
  void thePersonIsFoundThoughTheNumberIsMistypedAndNothingElseIsThere(String number) {
    Traits row = new Traits("陈志明", null, null, null, Set.of(), document(number));
    assertThat(decide(row, registered).verdict()).isEqualTo(Verdict.MATCH);
    assertThat(decide(row, registered).candidates().getFirst().score().has(Level.DOCUMENT_SAME)).isFalse();
  }

  @Test
  void twinsAreNotTakenForOneAnother() {
    Traits twin = person("陈志强", BORN, Sex.MALE, null);
    assertThat(decide(twin, registered).verdict()).isEqualTo(Verdict.REVIEW);
    Decision<String> both = decide(twin, registered, person("陈志强", BORN, Sex.MALE, "441900197603081254"));
    assertThat(both.verdict()).isEqualTo(Verdict.MATCH);
    assertThat(both.candidates().getFirst().person()).isEqualTo("1");
  }

  @Test
  void twinsWhoseNamesSoundAlikeAreLookedAt() {
    Traits row = person("陈智明", BORN, Sex.MALE, null);
    assertThat(decide(row, registered, person("陈治明", BORN, Sex.MALE, "441900197603081254")).verdict()).isEqualTo(Verdict.REVIEW);
  }

  @Test
  void brothersAreTwoPeople() {
    assertThat(decide(person("陈志强", LocalDate.of(1978, 5, 20), Sex.MALE, null), registered).verdict()).isNotEqualTo(Verdict.MATCH);
    assertThat(decide(person("陈志强", LocalDate.of(1977, 3, 8), Sex.MALE, null), registered).verdict()).isNotEqualTo(Verdict.MATCH);
  }

  @Test
  void aFatherAndHisSonOfTheSameNameAreTwoPeople() {
    assertThat(decide(person("陈志明", LocalDate.of(2001, 9, 14), Sex.MALE, null), registered).verdict()).isNotEqualTo(Verdict.MATCH);
  }

  @Test
  void aFathersNumberInHisChildsRowIsLookedAt() {
    Traits child = new Traits("陈嘉怡", LocalDate.of(2001, 9, 14), Sex.FEMALE, "441900105201", Set.of(PHONE), document("441900197603081238"));
    assertThat(decide(child, registered).verdict()).isEqualTo(Verdict.REVIEW);
    Traits brother = new Traits("陈志强", LocalDate.of(1978, 5, 20), Sex.MALE, "441900105201", Set.of(PHONE), document("441900197603081238"));
    assertThat(decide(brother, registered).verdict()).isEqualTo(Verdict.REVIEW);
  }

  @Test
  void aTwinInWhoseRowTheOthersNumberStandsIsLookedAt() {
    Traits twin = person("陈志强", BORN, Sex.MALE, "441900197603081238");
    assertThat(decide(twin, registered, person("陈志强", BORN, Sex.MALE, "441900197603081254")).verdict()).isEqualTo(Verdict.REVIEW);
  }

  @Test
  void theNumberOutweighsOneMistypedCharacterOfTheName() {
    Traits row = new Traits("陈志朋", null, Sex.MALE, null, Set.of(), document("441900197603081238"));
    assertThat(decide(row, registered).verdict()).isEqualTo(Verdict.MATCH);
  }

  @Test
  void twoValidNumbersAreOfTwoPeopleOrOfAMistake() {
    Traits row = person("陈志明", BORN, Sex.MALE, "441900197603081254");
    assertThat(decide(row, registered).verdict()).isEqualTo(Verdict.REVIEW);
  }

  @Test
  void twoWhoFitAlikeAreLookedAt() {
    Traits row = new Traits("陈志明", BORN, Sex.MALE, null, Set.of(), null);
    assertThat(decide(row, registered, person("陈志明", BORN, Sex.MALE, "441900197603081254")).verdict()).isEqualTo(Verdict.REVIEW);
  }

  @Test
  void aNameAloneIsNoProof() {
    assertThat(decide(new Traits("陈志明", null, null, null, Set.of(), null), registered).verdict()).isNotEqualTo(Verdict.MATCH);
    assertThat(decide(person("王芳", LocalDate.of(1990, 1, 1), Sex.FEMALE, null), new Traits("陈志明", BORN, Sex.MALE, null, Set.of(), null)).verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(linkage.decide(registered, Map.of()).verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThatThrownBy(() -> new Traits(" ", null, null, null, Set.of(), null)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRareNameSaysMoreThanAFrequentOne() {
    var names = new NameFrequencies();
    for (int i = 0; i < 2000; i++) names.add(i % 2 == 0 ? "张伟" : "陈" + Character.toString(0x4E00 + i));
    names.add("仝犇");
    var counted = new Linkage(Weights.TYPICAL, names, 219_333);
    Traits frequent = person("张伟", BORN, Sex.MALE, null);
    Traits rare = person("仝犇", BORN, Sex.MALE, null);
    assertThat(counted.score(rare, rare).weight()).isGreaterThan(counted.score(frequent, frequent).weight() + 5);
  }

  @Test
  void theScoreIsExplained() {
    Score score = linkage.score(person("陳志明", LocalDate.of(1976, 8, 3), Sex.MALE, null), registered);
    assertThat(score.reasons()).extracting(Reason::level).containsExactly(Level.NAME_VARIANT, Level.BIRTH_SWAPPED, Level.SEX_SAME, Level.VILLAGE_SAME, Level.PHONE_SHARED);
    assertThat(score.weight()).isEqualTo(score.reasons().stream().mapToDouble(Reason::weight).sum());
    assertThat(score.reasons().getFirst().level().messageKey()).isEqualTo("linkage.level.NAME_VARIANT");
  }

  @ParameterizedTest
  @CsvSource({
    "陈志明, 陳志明, NAME_VARIANT", "阿依古丽·买买提, 阿依古丽买买提, NAME_VARIANT", "陈志明, 陈智铭, NAME_SOUND", "陈丽莎, 陈利沙, NAME_SOUND", "邓丽萍, 邓丽平, NAME_SOUND", "黄仲良, 黄宗良, NAME_NEAR_SOUND",
    "李宁, 李林, NAME_NEAR_SOUND", "陈志明, 陈志强, NAME_ONE_CHARACTER", "陈志明, 程志强, NAME_OTHER", "陈志明, 陈明, NAME_ONE_CHARACTER", "陈志明, 郑志明, NAME_ONE_CHARACTER", "陈志明, 陈明志, NAME_ORDER",
    "欧阳震华, 欧阳华, NAME_ONE_CHARACTER", "陈明, 陈华, NAME_FAMILY", "欧阳明, 欧阳小华, NAME_FAMILY", "欧明, 欧阳小华, NAME_OTHER", "𠮷小明, 𠮷小华, NAME_ONE_CHARACTER"
  })
  void namesAgreeByDegrees(String one, String other, Level level) {
    assertThat(NameComparison.of(one, other)).isEqualTo(level);
    assertThat(NameComparison.of(other, one)).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({
    "1976-03-08, 1976-03-08, BIRTH_SAME", "1976-03-08, 1976-08-03, BIRTH_SWAPPED", "1976-03-08, 1976-03-18, BIRTH_SLIP", "1999-03-08, 2000-03-08, BIRTH_SLIP", "1976-03-12, 1976-03-21, BIRTH_SLIP",
    "1967-03-08, 1976-03-08, BIRTH_SLIP", "1976-03-08, 1976-03-27, BIRTH_PART", "1976-03-08, 1958-03-08, BIRTH_PART", "1976-03-08, 1976-11-08, BIRTH_PART", "1976-03-08, 1980-11-08, BIRTH_OTHER"
  })
  void birthsAgreeByDegrees(LocalDate one, LocalDate other, Level level) {
    assertThat(BirthComparison.of(one, other)).isEqualTo(level);
    assertThat(BirthComparison.of(other, one)).isEqualTo(level);
  }

  @Test
  void recordsOfOnePersonShareAKey() {
    assertMeet(person("陈智铭", LocalDate.of(1976, 3, 18), Sex.MALE, null));
    assertMeet(new Traits("陳志明", LocalDate.of(1967, 3, 8), null, null, Set.of(), null));
    assertMeet(new Traits("陈志", BORN, null, "441900105201", Set.of(), null));
    assertMeet(new Traits("程某", null, null, null, Set.of(PHONE), null));
    assertMeet(new Traits("陈智铭", null, null, null, Set.of(), document("441900196703081238")));
    assertMeet(new Traits("陈志明", null, null, "441900105201", Set.of(), null));
    assertThat(Linkage.blockingKeys(registered)).hasSizeLessThanOrEqualTo(7);
  }

  private void assertMeet(Traits row) {
    assertThat(Collections.disjoint(Linkage.blockingKeys(row), Linkage.blockingKeys(registered))).as(row.toString()).isFalse();
  }

  private Decision<String> decide(Traits row, Traits... register) {
    Map<String, Traits> candidates = new LinkedHashMap<>();
    for (int i = 0; i < register.length; i++) candidates.put(Integer.toString(i), register[i]);
    return linkage.decide(row, candidates);
  }

  private static Traits person(String name, LocalDate birth, Sex sex, @Nullable String number) {
    return new Traits(name, birth, sex, "441900105201", Set.of(PHONE), number == null ? null : document(number));
  }

  /** As the register makes it, but that its indexes are not blind. */
  private static Traits.Document document(String number) {
    ResidentId id = ResidentId.parse(number, TODAY);
    return new Traits.Document(id.normal(), id.normal().substring(14), id.valid(), id.birth(), id.sex());
  }
}

package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers with their reasons, age by birthday, months that count, hashes. */
class DecisionTests {

  private static Programme oldAge() {
    try {
      return Programme.read(ProgrammeFolder.shipped("old-age"), Vocabulary.PERSON_MONTH);
    } catch (NotAProgramme e) {
      throw new AssertionError(e);
    }
  }

  static long[] person(String... codesAndLiterals) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (int i = 0; i < codesAndLiterals.length; i += 2) {
      facts.put(codesAndLiterals[i], codesAndLiterals[i + 1]);
    }
    return Programme.raw(new Example("", facts, Persons.MONTH, Answer.YES, null), Vocabulary.PERSON_MONTH);
  }

  @Test
  void saysWhichConditionsWouldHaveToChange() throws Exception {
    Decision decision = oldAge().in(Persons.MONTH).decide(person("birth", "date(\"1947-01-01\")", "died_on", "null", "moved_out_on", "null", "registered", "true"));
    assertThat(decision.answer()).isEqualTo(Answer.NO);
    assertThat(decision.row()).isEqualTo(3);
    assertThat(decision.nearest()).isEqualTo(4);
    assertThat(decision.failed()).singleElement().satisfies(condition -> {
      assertThat(condition.test()).isEqualTo("[age_from..band2_from)");
      assertThat(condition.resolved()).isEqualTo("[80..90)");
      assertThat(condition.value()).isEqualTo("79");
      assertThat(condition.facts()).extracting(Fact::code).containsExactly("age");
    });
    assertThat(decision.satisfied()).extracting(Condition::resolved).containsExactly("true", "true", "true", "< 80");
  }

  @Test
  void namesOnlyTheUnknownFactsThatMatter() throws Exception {
    MonthRules rules = oldAge().in(Persons.MONTH);
    assertThat(rules.decide(Vocabulary.PERSON_MONTH.nobody()).missing()).extracting(Fact::code).containsExactly("birth", "registered", "died_on", "moved_out_on");
    Decision old = rules.decide(person("birth", "date(\"1940-01-01\")", "died_on", "null", "moved_out_on", "null"));
    assertThat(old.answer()).isEqualTo(Answer.UNKNOWN);
    assertThat(old.missing()).extracting(Fact::code).containsExactly("registered");
    assertThat(old.undecided()).extracting(Condition::label).containsOnly("本镇户籍");
    Decision young = rules.decide(person("birth", "date(\"1990-01-01\")", "died_on", "null"));
    assertThat(young.answer()).isEqualTo(Answer.NO);
    assertThat(young.row()).isEqualTo(-1);
  }

  @Test
  void knowsWhatAwaitsConfirmationAndWhereItDoesNotStand() throws Exception {
    assertThat(oldAge().in(Persons.MONTH).unconfirmed()).contains("amount_80", "age_from", "birthday_month_counts");
    assertThatThrownBy(() -> oldAge().in(YearMonth.of(2019, 12))).isInstanceOfSatisfying(NoParameters.class, e -> assertThat(e.names()).contains("age_from"));
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      2004-02-29, 2024-02-28, 19
      2004-02-29, 2024-02-29, 20
      2004-02-29, 2025-02-27, 20
      2004-02-29, 2025-02-28, 21
      2004-02-29, 2025-03-01, 21
      1946-05-31, 2026-05-30, 79
      1946-05-31, 2026-05-31, 80
      1946-12-31, 2026-01-01, 79
      2000-02-28, 2100-02-28, 100
      """)
  void reckonsAgeByBirthday(LocalDate birth, LocalDate on, int age) {
    assertThat(Facts.age(birth, on)).isEqualTo(age);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      true,  1946-05-31, 80
      false, 1946-05-31, 79
      false, 1946-05-01, 79
      false, 1946-04-30, 80
      true,  1946-06-01, 79
      """)
  void countsTheMonthOfTheBirthdayByParameter(boolean counts, LocalDate birth, long age) {
    assertThat(Facts.age(birth.toEpochDay(), Persons.MONTH, counts)).isEqualTo(age);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      true,  2026-05-01, 1
      true,  2026-04-30, 0
      false, 2026-05-31, 0
      false, 2026-06-01, 1
      """)
  void countsTheMonthOfDeathAndOfMoveByParameter(boolean counts, LocalDate day, long alive) {
    assertThat(Facts.before(day.toEpochDay(), Persons.MONTH, counts)).isEqualTo(alive);
    assertThat(Facts.before(Facts.NONE, Persons.MONTH, counts)).isEqualTo(1);
    assertThat(Facts.before(Facts.UNKNOWN, Persons.MONTH, counts)).isEqualTo(Facts.UNKNOWN);
  }

  @Test
  void theHashIsOfWhatDecides() throws Exception {
    ProgrammeText text = ProgrammeFolder.shipped("old-age");
    String hash = oldAge().hash();
    assertThat(hash).matches("[0-9a-f]{64}");
    List<ParameterLine> turned = new ArrayList<>(text.parameters()).reversed();
    ProgrammeText same = new ProgrammeText(text.code(), text.dmn().replace("\n", "\r\n"), turned, List.of());
    assertThat(Programme.read(same, Vocabulary.PERSON_MONTH).hash()).isEqualTo(hash);
    ProgrammeText other = new ProgrammeText(text.code(), text.dmn().replace("[band2_from..band3_from)", "[band2_from..99)").replace("&gt;= band3_from", "&gt;= 99"), text.parameters(), List.of());
    assertThat(Programme.read(other, Vocabulary.PERSON_MONTH).hash()).isNotEqualTo(hash);
  }

  @Test
  void cellsInCdataAreReadLikeAnyOther() throws Exception {
    String dmn = Dmn.asking("age").entitlement("UNIQUE", List.of("age"), List.of(), "< 80 | false | 0", ">= 80 | true | 100").document()
        .replace("<text>&lt; 80</text>", "<text><![CDATA[< 80]]></text>").replace("<text>&gt;= 80</text>", "<text>&gt;<!-- at least -->=<![CDATA[ 8]]>0</text>");
    assertThat(dmn).contains("CDATA[< 80").contains("at least");
    assertThat(Programme.read(new ProgrammeText("cdata", dmn, Persons.parameters(Persons.SWITCHES), List.of()), Vocabulary.PERSON_MONTH).rows())
        .containsExactly(List.of("< 80", "false", "0"), List.of(">= 80", "true", "100"));
  }

  @Test
  void aDecisionIsOfItsTypeOrNothing() {
    List<Problem> problems = new ArrayList<>();
    String dmn = Dmn.asking("age").decision("text", "age", "age").decision("one", "[age]", "age").document()
        .replace("<variable name='text'/>", "<variable name='text' typeRef='string'/>").replace("<variable name='one'/>", "<variable name='one' typeRef='number'/>");
    Env env = DmnReader.read(dmn, problems).run(Map.of("age", java.math.BigDecimal.ONE));
    assertThat(problems).isEmpty();
    assertThat(env.value("text")).isNull();
    assertThat(env.value("one")).isEqualTo(java.math.BigDecimal.ONE);
  }

  @Test
  void aDateIsOfThreeCenturies() {
    Fact birth = Vocabulary.PERSON_MONTH.fact("birth").orElseThrow();
    assertThatThrownBy(() -> birth.held(LocalDate.of(1799, 12, 31))).hasMessageContaining("1800-01-01");
    assertThat(birth.holds(LocalDate.of(1799, 12, 31).toEpochDay())).isFalse();
    assertThat(birth.holds(Facts.NONE)).isFalse();
    assertThat(Vocabulary.PERSON_MONTH.fact("died_on").orElseThrow().holds(Facts.NONE)).isTrue();
    assertThat(birth.holds(Facts.UNKNOWN)).isTrue();
  }

  @Test
  void aDefaultOutputDecidesWhereNoRowSurelyDoes() {
    String table = Dmn.table("FIRST", List.of("age"), List.of("entitled", "amount"), ">= 80 | true | 100")
        .replace("<output name='entitled'/>", "<output name='entitled'><defaultOutputEntry><text>false</text></defaultOutputEntry></output>");
    MonthRules rules = BulkTests.unchecked(new ProgrammeText("default", Dmn.asking("age").logic("entitlement", table, "age").document(),
        Persons.parameters(Persons.SWITCHES), List.of()));
    assertThat(rules.decide(person("birth", "date(\"1990-01-01\")"))).satisfies(decision -> {
      assertThat(decision.answer()).isEqualTo(Answer.NO);
      assertThat(decision.row()).isEqualTo(1);
    });
    assertThat(rules.decide(Vocabulary.PERSON_MONTH.nobody()).answer()).isEqualTo(Answer.UNKNOWN);
  }

  /** Never "no" nor "yes" too early: whatever the unknown facts turn out to be, a known answer stays. */
  @Property(tries = 300)
  void aKnownAnswerStaysWhateverTheUnknownTurnsOutToBe(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<String> codes = ProgrammeFolder.shipped();
    MonthRules rules = RULES.computeIfAbsent(codes.get(random.nextInt(codes.size())), code -> {
      try {
        return Programme.read(ProgrammeFolder.shipped(code), Vocabulary.PERSON_MONTH).in(Persons.MONTH);
      } catch (NotAProgramme | NoParameters e) {
        throw new AssertionError(e);
      }
    });
    long[] raw = Persons.any(random);
    Decision half = rules.decide(raw);
    for (int i = 0; i < 8; i++) {
      long[] whole = raw.clone();
      for (int place = 0; place < whole.length; place++) {
        while (whole[place] == Facts.UNKNOWN) {
          whole[place] = Persons.any(random)[place];
        }
      }
      Decision known = rules.decide(whole);
      assertThat(known.answer()).isNotEqualTo(Answer.UNKNOWN);
      if (half.answer() != Answer.UNKNOWN) {
        assertThat(List.of(known.answer(), known.amountFen())).isEqualTo(List.of(half.answer(), half.amountFen()));
      }
    }
  }

  private static final Map<String, MonthRules> RULES = new LinkedHashMap<>();
}

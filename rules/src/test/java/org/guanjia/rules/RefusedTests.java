package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.rules.Problem.Kind;
import org.junit.jupiter.api.Test;

/** What is no programme is refused, with the place and with what is wrong. */
class RefusedTests {

  private static List<Problem> problems(Dmn dmn, List<ParameterLine> more, Example... examples) {
    List<ParameterLine> parameters = new ArrayList<>(Persons.parameters(Persons.SWITCHES));
    parameters.addAll(more);
    try {
      Programme.read(new ProgrammeText("bad", dmn.document(), parameters, List.of(examples)), Vocabulary.PERSON_MONTH);
      return List.of();
    } catch (NotAProgramme e) {
      assertThat(e.getMessage()).isNotEmpty();
      return e.problems();
    }
  }

  private static List<Problem> problems(Dmn dmn) {
    return problems(dmn, List.of());
  }

  private static Dmn bands(String... rows) {
    return Dmn.asking("age", "alive").entitlement("UNIQUE", List.of("alive", "age"), List.of(), rows);
  }

  @Test
  void aGapBetweenBandsIsShownAsTheMissingBand() {
    assertThat(problems(bands("false | - | false | 0", "true | < 80 | false | 0", "true | [80..84] | true | 100", "true | > 89 | true | 200")))
        .singleElement().satisfies(gap -> {
          assertThat(gap.kind()).isEqualTo(Kind.GAP);
          assertThat(gap.decision()).isEqualTo("entitlement");
          assertThat(gap.example()).isEqualTo(Map.of("alive", "true", "age", "85..89"));
        });
  }

  @Test
  void rowsThatOverlapAreShownWithAPerson() {
    assertThat(problems(bands("false | - | false | 0", "true | < 80 | false | 0", "true | [80..90] | true | 100", "true | >= 90 | true | 200")))
        .singleElement().satisfies(overlap -> {
          assertThat(overlap.kind()).isEqualTo(Kind.OVERLAP);
          assertThat(overlap.rows()).containsExactly(2, 3);
          assertThat(overlap.example()).isEqualTo(Map.of("alive", "true", "age", "90"));
        });
  }

  @Test
  void bandsThatMeetByTheirParametersAreCheckedAtEachTurnOfTheirValues() {
    Dmn dmn = Dmn.asking("age", "low", "high").entitlement("UNIQUE", List.of("age"), List.of(), "< low | false | 0", "[low..high] | true | 100", "> 89 | true | 200");
    List<ParameterLine> lines = new ArrayList<>(Persons.parameters("low", "80"));
    lines.add(new ParameterLine("high", "89", LocalDate.of(2020, 1, 1), LocalDate.of(2025, 12, 31), null, true));
    assertThat(problems(dmn, lines)).isEmpty();
    lines.add(new ParameterLine("high", "87", LocalDate.of(2026, 1, 1), null, null, true));
    assertThat(problems(dmn, lines)).singleElement().satisfies(gap -> {
      assertThat(gap.detail()).contains("2026-01");
      assertThat(gap.example()).isEqualTo(Map.of("age", "88..89"));
    });
  }

  @Test
  void columnsOfOneFactAreNotTakenForIndependent() {
    Dmn dmn = Dmn.asking("subsistence", "borderline", "age").decision("hardship", "subsistence or borderline", "subsistence", "borderline")
        .entitlement("UNIQUE", List.of("hardship", "subsistence", "borderline"), List.of("hardship"), "false | - | - | false | 0", "true | true | - | true | 2",
            "true | false | true | true | 1");
    assertThat(problems(dmn)).isEmpty();
  }

  @Test
  void sameOutputsMayOverlapWhereAnyMayDecide() {
    String[] rows = {"< 80 | false | 0", ">= 70 | true | 100", ">= 80 | true | 100"};
    assertThat(problems(Dmn.asking("age").entitlement("ANY", List.of("age"), List.of(), rows))).singleElement()
        .satisfies(overlap -> assertThat(overlap.rows()).containsExactly(0, 1));
    rows[1] = "[70..79] | false | 0";
    assertThat(problems(Dmn.asking("age").entitlement("ANY", List.of("age"), List.of(), rows))).isEmpty();
  }

  @Test
  void aRowThatDecidesForNobodyIsNamed() {
    assertThat(problems(Dmn.asking("age").entitlement("FIRST", List.of("age"), List.of(), ">= 80 | true | 1", ">= 90 | true | 2", "- | false | 0")))
        .singleElement().satisfies(problem -> {
          assertThat(problem.kind()).isEqualTo(Kind.UNREACHABLE);
          assertThat(problem.rows()).containsExactly(1);
        });
    assertThat(problems(Dmn.asking("sex").entitlement("UNIQUE", List.of("sex"), List.of(), "\"MALE\" | false | 0", "\"FEMAIL\" | true | 1", "\"FEMALE\" | true | 2")))
        .anySatisfy(problem -> assertThat(problem.toString()).contains("FEMAIL").contains("rows [2] column 1"));
  }

  @Test
  void circularDecisionsAreShownAsTheRing() {
    Dmn dmn = Dmn.asking("age").decision("a", "b", "b").decision("b", "c", "c").decision("c", "a", "a")
        .entitlement("FIRST", List.of("a"), List.of("a"), "- | false | 0");
    assertThat(problems(dmn)).anySatisfy(problem -> {
      assertThat(problem.kind()).isEqualTo(Kind.CIRCULAR);
      assertThat(problem.detail()).isEqualTo("a -> b -> c -> a");
    });
  }

  @Test
  void whatIsNotReadIsNamedWithItsPlace() {
    List<Problem> problems = problems(Dmn.asking("age", "birth").entitlement("FIRST", List.of("age", "birth"), List.of(),
        "< 80 | < today() | false | 0", ">= 80 | ? instance of tDate | true | 1", "- | agee | true | random number()", "- | - | false | 0"));
    assertThat(problems).extracting(Problem::toString).containsExactlyInAnyOrder(
        "UNSUPPORTED_FEEL in entitlement rows [1] column 2: today()", "UNSUPPORTED_FEEL in entitlement rows [2] column 2: type tDate",
        "UNKNOWN_NAME in entitlement rows [3] column 2: agee", "UNSUPPORTED_FEEL in entitlement rows [3] column 4: random number()");
    assertThat(problems(Dmn.asking("age").entitlement("SOME", List.of("age"), List.of(), "- | false | 0")))
        .anySatisfy(problem -> assertThat(problem.toString()).isEqualTo("UNSUPPORTED_DMN in entitlement: hit policy SOME"));
    assertThat(problems(Dmn.asking("age").logic("f", "<functionDefinition kind='Java'/>").entitlement("FIRST", List.of("age"), List.of("f"), "- | false | 0")))
        .anySatisfy(problem -> assertThat(problem.toString()).isEqualTo("UNSUPPORTED_DMN in f: function of kind Java"));
  }

  @Test
  void whatTheStandardGivesNoMeaningIsNamed() {
    Map<String, String> refused = Map.of(
        Dmn.table("PRIORITY", List.of("age"), List.of(""), "> 80 | 1", "- | 2"), "hit policy PRIORITY without output values",
        Dmn.table("OUTPUT ORDER", List.of("age"), List.of(""), "> 80 | 1", "- | 2"), "hit policy OUTPUT_ORDER without output values",
        Dmn.table("hitPolicy='COLLECT' aggregation='SUM'", List.of("age"), List.of("a", "b"), "> 80 | 1 | 2"), "aggregation SUM of several outputs",
        "<filter><in><literalExpression><text>[1]</text></literalExpression></in></filter>", "filter without match",
        "<for iteratorVariable='i'><return><literalExpression><text>1</text></literalExpression></return></for>", "for without in",
        "<functionDefinition kind='PMML'/>", "function of kind PMML",
        "<literalExpression expressionLanguage='java'><text>1</text></literalExpression>", "expression language java");
    refused.forEach((logic, what) -> assertThat(problems(Dmn.asking("age").logic("f", logic, "age").entitlement("FIRST", List.of("age"), List.of("f"),
        "- | false | 0"))).as(what).extracting(Problem::toString).contains("UNSUPPORTED_DMN in f: " + what));
    String invocation = "<invocation><literalExpression><text>g</text></literalExpression></invocation>";
    assertThat(problems(Dmn.asking("age").logic("f", invocation, "age").entitlement("FIRST", List.of("age"), List.of("f"), "- | false | 0")))
        .extracting(Problem::toString).contains("UNKNOWN_NAME in f: invocation of g");
  }

  @Test
  void aDecisionServiceIsNamed() {
    String dmn = Dmn.asking("age").decision("f", "1", "age").document().replace("</decision>",
        "<knowledgeRequirement><requiredKnowledge href='#s'/></knowledgeRequirement></decision><decisionService id='s' name='service'/>");
    List<Problem> problems = new ArrayList<>();
    DmnReader.read(dmn, problems);
    assertThat(problems).extracting(Problem::toString).contains("UNSUPPORTED_DMN in f: decision service service");
  }

  @Test
  void inputsAreFactsOrParametersOfTheRightType() {
    assertThat(problems(Dmn.asking("age", "height").entitlement("FIRST", List.of("age"), List.of(), "- | false | 0")))
        .anySatisfy(problem -> assertThat(problem.kind()).isEqualTo(Kind.UNKNOWN_INPUT));
    assertThat(problems(Dmn.asking("age").entitlement("FIRST", List.of("age"), List.of(), "\"80\" | true | 1", "> true | true | 1", "[90..80] | true | 1", "- | false | 0")))
        .extracting(Problem::kind).containsOnly(Kind.TYPE);
    assertThat(problems(Dmn.asking("age").entitlement("FIRST", List.of("age + \"1\""), List.of(), "1 | true | 1", "- | false | 0")))
        .extracting(Problem::toString).containsExactly("TYPE in entitlement column 1: age + \"1\" never has a value");
    assertThat(problems(Dmn.asking("age"), Persons.parameters("age", "1"))).anySatisfy(problem -> assertThat(problem.kind()).isEqualTo(Kind.PARAMETER));
  }

  @Test
  void theEntitlementHasItsForm() {
    assertThat(problems(Dmn.asking("age"))).extracting(Problem::kind).containsExactly(Kind.ENTITLEMENT);
    assertThat(problems(Dmn.asking("age").entitlement("COLLECT", List.of("age"), List.of(), "- | true | 1"))).extracting(Problem::kind)
        .containsExactly(Kind.ENTITLEMENT);
    assertThat(problems(Dmn.asking("age").entitlement("FIRST", List.of("age"), List.of(), "- | age > 80 | 1"))).extracting(Problem::kind)
        .containsExactly(Kind.ENTITLEMENT);
  }

  @Test
  void anAmountIsWholeFen() {
    for (String amount : List.of("1.005", "-1", "null", "\"x\"", "household_income / 3", "10000000")) {
      assertThat(problems(Dmn.asking("household_income").entitlement("FIRST", List.of("household_income"), List.of(), "< 100 | true | " + amount,
          "- | false | 0"))).as(amount).extracting(Problem::kind).containsExactly(Kind.AMOUNT);
    }
    assertThat(problems(Dmn.asking("household_income").entitlement("FIRST", List.of("household_income"), List.of(),
        "< 100 | true | max(0, round half up(household_income / 3, 2))", "- | false | 0"))).isEmpty();
  }

  @Test
  void datesOfAParameterNeitherOverlapNorLeaveAGap() {
    Dmn dmn = Dmn.asking("age", "low").entitlement("UNIQUE", List.of("age"), List.of(), "< low | false | 0", ">= low | true | 100");
    LocalDate year = LocalDate.of(2025, 1, 1);
    ParameterLine first = new ParameterLine("low", "80", LocalDate.of(2020, 1, 1), year, null, true);
    assertThat(problems(dmn, List.of(first, new ParameterLine("low", "75", year, null, null, true)))).singleElement()
        .satisfies(problem -> assertThat(problem.toString()).isEqualTo("PARAMETER_OVERLAP in low: two values on 2025-01-01: 80 and 75"));
    assertThat(problems(dmn, List.of(first, new ParameterLine("low", "75", year.plusDays(3), null, null, true)))).singleElement()
        .satisfies(problem -> assertThat(problem.toString()).isEqualTo("PARAMETER_GAP in low: no value from 2025-01-02 to 2025-01-03"));
    assertThat(problems(dmn, List.of(new ParameterLine("low", "80", year, year.minusDays(1), null, true)))).extracting(Problem::kind).contains(Kind.PARAMETER);
    assertThat(problems(dmn, Persons.parameters("low", "80 +"))).extracting(Problem::kind).contains(Kind.PARAMETER);
    assertThat(problems(dmn, Persons.parameters("low", "function(x) x"))).extracting(Problem::kind).contains(Kind.PARAMETER);
    assertThat(problems(dmn)).extracting(Problem::kind).contains(Kind.UNKNOWN_INPUT);
  }

  @Test
  void aDerivedFactNeedsItsParameter() throws NotAProgramme {
    String dmn = Dmn.asking("age").entitlement("UNIQUE", List.of("age"), List.of(), "< 80 | false | 0", ">= 80 | true | 100").document();
    try {
      Programme.read(new ProgrammeText("bad", dmn, List.of(), List.of()), Vocabulary.PERSON_MONTH);
      throw new AssertionError("was read");
    } catch (NotAProgramme e) {
      assertThat(e.problems()).extracting(Problem::toString).containsExactly("PARAMETER_GAP in birthday_month_counts: has no value at all");
    }
  }

  @Test
  void aParameterIsOfItsType() {
    Dmn dmn = Dmn.asking("age").entitlement("UNIQUE", List.of("age"), List.of(), "< 80 | false | 0", ">= 80 | true | 100");
    String typed = dmn.document().replace("name='age'/>", "name='age' typeRef='number'/>");
    assertThat(typed).contains("typeRef");
    try {
      Programme.read(new ProgrammeText("bad", typed, Persons.parameters("birthday_month_counts", "1"), List.of()), Vocabulary.PERSON_MONTH);
      throw new AssertionError("was read");
    } catch (NotAProgramme e) {
      assertThat(e.problems()).extracting(Problem::toString).containsExactly("TYPE in birthday_month_counts: 1 is not a boolean");
    }
  }

  @Test
  void aProgrammeThatNeverStandsIsRefused() {
    Dmn dmn = Dmn.asking("veteran", "low", "high").entitlement("UNIQUE", List.of("veteran"), List.of(), "true | true | low + high", "false | false | 0");
    LocalDate year = LocalDate.of(2025, 1, 1);
    assertThat(problems(dmn, List.of(new ParameterLine("low", "1", year.minusYears(1), year.minusDays(1), null, true),
        new ParameterLine("high", "1", year, null, null, true)))).extracting(Problem::kind).containsExactly(Kind.PARAMETER_GAP);
  }

  @Test
  void anExampleSpeaksOfRawFactsInTheirDomain() {
    Dmn dmn = Dmn.asking("age").entitlement("UNIQUE", List.of("age"), List.of(), "< 80 | false | 0", ">= 80 | true | 100");
    for (Map<String, String> facts : List.of(Map.of("age", "80"), Map.of("birth", "80"), Map.of("birth", "null"), Map.of("sex", "\"X\""),
        Map.of("ability_level", "5"), Map.of("household_income", "1.001"), Map.of("birth", "date("), Map.of("height", "1"))) {
      assertThat(problems(dmn, List.of(), new Example("bad", facts, YearMonth.of(2026, 5), Answer.YES, null))).as("%s", facts).extracting(Problem::kind)
          .containsExactly(Kind.EXAMPLE);
    }
  }
}

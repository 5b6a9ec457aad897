package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The compiled tables say of any person what the interpreter says, bit for bit. */
class BulkTests {

  private static final List<String> COLUMNS = List.of("alive", "in_town", "registered", "sex", "age", "ability_level", "hardship", "disability_grade",
      "birth", "died_on", "disability_category", "household_income", "household_income * 12 + 1", "sum", "years and months duration(birth, day).years");
  private static final Map<String, List<String>> CELLS = Map.ofEntries(
      Map.entry("alive", List.of("true", "false")), Map.entry("in_town", List.of("true", "false")), Map.entry("registered", List.of("true", "false", "not(true)")),
      Map.entry("sex", List.of("\"MALE\"", "\"FEMALE\"", "not(\"MALE\")")),
      Map.entry("age", List.of("< sixty", "[sixty..79]", ">= 80", "(79..90)", "80, 81, [90..95]", "not([60..80])", "? / 2 > 40", ">= sixty + ability_level")),
      Map.entry("ability_level", List.of("0", ">= 2", "1, 2", "[3..4]")), Map.entry("hardship", List.of("true", "false")),
      Map.entry("disability_grade", List.of("0", "1, 2", ">= 3")),
      Map.entry("birth", List.of("< day", ">= day", "[date(\"1940-01-01\")..date(\"1950-12-31\")]", "null")),
      Map.entry("died_on", List.of("null", "not(null)", "< date(\"2026-05-10\")")),
      Map.entry("disability_category", List.of("\"NONE\"", "\"1\", \"2\"", "not(\"NONE\")")),
      Map.entry("household_income", List.of("< 1000", "[1000..2000.505)", ">= 2000.505")),
      Map.entry("household_income * 12 + 1", List.of("< 20000", ">= 20000")), Map.entry("sum", List.of("< 3", ">= 3", "null")),
      Map.entry("years and months duration(birth, day).years", List.of("< 10", ">= 10")));
  private static final String[] OUTPUTS = {"true | 100", "true | 100.00", "true | rate", "false | 0", "false | 0", "true | round half up(household_income / 3, 2)"};

  @Property(tries = 150)
  void saysWhatTheInterpreterSays(@ForAll long seed) {
    Random random = new Random(seed);
    MonthRules rules = rules(random, List.of("UNIQUE", "FIRST", "ANY", "PRIORITY").get(random.nextInt(4)), 5);
    int size = 40;
    Population people = Population.unknown(Vocabulary.PERSON_MONTH, size);
    for (int person = 0; person < size; person++) {
      people.set(person, Persons.any(random));
    }
    Outcomes out = new Outcomes(size);
    rules.decide(people, 0, size, out, true);
    for (int person = 0; person < size; person++) {
      Decision decision = rules.decide(people.raw(person));
      assertThat(List.of(out.answerOf(person), out.amountFen()[person], (int) out.row()[person], (int) out.nearest()[person], out.missing()[person],
          out.failed()[person])).as("%s of %s", decision, rules.programme().rows()).isEqualTo(List.of(decision.answer(), decision.amountFen(), decision.row(),
              decision.nearest(), bits(decision), decision.failed().stream().mapToLong(c -> 1L << c.column()).sum()));
    }
  }

  private static long bits(Decision decision) {
    return decision.missing().stream().mapToLong(fact -> 1L << fact.place()).sum();
  }

  /** A table that need not be complete nor without overlaps: the two must agree on any. */
  static MonthRules rules(Random random, String hitPolicy, int columnsMost) {
    List<String> columns = new ArrayList<>(COLUMNS);
    java.util.Collections.shuffle(columns, random);
    columns = columns.subList(0, 1 + random.nextInt(columnsMost));
    String[] rows = new String[1 + random.nextInt(7)];
    for (int row = 0; row < rows.length; row++) {
      StringBuilder cells = new StringBuilder();
      for (String column : columns) {
        List<String> pool = CELLS.getOrDefault(column, List.of());
        cells.append(random.nextInt(3) == 0 ? "-" : pool.get(random.nextInt(pool.size()))).append(" | ");
      }
      rows[row] = cells + OUTPUTS[random.nextInt(OUTPUTS.length)];
    }
    List<String> inputs = Vocabulary.PERSON_MONTH.raw().stream().map(Fact::code).collect(java.util.stream.Collectors.toCollection(ArrayList::new));
    Vocabulary.PERSON_MONTH.derived().forEach(fact -> inputs.add(fact.code()));
    inputs.addAll(List.of("sixty", "rate", "day"));
    String dmn = Dmn.asking(inputs.toArray(String[]::new))
        .decision("hardship", "extreme_hardship or subsistence or (borderline and age >= 70)", "extreme_hardship", "subsistence", "borderline", "age")
        .logic("sum", Dmn.table("hitPolicy='COLLECT' aggregation='SUM'", List.of("ability_level", "hardship"), List.of(""), ">= 1 | - | 1", ">= 3 | - | 2",
            "- | true | 4"), "ability_level", "hardship")
        .entitlement(hitPolicy, columns, List.of("hardship", "sum"), rows).document()
        .replace("<output name='entitled'/>", "<output name='entitled'><outputValues><text>true, false</text></outputValues></output>")
        .replace("<variable name='age'/>", "<variable name='age' typeRef='tAge'/>").replace("<inputData id='_birth'",
            "<itemDefinition name='tAge'><typeRef>number</typeRef><allowedValues><text>[3..93]</text></allowedValues></itemDefinition><inputData id='_birth'");
    List<ParameterLine> parameters = new ArrayList<>(Persons.parameters(Persons.SWITCHES));
    parameters.addAll(Persons.parameters("sixty", "60", "rate", "123.45", "day", "date(\"1946-05-31\")"));
    return unchecked(new ProgrammeText("random", dmn, parameters, List.of()));
  }

  static MonthRules unchecked(ProgrammeText text) {
    List<Problem> problems = new ArrayList<>();
    Model model = DmnReader.read(text.dmn(), problems);
    Parameters parameters = Parameters.read(text.parameters(), problems);
    assertThat(problems).isEmpty();
    List<Fact> asks = new ArrayList<>(Vocabulary.PERSON_MONTH.raw());
    asks.addAll(Vocabulary.PERSON_MONTH.derived());
    try {
      return new Programme(text, Vocabulary.PERSON_MONTH, model, parameters, new java.util.LinkedHashSet<>(asks), parameters.names()).in(Persons.MONTH);
    } catch (NoParameters e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void decidesAPartOfThePopulationOnly() throws Exception {
    MonthRules rules = Programme.read(ProgrammeFolder.shipped("old-age"), Vocabulary.PERSON_MONTH).in(Persons.MONTH);
    Population people = Population.unknown(Vocabulary.PERSON_MONTH, 3_000);
    Outcomes out = new Outcomes(3_000);
    rules.decide(people, 1_000, 2_500, out, false);
    assertThat(out.answerOf(999)).isEqualTo(Answer.YES);
    assertThat(out.answerOf(1_000)).isEqualTo(Answer.UNKNOWN);
    assertThat(out.answerOf(2_499)).isEqualTo(Answer.UNKNOWN);
    assertThat(out.answerOf(2_500)).isEqualTo(Answer.YES);
  }
}

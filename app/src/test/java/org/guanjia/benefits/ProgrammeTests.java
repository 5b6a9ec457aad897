package org.guanjia.benefits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.benefits.BenefitsFixture.OLD_AGE;
import static org.guanjia.requests.RequestsFixture.as;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.TownTest;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Example;
import org.guanjia.rules.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The lives of programmes' versions: what is refused at release, and by whom it is done. */
@TownTest
class ProgrammeTests {

  private static int serial;

  @Autowired BenefitsFixture given;
  @Autowired Versions versions;
  @Autowired Programmes programmes;

  @BeforeEach
  void town() {
    given.released();
  }

  /** A programme of its own with a draft. */
  private String drafted() {
    String code = "test-" + ++serial;
    given.drafted(code, YearMonth.of(2020, 1));
    return code;
  }

  private Version version(String code, int number) {
    return given.version(code, number);
  }

  private void write(String code, int number, java.util.function.UnaryOperator<String> dmn) {
    as("writer", () -> {
      versions.changeTables(code, number, version(code, number).lock(), dmn.apply(version(code, number).dmn()));
      return code;
    });
  }

  private NotReady refused(String code) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(NotReady.class, () -> as("writer", () -> {
      versions.propose(code, 1, version(code, 1).lock());
      return code;
    }));
  }

  @Test
  void whatIsReleasedDecidesAndTheRestDoesNot() {
    ProgrammeLine line = as("reader", () -> programmes.find(OLD_AGE)).orElseThrow();
    assertThat(line.inForce()).isEqualTo(1);
    assertThat(line.unconfirmed()).isTrue();
    assertThat(as("reader", () -> programmes.inForce(OLD_AGE, YearMonth.of(2019, 12)))).isEmpty();
    assertThat(as("reader", () -> programmes.rules(OLD_AGE, YearMonth.of(2026, 5))).orElseThrow().hash()).isEqualTo(version(OLD_AGE, 1).hash());
  }

  @Test
  void aGapIsRefusedWithThePersonsItLeavesOut() {
    String code = drafted();
    write(code, 1, dmn -> {
      List<DmnTable> tables = DmnDocument.read(dmn).orElseThrow().tables();
      DmnTable table = tables.getFirst();
      return DmnDocument.read(dmn).orElseThrow().with(List.of(table.without(table.rows().size() - 1)), Map.of());
    });
    NotReady refused = refused(code);
    assertThat(refused.problems()).anySatisfy(problem -> {
      assertThat(problem.kind()).isEqualTo(Problem.Kind.GAP);
      assertThat(problem.example()).isNotEmpty();
    });
    assertThat(version(code, 1).state()).isEqualTo(VersionState.DRAFT);
  }

  @Test
  void rowsThatOverlapAndFeelThatIsNotReadAreRefused() {
    String code = drafted();
    write(code, 1, dmn -> {
      List<DmnTable> tables = DmnDocument.read(dmn).orElseThrow().tables();
      DmnTable table = tables.getFirst();
      List<DmnTable.Row> rows = new ArrayList<>(table.rows());
      rows.add(rows.getLast());
      return DmnDocument.read(dmn).orElseThrow().with(List.of(table.withRows(rows)), Map.of());
    });
    assertThat(refused(code).problems()).extracting(Problem::kind).contains(Problem.Kind.OVERLAP);
    write(code, 1, dmn -> dmn.replaceFirst("<(\\w*:?)text>false</\\1text>", "<$1text>every x in [1] satisfies context put(x)</$1text>"));
    assertThat(refused(code).problems()).extracting(Problem::kind).containsAnyOf(Problem.Kind.UNSUPPORTED_FEEL, Problem.Kind.SYNTAX, Problem.Kind.UNKNOWN_NAME, Problem.Kind.TYPE);
    write(code, 1, dmn -> "<definitions");
    assertThat(refused(code).problems()).extracting(Problem::kind).contains(Problem.Kind.XML);
  }

  @Test
  void parametersWhoseDatesOverlapAreRefused() {
    String code = drafted();
    List<Version.Parameter> lines = new ArrayList<>(version(code, 1).parameters());
    Version.Parameter first = lines.stream().filter(line -> line.name().equals("amount_80")).findFirst().orElseThrow();
    lines.add(new Version.Parameter("amount_80", first.from().plusMonths(1), null, "77", null, null, null));
    as("writer", () -> {
      versions.changeParameters(code, 1, version(code, 1).lock(), lines);
      return code;
    });
    assertThat(refused(code).problems()).extracting(Problem::kind).contains(Problem.Kind.PARAMETER_OVERLAP);
  }

  @Test
  void anExampleThatDoesNotComeOutHoldsTheReleaseBack() {
    String code = drafted();
    List<Example> examples = new ArrayList<>(version(code, 1).examples());
    examples.add(new Example("七十岁", Map.of("birth", "date(\"1956-01-01\")", "died_on", "null", "moved_out_on", "null", "registered", "true"), YearMonth.of(2026, 5), Answer.YES, 10_000L));
    as("writer", () -> {
      versions.changeExamples(code, 1, version(code, 1).lock(), examples);
      return code;
    });
    assertThat(refused(code).failing()).extracting(each -> each.example().name()).containsExactly("七十岁");
    as("writer", () -> {
      versions.changeExamples(code, 1, version(code, 1).lock(), List.of());
      return code;
    });
    assertThat(refused(code)).isNotNull();
  }

  @Test
  void fourEyesReleaseAndConfirm() {
    String code = drafted();
    as("writer", () -> {
      versions.propose(code, 1, version(code, 1).lock());
      return code;
    });
    assertThatThrownBy(() -> as("writer", () -> {
      versions.release(code, 1, version(code, 1).lock());
      return code;
    })).isInstanceOf(InvalidInput.class);
    as("releaser", () -> {
      versions.release(code, 1, version(code, 1).lock());
      return code;
    });
    String hash = version(code, 1).hash();
    assertThat(as("reader", () -> programmes.unconfirmed(code, YearMonth.of(2026, 5)))).contains("amount_80", "age_from");
    for (Version.Parameter each : version(code, 1).parameters()) {
      as("releaser", () -> {
        versions.confirm(code, 1, each.name(), each.from(), "东府办〔2019〕1号");
        return code;
      });
    }
    assertThat(as("reader", () -> programmes.isUnconfirmed(code, YearMonth.of(2026, 5)))).isFalse();
    assertThat(version(code, 1).hash()).isEqualTo(hash);
    assertThat(as("reader", () -> programmes.rules(code, YearMonth.of(2026, 5))).orElseThrow().hash()).isEqualTo(hash);
    assertThatThrownBy(() -> as("writer", () -> {
      versions.confirm(code, 1, "age_from", LocalDate.of(2020, 1, 1), "x");
      return code;
    })).isInstanceOf(InvalidInput.class);
  }

  @Test
  void monthsThatOverlapAreRefusedUnlessTheVersionIsTakenOver() {
    String code = drafted();
    given.release(code, 1);
    int two = as("writer", () -> versions.draft(code, 1, YearMonth.of(2026, 7)));
    int three = as("writer", () -> versions.draft(code, 1, YearMonth.of(2026, 3)));
    given.release(code, two);
    assertThat(version(code, 1).until()).isEqualTo(YearMonth.of(2026, 6));
    assertThatThrownBy(() -> given.release(code, three)).isInstanceOfSatisfying(InvalidInput.class, refused ->
        assertThat(refused.errors().getFirst().key()).isEqualTo("benefits.error.overlap"));
    as("writer", () -> {
      versions.giveBack(code, three, version(code, three).lock(), "月份重叠");
      versions.change(code, three, version(code, three).lock(), new Versions.Terms(YearMonth.of(2026, 3), YearMonth.of(2026, 6), 1, "只到六月"));
      return code;
    });
    given.release(code, three);
    assertThat(version(code, 1).until()).isEqualTo(YearMonth.of(2026, 2));
    int four = as("writer", () -> versions.draft(code, two, YearMonth.of(2026, 7)));
    given.release(code, four);
    assertThat(version(code, two).state()).isEqualTo(VersionState.SUPERSEDED);
    assertThat(as("reader", () -> programmes.inForce(code, YearMonth.of(2026, 4))).orElseThrow().number()).isEqualTo(three);
    assertThat(as("reader", () -> programmes.inForce(code, YearMonth.of(2026, 9))).orElseThrow().number()).isEqualTo(four);
  }

  @Test
  void aDraftThatSomebodyElseChangedIsNotWrittenOver() {
    String code = drafted();
    int lock = version(code, 1).lock();
    as("writer", () -> {
      versions.change(code, 1, lock, new Versions.Terms(YearMonth.of(2021, 1), null, null, "甲写的"));
      return code;
    });
    assertThatThrownBy(() -> as("other", () -> {
      versions.change(code, 1, lock, new Versions.Terms(YearMonth.of(2022, 1), null, null, "乙写的"));
      return code;
    })).isInstanceOf(StaleVersion.class);
    assertThat(version(code, 1).note()).isEqualTo("甲写的");
  }

  @Test
  void aValueChangedAwaitsConfirmationAnew() {
    String code = drafted();
    given.release(code, 1);
    as("releaser", () -> {
      versions.confirm(code, 1, "age_from", LocalDate.of(2020, 1, 1), "文件一号");
      return code;
    });
    int two = as("writer", () -> versions.draft(code, 1, YearMonth.of(2027, 1)));
    assertThat(version(code, two).parameters().stream().filter(each -> each.name().equals("age_from")).findFirst().orElseThrow().confirmed()).isTrue();
    as("writer", () -> {
      versions.changeParameters(code, two, version(code, two).lock(), version(code, two).parameters().stream()
          .map(each -> each.name().equals("age_from") ? new Version.Parameter(each.name(), each.from(), each.to(), "79", each.document(), null, null) : each).toList());
      return code;
    });
    assertThat(version(code, two).parameters().stream().filter(each -> each.name().equals("age_from")).findFirst().orElseThrow().confirmed()).isFalse();
  }
}

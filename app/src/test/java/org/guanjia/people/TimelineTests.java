package org.guanjia.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TimelineTests {

  private static final LocalDate DAY = LocalDate.of(2020, 1, 1);

  private static Statement statement(long id, int day, Facts facts, Set<Attribute> cleared, boolean stands) {
    Instant heard = Instant.ofEpochSecond(1_600_000_000 + id);
    return new Statement(id, 1, DAY.plusDays(day), "派出所", heard, "desk", null, facts, cleared, stands ? null : heard.plusSeconds(500), stands ? null : "desk", null);
  }

  @Test
  void whatIsSaidLaterOfAnEarlierDayChangesThePastAndNotToday() {
    Statement now = statement(1, 100, Facts.NONE.with(Attribute.NAME, "李甲").with(Attribute.VILLAGE, "B"), Set.of(), true);
    Statement then = statement(2, 10, Facts.NONE.with(Attribute.NAME, "李甲").with(Attribute.VILLAGE, "A"), Set.of(), true);
    Timeline timeline = Timeline.of(List.of(now, then));
    assertThat(timeline.now().village()).isEqualTo("B");
    assertThat(timeline.on(DAY.plusDays(99))).hasValueSatisfying(facts -> assertThat(facts.village()).isEqualTo("A"));
    assertThat(timeline.on(DAY.plusDays(9))).isEmpty();
    assertThat(timeline.history(Attribute.VILLAGE)).extracting(Timeline.Span::value).containsExactly("A", "B");
    assertThat(timeline.history(Attribute.VILLAGE).getFirst().to()).isEqualTo(DAY.plusDays(100));
  }

  @Test
  void whatWasTakenBackStaysKnownForTheTimeItStood() {
    Statement right = statement(1, 0, Facts.NONE.with(Attribute.NAME, "李甲"), Set.of(), true);
    Statement wrong = statement(2, 5, Facts.NONE.with(Attribute.NAME, "李乙"), Set.of(), false);
    assertThat(Timeline.of(List.of(right, wrong)).now().name()).isEqualTo("李甲");
    assertThat(Timeline.asKnown(List.of(right, wrong), wrong.recordedAt()).now().name()).isEqualTo("李乙");
    assertThat(Timeline.asKnown(List.of(right, wrong), wrong.recordedAt().minusMillis(1)).now().name()).isEqualTo("李甲");
  }

  @Test
  void clearingEndsAValueWithoutAnother() {
    Statement said = statement(1, 0, Facts.NONE.with(Attribute.NAME, "李甲").with(Attribute.PHONES, List.of("07690000001")), Set.of(), true);
    Statement gone = statement(2, 5, Facts.NONE, Set.of(Attribute.PHONES), true);
    Timeline timeline = Timeline.of(List.of(said, gone));
    assertThat(timeline.now().phones()).isEmpty();
    assertThat(timeline.history(Attribute.PHONES)).singleElement().satisfies(span -> assertThat(span.to()).isEqualTo(DAY.plusDays(5)));
  }

  @Property
  void eachAttributesHistoryTellsWhatHeldOnEachDay(@ForAll("statements") List<Statement> statements) {
    Timeline timeline = Timeline.of(statements);
    for (int day = -1; day <= 31; day++) {
      LocalDate on = DAY.plusDays(day);
      Facts facts = timeline.on(on).orElse(Facts.NONE);
      for (Attribute attribute : Attribute.values()) {
        List<Object> spans = timeline.history(attribute).stream()
            .filter(span -> !span.from().isAfter(on) && (span.to() == null || span.to().isAfter(on))).map(Timeline.Span::value).toList();
        assertThat(spans).isEqualTo(facts.value(attribute) == null ? List.of() : List.of(facts.value(attribute)));
      }
    }
  }

  @Property
  void theOrderInWhichStatementsAreReadDoesNotMatter(@ForAll("statements") List<Statement> statements) {
    assertThat(Timeline.of(statements.reversed()).periods()).isEqualTo(Timeline.of(statements).periods());
  }

  @Provide
  Arbitrary<List<Statement>> statements() {
    Arbitrary<Facts> facts = Combinators.combine(Arbitraries.of("李甲", "李乙").injectNull(0.5), Arbitraries.of("A", "B", "C").injectNull(0.5), Arbitraries.of(true, false).injectNull(0.5))
        .as((name, village, resident) -> Facts.NONE.with(Attribute.NAME, name).with(Attribute.VILLAGE, village).with(Attribute.RESIDENT, resident));
    Arbitrary<Set<Attribute>> cleared = Arbitraries.of(Attribute.VILLAGE, Attribute.RESIDENT).set().ofMaxSize(1);
    return Combinators.combine(Arbitraries.integers().between(0, 30), facts, cleared, Arbitraries.of(true, true, true, false))
        .as((day, said, gone, stands) -> statement(0, day, said, gone.stream().filter(each -> said.value(each) == null).collect(java.util.stream.Collectors.toSet()), stands))
        .list().ofMaxSize(8)
        .map(list -> java.util.stream.IntStream.range(0, list.size())
            .mapToObj(i -> statement(i + 1, (int) (list.get(i).validFrom().toEpochDay() - DAY.toEpochDay()), list.get(i).facts(), list.get(i).cleared(), list.get(i).stands())).toList());
  }
}

package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.guanjia.rules.Portfolio.Cap;
import org.guanjia.rules.Portfolio.Exclusion;
import org.guanjia.rules.Portfolio.Share;
import org.guanjia.rules.Portfolio.Take;
import org.junit.jupiter.api.Test;

/** Programmes beside each other: one of several, and no more than so much. */
class PortfolioTests {

  private static final List<MonthRules> THREE = List.of(paying("a", "veteran", 100), paying("b", "orphan", 300), paying("c", "subsistence", 200));

  private static MonthRules paying(String code, String fact, int yuan) {
    String dmn = Dmn.asking(fact).entitlement("UNIQUE", List.of(fact), List.of(), "true | true | " + yuan, "false | false | 0").document();
    try {
      return Programme.read(new ProgrammeText(code, dmn, List.of(), List.of()), Vocabulary.PERSON_MONTH).in(Persons.MONTH);
    } catch (NotAProgramme | NoParameters e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Share> decide(Portfolio portfolio, String veteran, String orphan, String subsistence) {
    long[] person = Vocabulary.PERSON_MONTH.nobody();
    List<String> values = List.of(veteran, orphan, subsistence);
    for (int i = 0; i < 3; i++) {
      if (!values.get(i).equals("?")) {
        person[Vocabulary.PERSON_MONTH.fact(List.of("veteran", "orphan", "subsistence").get(i)).orElseThrow().place()] = values.get(i).equals("yes") ? 1 : 0;
      }
    }
    return portfolio.decide(person);
  }

  private static List<String> told(Map<String, Share> shares) {
    return shares.values().stream().map(share -> share.answer() + " " + share.amountFen()).toList();
  }

  @Test
  void takesTheFirstOrTheHighest() {
    Portfolio first = new Portfolio(THREE, List.of(new Exclusion("rule 1", List.of("a", "b", "c"), Take.FIRST)), List.of());
    assertThat(told(decide(first, "yes", "yes", "yes"))).containsExactly("YES 10000", "NO 0", "NO 0");
    assertThat(decide(first, "yes", "yes", "no").get("b")).satisfies(share -> {
      assertThat(share.by()).isEqualTo("rule 1");
      assertThat(share.instead()).isEqualTo("a");
      assertThat(share.alone().answer()).isEqualTo(Answer.YES);
    });
    assertThat(told(decide(first, "?", "yes", "yes"))).containsExactly("UNKNOWN 0", "UNKNOWN 0", "NO 0");
    assertThat(decide(first, "?", "yes", "no").get("b").missing()).extracting(Fact::code).containsExactly("veteran");
    Portfolio highest = new Portfolio(THREE, List.of(new Exclusion("rule 2", List.of("a", "b", "c"), Take.HIGHEST)), List.of());
    assertThat(told(decide(highest, "yes", "yes", "yes"))).containsExactly("NO 0", "YES 30000", "NO 0");
    assertThat(told(decide(highest, "yes", "no", "yes"))).containsExactly("NO 0", "NO 0", "YES 20000");
    assertThat(told(decide(highest, "yes", "?", "yes"))).containsExactly("NO 0", "UNKNOWN 0", "YES 20000");
  }

  @Property(tries = 200)
  void whatIsCertainIsGivenAlthoughAHigherOneIsNotKnownYetAndNeverLessInTheEnd(@ForAll boolean veteran, @ForAll boolean orphan, @ForAll boolean subsistence, @ForAll int asked) {
    Portfolio highest = new Portfolio(THREE, List.of(new Exclusion("r", List.of("a", "b", "c"), Take.HIGHEST)), List.of());
    List<Boolean> facts = List.of(veteran, orphan, subsistence);
    List<String> known = facts.stream().map(fact -> fact ? "yes" : "no").toList();
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 3; i++) told.add((asked >> i & 1) == 1 ? known.get(i) : "?");
    long now = sum(decide(highest, told.get(0), told.get(1), told.get(2)));
    long certain = 0;
    for (int i = 0; i < 3; i++) if (told.get(i).equals("yes")) certain = Math.max(certain, List.of(100_00L, 300_00L, 200_00L).get(i));
    assertThat(now).isEqualTo(certain).isLessThanOrEqualTo(sum(decide(highest, known.get(0), known.get(1), known.get(2))));
  }

  private static long sum(Map<String, Share> shares) {
    return shares.values().stream().mapToLong(Share::amountFen).sum();
  }

  @Test
  void capsFromTheLast() {
    Portfolio capped = new Portfolio(THREE, List.of(), List.of(new Cap("cap", List.of("b", "a", "c"), 35_000)));
    assertThat(told(decide(capped, "yes", "yes", "yes"))).containsExactly("YES 5000", "YES 30000", "YES 0");
    assertThat(told(decide(capped, "yes", "no", "yes"))).containsExactly("YES 10000", "NO 0", "YES 20000");
  }

  @Test
  void refusesRulesOfStrangers() {
    assertThatThrownBy(() -> new Portfolio(THREE, List.of(new Exclusion("r", List.of("a", "x"), Take.FIRST)), List.of())).hasMessageContaining("not there");
    assertThatThrownBy(() -> new Portfolio(List.of(THREE.get(0), THREE.get(0)), List.of(), List.of())).hasMessageContaining("twice");
  }

  @Property(tries = 40)
  void settlesManyAsItDecidesOne(@ForAll long seed) {
    Random random = new Random(seed);
    Portfolio portfolio = new Portfolio(THREE, List.of(new Exclusion("r", List.of("b", "a", "c").subList(0, 2 + random.nextInt(2)),
        Take.values()[random.nextInt(2)])), List.of(new Cap("c", List.of("a", "b", "c"), random.nextInt(60_000))));
    Population people = Population.unknown(Vocabulary.PERSON_MONTH, 30);
    List<Outcomes> outcomes = new ArrayList<>();
    for (int person = 0; person < 30; person++) {
      people.set(person, Persons.any(random));
    }
    for (MonthRules rules : THREE) {
      outcomes.add(new Outcomes(30));
      rules.decide(people, 0, 30, outcomes.getLast(), false);
    }
    portfolio.settle(outcomes, 0, 30);
    for (int person = 0; person < 30; person++) {
      int i = 0;
      for (Share share : portfolio.decide(people.raw(person)).values()) {
        Outcomes out = outcomes.get(i++);
        assertThat(List.of(out.answerOf(person), out.amountFen()[person])).isEqualTo(List.of(share.answer(), share.amountFen()));
      }
    }
  }
}

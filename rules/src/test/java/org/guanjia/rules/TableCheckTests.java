package org.guanjia.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.guanjia.rules.Problem.Kind;

/** A table found without gap and without overlap has exactly one row for any person of whom all is known. */
class TableCheckTests {

  @Property(tries = 300)
  void findsWhatAnyPersonWouldFind(@ForAll long seed) {
    Random random = new Random(seed);
    MonthRules rules = BulkTests.rules(random, "UNIQUE", 3);
    List<Problem> problems = new ArrayList<>();
    new TableCheck(rules, problems, new HashMap<>(), new Budget()).check();
    boolean gap = problems.stream().anyMatch(problem -> problem.kind() == Kind.GAP);
    boolean overlap = problems.stream().anyMatch(problem -> problem.kind() == Kind.OVERLAP);
    if (problems.stream().anyMatch(problem -> problem.kind() == Kind.TYPE || problem.kind() == Kind.TOO_COMPLEX)) {
      return;
    }
    for (int i = 0; i < 40; i++) {
      TableRun run = TableRun.ask(rules.programme().entitlement(), rules.programme().model().run(rules.given(known(random))));
      long rows = java.util.Arrays.stream(run.rows).filter(Boolean.TRUE::equals).count();
      assertThat(rows).as("%s of %s", problems, rules.programme().rows()).satisfiesAnyOf(none -> assertThat(gap && none == 0).isTrue(),
          one -> assertThat(one).isEqualTo(1), many -> assertThat(overlap && many > 1).isTrue());
    }
  }

  private static long[] known(Random random) {
    long[] raw = Persons.any(random);
    for (int place = 0; place < raw.length; place++) {
      while (raw[place] == Facts.UNKNOWN) {
        raw[place] = Persons.any(random)[place];
      }
    }
    return raw;
  }
}

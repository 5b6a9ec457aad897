package org.guanjia.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.coverage.db.Tables.FINDING;
import static org.guanjia.coverage.db.Tables.HISTORY;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.guanjia.TownTest;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.coverage.FoundRows.Found;
import org.guanjia.coverage.db.Sequences;
import org.guanjia.platform.database.BulkInsert;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever is found in whatever order: one finding of each thing, its state as the graph would have it, and nothing changes when nothing changed. */
@TownTest
class ReconcilingTests {

  private static final YearMonth MONTH = YearMonth.of(2026, 5);
  private static final int PERSONS = 8;
  private static final int ROUNDS = 60;

  @Autowired Reconciling reconciling;
  @Autowired AwardsFixture fixture;
  @Autowired BulkInsert bulk;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;

  @Test
  void roundsOfChance() {
    List<Long> persons = java.util.stream.IntStream.range(0, PERSONS).mapToObj(i -> fixture.old("示例" + (char) ('甲' + i), 70 + i)).toList();
    Map<Long, String> model = new HashMap<>();
    Random chance = new Random(570);
    for (int round = 0; round < ROUNDS; round++) {
      Set<Long> found = new HashSet<>(persons.stream().filter(person -> chance.nextInt(3) > 0).toList());
      Set<Long> settled = new HashSet<>(persons.stream().filter(person -> chance.nextInt(6) == 0 && open(model.get(person))).toList());
      settle(settled);
      settled.forEach(person -> model.put(person, "RESOLVED true"));
      reconcile(found);
      persons.forEach(person -> model.computeIfAbsent(person, any -> found.contains(any) ? "FOUND true" : null));
      persons.stream().filter(model::containsKey).forEach(person -> model.compute(person, (any, state) -> next(state, found.contains(person))));
      assertThat(states()).as("round %s", round).isEqualTo(model);
      assertThat(reconcile(found).any()).as("round %s again", round).isFalse();
    }
    int history = as("desk", () -> transactions.execute(any -> sql.fetchCount(HISTORY)));
    assertThat(history).isPositive();
  }

  private static boolean open(String state) {
    return "FOUND true".equals(state);
  }

  private static String next(String state, boolean found) {
    return switch (state) {
      case "FOUND true" -> found ? state : "GONE false";
      case "GONE false" -> found ? "FOUND true" : state;
      case "RESOLVED true" -> found ? state : "RESOLVED false";
      case "RESOLVED false" -> found ? "FOUND true" : state;
      default -> throw new AssertionError(state);
    };
  }

  private Reconciling.Changes reconcile(Set<Long> persons) {
    return as("desk", () -> transactions.execute(any -> {
      long round = sql.nextval(Sequences.ROUND_ID);
      FoundRows rows = new FoundRows(bulk, AwardsFixture.town(), round);
      persons.forEach(person -> rows.add(Found.of(FindingKind.FORGOTTEN, person, "old-age", 0, 10_000, null)));
      rows.flush();
      return reconciling.reconcile(round, MONTH, FindingKind.BY_PERSON, null);
    }));
  }

  private void settle(Set<Long> persons) {
    doAs("desk", () -> transactions.executeWithoutResult(any -> sql.update(FINDING).set(FINDING.STATE, "RESOLVED").where(FINDING.PERSON_ID.in(persons)).execute()));
  }

  private Map<Long, String> states() {
    return as("desk", () -> transactions.execute(any -> sql.selectFrom(FINDING).fetchMap(FINDING.PERSON_ID, row -> row.getState() + " " + row.getHolds())));
  }
}

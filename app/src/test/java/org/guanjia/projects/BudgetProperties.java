package org.guanjia.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.projects.db.tables.records.BudgetRecord;

/** Budgets add up, change orders leave what is paid covered, and no payment goes beyond its source, whatever is tried in whatever order. */
class BudgetProperties {

  /** @param change a change order of that source; else a payment from it */
  record Deed(Source source, boolean change, long fen) {}

  @Property
  void anApprovalStandsExactlyWhenItsSourcesAddUp(@ForAll("amounts") Map<Source, Long> bySource, @ForAll @LongRange(min = -3, max = 3) long off) {
    long sum = bySource.values().stream().mapToLong(Long::longValue).sum();
    var checks = new Checks();
    Decisions.checkSum(checks, new Approval(sum + off, bySource, null));
    assertThat(checks.good()).isEqualTo(off == 0);
  }

  @Property(tries = 500)
  void noSequenceOfChangesAndPaymentsOverdrawsASource(@ForAll("amounts") Map<Source, Long> approved, @ForAll("deeds") List<Deed> deeds) {
    Map<Source, BudgetRecord> budget = new HashMap<>();
    approved.forEach((source, fen) -> budget.put(source, purse(source, fen)));
    Map<Source, Long> paid = new EnumMap<>(Source.class);
    Map<Source, Long> given = new EnumMap<>(approved);
    for (Deed deed : deeds) {
      if (deed.change()) change(budget, given, deed);
      else pay(budget, paid, deed);
      budget.forEach(
          (source, purse) -> {
            assertThat(purse.getPaidFen()).isBetween(0L, purse.getFen()).isEqualTo(paid.getOrDefault(source, 0L));
            assertThat(purse.getFen()).isEqualTo(given.getOrDefault(source, 0L));
          });
    }
  }

  private static void change(Map<Source, BudgetRecord> budget, Map<Source, Long> given, Deed deed) {
    var checks = new Checks();
    Spending.checkChange(checks, budget, Map.of(deed.source(), deed.fen()), "approved");
    long after = given.getOrDefault(deed.source(), 0L) + deed.fen();
    BudgetRecord purse = budget.get(deed.source());
    assertThat(checks.good()).isEqualTo(after >= (purse == null ? 0 : purse.getPaidFen()));
    if (!checks.good()) return;
    budget.computeIfAbsent(deed.source(), source -> purse(source, 0)).setFen(after);
    given.put(deed.source(), after);
  }

  private static void pay(Map<Source, BudgetRecord> budget, Map<Source, Long> paid, Deed deed) {
    long fen = Math.max(1, Math.abs(deed.fen()));
    BudgetRecord purse = budget.get(deed.source());
    boolean covered = purse != null && purse.getFen() - purse.getPaidFen() >= fen;
    try {
      Spending.spend(purse, fen);
      assertThat(covered).isTrue();
      paid.merge(deed.source(), fen, Long::sum);
    } catch (InvalidInput refused) {
      assertThat(covered).isFalse();
      assertThat(refused.errors().getFirst().key()).isEqualTo("projects.error.beyondBudget");
    }
  }

  private static BudgetRecord purse(Source source, long fen) {
    var purse = new BudgetRecord();
    purse.setSource(source.name());
    purse.setFen(fen);
    purse.setPaidFen(0L);
    return purse;
  }

  @Provide
  Arbitrary<Map<Source, Long>> amounts() {
    return Arbitraries.maps(Arbitraries.of(Source.class), Arbitraries.longs().between(0, 50_000_000)).ofMinSize(1);
  }

  @Provide
  Arbitrary<List<Deed>> deeds() {
    return Combinators.combine(Arbitraries.of(Source.class), Arbitraries.of(true, false), Arbitraries.longs().between(-20_000_000, 20_000_000).filter(fen -> fen != 0))
        .as(Deed::new)
        .list()
        .ofMaxSize(40);
  }
}

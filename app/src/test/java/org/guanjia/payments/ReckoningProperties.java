package org.guanjia.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is determined, run, refused by a bank, kept back and brought back in whatever order: no payment goes beyond the entitlement, and every fen
 * is accounted for. The accounts here are a plain model beside the arithmetic of the runs.
 */
class ReckoningProperties {

  private static final YearMonth FIRST = YearMonth.of(2026, 1);

  /** One step: a month is determined anew, a run is made and answered, cash comes back. */
  record Step(int what, int month, long fen, boolean unknown, boolean failed) {}

  /** A person's month beside which the runs are held. */
  private static final class Account {
    @Nullable Long due = 0L;
    long entitled;
    long paid;
    long withheld;
    long back;
    boolean failed;

    long settled() {
      return paid + withheld - back;
    }

    long overpaid() {
      return Math.max(0, settled() - entitled);
    }
  }

  @Property(tries = 400)
  void neverBeyondTheEntitlementAndAlwaysEven(@ForAll("steps") List<Step> steps, @ForAll @LongRange(min = 1, max = 20_000) long instalment) {
    Map<YearMonth, Account> accounts = new TreeMap<>();
    for (int month = 0; month < 6; month++) accounts.put(FIRST.plusMonths(month), new Account());
    long outOfPurse = 0;
    long intoPurse = 0;
    for (Step step : steps) {
      Account account = accounts.get(FIRST.plusMonths(step.month()));
      switch (step.what()) {
        case 0, 1 -> account.due = step.unknown() ? null : Long.valueOf(step.fen());
        case 2 -> outOfPurse += run(accounts, FIRST.plusMonths(step.month()), instalment, step.failed());
        default -> {
          long cash = Math.min(step.fen(), account.overpaid());
          account.back += cash;
          intoPurse += cash;
        }
      }
      long held = accounts.values().stream().mapToLong(Account::settled).sum();
      assertThat(held).as("what people hold is what left the purse and did not come back").isEqualTo(outOfPurse - intoPurse);
    }
  }

  /** @return what left the purse */
  private static long run(Map<YearMonth, Account> accounts, YearMonth of, long instalment, boolean refused) {
    List<Reckoning.Month> months = new ArrayList<>();
    accounts.forEach((month, account) -> {
      if (!month.isAfter(of)) months.add(new Reckoning.Month(month, account.due, account.entitled, account.settled(), account.failed));
    });
    List<Reckoning.Line> lines = Reckoning.lines(months, of);
    Reckoning.corrections(months).forEach(correction -> accounts.get(correction.month()).entitled += correction.fen());
    long gross = lines.stream().mapToLong(Reckoning.Line::fen).sum();
    List<Account> owing = accounts.values().stream().filter(account -> account.overpaid() > 0).toList();
    long remaining = owing.stream().mapToLong(Account::overpaid).sum();
    long kept = Reckoning.deduction(gross, instalment, 50, remaining, gross);
    assertThat(kept).isBetween(0L, Math.min(remaining, gross / 2));
    List<Long> back = Reckoning.spread(kept, owing.stream().map(Account::overpaid).toList());
    for (int i = 0; i < owing.size(); i++) owing.get(i).back += back.get(i);
    long left = kept;
    long paid = 0;
    for (Reckoning.Line line : lines) {
      Account account = accounts.get(line.month());
      long withheld = Math.min(left, line.fen());
      left -= withheld;
      account.withheld += withheld;
      if (!refused) account.paid += line.fen() - withheld;
      account.failed = refused;
      paid += refused ? 0 : line.fen() - withheld;
      assertThat(account.settled()).as("month %s", line.month()).isLessThanOrEqualTo(account.entitled);
      if (!refused) assertThat(account.settled()).isEqualTo(account.entitled);
    }
    return paid;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Long> fen = Arbitraries.longs().between(0, 50_000);
    return Combinators.combine(Arbitraries.integers().between(0, 3), Arbitraries.integers().between(0, 5), fen, Arbitraries.of(true, false, false, false), Arbitraries.of(true, false, false))
        .as(Step::new).list().ofMinSize(1).ofMaxSize(60);
  }

  /** Months by person, programme that is excluded, programme that remains; and what was paid of the excluded ones. */
  @Property(tries = 300)
  void whatIsSetOffIsNeitherMoreThanIsPaidNorMoreThanWasPaid(@ForAll("setOffs") List<SetOffs.Pair> pairs, @ForAll @LongRange(min = 0, max = 30_000) long paid) {
    Map<EarlierPayments.MonthKey, Long> overpaid = new HashMap<>();
    pairs.forEach(pair -> overpaid.put(pair.excluded(), Math.abs(paid - 1_000L * pair.excluded().month().getMonthValue())));
    Map<EarlierPayments.MonthKey, Long> taken = new HashMap<>();
    Map<EarlierPayments.MonthKey, Long> from = new HashMap<>();
    SetOffs.parts(pairs, overpaid).values().forEach(parts -> parts.forEach(part -> {
      assertThat(part.fen()).isPositive();
      taken.merge(new EarlierPayments.MonthKey(part.person(), part.programme(), part.month()), part.fen(), Long::sum);
      from.merge(new EarlierPayments.MonthKey(part.person(), part.instead(), part.month()), part.fen(), Long::sum);
    }));
    for (SetOffs.Pair pair : pairs) {
      var line = new EarlierPayments.MonthKey(pair.excluded().person(), pair.instead(), pair.excluded().month());
      long left = Objects.requireNonNull(overpaid.get(pair.excluded())) - taken.getOrDefault(pair.excluded(), 0L);
      long gets = pair.fen() - from.getOrDefault(line, 0L);
      assertThat(left).isNotNegative();
      assertThat(gets).isNotNegative();
      assertThat(Math.min(left, gets)).as("nothing is asked back that could be set off").isZero();
    }
  }

  @Provide
  Arbitrary<List<SetOffs.Pair>> setOffs() {
    Arbitrary<EarlierPayments.MonthKey> excluded = Combinators.combine(Arbitraries.longs().between(1, 2), Arbitraries.of("a", "b"), Arbitraries.integers().between(0, 2))
        .as((person, programme, month) -> new EarlierPayments.MonthKey(person, programme, FIRST.plusMonths(month)));
    // Of a month that is paid, there is one amount.
    return Combinators.combine(excluded, Arbitraries.of("x", "y")).as((month, instead) -> new SetOffs.Pair(month, instead, 7_000 * month.person() + 1_300 * month.month().getMonthValue()))
        .list().uniqueElements().ofMaxSize(12);
  }

  @Property
  void aSpreadAddsUp(@ForAll("parts") List<Long> parts, @ForAll @LongRange(min = 0, max = 1_000_000) long wanted) {
    long fen = Math.min(wanted, parts.stream().mapToLong(Long::longValue).sum());
    List<Long> spread = Reckoning.spread(fen, parts);
    assertThat(spread.stream().mapToLong(Long::longValue).sum()).isEqualTo(fen);
    for (int i = 0; i < parts.size(); i++) assertThat(spread.get(i)).isBetween(0L, parts.get(i));
  }

  @Provide
  Arbitrary<List<Long>> parts() {
    return Arbitraries.longs().between(0, 100_000).list().ofMaxSize(8);
  }
}

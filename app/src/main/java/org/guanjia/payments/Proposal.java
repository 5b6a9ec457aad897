package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.BALANCE;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.people.Payees;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Computes what a run pays, holds what somebody has to look at, and tells how it differs from the month before. All of it is one transaction: a
 * run that was broken off while it was computed is not there, and is computed from the beginning.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Proposal {

  static final int LOOK_BACK_MONTHS = 12;

  /**
   * What was computed.
   *
   * @param changes by person and programme, how it differs from the month before
   * @param setOffs by person and programme, what is taken from the payment
   */
  record Computed(
      Collection<Computation.Seen> seen, List<Computation.Payment> payments, Map<EarlierPayments.Key, List<SetOffs.Part>> setOffs, Map<EarlierPayments.Key, Comparison.Change> changes,
      Map<EarlierPayments.Key, List<Anomalies.Found>> holds, Map<Long, Payees.Account> accounts, Map<Long, Payees.Standing> standings) {}

  private final DSLContext sql;
  private final Dues dues;
  private final EarlierPayments earlier;
  private final SetOffs setOffs;
  private final Payees payees;

  Proposal(DSLContext sql, Dues dues, EarlierPayments earlier, SetOffs setOffs, Payees payees) {
    this.setOffs = setOffs;
    this.sql = sql;
    this.dues = dues;
    this.earlier = earlier;
    this.payees = payees;
  }

  Computed monthly(YearMonth month, YearMonth since, List<String> programmes, LocalDate payday) {
    Map<EarlierPayments.Key, Comparison.Last> last = earlier.last(programmes, month.minusMonths(1));
    Map<EarlierPayments.MonthKey, Computation.Seen> seen = seen(month, since, programmes, last.keySet());
    return computed(seen.values(), month, last, payday);
  }

  /** @param sameAccountToo also those whose account is still the one that the bank refused */
  Computed correction(YearMonth month, List<String> programmes, boolean sameAccountToo, LocalDate payday) {
    Set<EarlierPayments.MonthKey> failed = earlier.failed(programmes);
    failed.removeAll(earlier.proposed(programmes));
    Set<Long> persons = new HashSet<>();
    failed.forEach(key -> persons.add(key.person()));
    if (!sameAccountToo) {
      Map<Long, Payees.Account> accounts = payees.accounts(persons);
      Map<Long, Anomalies.Before> before = earlier.before(persons);
      persons.removeIf(person -> !corrected(accounts.get(person), before.get(person)));
    }
    return computed(again(failed, persons, programmes), month, Map.of(), payday);
  }

  /** What is owed still of what banks refused, by what is due today: it may have changed since. */
  private List<Computation.Seen> again(Set<EarlierPayments.MonthKey> failed, Set<Long> persons, List<String> programmes) {
    Map<EarlierPayments.MonthKey, PersonMonth> owed = new LinkedHashMap<>();
    if (persons.isEmpty()) return List.of();
    sql.selectFrom(BALANCE)
        .where(BALANCE.TOWN.eq(TownContext.required().town()), BALANCE.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))), BALANCE.PROGRAMME.in(programmes))
        .forEach(row -> {
          PersonMonth one = Ledger.month(row);
          var key = one.key();
          if (failed.contains(key) && one.openFen() > 0) owed.put(key, one);
        });
    Map<EarlierPayments.MonthKey, Due> today = dues.now(owed.keySet());
    List<Computation.Seen> seen = new ArrayList<>();
    owed.forEach((key, one) -> {
      Due due = Objects.requireNonNull(today.get(key));
      boolean never = due.answer() == Due.Answer.UNKNOWN && due.determination() == null;
      seen.add(new Computation.Seen(never ? asRecognised(key, one.entitledFen()) : due, one.entitledFen(), one.settledFen(), true, false));
    });
    return seen;
  }

  private static boolean corrected(Payees.@Nullable Account now, Anomalies.@Nullable Before before) {
    return now != null && (before == null || !now.same(before.accountKey()));
  }

  private Map<EarlierPayments.MonthKey, Computation.Seen> seen(YearMonth month, YearMonth since, List<String> programmes, Set<EarlierPayments.Key> lastMonth) {
    Map<EarlierPayments.MonthKey, Due> due = new LinkedHashMap<>();
    for (String programme : programmes) dues.of(programme, since, month).forEach(one -> due.put(one.key(), one));
    Map<EarlierPayments.MonthKey, long[]> settled = settled(programmes, since, month);
    // Whoever was paid and has no award for that month any more: nothing is due, and what was paid is seen.
    settled.forEach((key, sums) -> due.computeIfAbsent(key, none -> key.month().isBefore(since) ? asRecognised(key, sums[0]) : withoutAward(key)));
    lastMonth.forEach(key -> due.computeIfAbsent(new EarlierPayments.MonthKey(key.person(), key.programme(), month), Proposal::withoutAward));
    Set<EarlierPayments.MonthKey> failed = earlier.failed(programmes);
    Set<EarlierPayments.MonthKey> elsewhere = earlier.proposed(programmes);
    Map<EarlierPayments.MonthKey, Computation.Seen> seen = new LinkedHashMap<>();
    due.forEach((key, one) -> {
      long[] sums = settled.getOrDefault(key, new long[2]);
      boolean even = one.knownFen() == null || one.fen() == sums[0] && one.fen() == sums[1];
      // An earlier month that is even says nothing; the run's own month is kept with its reasons.
      if (key.month().equals(month) || !even) seen.put(key, new Computation.Seen(one, sums[0], sums[1], failed.contains(key), elsewhere.contains(key)));
    });
    seen.values().removeIf(Computation.Seen::skipped);
    return seen;
  }

  private static Due withoutAward(EarlierPayments.MonthKey key) {
    return Due.withoutAward(key.person(), key.programme(), key.month());
  }

  /** Before the months that are looked at again, what a run recognised stands. */
  private static Due asRecognised(EarlierPayments.MonthKey key, long knownFen) {
    return Due.recognised(key.person(), key.programme(), key.month(), knownFen);
  }

  /** Recognised and settled, by the person who a record leads to: what was paid to a record that was merged counts for the survivor. */
  Map<EarlierPayments.MonthKey, long[]> settled(List<String> programmes, YearMonth since, YearMonth month) {
    List<PersonMonth> months = earlier.months(programmes, since, month);
    Set<Long> records = new HashSet<>();
    months.forEach(one -> records.add(one.person()));
    Map<Long, Payees.Standing> survivors = payees.standings(records);
    Map<EarlierPayments.MonthKey, long[]> settled = new LinkedHashMap<>();
    for (PersonMonth one : months) {
      Payees.Standing survivor = survivors.get(one.person());
      var key = new EarlierPayments.MonthKey(survivor == null ? one.person() : survivor.person(), one.programme(), one.month());
      long[] sums = settled.computeIfAbsent(key, none -> new long[2]);
      sums[0] += one.entitledFen();
      sums[1] += one.settledFen();
    }
    return settled;
  }

  private Computed computed(Collection<Computation.Seen> seen, YearMonth month, Map<EarlierPayments.Key, Comparison.Last> last, LocalDate payday) {
    List<Computation.Payment> payments = Computation.payments(seen, month);
    Set<Long> paid = new TreeSet<>();
    payments.forEach(payment -> paid.add(payment.person()));
    Map<Long, Payees.Account> accounts = payees.accounts(paid);
    List<Anomalies.Candidate> candidates = payments.stream()
        .map(payment -> new Anomalies.Candidate(
            payment.person(), payment.programme(), payment.grossFen(), last.getOrDefault(new EarlierPayments.Key(payment.person(), payment.programme()), Comparison.Last.NOTHING).wholeFen()))
        .toList();
    Set<Long> everybody = new HashSet<>(paid);
    seen.forEach(one -> everybody.add(one.due().person()));
    Map<Long, Payees.Standing> standings = payees.standings(everybody);
    var anomalies = new Anomalies(payday, candidates, standings, accounts, payees.sharing(accounts), earlier.before(paid));
    Map<EarlierPayments.Key, List<Anomalies.Found>> holds = new HashMap<>();
    candidates.forEach(candidate -> holds.put(new EarlierPayments.Key(candidate.person(), candidate.programme()), anomalies.of(candidate)));
    SetOffs.Taken taken = setOffs.of(payments, seen);
    List<Computation.Seen> all = new ArrayList<>(seen);
    all.addAll(taken.seen());
    return new Computed(all, payments, taken.parts(), changes(seen, payments, month, last), holds, accounts, standings);
  }

  private static Map<EarlierPayments.Key, Comparison.Change> changes(
      Collection<Computation.Seen> seen, List<Computation.Payment> payments, YearMonth month, Map<EarlierPayments.Key, Comparison.Last> last) {
    Map<EarlierPayments.Key, List<Reckoning.Line>> lines = new HashMap<>();
    payments.forEach(payment -> lines.put(new EarlierPayments.Key(payment.person(), payment.programme()), payment.lines()));
    Map<EarlierPayments.Key, Comparison.Change> changes = new LinkedHashMap<>();
    for (Computation.Seen one : seen) {
      if (!one.due().month().equals(month)) continue;
      var key = new EarlierPayments.Key(one.due().person(), one.due().programme());
      Comparison.Change change = Comparison.of(one.due(), lines.getOrDefault(key, List.of()), last.getOrDefault(key, Comparison.Last.NOTHING));
      if (change != null) changes.put(key, change);
    }
    return changes;
  }
}

package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.BALANCE;
import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.SET_OFF;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record5;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Of programmes that exclude each other in a month one remains, maybe another than the one that was paid. What was paid of that for the month is taken
 * from what the remaining one pays for the same month: the person gets the difference and has nothing to give back. Only within such an exclusion,
 * only for one month and one person; whatever else was overpaid comes back as agreed.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class SetOffs {

  /**
   * What is taken from a payment.
   *
   * @param programme the one that was paid and is excluded
   * @param instead the one that remains, of which the payment is
   */
  record Part(long person, String programme, String instead, YearMonth month, long fen) {
    EarlierPayments.Key key() {
      return new EarlierPayments.Key(person, instead);
    }
  }

  /**
   * What came out.
   *
   * @param seen months of excluded programmes that the run does not look at by itself
   */
  record Taken(Map<EarlierPayments.Key, List<Part>> parts, List<Computation.Seen> seen) {}

  /** A month that is paid, beside a programme that is excluded by it. */
  record Pair(EarlierPayments.MonthKey excluded, String instead, long fen) {}

  private final DSLContext sql;
  private final Dues dues;

  SetOffs(DSLContext sql, Dues dues) {
    this.sql = sql;
    this.dues = dues;
  }

  static long sum(List<Part> parts) {
    return parts.stream().mapToLong(Part::fen).reduce(0, Math::addExact);
  }

  /** @param seen the months that the run looks at */
  Taken of(List<Computation.Payment> payments, Collection<Computation.Seen> seen) {
    List<Pair> pairs = pairs(payments);
    Map<EarlierPayments.MonthKey, PersonMonth> paid = paid(pairs);
    Map<EarlierPayments.MonthKey, Due> excluded = dues.excluded(paid.keySet());
    Map<EarlierPayments.MonthKey, Computation.Seen> known = new HashMap<>();
    if (!excluded.isEmpty()) seen.forEach(one -> known.put(one.due().key(), one));
    List<Computation.Seen> further = new ArrayList<>();
    Map<EarlierPayments.MonthKey, Long> overpaid = new HashMap<>();
    excluded.forEach((key, due) -> {
      PersonMonth month = paid.get(key);
      Computation.Seen already = known.get(key);
      if (month == null) return;
      if (already == null) further.add(new Computation.Seen(due, month.entitledFen(), month.settledFen(), false, false));
      // What was paid to a record that was merged into this person lies in that record's account; it comes back as agreed.
      else if (!Long.valueOf(0).equals(already.due().knownFen()) || already.settledFen() != month.settledFen()) return;
      overpaid.put(key, month.settledFen());
    });
    return new Taken(parts(pairs, overpaid), further);
  }

  /** What is taken from these payments, by number. */
  Map<Long, List<Payout.SetOff>> ofPayouts(Collection<Long> payouts) {
    Map<Long, List<Payout.SetOff>> taken = new HashMap<>();
    select(SET_OFF.PAYOUT_ID.eq(DSL.any(payouts.toArray(Long[]::new))))
        .forEach(row -> taken.computeIfAbsent(row.value1(), id -> new ArrayList<>()).add(setOff(row)));
    return taken;
  }

  /** What was set off in that month of one of these records, for or against the programme. */
  List<Payout.SetOff> ofMonth(Collection<Long> persons, String programme, YearMonth month) {
    return select(SET_OFF.PERSON_ID.in(persons).and(SET_OFF.MONTH.eq(Months.day(month))).and(SET_OFF.PROGRAMME.eq(programme).or(PAYOUT.PROGRAMME.eq(programme)))
        .and(PAYOUT.STATE.in(PayoutState.ORDERED.name(), PayoutState.PAID.name(), PayoutState.FAILED.name())))
        .map(SetOffs::setOff);
  }

  private Result<Record5<Long, String, String, LocalDate, Long>> select(Condition which) {
    return sql.select(SET_OFF.PAYOUT_ID, SET_OFF.PROGRAMME, PAYOUT.PROGRAMME, SET_OFF.MONTH, SET_OFF.FEN).from(SET_OFF)
        .join(PAYOUT).on(PAYOUT.TOWN.eq(SET_OFF.TOWN), PAYOUT.ID.eq(SET_OFF.PAYOUT_ID))
        .where(SET_OFF.TOWN.eq(TownContext.required().town()), which).orderBy(SET_OFF.PAYOUT_ID, SET_OFF.MONTH, SET_OFF.PROGRAMME).fetch();
  }

  private static Payout.SetOff setOff(Record5<Long, String, String, LocalDate, Long> row) {
    return new Payout.SetOff(row.value2(), row.value3(), Months.of(row.value4()), row.value5());
  }

  private List<Pair> pairs(List<Computation.Payment> payments) {
    Map<YearMonth, Map<String, Set<String>>> excluding = new HashMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (Computation.Payment payment : payments) {
      for (Reckoning.Line line : payment.lines()) {
        excluding.computeIfAbsent(line.month(), dues::excluding).getOrDefault(payment.programme(), Set.of()).forEach(other -> pairs.add(new Pair(new EarlierPayments.MonthKey(payment.person(), other, line.month()), payment.programme(), line.fen())));
      }
    }
    return pairs;
  }

  private Map<EarlierPayments.MonthKey, PersonMonth> paid(List<Pair> pairs) {
    Map<EarlierPayments.MonthKey, PersonMonth> paid = new LinkedHashMap<>();
    if (pairs.isEmpty()) return paid;
    Set<EarlierPayments.MonthKey> asked = pairs.stream().map(Pair::excluded).collect(Collectors.toSet());
    sql.selectFrom(BALANCE)
        .where(BALANCE.TOWN.eq(TownContext.required().town()), BALANCE.SETTLED_FEN.gt(0L))
        .and(BALANCE.PERSON_ID.eq(DSL.any(asked.stream().map(EarlierPayments.MonthKey::person).distinct().toArray(Long[]::new))))
        .and(BALANCE.PROGRAMME.in(asked.stream().map(EarlierPayments.MonthKey::programme).collect(Collectors.toSet())))
        .orderBy(BALANCE.PERSON_ID, BALANCE.PROGRAMME, BALANCE.MONTH)
        .forEach(row -> {
          PersonMonth month = Ledger.month(row);
          if (asked.contains(month.key())) paid.put(month.key(), month);
        });
    return paid;
  }

  /** @param overpaid by month that is excluded, what was paid of it */
  static Map<EarlierPayments.Key, List<Part>> parts(List<Pair> pairs, Map<EarlierPayments.MonthKey, Long> overpaid) {
    Map<EarlierPayments.Key, List<Part>> parts = new HashMap<>();
    Map<EarlierPayments.MonthKey, Long> left = new HashMap<>(overpaid);
    Map<EarlierPayments.MonthKey, Long> lines = new HashMap<>();
    for (Pair pair : pairs) {
      EarlierPayments.MonthKey of = pair.excluded();
      var line = new EarlierPayments.MonthKey(of.person(), pair.instead(), of.month());
      long fen = Math.min(left.getOrDefault(of, 0L), lines.getOrDefault(line, pair.fen()));
      if (fen <= 0) continue;
      left.merge(of, -fen, Long::sum);
      lines.merge(line, pair.fen() - fen, (before, whole) -> before - fen);
      var part = new Part(of.person(), of.programme(), pair.instead(), of.month(), fen);
      parts.computeIfAbsent(part.key(), key -> new ArrayList<>()).add(part);
    }
    return parts;
  }
}

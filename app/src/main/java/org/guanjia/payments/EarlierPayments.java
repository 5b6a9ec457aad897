package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.BALANCE;
import static org.guanjia.payments.db.Tables.DUE;
import static org.guanjia.payments.db.Tables.LINE;
import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.SCOPE;

import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.payments.db.tables.records.DueRecord;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a run has to know of earlier payments. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class EarlierPayments {

  /** A person's programme. */
  record Key(long person, String programme) {}

  /** A person's month of a programme. */
  record MonthKey(long person, String programme, YearMonth month) {
    Key key() {
      return new Key(person, programme);
    }
  }

  private final DSLContext sql;

  EarlierPayments(DSLContext sql) {
    this.sql = sql;
  }

  /** Months from {@code since} to {@code month}, and of earlier ones those that are not even. */
  List<PersonMonth> months(Collection<String> programmes, YearMonth since, YearMonth month) {
    return sql.selectFrom(BALANCE)
        .where(BALANCE.TOWN.eq(town()), BALANCE.PROGRAMME.in(programmes), BALANCE.MONTH.le(Months.day(month)))
        .and(BALANCE.MONTH.ge(Months.day(since)).or(DSL.condition("{0} < {1}", BALANCE.SETTLED_FEN, BALANCE.ENTITLED_FEN)))
        .fetch(Ledger::month);
  }

  /** Months that a bank refused, as long as no later line paid them. */
  Set<MonthKey> failed(Collection<String> programmes) {
    var later = LINE.as("later");
    Set<MonthKey> failed = new HashSet<>();
    sql.select(LINE.PERSON_ID, LINE.PROGRAMME, LINE.MONTH).from(LINE)
        .where(LINE.TOWN.eq(town()), LINE.PROGRAMME.in(programmes), LINE.STATE.eq(PayoutState.FAILED.name()))
        .andNotExists(DSL.selectOne().from(later)
            .where(later.TOWN.eq(LINE.TOWN), later.PERSON_ID.eq(LINE.PERSON_ID), later.PROGRAMME.eq(LINE.PROGRAMME), later.MONTH.eq(LINE.MONTH))
            .and(later.ID.gt(LINE.ID)).and(later.STATE.in(PayoutState.ORDERED.name(), PayoutState.PAID.name())))
        .forEach(row -> failed.add(new MonthKey(row.value1(), row.value2(), Months.of(row.value3()))));
    return failed;
  }

  /** Months that stand in another run that is not approved yet. */
  Set<MonthKey> proposed(Collection<String> programmes) {
    Set<MonthKey> proposed = new HashSet<>();
    sql.select(LINE.PERSON_ID, LINE.PROGRAMME, LINE.MONTH).from(LINE)
        .where(LINE.TOWN.eq(town()), LINE.PROGRAMME.in(programmes), LINE.STATE.eq(PayoutState.PROPOSED.name()))
        .forEach(row -> proposed.add(new MonthKey(row.value1(), row.value2(), Months.of(row.value3()))));
    return proposed;
  }

  /** How the month before was paid: by its run, or by what was imported of it. */
  Map<Key, Comparison.Last> last(Collection<String> programmes, YearMonth month) {
    Map<Key, Comparison.Last> last = new HashMap<>();
    for (String programme : programmes) {
      Long run = sql.select(SCOPE.RUN_ID).from(SCOPE)
          .where(SCOPE.TOWN.eq(town()), SCOPE.PROGRAMME.eq(programme), SCOPE.MONTH.eq(Months.day(month))).fetchOne(SCOPE.RUN_ID);
      if (run == null) imported(programme, month, last);
      else ofRun(run, programme, month, last);
    }
    return last;
  }

  private void imported(String programme, YearMonth month, Map<Key, Comparison.Last> last) {
    sql.select(BALANCE.PERSON_ID, BALANCE.PAID_FEN).from(BALANCE)
        .where(BALANCE.TOWN.eq(town()), BALANCE.PROGRAMME.eq(programme), BALANCE.MONTH.eq(Months.day(month)), BALANCE.PAID_FEN.gt(0L))
        .forEach(row -> last.put(new Key(row.value1(), programme), new Comparison.Last(null, row.value2(), row.value2())));
  }

  private void ofRun(long run, String programme, YearMonth month, Map<Key, Comparison.Last> last) {
    Map<Long, Due> dues = new HashMap<>();
    sql.selectFrom(DUE)
        .where(DUE.TOWN.eq(town()), DUE.RUN_ID.eq(run), DUE.PROGRAMME.eq(programme), DUE.MONTH.eq(Months.day(month)))
        .forEach(row -> dues.put(row.getPersonId(), due(row)));
    Map<Long, long[]> paid = new HashMap<>();
    sql.select(LINE.PERSON_ID, LINE.MONTH, LINE.FEN).from(LINE)
        .where(LINE.TOWN.eq(town()), LINE.RUN_ID.eq(run), LINE.PROGRAMME.eq(programme), LINE.STATE.in(PayoutState.ORDERED.name(), PayoutState.PAID.name()))
        .forEach(row -> {
          long[] sums = paid.computeIfAbsent(row.value1(), person -> new long[2]);
          if (Months.of(row.value2()).equals(month)) sums[0] += row.value3();
          sums[1] += row.value3();
        });
    Set<Long> persons = new HashSet<>(dues.keySet());
    persons.addAll(paid.keySet());
    for (long person : persons) {
      long[] sums = paid.getOrDefault(person, new long[2]);
      last.put(new Key(person, programme), new Comparison.Last(dues.get(person), sums[0], sums[1]));
    }
  }

  /** The last payment of each person, whether a bank paid it or refused it. */
  Map<Long, Anomalies.Before> before(Collection<Long> persons) {
    Map<Long, Anomalies.Before> before = new HashMap<>();
    sql.select(PAYOUT.PERSON_ID, PAYOUT.ACCOUNT_KEY, PAYOUT.STATE)
        .distinctOn(PAYOUT.PERSON_ID)
        .from(PAYOUT)
        .where(PAYOUT.TOWN.eq(town()), PAYOUT.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))), PAYOUT.ACCOUNT_KEY.isNotNull())
        .and(PAYOUT.STATE.in(PayoutState.ORDERED.name(), PayoutState.PAID.name(), PayoutState.FAILED.name()))
        .orderBy(PAYOUT.PERSON_ID, PAYOUT.ID.desc())
        .forEach(row -> before.put(row.value1(), new Anomalies.Before(row.value2(), PayoutState.FAILED.name().equals(row.value3()))));
    return before;
  }

  static Due due(DueRecord row) {
    return new Due(
        row.getPersonId(), row.getProgramme(), Months.of(row.getMonth()), row.getAwardId(), Due.Answer.valueOf(row.getAnswer()), row.getEntitledFen(), row.getTableRow(),
        row.getDeterminationId(), row.getSheet(), row.getRulesHash(), row.getDecidedAt());
  }

  private static String town() {
    return TownContext.required().town();
  }
}

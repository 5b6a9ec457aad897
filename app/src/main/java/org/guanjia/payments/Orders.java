package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.DEDUCTION;
import static org.guanjia.payments.db.Tables.DUE;
import static org.guanjia.payments.db.Tables.LINE;
import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.SET_OFF;

import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.payments.db.tables.records.DeductionRecord;
import org.guanjia.payments.db.tables.records.LineRecord;
import org.guanjia.payments.db.tables.records.RunRecord;
import org.guanjia.payments.db.tables.records.SetOffRecord;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Enters what an approved run recognises, orders, sets off and keeps back into everybody's account. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Orders {

  private record LineKey(long payout, YearMonth month) {}

  private final DSLContext sql;
  private final Proposal proposal;
  private final Recheck recheck;
  private final Recoveries recoveries;
  private final Ledger ledger;
  private final Clock clock;

  Orders(DSLContext sql, Proposal proposal, Recheck recheck, Recoveries recoveries, Ledger ledger, Clock clock) {
    this.sql = sql;
    this.proposal = proposal;
    this.recheck = recheck;
    this.recoveries = recoveries;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** What the run was computed from must still stand in the accounts it is about to change. */
  void refuseMovedOn(RunRecord run) {
    Condition ofRun = DUE.TOWN.eq(town()).and(DUE.RUN_ID.eq(run.getId()));
    Set<String> programmes = new LinkedHashSet<>(List.of(run.getProgrammes()));
    programmes.addAll(sql.selectDistinct(DUE.PROGRAMME).from(DUE).where(ofRun).fetch(DUE.PROGRAMME));
    Map<EarlierPayments.MonthKey, long[]> now = proposal.settled(List.copyOf(programmes), Months.of(run.getSince()), Months.of(run.getMonth()));
    Condition setOff = DSL.exists(DSL.selectOne().from(SET_OFF).where(
        SET_OFF.TOWN.eq(DUE.TOWN), SET_OFF.RUN_ID.eq(DUE.RUN_ID), SET_OFF.PERSON_ID.eq(DUE.PERSON_ID), SET_OFF.PROGRAMME.eq(DUE.PROGRAMME), SET_OFF.MONTH.eq(DUE.MONTH)));
    sql.selectFrom(DUE)
        .where(ofRun, DUE.ANSWER.ne(Due.Answer.UNKNOWN.name()))
        .and(DUE.ENTITLED_FEN.ne(DUE.KNOWN_FEN).or(DUE.ENTITLED_FEN.gt(DUE.SETTLED_FEN)).or(setOff))
        .forEach(row -> {
          long[] sums = now.getOrDefault(new EarlierPayments.MonthKey(row.getPersonId(), row.getProgramme(), Months.of(row.getMonth())), new long[2]);
          if (sums[0] != row.getKnownFen() || sums[1] != row.getSettledFen()) throw new InvalidInput("run", "payments.error.movedOn", row.getPersonId());
        });
  }

  /**
   * All entries of the run at once. What is kept back of a payment by agreement lies on its first months; what is set off, on its own.
   *
   * @return what leaves the purse
   */
  long order(RunRecord run) {
    long id = run.getId();
    List<Ledger.Entry> entries = new ArrayList<>();
    List<SetOffRecord> setOffs = sql.selectFrom(SET_OFF).where(SET_OFF.TOWN.eq(town()), SET_OFF.RUN_ID.eq(id), SET_OFF.LIVE.isTrue()).fetch();
    recognise(run, setOffs, entries);
    Map<LineKey, Long> setOff = setOff(run, setOffs, entries);
    List<DeductionRecord> deductions = sql.selectFrom(DEDUCTION).where(DEDUCTION.TOWN.eq(town()), DEDUCTION.RUN_ID.eq(id), DEDUCTION.LIVE.isTrue()).orderBy(DEDUCTION.RECOVERY_ID).fetch();
    Map<Long, Long> left = new HashMap<>();
    deductions.forEach(part -> left.merge(part.getPayoutId(), part.getFen(), Long::sum));
    long total = 0;
    for (LineRecord line : sql.selectFrom(LINE).where(LINE.TOWN.eq(town()), LINE.RUN_ID.eq(id), LINE.STATE.eq(PayoutState.PROPOSED.name())).orderBy(LINE.PAYOUT_ID, LINE.MONTH).fetch()) {
      long taken = setOff.getOrDefault(new LineKey(line.getPayoutId(), Months.of(line.getMonth())), 0L);
      long kept = Math.min(line.getFen() - taken, left.getOrDefault(line.getPayoutId(), 0L));
      left.merge(line.getPayoutId(), -kept, Long::sum);
      entries.add(entry(run, line, EntryKind.WITHHELD, taken, EntryWhy.SET_OFF));
      entries.add(entry(run, line, EntryKind.WITHHELD, kept, EntryWhy.INSTALMENT));
      entries.add(entry(run, line, EntryKind.ORDERED, line.getFen() - taken - kept, EntryWhy.RUN));
      total = Math.addExact(total, line.getFen() - taken - kept);
    }
    ledger.post(entries);
    deductions.forEach(part -> recoveries.deduct(part.getRecoveryId(), part.getFen(), id, part.getPayoutId(), run.getPayday()));
    ordered(id);
    return total;
  }

  /** What changed since and is not paid is left to the next run, and so is a month of another programme that nothing is set off against now. */
  private void recognise(RunRecord run, List<SetOffRecord> setOffs, List<Ledger.Entry> entries) {
    Set<EarlierPayments.MonthKey> outdated = recheck.outdated(run.getId());
    Set<String> own = Set.of(run.getProgrammes());
    Set<EarlierPayments.MonthKey> besides = new HashSet<>();
    setOffs.forEach(part -> besides.add(new EarlierPayments.MonthKey(part.getPersonId(), part.getProgramme(), Months.of(part.getMonth()))));
    sql.selectFrom(DUE)
        .where(DUE.TOWN.eq(town()), DUE.RUN_ID.eq(run.getId()), DUE.ANSWER.ne(Due.Answer.UNKNOWN.name()), DUE.ENTITLED_FEN.ne(DUE.KNOWN_FEN))
        .forEach(row -> {
          YearMonth month = Months.of(row.getMonth());
          var key = new EarlierPayments.MonthKey(row.getPersonId(), row.getProgramme(), month);
          if (outdated.contains(key) || !own.contains(row.getProgramme()) && !besides.contains(key)) return;
          entries.add(Ledger.Entry.ofRun(
              row.getPersonId(), row.getProgramme(), month, EntryKind.ENTITLED, row.getEntitledFen() - row.getKnownFen(), EntryWhy.RUN, run.getId(), null, run.getPayday()));
        });
  }

  /** What was paid of an excluded programme comes back; by payment and month, what is taken for that. */
  private static Map<LineKey, Long> setOff(RunRecord run, List<SetOffRecord> setOffs, List<Ledger.Entry> entries) {
    Map<LineKey, Long> taken = new HashMap<>();
    for (SetOffRecord part : setOffs) {
      YearMonth month = Months.of(part.getMonth());
      taken.merge(new LineKey(part.getPayoutId(), month), part.getFen(), Long::sum);
      entries.add(Ledger.Entry.ofRun(
          part.getPersonId(), part.getProgramme(), month, EntryKind.RECOVERED, part.getFen(), EntryWhy.SET_OFF, run.getId(), part.getPayoutId(), run.getPayday()));
    }
    return taken;
  }

  private static Ledger.Entry entry(RunRecord run, LineRecord line, EntryKind kind, long fen, EntryWhy why) {
    return Ledger.Entry.ofRun(line.getPersonId(), line.getProgramme(), Months.of(line.getMonth()), kind, fen, why, run.getId(), line.getPayoutId(), run.getPayday());
  }

  /** What is kept back as a whole is settled at once: no bank is asked. */
  private void ordered(long id) {
    sql.update(PAYOUT).set(PAYOUT.STATE, DSL.when(PAYOUT.GROSS_FEN.eq(PAYOUT.WITHHELD_FEN), PayoutState.PAID.name()).otherwise(PayoutState.ORDERED.name()))
        .where(PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(id), PAYOUT.STATE.eq(PayoutState.PROPOSED.name())).execute();
    sql.update(LINE).set(LINE.STATE, PAYOUT.STATE).from(PAYOUT)
        .where(LINE.TOWN.eq(town()), LINE.RUN_ID.eq(id), LINE.STATE.eq(PayoutState.PROPOSED.name()), PAYOUT.TOWN.eq(LINE.TOWN), PAYOUT.ID.eq(LINE.PAYOUT_ID)).execute();
  }

  /** Of a run that is given up. */
  void takeBack(RunRecord run) {
    List<Ledger.Entry> entries = new ArrayList<>();
    sql.selectFrom(LINE).where(LINE.TOWN.eq(town()), LINE.RUN_ID.eq(run.getId()), LINE.STATE.eq(PayoutState.ORDERED.name()))
        .forEach(line -> entries.add(Ledger.Entry.ofRun(
            line.getPersonId(), line.getProgramme(), Months.of(line.getMonth()), EntryKind.ORDERED, -line.getFen(), EntryWhy.RUN, run.getId(), line.getPayoutId(), Months.today(clock))));
    ledger.post(entries);
  }

  private static String town() {
    return TownContext.required().town();
  }
}

package org.guanjia.payments;

import static org.guanjia.payments.db.Sequences.RUN_ID;
import static org.guanjia.payments.db.Tables.DEDUCTION;
import static org.guanjia.payments.db.Tables.DUE;
import static org.guanjia.payments.db.Tables.FILE;
import static org.guanjia.payments.db.Tables.HOLD;
import static org.guanjia.payments.db.Tables.LINE;
import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.RUN;
import static org.guanjia.payments.db.Tables.SCOPE;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.payments.db.tables.records.DeductionRecord;
import org.guanjia.payments.db.tables.records.LineRecord;
import org.guanjia.payments.db.tables.records.RunRecord;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The town's runs of payments, from what is proposed to what is closed. Each deed is one transaction: broken off anywhere, it is done or not done,
 * and done again it does nothing twice.
 */
@Service
@Transactional
public class PaymentRuns {

  private static final int MONTHS_AHEAD_MAX = 1;
  private static final int LOOK_BACK_MAX = 60;

  private final DSLContext sql;
  private final RunMoves moves;
  private final Proposal proposal;
  private final ProposalStore store;
  private final Dues dues;
  private final Recoveries recoveries;
  private final Ledger ledger;
  private final PaymentCalendar calendar;
  private final Ids ids;
  private final Clock clock;
  private final boolean demo;

  PaymentRuns(
      DSLContext sql, RunMoves moves, Proposal proposal, ProposalStore store, Dues dues, Recoveries recoveries, Ledger ledger, PaymentCalendar calendar, Ids ids,
      Clock clock, Environment environment) {
    this.sql = sql;
    this.moves = moves;
    this.proposal = proposal;
    this.store = store;
    this.dues = dues;
    this.recoveries = recoveries;
    this.ledger = ledger;
    this.calendar = calendar;
    this.ids = ids;
    this.clock = clock;
    this.demo = environment.acceptsProfiles(Profiles.of("demo"));
  }

  /**
   * Computes a run. Of a month and programme that has one, that one is the answer: begun twice at once, one thing is done.
   *
   * @return number of the run
   * @throws InvalidInput when it names what there is not, or, outside the demo, pays by an amount that no document stands behind yet
   */
  public long propose(NewRun wanted) {
    List<String> programmes = List.copyOf(new LinkedHashSet<>(wanted.programmes()));
    YearMonth month = check(wanted, programmes);
    // One at a time in a town: the second waits here and then finds the first one's run.
    sql.execute("select pg_advisory_xact_lock(hashtextextended({0}, 550))", DSL.val(town()));
    YearMonth since = wanted.since() == null ? month.minusMonths(Proposal.LOOK_BACK_MONTHS) : wanted.since();
    if (wanted.kind() == RunKind.MONTHLY) {
      Long there = thereAlready(month, programmes);
      if (there != null) return there;
    }
    if (wanted.kind() == RunKind.MONTHLY && !dues.determined(month)) throw new InvalidInput("month", "payments.error.notDetermined", month.toString());
    List<String> unconfirmed = dues.unconfirmed(programmes, wanted.kind() == RunKind.MONTHLY ? since : month, month);
    if (!unconfirmed.isEmpty() && !demo) throw new InvalidInput("programmes", "payments.error.unconfirmed", String.join("、", unconfirmed));
    LocalDate payday = wanted.kind() == RunKind.MONTHLY ? calendar.payday(month) : Months.today(clock);
    Proposal.Computed computed =
        wanted.kind() == RunKind.MONTHLY ? proposal.monthly(month, since, programmes, payday) : proposal.correction(month, programmes, wanted.sameAccountToo(), payday);
    if (wanted.kind() == RunKind.CORRECTION && computed.payments().isEmpty()) throw new InvalidInput("programmes", "payments.error.nothingToCorrect");
    RunRecord run = run(wanted.kind(), month, since, programmes, payday, computed, unconfirmed);
    Map<EarlierPayments.Key, List<Recoveries.Deduction>> deductions = wanted.kind() == RunKind.MONTHLY ? recoveries.deductions(month, computed.payments()) : Map.of();
    if (wanted.kind() == RunKind.MONTHLY) programmes.forEach(programme -> takePlace(run.getId(), programme, month));
    store.write(run.getId(), month, computed, deductions);
    moves.record(run, RunMove.PROPOSE, null, null, Map.of("month", month.toString(), "payments", computed.payments().size(), "digest", run.getDigest()));
    return run.getId();
  }

  private YearMonth check(NewRun wanted, List<String> programmes) {
    var checks = new Checks();
    YearMonth month = checks.present("month", wanted.month());
    YearMonth now = YearMonth.from(Months.today(clock));
    if (month != null && month.isAfter(now.plusMonths(MONTHS_AHEAD_MAX))) checks.error("month", "payments.error.tooFarAhead", now.plusMonths(MONTHS_AHEAD_MAX).toString());
    if (month != null && wanted.since() != null && (wanted.since().isAfter(month) || wanted.since().isBefore(month.minusMonths(LOOK_BACK_MAX)))) {
      checks.error("since", "payments.error.since", month.minusMonths(LOOK_BACK_MAX).toString(), month.toString());
    }
    if (programmes.isEmpty()) checks.error("programmes", "payments.error.noProgramme");
    for (String programme : programmes) if (!dues.programmes().contains(programme)) checks.error("programmes", "payments.error.unknownProgramme", programme);
    checks.refuse();
    return Objects.requireNonNull(month);
  }

  /**
   * The run of that month and exactly these programmes; null when there is none.
   *
   * @throws InvalidInput when some of them have a run and others do not
   */
  private @Nullable Long thereAlready(YearMonth month, List<String> programmes) {
    Map<String, Long> taken = sql.select(SCOPE.PROGRAMME, SCOPE.RUN_ID).from(SCOPE)
        .where(SCOPE.TOWN.eq(town()), SCOPE.MONTH.eq(Months.day(month)), SCOPE.PROGRAMME.in(programmes))
        .fetchMap(SCOPE.PROGRAMME, SCOPE.RUN_ID);
    if (taken.isEmpty()) return null;
    if (taken.size() == programmes.size() && new LinkedHashSet<>(taken.values()).size() == 1) return taken.values().iterator().next();
    throw new InvalidInput("programmes", "payments.error.partTaken", String.join("、", taken.keySet()));
  }

  private void takePlace(long run, String programme, YearMonth month) {
    sql.insertInto(SCOPE).set(SCOPE.TOWN, town()).set(SCOPE.PROGRAMME, programme).set(SCOPE.MONTH, Months.day(month)).set(SCOPE.RUN_ID, run).execute();
  }

  private RunRecord run(
      RunKind kind, YearMonth month, YearMonth since, List<String> programmes, LocalDate payday, Proposal.Computed computed, List<String> unconfirmed) {
    RunRecord run = sql.newRecord(RUN);
    run.setTown(town());
    run.setId(ids.next(RUN_ID));
    run.setVersion(1);
    run.setKind(kind.name());
    run.setMonth(Months.day(month));
    run.setSince(Months.day(since));
    run.setProgrammes(programmes.toArray(String[]::new));
    run.setState(RunState.PROPOSED.name());
    run.setPayday(payday);
    run.setComputedAt(clock.instant());
    run.setDigest(Computation.digest(computed.payments()));
    run.setUnconfirmed(unconfirmed.toArray(String[]::new));
    run.setProposedBy(TownContext.required().actor());
    run.setProposedAt(clock.instant());
    run.insert();
    return run;
  }

  /**
   * Hands the run to whoever approves it.
   *
   * @throws InvalidInput while something is held, or when it neither pays nor corrects anything
   */
  public void submit(long id, @Nullable Integer version) {
    RunRecord run = moves.lock(id, version, RunMove.SUBMIT);
    refuseHeld(id);
    boolean pays = sql.fetchExists(PAYOUT, PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(id), PAYOUT.STATE.eq(PayoutState.PROPOSED.name()));
    boolean corrects = sql.fetchExists(DUE, DUE.TOWN.eq(town()), DUE.RUN_ID.eq(id), DUE.ANSWER.ne(Due.Answer.UNKNOWN.name()), DUE.ENTITLED_FEN.ne(DUE.KNOWN_FEN));
    if (!pays && !corrects) throw new InvalidInput("run", "payments.error.paysNothing");
    run.setSubmittedBy(TownContext.required().actor());
    run.setSubmittedAt(clock.instant());
    moves.make(run, RunMove.SUBMIT, RunState.SUBMITTED, null, Map.of());
  }

  private void refuseHeld(long id) {
    int held = sql.fetchCount(HOLD, HOLD.TOWN.eq(town()), HOLD.RUN_ID.eq(id), HOLD.RELEASED.isNull());
    if (held > 0) throw new InvalidInput("run", "payments.error.held", held);
  }

  public void sendBack(long id, @Nullable Integer version, @Nullable String reason) {
    RunRecord run = moves.lock(id, version, RunMove.SEND_BACK);
    var checks = new Checks();
    String why = checks.reason(reason);
    checks.refuse();
    moves.make(run, RunMove.SEND_BACK, RunState.PROPOSED, why, Map.of());
  }

  /**
   * Approves it: what it recognises and pays is entered into everybody's account, and what is overpaid gets a recovery.
   *
   * @throws InvalidInput when the actor prepared it, something is held, an amount is unconfirmed, or an account has moved on since it was computed
   */
  public void approve(long id, @Nullable Integer version) {
    RunRecord run = moves.lock(id, version, RunMove.APPROVE);
    sql.execute("select pg_advisory_xact_lock(hashtextextended({0}, 550))", DSL.val(town()));
    String actor = TownContext.required().actor();
    if (actor.equals(run.getProposedBy()) || actor.equals(run.getSubmittedBy())) throw new InvalidInput("run", "payments.error.ownRun");
    if (run.getUnconfirmed().length > 0 && !demo) throw new InvalidInput("run", "payments.error.unconfirmed", String.join("、", run.getUnconfirmed()));
    refuseHeld(id);
    refuseMovedOn(run);
    long total = order(run);
    recoveries.follow(id);
    run.setApprovedBy(actor);
    run.setApprovedAt(clock.instant());
    boolean toBank = sql.fetchExists(PAYOUT, PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(id), PAYOUT.STATE.eq(PayoutState.ORDERED.name()));
    moves.make(run, RunMove.APPROVE, toBank ? RunState.APPROVED : RunState.RETURNED, null, Map.of("totalFen", total));
  }

  /** What the run was computed from must still stand in the accounts it is about to change. */
  private void refuseMovedOn(RunRecord run) {
    Map<EarlierPayments.MonthKey, long[]> now = proposal.settled(List.of(run.getProgrammes()), Months.of(run.getSince()), Months.of(run.getMonth()));
    sql.selectFrom(DUE)
        .where(DUE.TOWN.eq(town()), DUE.RUN_ID.eq(run.getId()), DUE.ANSWER.ne(Due.Answer.UNKNOWN.name()))
        .and(DUE.ENTITLED_FEN.ne(DUE.KNOWN_FEN).or(DUE.ENTITLED_FEN.gt(DUE.SETTLED_FEN)))
        .forEach(row -> {
          long[] sums = now.getOrDefault(new EarlierPayments.MonthKey(row.getPersonId(), row.getProgramme(), Months.of(row.getMonth())), new long[2]);
          if (sums[0] != row.getKnownFen() || sums[1] != row.getSettledFen()) throw new InvalidInput("run", "payments.error.movedOn", row.getPersonId());
        });
  }

  /** All entries of the run at once; what is kept back of a payment lies on its first months. */
  private long order(RunRecord run) {
    long id = run.getId();
    List<Ledger.Entry> entries = new ArrayList<>();
    sql.selectFrom(DUE)
        .where(DUE.TOWN.eq(town()), DUE.RUN_ID.eq(id), DUE.ANSWER.ne(Due.Answer.UNKNOWN.name()), DUE.ENTITLED_FEN.ne(DUE.KNOWN_FEN))
        .forEach(row -> entries.add(Ledger.Entry.ofRun(
            row.getPersonId(), row.getProgramme(), Months.of(row.getMonth()), EntryKind.ENTITLED, row.getEntitledFen() - row.getKnownFen(), EntryWhy.RUN, id, null, run.getPayday())));
    Map<Long, Long> withheld = new HashMap<>();
    List<DeductionRecord> deductions = sql.selectFrom(DEDUCTION).where(DEDUCTION.TOWN.eq(town()), DEDUCTION.RUN_ID.eq(id), DEDUCTION.LIVE.isTrue()).orderBy(DEDUCTION.RECOVERY_ID).fetch();
    deductions.forEach(part -> withheld.merge(part.getPayoutId(), part.getFen(), Long::sum));
    long total = 0;
    Map<Long, Long> left = new HashMap<>(withheld);
    for (LineRecord line : sql.selectFrom(LINE).where(LINE.TOWN.eq(town()), LINE.RUN_ID.eq(id), LINE.STATE.eq(PayoutState.PROPOSED.name())).orderBy(LINE.PAYOUT_ID, LINE.MONTH).fetch()) {
      long kept = Math.min(line.getFen(), left.getOrDefault(line.getPayoutId(), 0L));
      left.merge(line.getPayoutId(), -kept, Long::sum);
      YearMonth month = Months.of(line.getMonth());
      entries.add(Ledger.Entry.ofRun(line.getPersonId(), line.getProgramme(), month, EntryKind.WITHHELD, kept, EntryWhy.INSTALMENT, id, line.getPayoutId(), run.getPayday()));
      entries.add(Ledger.Entry.ofRun(line.getPersonId(), line.getProgramme(), month, EntryKind.ORDERED, line.getFen() - kept, EntryWhy.RUN, id, line.getPayoutId(), run.getPayday()));
      total = Math.addExact(total, line.getFen() - kept);
    }
    ledger.post(entries);
    deductions.forEach(part -> recoveries.deduct(part.getRecoveryId(), part.getFen(), id, part.getPayoutId(), run.getPayday()));
    ordered(id);
    return total;
  }

  /** What is kept back as a whole is settled at once: no bank is asked. */
  private void ordered(long id) {
    sql.update(PAYOUT).set(PAYOUT.STATE, DSL.when(PAYOUT.GROSS_FEN.eq(PAYOUT.WITHHELD_FEN), PayoutState.PAID.name()).otherwise(PayoutState.ORDERED.name()))
        .where(PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(id), PAYOUT.STATE.eq(PayoutState.PROPOSED.name())).execute();
    sql.update(LINE).set(LINE.STATE, PAYOUT.STATE).from(PAYOUT)
        .where(LINE.TOWN.eq(town()), LINE.RUN_ID.eq(id), LINE.STATE.eq(PayoutState.PROPOSED.name()), PAYOUT.TOWN.eq(LINE.TOWN), PAYOUT.ID.eq(LINE.PAYOUT_ID)).execute();
  }

  public void close(long id, @Nullable Integer version) {
    RunRecord run = moves.lock(id, version, RunMove.CLOSE);
    run.setClosedAt(clock.instant());
    moves.make(run, RunMove.CLOSE, RunState.CLOSED, null, Map.of());
  }

  /**
   * Gives the run up; what it recognised stays recognised, what it was to pay is owed again.
   *
   * @throws InvalidInput when a file was written: the bank may be paying
   */
  public void cancel(long id, @Nullable Integer version, @Nullable String reason) {
    RunRecord run = moves.lock(id, version, RunMove.CANCEL);
    var checks = new Checks();
    String why = checks.reason(reason);
    checks.refuse();
    if (sql.fetchExists(FILE, FILE.TOWN.eq(town()), FILE.RUN_ID.eq(id))) throw new InvalidInput("run", "payments.error.filed");
    boolean approved = RunState.valueOf(run.getState()).approved();
    if (approved && sql.fetchExists(DEDUCTION, DEDUCTION.TOWN.eq(town()), DEDUCTION.RUN_ID.eq(id), DEDUCTION.LIVE.isTrue())) throw new InvalidInput("run", "payments.error.keptBack");
    if (approved) takeBack(run);
    sql.update(LINE).set(LINE.STATE, PayoutState.CANCELLED.name()).where(LINE.TOWN.eq(town()), LINE.RUN_ID.eq(id)).execute();
    sql.update(PAYOUT).set(PAYOUT.STATE, PayoutState.CANCELLED.name()).where(PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(id)).execute();
    sql.update(DEDUCTION).set(DEDUCTION.LIVE, false).where(DEDUCTION.TOWN.eq(town()), DEDUCTION.RUN_ID.eq(id)).execute();
    sql.deleteFrom(SCOPE).where(SCOPE.TOWN.eq(town()), SCOPE.RUN_ID.eq(id)).execute();
    moves.make(run, RunMove.CANCEL, RunState.CANCELLED, why, Map.of());
  }

  private void takeBack(RunRecord run) {
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

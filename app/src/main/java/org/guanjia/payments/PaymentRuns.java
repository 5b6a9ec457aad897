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
import static org.guanjia.payments.db.Tables.SET_OFF;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.payments.db.tables.records.RunRecord;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
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
  private final Holds holds;
  private final Orders orders;
  private final PaymentCalendar calendar;
  private final Ids ids;
  private final Clock clock;
  private final boolean demo;

  PaymentRuns(
      DSLContext sql, RunMoves moves, Proposal proposal, ProposalStore store, Dues dues, Recoveries recoveries, Holds holds, Orders orders, PaymentCalendar calendar,
      Ids ids, Clock clock, Environment environment) {
    this.sql = sql;
    this.moves = moves;
    this.proposal = proposal;
    this.store = store;
    this.dues = dues;
    this.recoveries = recoveries;
    this.holds = holds;
    this.orders = orders;
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
    if (wanted.kind() == RunKind.MONTHLY) dues.caughtUp();
    moves.alone(); // the second waits here and then finds the first one's run
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
    Map<EarlierPayments.Key, List<Recoveries.Deduction>> deductions = wanted.kind() == RunKind.MONTHLY ? recoveries.deductions(month, computed.payments(), computed.setOffs()) : Map.of();
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
   * @throws InvalidInput while something is held, or changed since the run was computed, which holds it; or when it neither pays nor corrects anything
   */
  public void submit(long id, @Nullable Integer version) {
    RunRecord run = moves.lock(id, version, RunMove.SUBMIT);
    refuseHeld(id);
    holds.refuseChanged(id);
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
   * @throws InvalidInput when the actor prepared it, something is held, an amount is unconfirmed, an account has moved on since it was computed, or what it
   *     was computed from is not so any more, which holds it; and while the register knows something that was not decided about yet
   */
  public void approve(long id, @Nullable Integer version) {
    RunRecord run = moves.lock(id, version, RunMove.APPROVE);
    boolean caughtUp = dues.caughtUp();
    moves.alone();
    String actor = TownContext.required().actor();
    if (actor.equals(run.getProposedBy()) || actor.equals(run.getSubmittedBy())) throw new InvalidInput("run", "payments.error.ownRun");
    if (run.getUnconfirmed().length > 0 && !demo) throw new InvalidInput("run", "payments.error.unconfirmed", String.join("、", run.getUnconfirmed()));
    refuseHeld(id);
    if (!caughtUp) throw new InvalidInput("run", "payments.error.waiting");
    holds.refuseChanged(id);
    orders.refuseMovedOn(run);
    long total = orders.order(run);
    recoveries.follow(id);
    run.setApprovedBy(actor);
    run.setApprovedAt(clock.instant());
    boolean toBank = sql.fetchExists(PAYOUT, PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(id), PAYOUT.STATE.eq(PayoutState.ORDERED.name()));
    moves.make(run, RunMove.APPROVE, toBank ? RunState.APPROVED : RunState.RETURNED, null, Map.of("totalFen", total));
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
    if (approved && keepsBack(id)) throw new InvalidInput("run", "payments.error.keptBack");
    if (approved) orders.takeBack(run);
    sql.update(LINE).set(LINE.STATE, PayoutState.CANCELLED.name()).where(LINE.TOWN.eq(town()), LINE.RUN_ID.eq(id)).execute();
    sql.update(PAYOUT).set(PAYOUT.STATE, PayoutState.CANCELLED.name()).where(PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(id)).execute();
    sql.update(DEDUCTION).set(DEDUCTION.LIVE, false).where(DEDUCTION.TOWN.eq(town()), DEDUCTION.RUN_ID.eq(id)).execute();
    sql.update(SET_OFF).set(SET_OFF.LIVE, false).where(SET_OFF.TOWN.eq(town()), SET_OFF.RUN_ID.eq(id)).execute();
    sql.deleteFrom(SCOPE).where(SCOPE.TOWN.eq(town()), SCOPE.RUN_ID.eq(id)).execute();
    moves.make(run, RunMove.CANCEL, RunState.CANCELLED, why, Map.of());
  }

  private boolean keepsBack(long id) {
    return sql.fetchExists(DEDUCTION, DEDUCTION.TOWN.eq(town()), DEDUCTION.RUN_ID.eq(id), DEDUCTION.LIVE.isTrue())
        || sql.fetchExists(SET_OFF, SET_OFF.TOWN.eq(town()), SET_OFF.RUN_ID.eq(id), SET_OFF.LIVE.isTrue());
  }

  private static String town() {
    return TownContext.required().town();
  }
}

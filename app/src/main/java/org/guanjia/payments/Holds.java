package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.DEDUCTION;
import static org.guanjia.payments.db.Tables.HOLD;
import static org.guanjia.payments.db.Tables.LINE;
import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.RUN;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.payments.db.tables.records.HoldRecord;
import org.guanjia.payments.db.tables.records.PayoutRecord;
import org.guanjia.payments.db.tables.records.RunRecord;
import org.guanjia.people.Payees;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What is held in a run is let go or taken out, by a person with a reason. */
@Service
@Transactional
public class Holds {

  private final DSLContext sql;
  private final RunMoves moves;
  private final Payees payees;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;

  Holds(DSLContext sql, RunMoves moves, Payees payees, Audit audit, JsonMapper json, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.payees = payees;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Lets a payment go in spite of that reason; it goes out once none of its reasons is open.
   *
   * @throws NoSuchPayment when the run has no such hold
   * @throws InvalidInput when there is still no account to pay to, or the hold was decided before
   */
  public void release(long run, @Nullable Integer version, long hold, @Nullable String reason) {
    RunRecord record = moves.lock(run, version, RunMove.RELEASE);
    String why = reason(reason);
    HoldRecord held = hold(run, hold);
    if (held.getReleased() != null) throw new InvalidInput("hold", "payments.error.decided");
    HoldReason of = HoldReason.valueOf(held.getReason());
    if (of.ofAccount()) takeAccount(payout(run, held.getPayoutId()));
    decide(held, true, why);
    moves.make(record, RunMove.RELEASE, RunState.PROPOSED, why, Map.of("hold", of.name(), "payout", held.getPayoutId()));
  }

  /** Leaves a payment out of the run; what is owed stays owed and comes again with the next run. */
  public void takeOut(long run, @Nullable Integer version, long payout, @Nullable String reason) {
    RunRecord record = moves.lock(run, version, RunMove.TAKE_OUT);
    String why = reason(reason);
    PayoutRecord row = payout(run, payout);
    if (!PayoutState.PROPOSED.name().equals(row.getState())) throw new InvalidInput("payout", "payments.error.notProposed");
    set(row, PayoutState.TAKEN_OUT);
    sql.update(DEDUCTION).set(DEDUCTION.LIVE, false).where(DEDUCTION.TOWN.eq(town()), DEDUCTION.PAYOUT_ID.eq(payout)).execute();
    sql.selectFrom(HOLD).where(HOLD.TOWN.eq(town()), HOLD.PAYOUT_ID.eq(payout), HOLD.RELEASED.isNull()).fetch().forEach(held -> decide(held, false, why));
    moves.make(record, RunMove.TAKE_OUT, RunState.PROPOSED, why, Map.of("payout", payout));
  }

  /** Takes a payment in again that was left out; what was held of it is held again. */
  public void putBack(long run, @Nullable Integer version, long payout, @Nullable String reason) {
    RunRecord record = moves.lock(run, version, RunMove.PUT_BACK);
    String why = reason(reason);
    PayoutRecord row = payout(run, payout);
    if (!PayoutState.TAKEN_OUT.name().equals(row.getState())) throw new InvalidInput("payout", "payments.error.notTakenOut");
    if (paidElsewhere(row)) throw new InvalidInput("payout", "payments.error.elsewhere");
    set(row, PayoutState.PROPOSED);
    sql.update(DEDUCTION).set(DEDUCTION.LIVE, true).where(DEDUCTION.TOWN.eq(town()), DEDUCTION.PAYOUT_ID.eq(payout)).execute();
    sql.update(HOLD).setNull(HOLD.RELEASED).setNull(HOLD.DECIDED_BY).setNull(HOLD.DECIDED_AT).setNull(HOLD.NOTE)
        .where(HOLD.TOWN.eq(town()), HOLD.PAYOUT_ID.eq(payout), HOLD.RELEASED.isFalse()).execute();
    moves.make(record, RunMove.PUT_BACK, RunState.PROPOSED, why, Map.of("payout", payout));
  }

  /** The payments that these holds are about, once each; besides those named themselves. */
  @Transactional(readOnly = true)
  public List<Long> payoutsOf(long run, List<Long> holds, List<Long> payouts) {
    Set<Long> all = new LinkedHashSet<>(payouts);
    all.addAll(sql.selectDistinct(HOLD.PAYOUT_ID).from(HOLD).where(HOLD.TOWN.eq(town()), HOLD.RUN_ID.eq(run), HOLD.ID.in(holds)).fetch(HOLD.PAYOUT_ID));
    return List.copyOf(all);
  }

  /** Something became known of a person after runs were computed: what they are to get is held, and no run goes out before somebody looked. */
  @Transactional(propagation = Propagation.MANDATORY)
  void learnt(long person, @Nullable String programme, HoldReason reason, Map<String, ?> details) {
    var of = programme == null ? DSL.noCondition() : PAYOUT.PROGRAMME.eq(programme);
    sql.select(PAYOUT.ID, PAYOUT.RUN_ID).from(PAYOUT).join(RUN).on(RUN.TOWN.eq(PAYOUT.TOWN), RUN.ID.eq(PAYOUT.RUN_ID))
        .where(PAYOUT.TOWN.eq(town()), PAYOUT.PERSON_ID.eq(person), PAYOUT.STATE.eq(PayoutState.PROPOSED.name()))
        .and(RUN.STATE.in(RunState.PROPOSED.name(), RunState.SUBMITTED.name())).and(of)
        .fetch()
        .forEach(row -> add(row.value2(), row.value1(), person, reason, details));
  }

  private void add(long run, long payout, long person, HoldReason reason, Map<String, ?> details) {
    int added = sql.insertInto(HOLD)
        .set(HOLD.TOWN, town()).set(HOLD.RUN_ID, run).set(HOLD.PAYOUT_ID, payout).set(HOLD.PERSON_ID, person).set(HOLD.REASON, reason.name())
        .set(HOLD.DETAILS, JSONB.valueOf(json.writeValueAsString(details)))
        .onConflictDoNothing()
        .execute();
    if (added > 0) audit.record("payments.held", RunMoves.SUBJECT, String.valueOf(run), Map.of("payout", payout, "reason", reason.name()));
  }

  private void takeAccount(PayoutRecord payout) {
    Payees.Account account = payees.accounts(List.of(payout.getPersonId())).get(payout.getPersonId());
    if (account == null) throw new InvalidInput("hold", "payments.error.stillNoAccount");
    if (!account.valid()) throw new InvalidInput("hold", "payments.error.stillBadAccount", account.tail());
    payout.setAccountStatement(account.statement());
    payout.setAccountKey(account.key());
    payout.setAccountTail(account.tail());
    payout.update();
  }

  private void decide(HoldRecord held, boolean released, String why) {
    held.setReleased(released);
    held.setDecidedBy(TownContext.required().actor());
    held.setDecidedAt(clock.instant());
    held.setNote(why);
    held.update();
  }

  /** Whether one of its months is under way in another run by now. */
  private boolean paidElsewhere(PayoutRecord payout) {
    var other = LINE.as("other");
    return sql.fetchExists(
        DSL.selectOne().from(LINE).join(other)
            .on(other.TOWN.eq(LINE.TOWN), other.PERSON_ID.eq(LINE.PERSON_ID), other.PROGRAMME.eq(LINE.PROGRAMME), other.MONTH.eq(LINE.MONTH), other.ID.ne(LINE.ID))
            .where(LINE.TOWN.eq(town()), LINE.PAYOUT_ID.eq(payout.getId()), other.STATE.in(PayoutState.PROPOSED.name(), PayoutState.ORDERED.name())));
  }

  private void set(PayoutRecord payout, PayoutState state) {
    payout.setState(state.name());
    payout.update();
    sql.update(LINE).set(LINE.STATE, state.name()).where(LINE.TOWN.eq(town()), LINE.PAYOUT_ID.eq(payout.getId())).execute();
  }

  private HoldRecord hold(long run, long id) {
    HoldRecord hold = sql.selectFrom(HOLD).where(HOLD.TOWN.eq(town()), HOLD.RUN_ID.eq(run), HOLD.ID.eq(id)).fetchOne();
    if (hold == null) throw new NoSuchPayment("hold", id);
    return hold;
  }

  private PayoutRecord payout(long run, long id) {
    PayoutRecord payout = sql.selectFrom(PAYOUT).where(PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(run), PAYOUT.ID.eq(id)).fetchOne();
    if (payout == null) throw new NoSuchPayment("payout", id);
    return payout;
  }

  private static String reason(@Nullable String text) {
    var checks = new Checks();
    String reason = checks.reason(text);
    checks.refuse();
    return reason;
  }

  private static String town() {
    return TownContext.required().town();
  }
}

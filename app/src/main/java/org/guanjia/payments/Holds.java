package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.DEDUCTION;
import static org.guanjia.payments.db.Tables.HOLD;
import static org.guanjia.payments.db.Tables.LINE;
import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.SET_OFF;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.guanjia.payments.db.tables.records.HoldRecord;
import org.guanjia.payments.db.tables.records.PayoutRecord;
import org.guanjia.payments.db.tables.records.RunRecord;
import org.guanjia.people.Payees;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.database.WholeTown;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What is held in a run is let go or taken out, by a person with a reason. */
@Service
@Transactional
public class Holds {

  /** Six values each, of the 32,767 that a statement may have. */
  private static final int AT_A_TIME = 5_000;

  private final DSLContext sql;
  private final RunMoves moves;
  private final Recheck recheck;
  private final Payees payees;
  private final WholeTown wholeTown;
  private final TransactionTemplate apart;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;

  Holds(
      DSLContext sql, RunMoves moves, Recheck recheck, Payees payees, WholeTown wholeTown, PlatformTransactionManager transactions, Audit audit, JsonMapper json,
      Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.recheck = recheck;
    this.wholeTown = wholeTown;
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.payees = payees;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Lets a payment go in spite of that reason; it goes out once none of its reasons is open.
   *
   * @throws NoSuchPayment when the run has no such hold
   * @throws InvalidInput when there is still no account to pay to, the amount is still wrong, or the hold was decided before
   */
  public void release(long run, @Nullable Integer version, long hold, @Nullable String reason) {
    RunRecord record = moves.lock(run, version, RunMove.RELEASE);
    String why = reason(reason);
    HoldRecord held = hold(run, hold);
    if (held.getReleased() != null) throw new InvalidInput("hold", "payments.error.decided");
    HoldReason of = HoldReason.valueOf(held.getReason());
    if (of.ofAccount()) takeAccount(payout(run, held.getPayoutId()));
    if (of.ofAmount() && recheck.of(PAYOUT.ID.eq(held.getPayoutId())).stream().anyMatch(found -> found.reason().ofAmount())) {
      throw new InvalidInput("hold", "payments.error.stillChanged");
    }
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
    keepBack(payout, false);
    leftOut(payout, why);
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
    keepBack(payout, true);
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

  /**
   * Something became known of a person after runs were computed: what they are to get is held, and no run goes out before somebody looked. Of an
   * approved run it is kept out of the bank's file.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  void learnt(long person, HoldReason reason, Map<String, Object> details) {
    hold(Set.of(person), which -> sql.select(PAYOUT.ID, PAYOUT.RUN_ID).from(PAYOUT).where(Recheck.stoppable()).and(which)
        .fetch(row -> new Recheck.Finding(row.value2(), row.value1(), person, reason, details)));
  }

  /** What these persons get may have changed: what does not stand any more as it was computed is held. */
  @Transactional(propagation = Propagation.MANDATORY)
  void changed(Collection<Long> persons) {
    hold(persons, recheck::of);
  }

  /** Over the whole town: whoever writes a departure down may not see the person any more. */
  private void hold(Collection<Long> persons, Function<Condition, List<Recheck.Finding>> looked) {
    Condition theirs = PAYOUT.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new)));
    wholeTown.run(() -> {
      if (!sql.fetchExists(DSL.selectOne().from(PAYOUT).where(Recheck.stoppable()).and(theirs))) return;
      moves.alone();
      add(undecided(looked.apply(theirs)));
    });
  }

  /**
   * Looks whether what the run was computed from still stands, under the lock of the caller.
   *
   * @throws InvalidInput when it does not; what changed is held then, by a transaction of its own
   */
  @Transactional(propagation = Propagation.MANDATORY)
  void refuseChanged(long run) {
    List<Recheck.Finding> undecided = undecided(recheck.of(PAYOUT.RUN_ID.eq(run).and(PAYOUT.STATE.eq(PayoutState.PROPOSED.name()))));
    if (undecided.isEmpty()) return;
    apart.executeWithoutResult(status -> add(undecided));
    throw new InvalidInput("run", "payments.error.changed", undecided.stream().map(Recheck.Finding::payout).distinct().count());
  }

  /** Keeps what changed since the approval out of the file that is about to be written. */
  @Transactional(propagation = Propagation.MANDATORY)
  void holdChanged(long run) {
    add(undecided(recheck.of(PAYOUT.RUN_ID.eq(run))));
  }

  /** What was held is not paid by this run. */
  @Transactional(propagation = Propagation.MANDATORY)
  void leftOut(long payout, String note) {
    sql.selectFrom(HOLD).where(HOLD.TOWN.eq(town()), HOLD.PAYOUT_ID.eq(payout), HOLD.RELEASED.isNull()).fetch().forEach(held -> decide(held, false, note));
  }

  /** By payment that is held, why. */
  @Transactional(propagation = Propagation.MANDATORY)
  Map<Long, HoldReason> open(long run) {
    Map<Long, HoldReason> open = new HashMap<>();
    sql.select(HOLD.PAYOUT_ID, HOLD.REASON).from(HOLD).where(HOLD.TOWN.eq(town()), HOLD.RUN_ID.eq(run), HOLD.RELEASED.isNull()).orderBy(HOLD.ID)
        .forEach(row -> open.putIfAbsent(row.value1(), HoldReason.valueOf(row.value2())));
    return open;
  }

  /** Without those that somebody looked at and let go as they are; a wrong amount or account is never let go. */
  private List<Recheck.Finding> undecided(List<Recheck.Finding> findings) {
    Long[] payouts = findings.stream().filter(found -> !found.reason().ofAmount() && !found.reason().ofAccount()).map(Recheck.Finding::payout).distinct().toArray(Long[]::new);
    if (payouts.length == 0) return findings;
    Map<Map.Entry<Long, String>, JSONB> letGo = new HashMap<>();
    sql.select(HOLD.PAYOUT_ID, HOLD.REASON, HOLD.DETAILS).from(HOLD).where(HOLD.TOWN.eq(town()), HOLD.PAYOUT_ID.eq(DSL.any(payouts)), HOLD.RELEASED.isTrue())
        .forEach(row -> letGo.put(Map.entry(row.value1(), row.value2()), row.value3()));
    return findings.stream()
        .filter(found -> found.reason().ofAmount() || found.reason().ofAccount() || !written(found).equals(letGo.get(Map.entry(found.payout(), found.reason().name()))))
        .toList();
  }

  /** Whatever was let go or left out before is held anew. */
  private void add(List<Recheck.Finding> findings) {
    Map<Map.Entry<Long, HoldReason>, List<String>> held = new LinkedHashMap<>();
    for (int from = 0; from < findings.size(); from += AT_A_TIME) {
      List<Recheck.Finding> some = findings.subList(from, Math.min(from + AT_A_TIME, findings.size()));
      sql.insertInto(HOLD, HOLD.TOWN, HOLD.RUN_ID, HOLD.PAYOUT_ID, HOLD.PERSON_ID, HOLD.REASON, HOLD.DETAILS)
          .valuesOfRows(some.stream().map(found -> DSL.row(town(), found.run(), found.payout(), found.person(), found.reason().name(), written(found))).toList())
          .onConflict(HOLD.TOWN, HOLD.PAYOUT_ID, HOLD.REASON).doUpdate()
          .set(HOLD.DETAILS, DSL.excluded(HOLD.DETAILS)).setNull(HOLD.RELEASED).setNull(HOLD.DECIDED_BY).setNull(HOLD.DECIDED_AT).setNull(HOLD.NOTE)
          .where(HOLD.RELEASED.isNotNull().or(HOLD.DETAILS.ne(DSL.excluded(HOLD.DETAILS))))
          .returningResult(HOLD.RUN_ID, HOLD.REASON, HOLD.PAYOUT_ID)
          .fetch()
          .forEach(row -> held.computeIfAbsent(Map.entry(row.value1(), HoldReason.valueOf(row.value2())), any -> new ArrayList<>()).add(String.valueOf(row.value3())));
    }
    held.forEach((of, payouts) -> audit.recordAll("payments.held", "payout", payouts, Map.of("run", of.getKey(), "reason", of.getValue().name())));
  }

  private JSONB written(Recheck.Finding found) {
    return JSONB.valueOf(json.writeValueAsString(found.details()));
  }

  private void keepBack(long payout, boolean live) {
    sql.update(DEDUCTION).set(DEDUCTION.LIVE, live).where(DEDUCTION.TOWN.eq(town()), DEDUCTION.PAYOUT_ID.eq(payout)).execute();
    sql.update(SET_OFF).set(SET_OFF.LIVE, live).where(SET_OFF.TOWN.eq(town()), SET_OFF.PAYOUT_ID.eq(payout)).execute();
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

package org.guanjia.payments;

import static org.guanjia.payments.db.Sequences.RECOVERY_ID;
import static org.guanjia.payments.db.Tables.BALANCE;
import static org.guanjia.payments.db.Tables.RECOVERY;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.guanjia.payments.db.tables.records.RecoveryRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was paid beyond the entitlement comes back: kept back in instalments as agreed with the person, in cash, or given up when another person
 * approves that. How much is left is what the months' accounts say, never a figure of its own.
 */
@Service
@Transactional
public class Recoveries {

  static final String SUBJECT = "recovery";

  /** What a payment keeps back for a recovery. */
  record Deduction(long recovery, long fen) {}

  private final DSLContext sql;
  private final Ledger ledger;
  private final PaymentHistory history;
  private final Audit audit;
  private final Ids ids;
  private final Clock clock;

  Recoveries(DSLContext sql, Ledger ledger, PaymentHistory history, Audit audit, Ids ids, Clock clock) {
    this.sql = sql;
    this.ledger = ledger;
    this.history = history;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Agrees instalments with the person, or agrees them anew.
   *
   * @param version what the form was made from; null where the caller does not mind a change in between
   * @throws NoSuchPayment when there is none that this actor may see
   * @throws IllegalRecoveryMove when it is settled, or somebody asked to write it off
   * @throws InvalidInput when the agreement is not whole
   */
  public void agree(long id, @Nullable Integer version, Agreement agreement) {
    RecoveryRecord recovery = lock(id, version, RecoveryMove.AGREE);
    var checks = new Checks();
    checks.fen("instalment", agreement.instalmentFen(), Checks.FEN_MAX);
    checks.within("capPercent", agreement.capPercent(), 1, 100);
    YearMonth first = checks.present("firstMonth", agreement.firstMonth());
    LocalDate on = checks.present("agreedOn", agreement.agreedOn());
    String with = checks.required("agreedWith", agreement.agreedWith(), 100);
    if (on != null && on.isAfter(Months.today(clock))) checks.error("agreedOn", "payments.error.future");
    checks.refuse();
    recovery.setInstalmentFen(agreement.instalmentFen());
    recovery.setCapPercent(agreement.capPercent());
    recovery.setDeductFrom(agreement.deductFrom() == null || agreement.deductFrom().isBlank() ? recovery.getProgramme() : agreement.deductFrom());
    recovery.setFirstMonth(Months.day(Objects.requireNonNull(first)));
    recovery.setAgreedOn(on);
    recovery.setAgreedWith(with);
    make(recovery, RecoveryMove.AGREE, null, Map.of("instalmentFen", agreement.instalmentFen(), "capPercent", agreement.capPercent(), "firstMonth", String.valueOf(first)));
  }

  /** Keeps nothing back until it goes on, for a reason. */
  public void suspend(long id, @Nullable Integer version, @Nullable String reason) {
    RecoveryRecord recovery = lock(id, version, RecoveryMove.SUSPEND);
    make(recovery, RecoveryMove.SUSPEND, reason(reason), Map.of());
  }

  public void resume(long id, @Nullable Integer version, @Nullable String reason) {
    RecoveryRecord recovery = lock(id, version, RecoveryMove.RESUME);
    make(recovery, RecoveryMove.RESUME, reason(reason), Map.of());
  }

  /**
   * Takes in money that was brought back.
   *
   * @throws InvalidInput field {@code amount} when it is more than is left
   */
  public void cash(long id, @Nullable Integer version, long fen, @Nullable LocalDate on, @Nullable String reason) {
    RecoveryRecord recovery = lock(id, version, RecoveryMove.CASH);
    List<PersonMonth> overpaid = ledger.overpaid(recovery.getPersonId(), recovery.getProgramme());
    var checks = new Checks();
    checks.fen("amount", fen, remaining(overpaid));
    LocalDate day = checks.present("on", on);
    if (day != null && day.isAfter(Months.today(clock))) checks.error("on", "payments.error.future");
    checks.refuse();
    post(recovery, overpaid, EntryKind.RECOVERED, EntryWhy.CASH, fen, Objects.requireNonNull(day), null, null, reason);
    make(recovery, RecoveryMove.CASH, reason == null || reason.isBlank() ? null : reason(reason), Map.of("fen", fen, "on", day.toString()));
    settleIfEven(recovery);
  }

  public void askWriteOff(long id, @Nullable Integer version, @Nullable String reason) {
    RecoveryRecord recovery = lock(id, version, RecoveryMove.ASK_WRITE_OFF);
    String why = reason(reason);
    recovery.setAskedBy(TownContext.required().actor());
    recovery.setAskedReason(why);
    make(recovery, RecoveryMove.ASK_WRITE_OFF, why, Map.of());
  }

  /**
   * Another person decides whether it is given up.
   *
   * @throws InvalidInput when it is the actor's own proposal
   */
  public void decideWriteOff(long id, @Nullable Integer version, boolean approved, @Nullable String reason) {
    RecoveryRecord recovery = lock(id, version, approved ? RecoveryMove.WRITE_OFF : RecoveryMove.REFUSE_WRITE_OFF);
    if (TownContext.required().actor().equals(recovery.getAskedBy())) throw new InvalidInput("approved", "payments.error.ownWriteOff");
    String why = reason(reason);
    if (!approved) {
      make(recovery, RecoveryMove.REFUSE_WRITE_OFF, why, Map.of());
      return;
    }
    List<PersonMonth> overpaid = ledger.overpaid(recovery.getPersonId(), recovery.getProgramme());
    long left = remaining(overpaid);
    post(recovery, overpaid, EntryKind.WRITTEN_OFF, EntryWhy.WRITE_OFF, left, Months.today(clock), null, null, why);
    make(recovery, RecoveryMove.WRITE_OFF, why, Map.of("fen", left));
  }

  /**
   * What the month's payments keep back, as agreed; computed in the order of the recoveries, so that it is the same each time.
   *
   * @param setOffs what is taken from the payments before that
   */
  Map<EarlierPayments.Key, List<Deduction>> deductions(YearMonth month, List<Computation.Payment> payments, Map<EarlierPayments.Key, List<SetOffs.Part>> setOffs) {
    Map<EarlierPayments.Key, Long> gross = new HashMap<>();
    payments.forEach(payment -> {
      var key = new EarlierPayments.Key(payment.person(), payment.programme());
      gross.put(key, payment.grossFen() - SetOffs.sum(setOffs.getOrDefault(key, List.of())));
    });
    Map<EarlierPayments.Key, Long> settled = new HashMap<>();
    setOffs.values().forEach(parts -> parts.forEach(part -> settled.merge(new EarlierPayments.Key(part.person(), part.programme()), part.fen(), Long::sum)));
    Map<EarlierPayments.Key, Long> left = new HashMap<>(gross);
    Map<EarlierPayments.Key, List<Deduction>> deductions = new HashMap<>();
    for (Record2<RecoveryRecord, Long> row : agreed(month)) {
      RecoveryRecord recovery = row.value1();
      var from = new EarlierPayments.Key(recovery.getPersonId(), recovery.getDeductFrom());
      Long whole = gross.get(from);
      if (whole == null || row.value2() == null) continue;
      long remaining = Math.max(0, row.value2() - settled.getOrDefault(new EarlierPayments.Key(recovery.getPersonId(), recovery.getProgramme()), 0L));
      long fen = Reckoning.deduction(left.getOrDefault(from, 0L), Objects.requireNonNull(recovery.getInstalmentFen()), recovery.getCapPercent(), remaining, whole);
      if (fen == 0) continue;
      left.merge(from, -fen, Long::sum);
      deductions.computeIfAbsent(from, key -> new ArrayList<>()).add(new Deduction(recovery.getId(), fen));
    }
    return deductions;
  }

  /** Agreed recoveries that the month has not kept anything back for, with what is left of each. */
  private Result<Record2<RecoveryRecord, Long>> agreed(YearMonth month) {
    var deduction = org.guanjia.payments.db.Tables.DEDUCTION;
    var left = DSL.field(
        DSL.select(DSL.sum(DSL.greatest(BALANCE.SETTLED_FEN.minus(BALANCE.ENTITLED_FEN), DSL.inline(0L))).cast(Long.class)).from(BALANCE)
            .where(BALANCE.TOWN.eq(RECOVERY.TOWN), BALANCE.PERSON_ID.eq(RECOVERY.PERSON_ID), BALANCE.PROGRAMME.eq(RECOVERY.PROGRAMME)));
    return sql.select(RECOVERY, left).from(RECOVERY)
        .where(RECOVERY.TOWN.eq(TownContext.required().town()), RECOVERY.STATE.eq(RecoveryState.AGREED.name()), RECOVERY.FIRST_MONTH.le(Months.day(month)))
        .andNotExists(DSL.selectOne().from(deduction)
            .where(deduction.TOWN.eq(RECOVERY.TOWN), deduction.RECOVERY_ID.eq(RECOVERY.ID), deduction.MONTH.eq(Months.day(month)), deduction.LIVE.isTrue()))
        .orderBy(RECOVERY.ID)
        .fetch();
  }

  /**
   * Keeps an instalment back: the months that were overpaid are settled by it.
   *
   * @throws InvalidInput when less is left of it by now than the run keeps back
   */
  void deduct(long id, long fen, long run, long payout, LocalDate on) {
    RecoveryRecord recovery = lock(id, null, RecoveryMove.DEDUCT);
    List<PersonMonth> overpaid = ledger.overpaid(recovery.getPersonId(), recovery.getProgramme());
    if (remaining(overpaid) < fen) throw new InvalidInput("run", "payments.error.movedOn", recovery.getPersonId());
    post(recovery, overpaid, EntryKind.RECOVERED, EntryWhy.INSTALMENT, fen, on, run, payout, null);
    make(recovery, RecoveryMove.DEDUCT, null, Map.of("fen", fen, "run", run));
    settleIfEven(recovery);
  }

  /** After a run recognised entitlements anew: what is overpaid gets a recovery, and recoveries of which nothing is left are settled. */
  void follow(long run) {
    String town = TownContext.required().town();
    var open = RECOVERY.STATE.notIn(RecoveryState.SETTLED.name(), RecoveryState.WRITTEN_OFF.name());
    var overpaid = DSL.condition("{0} > {1}", BALANCE.SETTLED_FEN, BALANCE.ENTITLED_FEN);
    sql.selectDistinct(BALANCE.PERSON_ID, BALANCE.PROGRAMME).from(BALANCE)
        .where(BALANCE.TOWN.eq(town)).and(overpaid)
        .andNotExists(DSL.selectOne().from(RECOVERY)
            .where(RECOVERY.TOWN.eq(BALANCE.TOWN), RECOVERY.PERSON_ID.eq(BALANCE.PERSON_ID), RECOVERY.PROGRAMME.eq(BALANCE.PROGRAMME)).and(open))
        .orderBy(BALANCE.PERSON_ID, BALANCE.PROGRAMME)
        .fetch()
        .forEach(row -> found(row.value1(), row.value2(), run));
    sql.selectFrom(RECOVERY).where(RECOVERY.TOWN.eq(town)).and(open)
        .andNotExists(DSL.selectOne().from(BALANCE)
            .where(BALANCE.TOWN.eq(RECOVERY.TOWN), BALANCE.PERSON_ID.eq(RECOVERY.PERSON_ID), BALANCE.PROGRAMME.eq(RECOVERY.PROGRAMME)).and(overpaid))
        .orderBy(RECOVERY.ID)
        .forUpdate()
        .fetch()
        .forEach(recovery -> make(recovery, RecoveryMove.SETTLE, null, Map.of("run", run)));
  }

  private void found(long person, String programme, long run) {
    RecoveryRecord recovery = sql.newRecord(RECOVERY);
    recovery.setTown(TownContext.required().town());
    recovery.setId(ids.next(RECOVERY_ID));
    recovery.setVersion(1);
    recovery.setPersonId(person);
    recovery.setProgramme(programme);
    recovery.setState(RecoveryState.OPEN.name());
    recovery.setOpenedRun(run);
    recovery.setOpenedAt(clock.instant());
    recovery.setDeductFrom(programme);
    recovery.insert();
    record(recovery, RecoveryMove.FIND, null, null, Map.of("run", run));
  }

  private void settleIfEven(RecoveryRecord recovery) {
    if (ledger.overpaid(recovery.getPersonId(), recovery.getProgramme()).isEmpty()) make(recovery, RecoveryMove.SETTLE, null, Map.of());
  }

  private void post(
      RecoveryRecord recovery, List<PersonMonth> overpaid, EntryKind kind, EntryWhy why, long fen, LocalDate on, @Nullable Long run, @Nullable Long payout,
      @Nullable String note) {
    List<Long> parts = Reckoning.spread(fen, overpaid.stream().map(PersonMonth::overpaidFen).toList());
    List<Ledger.Entry> entries = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      YearMonth month = overpaid.get(i).month();
      entries.add(new Ledger.Entry(recovery.getPersonId(), recovery.getProgramme(), month, kind, parts.get(i), why, run, payout, recovery.getId(), null, null, on, note));
    }
    ledger.post(entries);
  }

  private static long remaining(List<PersonMonth> overpaid) {
    return overpaid.stream().mapToLong(PersonMonth::overpaidFen).reduce(0, Math::addExact);
  }

  private static String reason(@Nullable String text) {
    var checks = new Checks();
    String reason = checks.reason(text);
    checks.refuse();
    return reason;
  }

  private RecoveryRecord lock(long id, @Nullable Integer version, RecoveryMove move) {
    RecoveryRecord recovery = sql.selectFrom(RECOVERY).where(RECOVERY.TOWN.eq(TownContext.required().town()), RECOVERY.ID.eq(id)).forUpdate().fetchOne();
    if (recovery == null) throw new NoSuchPayment("recovery", id);
    RecoveryState state = RecoveryState.valueOf(recovery.getState());
    if (move.to(state).isEmpty()) throw new IllegalRecoveryMove(id, move, state, false);
    if (version != null && !version.equals(recovery.getVersion())) throw new IllegalRecoveryMove(id, move, state, true);
    return recovery;
  }

  private void make(RecoveryRecord recovery, RecoveryMove move, @Nullable String reason, Map<String, ?> details) {
    RecoveryState from = RecoveryState.valueOf(recovery.getState());
    RecoveryState to = move.to(from).stream().findFirst().orElseThrow(() -> new IllegalRecoveryMove(recovery.getId(), move, from, false));
    recovery.setState(to.name());
    recovery.setVersion(recovery.getVersion() + 1);
    recovery.update();
    record(recovery, move, from, reason, details);
  }

  private void record(RecoveryRecord recovery, RecoveryMove move, @Nullable RecoveryState from, @Nullable String reason, Map<String, ?> details) {
    history.add(PaymentHistory.Subject.RECOVERY, recovery.getId(), move.name(), from == null ? null : from.name(), recovery.getState(), reason, details);
    audit.record("payments.recovery." + move.name().toLowerCase(Locale.ROOT), SUBJECT, String.valueOf(recovery.getId()), details);
  }
}

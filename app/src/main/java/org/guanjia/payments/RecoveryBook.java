package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.BALANCE;
import static org.guanjia.payments.db.Tables.RECOVERY;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.guanjia.payments.db.tables.records.RecoveryRecord;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what was overpaid and how it comes back. */
@Service
@Transactional(readOnly = true)
public class RecoveryBook {

  private static final Field<Long> OVERPAID = DSL.greatest(BALANCE.SETTLED_FEN.minus(BALANCE.ENTITLED_FEN), DSL.inline(0L));

  private final DSLContext sql;
  private final Payments payments;

  RecoveryBook(DSLContext sql, Payments payments) {
    this.sql = sql;
    this.payments = payments;
  }

  /** Those that stand in one of the states, or all, the latest first. */
  public Payments.Slice<Recovery> list(@Nullable RecoveryState state, @Nullable Long person, @Nullable Long before, int size) {
    Condition condition = RECOVERY.TOWN.eq(town());
    if (state != null) condition = condition.and(RECOVERY.STATE.eq(state.name()));
    if (person != null) condition = condition.and(RECOVERY.PERSON_ID.eq(person));
    if (before != null) condition = condition.and(RECOVERY.ID.lt(before));
    int most = Math.clamp(size, 1, Payments.PAGE_SIZE_MAX);
    List<Recovery> found = recoveries(condition, most + 1);
    boolean more = found.size() > most;
    List<Recovery> shown = more ? found.subList(0, most) : found;
    return new Payments.Slice<>(shown, more ? shown.getLast().id() : null);
  }

  /** @throws NoSuchPayment when the viewer sees none of that number */
  public Recovery find(long id) {
    return recoveries(RECOVERY.TOWN.eq(town()).and(RECOVERY.ID.eq(id)), 1).stream().findFirst().orElseThrow(() -> new NoSuchPayment("recovery", id));
  }

  public Map<RecoveryState, Integer> counts() {
    Map<RecoveryState, Integer> counts = new EnumMap<>(RecoveryState.class);
    sql.select(RECOVERY.STATE, DSL.count()).from(RECOVERY).where(RECOVERY.TOWN.eq(town())).groupBy(RECOVERY.STATE)
        .forEach(row -> counts.put(RecoveryState.valueOf(row.value1()), row.value2()));
    return counts;
  }

  /** The months of a person's programme that were overpaid at some time, with what they come to today. */
  public List<PersonMonth> months(Recovery recovery) {
    return sql.selectFrom(BALANCE)
        .where(BALANCE.TOWN.eq(town()), BALANCE.PERSON_ID.eq(recovery.person()), BALANCE.PROGRAMME.eq(recovery.programme()))
        .and(OVERPAID.gt(0L).or(BALANCE.RECOVERED_FEN.plus(BALANCE.WRITTEN_OFF_FEN).gt(0L)))
        .orderBy(BALANCE.MONTH)
        .limit(Payments.PAGE_SIZE_MAX)
        .fetch(Ledger::month);
  }

  private List<Recovery> recoveries(Condition condition, int limit) {
    Condition of = BALANCE.TOWN.eq(RECOVERY.TOWN).and(BALANCE.PERSON_ID.eq(RECOVERY.PERSON_ID)).and(BALANCE.PROGRAMME.eq(RECOVERY.PROGRAMME));
    Field<Long> left = sum(OVERPAID, of);
    Field<Long> back = sum(BALANCE.RECOVERED_FEN.plus(BALANCE.WRITTEN_OFF_FEN), of);
    var found = sql.select(RECOVERY, left, back).from(RECOVERY).where(condition).orderBy(RECOVERY.ID.desc()).limit(limit).fetch();
    Function<Long, String> names = payments.names(found.stream().map(row -> row.value1().getPersonId()).toList());
    return found.stream().map(row -> recovery(row.value1(), names, row.value2(), row.value3())).toList();
  }

  private static Field<Long> sum(Field<Long> fen, Condition of) {
    return DSL.field(DSL.select(DSL.coalesce(DSL.sum(fen), DSL.inline(BigDecimal.ZERO)).cast(Long.class)).from(BALANCE).where(of));
  }

  private static Recovery recovery(RecoveryRecord row, Function<Long, String> names, long left, long back) {
    YearMonth first = row.getFirstMonth() == null ? null : Months.of(row.getFirstMonth());
    return new Recovery(
        row.getId(), row.getVersion(), row.getPersonId(), names.apply(row.getPersonId()), row.getProgramme(), RecoveryState.valueOf(row.getState()), row.getOpenedRun(),
        row.getOpenedAt(), left, back, row.getInstalmentFen(), row.getCapPercent(), row.getDeductFrom(), first, row.getAgreedOn(), row.getAgreedWith(), row.getAskedBy(),
        row.getAskedReason());
  }

  private static String town() {
    return TownContext.required().town();
  }
}

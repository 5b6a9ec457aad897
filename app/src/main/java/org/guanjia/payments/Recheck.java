package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.DUE;
import static org.guanjia.payments.db.Tables.LINE;
import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.RUN;
import static org.guanjia.payments.db.Tables.SET_OFF;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.payments.db.tables.records.PayoutRecord;
import org.guanjia.people.Payees;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Holds payments that are not on their way to a bank yet beside what is known today: the entitlement, the award, the account, and that the person lives. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Recheck {

  /** What does not stand any more as it was when the run was computed. */
  record Finding(long run, long payout, long person, HoldReason reason, Map<String, Object> details) {}

  private final DSLContext sql;
  private final Dues dues;
  private final Payees payees;

  Recheck(DSLContext sql, Dues dues, Payees payees) {
    this.sql = sql;
    this.dues = dues;
    this.payees = payees;
  }

  /** Payments that can still be kept from the bank. */
  static Condition stoppable() {
    return PAYOUT.TOWN.eq(TownContext.required().town())
        .and(PAYOUT.STATE.eq(PayoutState.PROPOSED.name()).or(PAYOUT.STATE.eq(PayoutState.ORDERED.name()).and(PAYOUT.FILE_ID.isNull())))
        .andExists(DSL.selectOne().from(RUN).where(
            RUN.TOWN.eq(PAYOUT.TOWN), RUN.ID.eq(PAYOUT.RUN_ID), RUN.STATE.in(RunState.PROPOSED.name(), RunState.SUBMITTED.name(), RunState.APPROVED.name())));
  }

  List<Finding> of(Condition which) {
    List<PayoutRecord> payouts = sql.selectFrom(PAYOUT).where(stoppable()).and(which).orderBy(PAYOUT.ID).fetch();
    if (payouts.isEmpty()) return List.of();
    Map<Long, List<Due>> computed = computed(payouts.stream().map(PayoutRecord::getId).toList());
    Set<EarlierPayments.MonthKey> keys = new HashSet<>();
    computed.values().forEach(all -> all.forEach(due -> keys.add(due.key())));
    Map<EarlierPayments.MonthKey, Due> today = dues.now(keys);
    Set<Long> persons = new TreeSet<>();
    payouts.forEach(payout -> persons.add(payout.getPersonId()));
    Map<Long, Payees.Account> accounts = payees.accounts(persons);
    Map<Long, Payees.Standing> standings = payees.standings(persons);
    List<Finding> findings = new ArrayList<>();
    for (PayoutRecord payout : payouts) {
      amount(payout, computed.getOrDefault(payout.getId(), List.of()), today, findings);
      account(payout, accounts.get(payout.getPersonId()), findings);
      Payees.Standing standing = standings.get(payout.getPersonId());
      if (standing != null && standing.diedOn() != null) findings.add(finding(payout, HoldReason.DIED, Map.of("on", standing.diedOn().toString())));
    }
    return findings;
  }

  /** By payment, what it was computed from: the months that it pays, and those that are set off against it. */
  private Map<Long, List<Due>> computed(Collection<Long> payouts) {
    Long[] ids = payouts.toArray(Long[]::new);
    Map<Long, List<Due>> computed = new HashMap<>();
    sql.select(LINE.PAYOUT_ID, DUE).from(LINE)
        .join(DUE).on(DUE.TOWN.eq(LINE.TOWN), DUE.RUN_ID.eq(LINE.RUN_ID), DUE.PERSON_ID.eq(LINE.PERSON_ID), DUE.PROGRAMME.eq(LINE.PROGRAMME), DUE.MONTH.eq(LINE.MONTH))
        .where(LINE.TOWN.eq(TownContext.required().town()), LINE.PAYOUT_ID.eq(DSL.any(ids)))
        .forEach(row -> computed.computeIfAbsent(row.value1(), id -> new ArrayList<>()).add(EarlierPayments.due(row.value2())));
    sql.select(SET_OFF.PAYOUT_ID, DUE).from(SET_OFF)
        .join(DUE)
        .on(DUE.TOWN.eq(SET_OFF.TOWN), DUE.RUN_ID.eq(SET_OFF.RUN_ID), DUE.PERSON_ID.eq(SET_OFF.PERSON_ID), DUE.PROGRAMME.eq(SET_OFF.PROGRAMME), DUE.MONTH.eq(SET_OFF.MONTH))
        .where(SET_OFF.TOWN.eq(TownContext.required().town()), SET_OFF.PAYOUT_ID.eq(DSL.any(ids)))
        .forEach(row -> computed.computeIfAbsent(row.value1(), id -> new ArrayList<>()).add(EarlierPayments.due(row.value2())));
    return computed;
  }

  private static void amount(PayoutRecord payout, List<Due> computed, Map<EarlierPayments.MonthKey, Due> today, List<Finding> findings) {
    List<Due> was = computed.stream().filter(due -> !due.asRecognised() && !due.same(now(due, today))).toList();
    if (was.isEmpty()) return;
    List<Due> now = was.stream().map(due -> now(due, today)).toList();
    boolean award = now.stream().allMatch(due -> due.answer() == Due.Answer.NO_AWARD);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("months", was.stream().map(due -> due.month().toString()).distinct().sorted().toList());
    details.put("was", was.stream().mapToLong(Due::fen).sum());
    if (now.stream().noneMatch(due -> due.answer() == Due.Answer.UNKNOWN)) details.put("now", now.stream().mapToLong(Due::fen).sum());
    findings.add(finding(payout, award ? HoldReason.AWARD_CHANGED : HoldReason.ENTITLEMENT_CHANGED, details));
  }

  private static Due now(Due computed, Map<EarlierPayments.MonthKey, Due> today) {
    return today.getOrDefault(computed.key(), computed);
  }

  private static void account(PayoutRecord payout, Payees.@Nullable Account account, List<Finding> findings) {
    if (payout.getAccountKey() == null) return; // held from the beginning
    if (account == null) findings.add(finding(payout, HoldReason.NO_ACCOUNT, Map.of()));
    else if (!account.same(payout.getAccountKey())) findings.add(finding(payout, HoldReason.ACCOUNT_CHANGED, Map.of("since", account.since().toString())));
  }

  /** Of what a run recognises without paying it, what does not stand any more as it was computed: the next run says what became of it. */
  Set<EarlierPayments.MonthKey> outdated(long run) {
    Map<EarlierPayments.MonthKey, Due> computed = new HashMap<>();
    sql.selectFrom(DUE)
        .where(DUE.TOWN.eq(TownContext.required().town()), DUE.RUN_ID.eq(run), DUE.ANSWER.ne(Due.Answer.UNKNOWN.name()), DUE.ENTITLED_FEN.ne(DUE.KNOWN_FEN))
        .andNotExists(DSL.selectOne().from(LINE).where(
            LINE.TOWN.eq(DUE.TOWN), LINE.RUN_ID.eq(DUE.RUN_ID), LINE.PERSON_ID.eq(DUE.PERSON_ID), LINE.PROGRAMME.eq(DUE.PROGRAMME), LINE.MONTH.eq(DUE.MONTH),
            LINE.STATE.eq(PayoutState.PROPOSED.name())))
        .forEach(row -> {
          Due due = EarlierPayments.due(row);
          computed.put(due.key(), due);
        });
    Map<EarlierPayments.MonthKey, Due> today = dues.now(computed.keySet());
    Set<EarlierPayments.MonthKey> outdated = new HashSet<>();
    computed.forEach((key, due) -> {
      if (!due.asRecognised() && !due.same(now(due, today))) outdated.add(key);
    });
    return outdated;
  }

  private static Finding finding(PayoutRecord payout, HoldReason reason, Map<String, Object> details) {
    return new Finding(payout.getRunId(), payout.getId(), payout.getPersonId(), reason, details);
  }
}

package org.guanjia.payments;

import static org.guanjia.payments.db.Sequences.LINE_ID;
import static org.guanjia.payments.db.Sequences.PAYOUT_ID;
import static org.guanjia.payments.db.Tables.CHANGE;
import static org.guanjia.payments.db.Tables.DEDUCTION;
import static org.guanjia.payments.db.Tables.DUE;
import static org.guanjia.payments.db.Tables.HOLD;
import static org.guanjia.payments.db.Tables.LINE;
import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.SET_OFF;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.people.Payees;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes down what was computed, in a few statements however many people are paid. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ProposalStore {

  private static final List<Field<?>> DUES = List.of(
      DUE.TOWN, DUE.RUN_ID, DUE.PERSON_ID, DUE.PROGRAMME, DUE.MONTH, DUE.AWARD_ID, DUE.ANSWER, DUE.ENTITLED_FEN, DUE.TABLE_ROW, DUE.DETERMINATION_ID, DUE.SHEET, DUE.RULES_HASH,
      DUE.DECIDED_AT, DUE.KNOWN_FEN, DUE.SETTLED_FEN, DUE.FAILED);
  private static final List<Field<?>> PAYOUTS = List.of(
      PAYOUT.TOWN, PAYOUT.ID, PAYOUT.RUN_ID, PAYOUT.PERSON_ID, PAYOUT.PROGRAMME, PAYOUT.VILLAGE, PAYOUT.GROSS_FEN, PAYOUT.WITHHELD_FEN, PAYOUT.STATE,
      PAYOUT.ACCOUNT_STATEMENT, PAYOUT.ACCOUNT_KEY, PAYOUT.ACCOUNT_TAIL);
  private static final List<Field<?>> LINES = List.of(
      LINE.TOWN, LINE.ID, LINE.RUN_ID, LINE.PAYOUT_ID, LINE.PERSON_ID, LINE.PROGRAMME, LINE.MONTH, LINE.KIND, LINE.FEN, LINE.STATE);
  private static final List<Field<?>> CHANGES = List.of(
      CHANGE.TOWN, CHANGE.RUN_ID, CHANGE.PERSON_ID, CHANGE.PROGRAMME, CHANGE.VILLAGE, CHANGE.KIND, CHANGE.LAST_FEN, CHANGE.THIS_FEN, CHANGE.WHY);
  private static final List<Field<?>> HOLDS = List.of(HOLD.TOWN, HOLD.RUN_ID, HOLD.PAYOUT_ID, HOLD.PERSON_ID, HOLD.REASON, HOLD.DETAILS);
  private static final List<Field<?>> DEDUCTIONS = List.of(
      DEDUCTION.TOWN, DEDUCTION.PAYOUT_ID, DEDUCTION.RECOVERY_ID, DEDUCTION.RUN_ID, DEDUCTION.PERSON_ID, DEDUCTION.MONTH, DEDUCTION.FEN);

  private static final List<Field<?>> SET_OFFS = List.of(
      SET_OFF.TOWN, SET_OFF.RUN_ID, SET_OFF.PAYOUT_ID, SET_OFF.PERSON_ID, SET_OFF.PROGRAMME, SET_OFF.MONTH, SET_OFF.FEN);

  private final BulkInsert bulk;
  private final Ids ids;
  private final JsonMapper json;

  ProposalStore(BulkInsert bulk, Ids ids, JsonMapper json) {
    this.bulk = bulk;
    this.ids = ids;
    this.json = json;
  }

  /** @param deductions what is kept back of each payment */
  void write(long run, YearMonth month, Proposal.Computed computed, Map<EarlierPayments.Key, List<Recoveries.Deduction>> deductions) {
    String town = TownContext.required().town();
    bulk.insert(DUE, DUES, computed.seen().stream().map(seen -> due(town, run, seen)).toList());
    List<@Nullable Object[]> payouts = new ArrayList<>();
    List<@Nullable Object[]> lines = new ArrayList<>();
    List<@Nullable Object[]> holds = new ArrayList<>();
    List<@Nullable Object[]> kept = new ArrayList<>();
    List<@Nullable Object[]> setOff = new ArrayList<>();
    for (Computation.Payment payment : computed.payments()) {
      var key = new EarlierPayments.Key(payment.person(), payment.programme());
      long id = ids.next(PAYOUT_ID);
      List<Recoveries.Deduction> parts = deductions.getOrDefault(key, List.of());
      List<SetOffs.Part> taken = computed.setOffs().getOrDefault(key, List.of());
      payouts.add(payout(town, run, id, payment, computed, parts.stream().mapToLong(Recoveries.Deduction::fen).sum() + SetOffs.sum(taken)));
      for (SetOffs.Part part : taken) setOff.add(new @Nullable Object[] {town, run, id, part.person(), part.programme(), Months.day(part.month()), part.fen()});
      for (Reckoning.Line line : payment.lines()) {
        lines.add(new @Nullable Object[] {
          town, ids.next(LINE_ID), run, id, payment.person(), payment.programme(), Months.day(line.month()), line.kind(), line.fen(), PayoutState.PROPOSED
        });
      }
      for (Anomalies.Found found : computed.holds().getOrDefault(key, List.of())) {
        holds.add(new @Nullable Object[] {town, run, id, payment.person(), found.reason(), JSONB.valueOf(json.writeValueAsString(found.details()))});
      }
      for (Recoveries.Deduction part : parts) kept.add(new @Nullable Object[] {town, id, part.recovery(), run, payment.person(), Months.day(month), part.fen()});
    }
    bulk.insert(PAYOUT, PAYOUTS, payouts);
    bulk.insert(LINE, LINES, lines);
    bulk.insert(HOLD, HOLDS, holds);
    bulk.insert(DEDUCTION, DEDUCTIONS, kept);
    bulk.insert(SET_OFF, SET_OFFS, setOff);
    List<@Nullable Object[]> changes = new ArrayList<>();
    computed.changes().forEach((key, change) -> changes.add(change(town, run, key, change, computed)));
    bulk.insert(CHANGE, CHANGES, changes);
  }

  private static @Nullable Object[] due(String town, long run, Computation.Seen seen) {
    Due due = seen.due();
    return new @Nullable Object[] {
      town, run, due.person(), due.programme(), Months.day(due.month()), due.award(), due.answer(), due.fen(), due.row(), due.determination(), due.sheet(), due.rulesHash(), due.decidedAt(),
      seen.knownFen(), seen.settledFen(), seen.failed()
    };
  }

  private static @Nullable Object[] payout(String town, long run, long id, Computation.Payment payment, Proposal.Computed computed, long withheld) {
    Payees.Account account = computed.accounts().get(payment.person());
    return new @Nullable Object[] {
      town, id, run, payment.person(), payment.programme(), village(computed, payment.person()), payment.grossFen(), withheld, PayoutState.PROPOSED,
      account == null ? null : account.statement(), account == null ? null : account.key(), account == null ? null : account.tail()
    };
  }

  private static @Nullable Object[] change(String town, long run, EarlierPayments.Key key, Comparison.Change change, Proposal.Computed computed) {
    return new @Nullable Object[] {
      town, run, key.person(), key.programme(), village(computed, key.person()), change.kind(), change.lastFen(), change.thisFen(),
      change.why().stream().map(ChangeWhy::name).toArray(String[]::new)
    };
  }

  private static @Nullable String village(Proposal.Computed computed, long person) {
    Payees.Standing standing = computed.standings().get(person);
    return standing == null ? null : standing.village();
  }
}

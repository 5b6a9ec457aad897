package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.ENTRY;
import static org.guanjia.payments.db.Tables.LINE;
import static org.guanjia.payments.db.Tables.PAYOUT;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Enters what became of payments into the accounts: paid, refused, or paid and given back. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Outcomes {

  /**
   * What became of a payment.
   *
   * @param before where it stood
   * @param reason the bank's words; null when it was paid
   */
  record Outcome(long payout, PayoutState before, boolean paid, @Nullable String reason) {}

  private record Part(long person, String programme, LocalDate month, long fen) {}

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final Ledger ledger;
  private final Clock clock;

  Outcomes(DSLContext sql, BulkInsert bulk, Ledger ledger, Clock clock) {
    this.sql = sql;
    this.bulk = bulk;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** @param bankReturn null when it was not a bank that said so */
  void enter(long run, @Nullable Long bankReturn, Collection<Outcome> outcomes) {
    if (outcomes.isEmpty()) return;
    Map<Long, List<Part>> parts = onItsWay(outcomes.stream().map(Outcome::payout).toList());
    List<Ledger.Entry> entries = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      for (Part part : parts.getOrDefault(outcome.payout(), List.of())) entries.addAll(entries(run, bankReturn, outcome, part));
    }
    ledger.post(entries);
    String town = TownContext.required().town();
    bulk.update(
        PAYOUT, List.of(PAYOUT.TOWN, PAYOUT.ID), List.of(PAYOUT.TOWN, PAYOUT.ID, PAYOUT.STATE, PAYOUT.BANK_REASON, PAYOUT.ANSWERED_AT),
        outcomes.stream().map(outcome -> new @Nullable Object[] {town, outcome.payout(), state(outcome), outcome.reason(), clock.instant()}).toList());
    sql.update(LINE).set(LINE.STATE, PAYOUT.STATE).from(PAYOUT)
        .where(LINE.TOWN.eq(town), LINE.PAYOUT_ID.eq(DSL.any(outcomes.stream().map(Outcome::payout).toArray(Long[]::new))))
        .and(PAYOUT.TOWN.eq(LINE.TOWN)).and(PAYOUT.ID.eq(LINE.PAYOUT_ID))
        .execute();
  }

  private static PayoutState state(Outcome outcome) {
    return outcome.paid() ? PayoutState.PAID : PayoutState.FAILED;
  }

  private List<Ledger.Entry> entries(long run, @Nullable Long bankReturn, Outcome outcome, Part part) {
    var today = Months.today(clock);
    var month = Months.of(part.month());
    EntryWhy why = outcome.paid() ? EntryWhy.BANK_PAID : outcome.before() == PayoutState.PAID ? EntryWhy.BANK_GAVE_BACK : EntryWhy.BANK_FAILED;
    EntryKind from = outcome.before() == PayoutState.PAID ? EntryKind.PAID : EntryKind.ORDERED;
    var entries = new ArrayList<Ledger.Entry>();
    var back = Ledger.Entry.ofRun(part.person(), part.programme(), month, from, -part.fen(), why, run, outcome.payout(), today);
    entries.add(bankReturn == null ? back : back.ofReturn(bankReturn, outcome.reason()));
    if (outcome.paid()) {
      var paid = Ledger.Entry.ofRun(part.person(), part.programme(), month, EntryKind.PAID, part.fen(), why, run, outcome.payout(), today);
      entries.add(bankReturn == null ? paid : paid.ofReturn(bankReturn, null));
    }
    return entries;
  }

  /** By payment, what of each month the bank was to pay: what its entries still hold as ordered or paid. */
  private Map<Long, List<Part>> onItsWay(Collection<Long> payouts) {
    Map<Long, List<Part>> parts = new HashMap<>();
    sql.select(ENTRY.PAYOUT_ID, ENTRY.PERSON_ID, ENTRY.PROGRAMME, ENTRY.MONTH, DSL.sum(ENTRY.FEN).cast(Long.class))
        .from(ENTRY)
        .join(PAYOUT).on(PAYOUT.TOWN.eq(ENTRY.TOWN), PAYOUT.ID.eq(ENTRY.PAYOUT_ID))
        .where(ENTRY.TOWN.eq(TownContext.required().town()), PAYOUT.ID.eq(DSL.any(payouts.toArray(Long[]::new))), ENTRY.RUN_ID.eq(PAYOUT.RUN_ID))
        .and(ENTRY.KIND.in(EntryKind.ORDERED.name(), EntryKind.PAID.name()))
        .groupBy(ENTRY.PAYOUT_ID, ENTRY.PERSON_ID, ENTRY.PROGRAMME, ENTRY.MONTH)
        .forEach(row -> {
          if (row.value5() != null && row.value5() != 0 && row.value1() != null) {
            parts.computeIfAbsent(row.value1(), id -> new ArrayList<>()).add(new Part(row.value2(), row.value3(), row.value4(), row.value5()));
          }
        });
    return parts;
  }
}

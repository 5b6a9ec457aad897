package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.BALANCE;
import static org.guanjia.payments.db.Tables.ENTRY;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.guanjia.payments.db.tables.records.BalanceRecord;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The account of every fen. Entries are added and never changed; what they add up to for a person's month is kept by the database itself, which
 * refuses an entry that would pay beyond the entitlement or take back beyond what was overpaid.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Ledger {

  private static final List<Field<?>> COLUMNS = List.of(
      ENTRY.TOWN, ENTRY.PERSON_ID, ENTRY.PROGRAMME, ENTRY.MONTH, ENTRY.KIND, ENTRY.FEN, ENTRY.WHY, ENTRY.RUN_ID, ENTRY.PAYOUT_ID, ENTRY.RECOVERY_ID,
      ENTRY.RETURN_ID, ENTRY.IMPORT_ID, ENTRY.ON_DAY, ENTRY.AT, ENTRY.ACTOR, ENTRY.NOTE);

  /** An entry to be made; what it came from is null where it came from something else. */
  record Entry(
      long person, String programme, YearMonth month, EntryKind kind, long fen, EntryWhy why, @Nullable Long run, @Nullable Long payout, @Nullable Long recovery,
      @Nullable Long bankReturn, @Nullable Long importId, LocalDate on, @Nullable String note) {

    static Entry ofRun(long person, String programme, YearMonth month, EntryKind kind, long fen, EntryWhy why, long run, @Nullable Long payout, LocalDate on) {
      return new Entry(person, programme, month, kind, fen, why, run, payout, null, null, null, on, null);
    }

    Entry ofRecovery(long recovery) {
      return new Entry(person, programme, month, kind, fen, why, run, payout, recovery, bankReturn, importId, on, note);
    }

    Entry ofReturn(long id, @Nullable String said) {
      return new Entry(person, programme, month, kind, fen, why, run, payout, recovery, id, importId, on, said);
    }
  }

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Ledger(DSLContext sql, BulkInsert bulk, ApplicationEventPublisher events, Clock clock) {
    this.events = events;
    this.sql = sql;
    this.bulk = bulk;
    this.clock = clock;
  }

  /** Makes the entries, those of nothing left out. */
  void post(Collection<Entry> entries) {
    TownContext context = TownContext.required();
    List<@Nullable Object[]> rows = new ArrayList<>();
    Set<Long> persons = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.fen() == 0) continue;
      persons.add(entry.person());
      rows.add(new @Nullable Object[] {
        context.town(), entry.person(), entry.programme(), Months.day(entry.month()), entry.kind(), entry.fen(), entry.why(), entry.run(), entry.payout(),
        entry.recovery(), entry.bankReturn(), entry.importId(), entry.on(), clock.instant(), context.actor(), entry.note()
      });
    }
    bulk.insert(ENTRY, COLUMNS, rows);
    if (!persons.isEmpty()) events.publishEvent(new PaymentsPosted(context.town(), persons));
  }

  /** A person's months of a programme that were paid beyond the entitlement, the earliest first. */
  List<PersonMonth> overpaid(long person, String programme) {
    return sql.selectFrom(BALANCE)
        .where(BALANCE.TOWN.eq(TownContext.required().town()), BALANCE.PERSON_ID.eq(person), BALANCE.PROGRAMME.eq(programme))
        .and(DSL.condition("{0} > {1}", BALANCE.SETTLED_FEN, BALANCE.ENTITLED_FEN))
        .orderBy(BALANCE.MONTH)
        .fetch(Ledger::month);
  }

  static PersonMonth month(BalanceRecord row) {
    return new PersonMonth(
        row.getPersonId(), row.getProgramme(), Months.of(row.getMonth()), row.getEntitledFen(), row.getOnWayFen(), row.getPaidFen(), row.getWithheldFen(),
        row.getRecoveredFen(), row.getWrittenOffFen());
  }
}

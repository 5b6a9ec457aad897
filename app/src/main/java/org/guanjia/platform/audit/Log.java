package org.guanjia.platform.audit;

import static org.guanjia.platform.db.Tables.AUDIT_ENTRY;
import static org.guanjia.platform.db.Tables.AUDIT_SEAL;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.row;

import java.util.List;
import java.util.Optional;
import org.guanjia.platform.audit.Chain.Entry;
import org.guanjia.platform.audit.Chain.Position;
import org.guanjia.platform.audit.Chain.Seal;
import org.guanjia.platform.db.tables.records.AuditEntryRecord;
import org.guanjia.platform.db.tables.records.AuditSealRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.springframework.stereotype.Component;

/** Entries and seals as they stand in the database, in the order (era, tx, id). */
@Component
class Log {

  /** Every transaction below this number has ended: no entry with a lower one can still appear. */
  private static final Field<Long> FINISHED_BELOW =
      field("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", Long.class);

  private static final Field<Integer> CURRENT_ERA = field("platform.audit_current_era()", Integer.class);

  private final DSLContext sql;

  Log(DSLContext sql) {
    this.sql = sql;
  }

  /** Entries of finished transactions after this position. */
  List<Entry> finishedAfter(Position position, int limit) {
    Condition finished = AUDIT_ENTRY.ERA.lt(CURRENT_ERA).or(AUDIT_ENTRY.TX.lt(FINISHED_BELOW));
    return entries(after(position).and(finished), limit);
  }

  /** Entries after one position up to another. */
  List<Entry> between(Position after, Position upTo, int limit) {
    return entries(after(after).and(row(AUDIT_ENTRY.ERA, AUDIT_ENTRY.TX, AUDIT_ENTRY.ID).le(upTo.era(), upTo.tx(), upTo.id())), limit);
  }

  int countAfter(Position position) {
    return sql.fetchCount(AUDIT_ENTRY, after(position));
  }

  Optional<Seal> lastSeal() {
    return sql.selectFrom(AUDIT_SEAL).orderBy(AUDIT_SEAL.SEQ.desc()).limit(1).fetchOptional(Log::seal);
  }

  List<Seal> sealsAfter(long seq, int limit) {
    return sql.selectFrom(AUDIT_SEAL)
        .where(AUDIT_SEAL.SEQ.gt(seq))
        .orderBy(AUDIT_SEAL.SEQ)
        .limit(limit)
        .fetch(Log::seal);
  }

  void add(Seal seal) {
    sql.insertInto(AUDIT_SEAL)
        .set(AUDIT_SEAL.SEQ, seal.seq())
        .set(AUDIT_SEAL.ERA, seal.to().era())
        .set(AUDIT_SEAL.TO_TX, seal.to().tx())
        .set(AUDIT_SEAL.TO_ID, seal.to().id())
        .set(AUDIT_SEAL.ENTRY_COUNT, seal.count())
        .set(AUDIT_SEAL.ENTRIES, seal.entries())
        .set(AUDIT_SEAL.PREVIOUS_HASH, seal.previousHash())
        .set(AUDIT_SEAL.HASH, seal.hash())
        .set(AUDIT_SEAL.MAC, seal.mac())
        .set(AUDIT_SEAL.SEALED_AT, seal.sealedAt())
        .execute();
  }

  private List<Entry> entries(Condition condition, int limit) {
    return sql.selectFrom(AUDIT_ENTRY)
        .where(condition)
        .orderBy(AUDIT_ENTRY.ERA, AUDIT_ENTRY.TX, AUDIT_ENTRY.ID)
        .limit(limit)
        .fetch(Log::entry);
  }

  private static Condition after(Position position) {
    return row(AUDIT_ENTRY.ERA, AUDIT_ENTRY.TX, AUDIT_ENTRY.ID).gt(position.era(), position.tx(), position.id());
  }

  private static Entry entry(AuditEntryRecord row) {
    return new Entry(
        row.getEra(), row.getTx(), row.getId(), row.getTown(), row.getAt(), row.getActor(), row.getAction(),
        row.getSubjectType(), row.getSubjectId(), row.getDetails().data());
  }

  private static Seal seal(AuditSealRecord row) {
    return new Seal(
        row.getSeq(), new Position(row.getEra(), row.getToTx(), row.getToId()), row.getEntries(),
        row.getPreviousHash(), row.getHash(), row.getMac(), row.getSealedAt());
  }
}

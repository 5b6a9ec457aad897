package org.guanjia.people;

import static org.guanjia.people.db.Tables.MERGE;
import static org.guanjia.people.db.Tables.PERSON;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.people.db.tables.records.MergeRecord;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts two records of one person together, and takes them apart again. Nothing is moved and nothing is lost: statements, households, groups and
 * events stay with the record they were made about, and are read through the one that stays.
 */
@Service
@Transactional
public class PersonMerging {

  private static final int MERGES_SHOWN = 100;

  private final DSLContext sql;
  private final StatementStore statements;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  PersonMerging(DSLContext sql, StatementStore statements, Audit audit, ApplicationEventPublisher events, Clock clock) {
    this.sql = sql;
    this.statements = statements;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Two records that were put together.
   *
   * @param undoneAt when they were taken apart again; null while they are one
   */
  public record Merge(
      long id, long survivor, long merged, String mergedName, Instant at, String by, String reason, @Nullable Instant undoneAt, @Nullable String undoneBy, @Nullable String undoReason) {}

  /**
   * Puts a record to another one.
   *
   * @param survivor the one whose number stays
   * @throws NoSuchPerson when the viewer sees one of them not, or it has been merged already
   * @throws StalePerson when one was changed since the clerk saw it
   */
  public void merge(long survivor, int survivorVersion, long merged, int mergedVersion, String reason) {
    if (survivor == merged) throw new InvalidInput("other", "merging.error.same");
    checkReason(reason);
    Map<Long, PersonRecord> rows = locked(List.of(survivor, merged));
    check(rows.get(survivor), survivor, survivorVersion);
    check(rows.get(merged), merged, mergedVersion);
    sql.insertInto(MERGE)
        .set(MERGE.TOWN, town()).set(MERGE.SURVIVOR, survivor).set(MERGE.MERGED, merged).set(MERGE.AT, clock.instant()).set(MERGE.BY, actor()).set(MERGE.REASON, reason.strip())
        .execute();
    statements.forget(List.of(merged));
    sql.update(PERSON).set(PERSON.ROOT, survivor).set(PERSON.VERSION, PERSON.VERSION.plus(1)).where(PERSON.TOWN.eq(town()), StatementStore.recordsOf(List.of(merged))).execute();
    statements.derive(List.of(survivor));
    audit.record("people.merged", Register.SUBJECT, String.valueOf(survivor), Map.of("merged", merged));
    events.publishEvent(new PersonsMerged(town(), survivor, merged));
  }

  /**
   * Takes apart again what had been put together; records that had been put to the one before go with it.
   *
   * @throws NoSuchMerge when the viewer sees none of that number
   * @throws InvalidInput when they have been taken apart already
   */
  public void part(long merge, String reason) {
    MergeRecord row = sql.selectFrom(MERGE).where(MERGE.TOWN.eq(town()), MERGE.ID.eq(merge)).forUpdate().fetchOne();
    if (row == null) throw new NoSuchMerge(merge);
    if (row.getUndoneAt() != null) throw new InvalidInput("merge", "merging.error.parted");
    checkReason(reason);
    long parted = row.getMerged();
    Set<Long> with = with(parted);
    Map<Long, PersonRecord> rows = locked(List.copyOf(with));
    PersonRecord partedRow = rows.get(parted);
    if (partedRow == null) throw new NoSuchPerson(parted);
    long root = partedRow.getRoot();
    locked(List.of(root));
    sql.update(MERGE)
        .set(MERGE.UNDONE_AT, clock.instant()).set(MERGE.UNDONE_BY, actor()).set(MERGE.UNDO_REASON, reason.strip())
        .where(MERGE.TOWN.eq(town()), MERGE.ID.eq(merge)).execute();
    // Without its document until it is worked out anew: the one that stays may still bear it.
    sql.update(PERSON).set(PERSON.ROOT, parted).setNull(PERSON.DOCUMENT_INDEX)
        .where(PERSON.TOWN.eq(town()), PERSON.ID.eq(DSL.any(with.toArray(Long[]::new)))).execute();
    statements.derive(List.of(root));
    statements.derive(List.of(parted));
    audit.record("people.parted", Register.SUBJECT, String.valueOf(root), Map.of("parted", parted));
    events.publishEvent(new PersonsParted(town(), root, parted));
  }

  /** What was put together with a person, or it with others, the latest first. */
  @Transactional(readOnly = true)
  public List<Merge> of(long person) {
    return sql.select(MERGE.asterisk(), PERSON.NAME).from(MERGE).join(PERSON).on(PERSON.TOWN.eq(MERGE.TOWN), PERSON.ID.eq(MERGE.MERGED))
        .where(MERGE.TOWN.eq(town()), MERGE.SURVIVOR.eq(person).or(MERGE.MERGED.eq(person)))
        .orderBy(MERGE.ID.desc()).limit(MERGES_SHOWN)
        .fetch(row -> new Merge(
            row.get(MERGE.ID), row.get(MERGE.SURVIVOR), row.get(MERGE.MERGED), row.get(PERSON.NAME), row.get(MERGE.AT), row.get(MERGE.BY), row.get(MERGE.REASON),
            row.get(MERGE.UNDONE_AT), row.get(MERGE.UNDONE_BY), row.get(MERGE.UNDO_REASON)));
  }

  /**
   * Two records side by side, masked.
   *
   * @throws NoSuchPerson when the viewer sees one of them not
   */
  @Transactional(readOnly = true)
  public List<Side> sides(long one, long other) {
    List<Long> both = List.of(one, other);
    Map<Long, PersonRecord> rows = sql.selectFrom(PERSON).where(PERSON.TOWN.eq(town()), PERSON.ID.eq(DSL.any(both.toArray(Long[]::new)))).fetchMap(PERSON.ID);
    Map<Long, List<Statement>> said = statements.of(both);
    return both.stream().map(id -> {
      PersonRecord row = rows.get(id);
      if (row == null || !row.getRoot().equals(id)) throw new NoSuchPerson(id);
      Facts facts = Timeline.of(said.getOrDefault(id, List.of())).now();
      return new Side(id, row.getVersion(), row.getName(), MaskedFacts.of(facts), facts);
    }).toList();
  }

  /** One of two records; {@code facts} in the clear serve to tell what differs and stay inside. */
  public record Side(long person, int version, String name, Map<Attribute, String> masked, Facts facts) {}

  /** The record and all that were put to it. */
  private Set<Long> with(long parted) {
    Set<Long> with = new HashSet<>(Set.of(parted));
    for (Set<Long> last = with; !last.isEmpty(); with.addAll(last)) {
      last = new HashSet<>(sql.select(MERGE.MERGED).from(MERGE)
          .where(MERGE.TOWN.eq(town()), MERGE.SURVIVOR.eq(DSL.any(last.toArray(Long[]::new))), MERGE.UNDONE_AT.isNull()).fetch(MERGE.MERGED));
    }
    return with;
  }

  private Map<Long, PersonRecord> locked(List<Long> persons) {
    return sql.selectFrom(PERSON).where(PERSON.TOWN.eq(town()), PERSON.ID.eq(DSL.any(persons.toArray(Long[]::new)))).orderBy(PERSON.ID).forUpdate().fetchMap(PERSON.ID);
  }

  private static void check(@Nullable PersonRecord row, long id, int version) {
    if (row == null || !row.getRoot().equals(id)) throw new NoSuchPerson(id);
    if (row.getVersion() != version) throw new StalePerson(id);
  }

  private static void checkReason(String reason) {
    if (reason.isBlank() || reason.length() > Register.REASON_LENGTH_MAX) throw new InvalidInput("reason", "people.error.reason", Register.REASON_LENGTH_MAX);
  }

  private static String actor() {
    return TownContext.required().actor();
  }

  private static String town() {
    return TownContext.required().town();
  }
}

package org.guanjia.people;

import static org.guanjia.people.db.Tables.LOOK;
import static org.guanjia.people.db.Tables.PERSON;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who looked at whose record and why, so that the town can tell whoever asks (PIPL art. 45: everybody may see what is done with their
 * data).
 */
@Component
@Transactional
class Looks {

  static final int PAGE_SIZE = 100;
  private static final List<Field<?>> COLUMNS =
      List.of(LOOK.TOWN, LOOK.PERSON_ID, LOOK.AT, LOOK.VIEWER, LOOK.KIND, LOOK.PURPOSE, LOOK.ATTRIBUTES, LOOK.NOTE);

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final Clock clock;

  Looks(DSLContext sql, BulkInsert bulk, Clock clock) {
    this.sql = sql;
    this.bulk = bulk;
    this.clock = clock;
  }

  /** Somebody opens the page; within an hour it counts once. */
  void opened(long person) {
    TownContext context = TownContext.required();
    sql.insertInto(LOOK)
        .set(LOOK.TOWN, context.town()).set(LOOK.PERSON_ID, person).set(LOOK.AT, clock.instant()).set(LOOK.VIEWER, context.actor())
        .set(LOOK.KIND, RecordLook.Kind.OPENED.name())
        .onConflictDoNothing()
        .execute();
  }

  /** Somebody saw these attributes of each of them unmasked. */
  void revealed(Collection<Long> persons, Disclosure.Purpose purpose, Set<Attribute> attributes, @Nullable String note) {
    kept(persons, RecordLook.Kind.REVEALED, purpose, attributes, note);
  }

  /**
   * These left in a list.
   *
   * @param mark the export's mark, which stands in each of its rows
   */
  void exported(Collection<Long> persons, Set<Attribute> attributes, String mark) {
    kept(persons, RecordLook.Kind.EXPORTED, null, attributes, mark);
  }

  private void kept(Collection<Long> persons, RecordLook.Kind kind, Disclosure.@Nullable Purpose purpose, Set<Attribute> attributes, @Nullable String note) {
    TownContext context = TownContext.required();
    Instant now = clock.instant();
    String[] names = names(attributes);
    bulk.insert(LOOK, COLUMNS, persons.stream()
        .map(id -> new @Nullable Object[] {context.town(), id, now, context.actor(), kind, purpose, names, note}).toList());
  }

  /** The looks at a person and the records merged into them, the latest first; one more than a page when there are more. */
  @Transactional(readOnly = true)
  List<RecordLook> of(long person, long before) {
    return sql.selectFrom(LOOK)
        .where(LOOK.TOWN.eq(TownContext.required().town()), LOOK.ID.lt(before))
        .and(LOOK.PERSON_ID.in(DSL.select(PERSON.ID).from(PERSON).where(PERSON.TOWN.eq(LOOK.TOWN), StatementStore.recordsOf(List.of(person)))))
        .orderBy(LOOK.ID.desc())
        .limit(PAGE_SIZE + 1)
        .fetch(row -> new RecordLook(
            row.getId(), row.getAt(), row.getViewer(), RecordLook.Kind.valueOf(row.getKind()), row.getPurpose(), attributes(row.getAttributes()), row.getNote()));
  }

  private static String[] names(Set<Attribute> attributes) {
    return new TreeSet<>(attributes).stream().map(Attribute::name).toArray(String[]::new);
  }

  private static Set<Attribute> attributes(String[] names) {
    EnumSet<Attribute> attributes = EnumSet.noneOf(Attribute.class);
    Arrays.stream(names).map(Attribute::valueOf).forEach(attributes::add);
    return attributes;
  }
}

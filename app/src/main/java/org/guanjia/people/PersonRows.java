package org.guanjia.people;

import static org.guanjia.people.db.Tables.MEMBERSHIP;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.guanjia.people.db.tables.Person;
import org.guanjia.platform.crypto.Mask;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.identity.Sex;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rows of a list with what stands elsewhere, document and special groups, in the same statement: each further one would cost as much as the search. */
@Component
class PersonRows {

  private static final Person MERGED = PERSON.as("merged");
  private static final Field<Long[]> RECORDS = DSL.field(DSL.name("own", "records"), Long[].class);
  private static final Field<String[]> GROUPS = DSL.field(DSL.name("groups"), String[].class);

  private final DSLContext sql;
  private final PersonalData personal;

  PersonRows(DSLContext sql, PersonalData personal) {
    this.sql = sql;
    this.personal = personal;
  }

  /** @param key where it stands in the list */
  record Row(String key, PersonLine line) {}

  /**
   * @param found of {@link PersonSource}
   * @param day on which documents and groups count
   */
  List<Row> fetch(Select<? extends Record> found, LocalDate day) {
    String town = TownContext.required().town();
    Table<?> hits = found.asTable("hits");
    Field<Long> id = DSL.field(DSL.name("hits", "id"), Long.class);
    Field<Long[]> records = DSL.array(
        DSL.select(id).unionAll(DSL.select(MERGED.ID).from(MERGED).where(MERGED.TOWN.eq(town), MERGED.ROOT.eq(id), MERGED.ROOT.ne(MERGED.ID))));
    Table<?> own = DSL.lateral(DSL.select(records.as("records")).asTable("own"));
    Table<?> document = DSL.lateral(
        DSL.select(STATEMENT.DOCUMENT_KIND, STATEMENT.DOCUMENT).from(STATEMENT)
            .where(STATEMENT.TOWN.eq(town), STATEMENT.PERSON_ID.eq(DSL.any(RECORDS)), STATEMENT.RETRACTED_AT.isNull(), STATEMENT.VALID_FROM.le(day))
            .and(STATEMENT.DOCUMENT_KIND.isNotNull().or(DSL.val(Attribute.DOCUMENT.name()).eq(DSL.any(STATEMENT.CLEARED))))
            .orderBy(STATEMENT.VALID_FROM.desc(), STATEMENT.RECORDED_AT.desc(), STATEMENT.ID.desc()).limit(1).asTable("document"));
    Field<String[]> groups = DSL.array(
        DSL.selectDistinct(MEMBERSHIP.KIND).from(MEMBERSHIP).where(MEMBERSHIP.TOWN.eq(town), MEMBERSHIP.PERSON_ID.eq(DSL.any(RECORDS)), Memberships.holds(day)));
    return sql.select(hits.asterisk(), DSL.field(DSL.name("document", "document_kind"), String.class), DSL.field(DSL.name("document", "document"), byte[].class), groups.as(GROUPS))
        .from(hits).crossJoin(own).leftJoin(document).on(DSL.trueCondition())
        .orderBy(DSL.field(DSL.name("hits", "key")), id)
        .fetch(row -> new Row(row.get(PersonSource.KEY), line(row, day)));
  }

  private PersonLine line(Record row, LocalDate day) {
    LocalDate birth = row.get("birth", LocalDate.class);
    LocalDate died = row.get("died_on", LocalDate.class);
    Set<SpecialGroup> groups = EnumSet.noneOf(SpecialGroup.class);
    Arrays.stream(row.get(GROUPS)).map(SpecialGroup::valueOf).forEach(groups::add);
    if (Memberships.old(birth, died, day)) groups.add(SpecialGroup.OVER_80);
    String sex = row.get("sex", String.class);
    String kind = row.get("document_kind", String.class);
    byte[] closed = row.get("document", byte[].class);
    return new PersonLine(
        row.get(PersonSource.ID), row.get("name", String.class), sex == null ? null : Sex.valueOf(sex), birth,
        kind == null || closed == null ? null : DocumentKind.valueOf(kind), masked(closed), row.get("village", String.class), row.get("village_group", String.class),
        row.get("registered", Boolean.class), row.get("resident", Boolean.class), died, List.copyOf(groups));
  }

  private @Nullable String masked(byte @Nullable [] closed) {
    return closed == null ? null : Mask.identity(personal.decrypt(PersonColumns.DOCUMENT, closed));
  }
}

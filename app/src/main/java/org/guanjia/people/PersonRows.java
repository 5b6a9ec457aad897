package org.guanjia.people;

import static org.guanjia.people.db.Tables.MEMBERSHIP;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;

import java.time.LocalDate;
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
    Field<Long> id = hit("id", Long.class);
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
    return sql.select(
            id, hit("key", String.class), hit("name", String.class), hit("sex", String.class), hit("birth", LocalDate.class), hit("village", String.class),
            hit("village_group", String.class), hit("registered", Boolean.class), hit("resident", Boolean.class), hit("died_on", LocalDate.class),
            DSL.field(DSL.name("document", "document_kind"), String.class), DSL.field(DSL.name("document", "document"), byte[].class), groups.as(GROUPS))
        .from(hits).crossJoin(own).leftJoin(document).on(DSL.trueCondition())
        .orderBy(hit("key", String.class), id)
        // By place: a column looked up by its name costs more than reading it.
        .fetch(row -> {
          String sex = row.value4();
          String kind = row.value11();
          byte[] closed = row.value12();
          return new Row(row.value2(), new PersonLine(
              row.value1(), row.value3(), sex == null ? null : Sex.valueOf(sex), row.value5(), kind == null || closed == null ? null : DocumentKind.valueOf(kind), masked(closed),
              row.value6(), row.value7(), row.value8(), row.value9(), row.value10(), groups(row.value13(), row.value5(), row.value10(), day)));
        });
  }

  private static <T> Field<T> hit(String column, Class<T> type) {
    return DSL.field(DSL.name("hits", column), type);
  }

  private static List<SpecialGroup> groups(String[] kinds, @Nullable LocalDate birth, @Nullable LocalDate died, LocalDate day) {
    Set<SpecialGroup> groups = EnumSet.noneOf(SpecialGroup.class);
    for (String kind : kinds) groups.add(SpecialGroup.valueOf(kind));
    if (Memberships.old(birth, died, day)) groups.add(SpecialGroup.OVER_80);
    return List.copyOf(groups);
  }

  private @Nullable String masked(byte @Nullable [] closed) {
    return closed == null ? null : Mask.identity(personal.decrypt(PersonColumns.DOCUMENT, closed));
  }
}

package org.guanjia.people;

import static org.guanjia.people.db.Tables.LOOKUP;
import static org.guanjia.people.db.Tables.MEMBERSHIP;
import static org.guanjia.people.db.Tables.PERIOD;
import static org.guanjia.people.db.Tables.PERSON;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.people.db.tables.Person;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Where persons are searched: the table of today's states, or that of the states of before. Only conditions that PostgreSQL knows to leak nothing
 * (equality, order) are asked of it, so that row-level security lets the index answer them.
 *
 * @param holds that a row counts on the day that is asked for
 */
record PersonSource(
    Table<?> table, Field<String> town, Field<Long> id, Field<String> name, Field<String> nameKey, Field<String> pinyin, Field<String> initials, Field<String> sex,
    Field<LocalDate> birth, Field<String> village, Field<String> group, Field<Boolean> registered, Field<Boolean> resident, Field<LocalDate> died, Condition holds) {

  static final Field<String> KEY = DSL.field(DSL.name("key"), String.class);
  static final Field<Long> ID = DSL.field(DSL.name("id"), Long.class);

  private static final Person MERGED = PERSON.as("merged");

  /** What is left of a name once it has been erased. */
  private static final String ERASED = "＊";

  /** Sorts behind every character, in the order of the bytes. */
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  static PersonSource today(@Nullable LocalDate since) {
    Condition holds = PERSON.ROOT.eq(PERSON.ID).andNot(PERSON.ERASED).and(since == null ? DSL.noCondition() : PERSON.SINCE.le(since));
    return new PersonSource(
        PERSON, PERSON.TOWN, PERSON.ID, PERSON.NAME, PERSON.NAME_KEY, PERSON.PINYIN, PERSON.INITIALS, PERSON.SEX, PERSON.BIRTH, PERSON.VILLAGE, PERSON.VILLAGE_GROUP,
        PERSON.REGISTERED, PERSON.RESIDENT, PERSON.DIED_ON, holds);
  }

  static PersonSource before(LocalDate day) {
    return new PersonSource(
        PERIOD, PERIOD.TOWN, PERIOD.PERSON_ID, PERIOD.NAME, PERIOD.NAME_KEY, PERIOD.PINYIN, PERIOD.INITIALS, PERIOD.SEX, PERIOD.BIRTH, PERIOD.VILLAGE,
        PERIOD.VILLAGE_GROUP, PERIOD.REGISTERED, PERIOD.RESIDENT, PERIOD.DIED_ON, PERIOD.VALID_FROM.le(day).and(PERIOD.VALID_TO.gt(day)).and(PERIOD.NAME_KEY.ne(ERASED)));
  }

  /** The first rows behind a place in the list. */
  Select<? extends Record> rows(Condition wanted, Way way, @Nullable String afterKey, long afterId, int limit) {
    Field<String> key = key(way.order());
    Condition all = DSL.and(town.eq(TownContext.required().town()), holds, means(way), wanted);
    if (afterKey != null) all = all.and(DSL.row(key, id).gt(afterKey, afterId));
    return DSL.select(id.as(ID), key.as(KEY), name.as("name"), sex.as("sex"), birth.as("birth"), village.as("village"), group.as("village_group"),
            registered.as("registered"), resident.as("resident"), died.as("died_on"))
        .from(table).where(all).orderBy(key, id).limit(limit);
  }

  private Field<String> key(Way.Order order) {
    return switch (order) {
      case NAME -> nameKey;
      case INITIALS -> initials;
      case PINYIN -> pinyin;
    };
  }

  private Condition means(Way way) {
    List<Condition> all = new ArrayList<>();
    if (way.prefix() != null) all.add(begins(key(way.order()), way.prefix()));
    if (way.notInitials() != null) all.add(DSL.not(begins(initials, way.notInitials())));
    for (List<Long> one : way.keys()) {
      // As an array, and so looked up before the persons: few have a key, and PostgreSQL would rather walk all people and look each of them up.
      all.add(id.eq(DSL.any(DSL.array(
          DSL.select(LOOKUP.PERSON_ID).from(LOOKUP).where(LOOKUP.TOWN.eq(TownContext.required().town()), LOOKUP.KEY.eq(DSL.any(one.toArray(Long[]::new))))))));
    }
    return DSL.and(all);
  }

  private static Condition begins(Field<String> field, String prefix) {
    return field.ge(prefix).and(field.lt(prefix + LAST));
  }

  /** What the filter asks for besides the words, on that day. */
  Condition fits(PersonFilter filter, LocalDate day) {
    List<Condition> all = new ArrayList<>();
    if (filter.village() != null) all.add(village.eq(filter.village()));
    if (filter.group() != null) all.add(group.eq(filter.group()));
    if (filter.ageFrom() != null) all.add(birth.le(day.minusYears(filter.ageFrom())));
    if (filter.ageTo() != null) all.add(birth.gt(day.minusYears(filter.ageTo() + 1L)));
    if (filter.special() != null) all.add(special(filter.special(), day));
    all.add(stands(filter.standing()));
    return DSL.and(all);
  }

  private Condition stands(PersonFilter.Standing standing) {
    return switch (standing) {
      case ALL -> DSL.noCondition();
      case REGISTERED -> died.isNull().and(DSL.condition(registered));
      case RESIDENT -> died.isNull().and(DSL.condition(resident));
      case AWAY -> died.isNull().and(DSL.condition(registered)).and(DSL.not(DSL.condition(resident)));
      case INCOMER -> died.isNull().and(DSL.condition(resident)).and(DSL.not(DSL.condition(registered)));
      case LEFT -> died.isNull().and(DSL.not(DSL.condition(registered))).and(DSL.not(DSL.condition(resident)));
      case DIED -> died.isNotNull();
    };
  }

  private Condition special(SpecialGroup kind, LocalDate day) {
    String town = TownContext.required().town();
    var listed = id.in(
        DSL.select(MEMBERSHIP.PERSON_ID).from(MEMBERSHIP).where(MEMBERSHIP.TOWN.eq(town), MEMBERSHIP.KIND.eq(kind.name()), Memberships.holds(day))
            .unionAll(
                DSL.select(MERGED.ROOT).from(MERGED).join(MEMBERSHIP).on(MEMBERSHIP.TOWN.eq(MERGED.TOWN), MEMBERSHIP.PERSON_ID.eq(MERGED.ID))
                    .where(MERGED.TOWN.eq(town), MERGED.ROOT.ne(MERGED.ID), MEMBERSHIP.KIND.eq(kind.name()), Memberships.holds(day))));
    return kind == SpecialGroup.OVER_80 ? died.isNull().and(listed.or(birth.le(day.minusYears(Memberships.OLD_AGE)))) : listed;
  }
}

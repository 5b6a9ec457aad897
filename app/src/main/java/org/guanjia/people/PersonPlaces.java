package org.guanjia.people;

import static org.guanjia.people.db.Tables.MEMBERSHIP;
import static org.guanjia.people.db.Tables.PERSON;

import java.time.LocalDate;
import org.guanjia.platform.database.TownContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/** Where persons live today and of which group they are, said so that the database can answer it for the rows of another module. */
public final class PersonPlaces {

  private PersonPlaces() {}

  /**
   * The village today; null for none.
   *
   * @param person number of a person who has not been merged into another
   */
  public static Field<String> village(Field<String> town, Field<Long> person) {
    return of(PERSON.VILLAGE, town, person);
  }

  /** The grid today; null for none. */
  public static Field<String> grid(Field<String> town, Field<Long> person) {
    return of(PERSON.GRID, town, person);
  }

  /** Numbers of the living persons who are of a group on a day, each once. */
  public static Select<Record1<Long>> ofGroup(SpecialGroup kind, LocalDate day) {
    return DSL.selectDistinct(PERSON.ROOT).from(MEMBERSHIP).join(PERSON).on(PERSON.TOWN.eq(MEMBERSHIP.TOWN), PERSON.ID.eq(MEMBERSHIP.PERSON_ID))
        .where(MEMBERSHIP.TOWN.eq(TownContext.required().town()), MEMBERSHIP.KIND.eq(kind.name()), Memberships.holds(day), PERSON.DIED_ON.isNull());
  }

  private static Field<String> of(TableField<?, String> what, Field<String> town, Field<Long> person) {
    return DSL.field(DSL.select(what).from(PERSON).where(PERSON.TOWN.eq(town), PERSON.ID.eq(person)));
  }
}

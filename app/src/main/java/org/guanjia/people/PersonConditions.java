package org.guanjia.people;

import static org.guanjia.people.db.Tables.PERSON;

import java.time.LocalDate;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What must hold of the person that a row of another module is about, said so that the database can answer it with the row. */
public final class PersonConditions {

  private PersonConditions() {}

  /**
   * Lives in that village today.
   *
   * @param person number of a person who has not been merged into another
   */
  public static Condition inVillage(Field<String> town, Field<Long> person, String village) {
    return that(town, person, PERSON.VILLAGE.eq(village));
  }

  /** Is not known to have died. */
  public static Condition alive(Field<String> town, Field<Long> person) {
    return that(town, person, PERSON.DIED_ON.isNull());
  }

  /** Was born on that day or before. */
  public static Condition bornBy(Field<String> town, Field<Long> person, LocalDate day) {
    return that(town, person, PERSON.BIRTH.le(day));
  }

  private static Condition that(Field<String> town, Field<Long> person, Condition holds) {
    return DSL.exists(DSL.selectOne().from(PERSON).where(PERSON.TOWN.eq(town), PERSON.ID.eq(person), holds));
  }
}

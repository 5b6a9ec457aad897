package org.guanjia.people;

import static org.guanjia.people.db.Tables.PERSON;

import java.time.Clock;
import java.time.LocalDate;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whom a page speaks of, and no more than that. */
@Component
class PersonNameplates {

  private final DSLContext sql;
  private final Clock clock;

  PersonNameplates(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * @throws NoSuchPerson when the viewer sees none of that number
   */
  @Transactional(readOnly = true)
  Nameplate of(long id) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingDays.ZONE);
    Nameplate found = sql.select(PERSON.NAME, PERSON.BIRTH, PERSON.ERASED).from(PERSON)
        .where(PERSON.TOWN.eq(TownContext.required().town()), PERSON.ID.eq(id), PERSON.ROOT.eq(id))
        .fetchOne(row -> new Nameplate(id, row.value1(), row.value2(), Disclosure.child(row.value2(), today), row.value3()));
    if (found == null) throw new NoSuchPerson(id);
    return found;
  }
}

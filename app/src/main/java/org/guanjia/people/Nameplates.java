package org.guanjia.people;

import static org.guanjia.people.db.Tables.PERSON;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whom a page speaks of, and no more than that. */
@Service
public class Nameplates {

  private final DSLContext sql;
  private final Clock clock;

  Nameplates(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * @throws NoSuchPerson when the viewer sees none of that number
   */
  @Transactional(readOnly = true)
  public Nameplate of(long id) {
    return of(List.of(id)).stream().findFirst().orElseThrow(() -> new NoSuchPerson(id));
  }

  /** Those of them whom the viewer sees, in any order. */
  @Transactional(readOnly = true)
  public List<Nameplate> of(Collection<Long> ids) {
    LocalDate today = WorkingDays.dayOf(clock.instant());
    return sql.select(PERSON.ID, PERSON.NAME, PERSON.BIRTH, PERSON.ERASED).from(PERSON)
        .where(PERSON.TOWN.eq(TownContext.required().town()), PERSON.ID.eq(DSL.any(ids.toArray(Long[]::new))), PERSON.ROOT.eq(PERSON.ID))
        .fetch(row -> new Nameplate(row.value1(), row.value2(), row.value3(), Disclosure.child(row.value3(), today), row.value4()));
  }
}

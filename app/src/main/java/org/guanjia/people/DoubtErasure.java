package org.guanjia.people;

import static org.guanjia.people.db.Tables.DOUBT;

import java.time.Clock;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Whoever was erased from the register is erased from the review desk too: the rows that were or may be theirs. */
@Component
class DoubtErasure {

  private static final String GONE = "—";

  private final DSLContext sql;
  private final Clock clock;

  DoubtErasure(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @EventListener
  void onErasure(PersonErased erased) {
    List<Condition> named = erased.records().stream().map(person -> DSL.condition("{0} @> {1}", DOUBT.CANDIDATES, DSL.val(JSONB.jsonb("[{\"person\":" + person + "}]")))).toList();
    sql.update(DOUBT)
        .setNull(DOUBT.CONTENT).set(DOUBT.NAME, GONE).setNull(DOUBT.VILLAGE).set(DOUBT.CANDIDATES, JSONB.jsonb("[]"))
        .set(DOUBT.VERSION, DOUBT.VERSION.plus(1))
        .set(DOUBT.DECIDED_AT, DSL.coalesce(DOUBT.DECIDED_AT, DSL.val(clock.instant())))
        .set(DOUBT.STATE, DSL.when(DOUBT.STATE.eq(DoubtState.OPEN.name()), DoubtState.DISCARDED.name()).otherwise(DOUBT.STATE))
        .where(DOUBT.TOWN.eq(erased.town()), DSL.or(named).or(DOUBT.PERSON_ID.eq(DSL.any(erased.records().toArray(Long[]::new)))))
        .execute();
  }
}

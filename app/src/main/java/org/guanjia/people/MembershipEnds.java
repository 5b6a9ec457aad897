package org.guanjia.people;

import static org.guanjia.people.db.Tables.MEMBERSHIP;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.people.db.tables.records.MembershipRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.BulkInsert;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Ends, for many at once, what {@link Memberships} ends for one: who has died or is registered elsewhere is of no special group of the town. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MembershipEnds {

  static final String DIED = Memberships.ENDED_BY_DEATH;
  static final String DEREGISTERED = Memberships.ENDED_BY_DEPARTURE;

  private static final List<Field<?>> COLUMNS = List.of(
      MEMBERSHIP.TOWN, MEMBERSHIP.ID, MEMBERSHIP.UNTIL, MEMBERSHIP.ENDED_AT, MEMBERSHIP.ENDED_BY, MEMBERSHIP.END_REASON, MEMBERSHIP.VERSION);

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final Audit audit;

  MembershipEnds(DSLContext sql, BulkInsert bulk, Audit audit) {
    this.sql = sql;
    this.bulk = bulk;
    this.audit = audit;
  }

  /**
   * Ends what is open, in the transaction of what ends it.
   *
   * @param days from which day on, by person
   * @param reason kept with each
   */
  void end(Origin origin, Map<Long, LocalDate> days, String reason) {
    if (days.isEmpty()) return;
    List<@Nullable Object[]> ended = new ArrayList<>();
    Set<String> persons = new LinkedHashSet<>();
    for (MembershipRecord row : sql.selectFrom(MEMBERSHIP)
        .where(MEMBERSHIP.TOWN.eq(origin.town()), MEMBERSHIP.PERSON_ID.eq(DSL.any(days.keySet().toArray(Long[]::new))), MEMBERSHIP.UNTIL.isNull())
        .orderBy(MEMBERSHIP.ID).forUpdate().fetch()) {
      LocalDate day = days.getOrDefault(row.getPersonId(), origin.today());
      ended.add(new @Nullable Object[] {
        origin.town(), row.getId(), day.isBefore(row.getSince()) ? row.getSince() : day, origin.now(), origin.actor(), reason, row.getVersion() + 1
      });
      persons.add(String.valueOf(row.getPersonId()));
    }
    if (ended.isEmpty()) return;
    bulk.update(MEMBERSHIP, List.of(MEMBERSHIP.TOWN, MEMBERSHIP.ID), COLUMNS, ended);
    audit.recordAll("people.membership-ended", Register.SUBJECT, persons, Map.of("reason", reason));
  }
}

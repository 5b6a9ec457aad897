package org.guanjia.visits;

import static org.guanjia.visits.db.Tables.ROUND;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.guanjia.people.Disclosure;
import org.guanjia.people.Disclosure.Along;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whom a visitor takes along: nobody carries more of the register on a phone than they are about to visit. */
@Service
@Transactional
public class Rounds {

  public static final int PEOPLE_MAX = 60;

  private final DSLContext sql;
  private final Disclosure disclosure;
  private final Clock clock;

  Rounds(DSLContext sql, Disclosure disclosure, Clock clock) {
    this.sql = sql;
    this.disclosure = disclosure;
    this.clock = clock;
  }

  /** Whom the viewer has on the round, in the order in which they were added. */
  @Transactional(readOnly = true)
  public List<Long> people() {
    return sql.select(ROUND.PERSON_ID).from(ROUND).where(ROUND.TOWN.eq(town()), ROUND.VISITOR.eq(actor())).orderBy(ROUND.ADDED_AT, ROUND.PERSON_ID).fetch(ROUND.PERSON_ID);
  }

  /**
   * Takes people along; who is there already stays.
   *
   * @throws InvalidInput when there would be more than {@value #PEOPLE_MAX}
   */
  public void add(List<Long> people) {
    if (people.isEmpty()) return;
    if (people.size() > PEOPLE_MAX) throw new InvalidInput("people", "visits.error.round", PEOPLE_MAX);
    Instant now = clock.instant();
    sql.insertInto(ROUND, ROUND.TOWN, ROUND.VISITOR, ROUND.PERSON_ID, ROUND.ADDED_AT)
        .valuesOfRows(people.stream().map(person -> DSL.row(town(), actor(), person, now)).toList())
        .onConflictDoNothing().execute();
    if (people().size() > PEOPLE_MAX) throw new InvalidInput("people", "visits.error.round", PEOPLE_MAX);
  }

  public void remove(long person) {
    sql.deleteFrom(ROUND).where(ROUND.TOWN.eq(town()), ROUND.VISITOR.eq(actor()), ROUND.PERSON_ID.eq(person)).execute();
  }

  /** What the visitor needs of them on the way; each is kept as shown to the visitor. */
  public List<Along> takeAlong(@Nullable String reason) {
    List<Long> people = people();
    return people.isEmpty() ? List.of() : disclosure.takeAlong(people, reason);
  }

  private static String actor() {
    return TownContext.required().actor();
  }

  private static String town() {
    return TownContext.required().town();
  }
}

package org.guanjia.benefits;

import static org.guanjia.benefits.db.Tables.TOUCHED;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.guanjia.assessments.AbilityAssessed;
import org.guanjia.people.Attribute;
import org.guanjia.people.MembershipChanged;
import org.guanjia.people.MembershipsListed;
import org.guanjia.people.PeopleImported;
import org.guanjia.people.PersonChanged;
import org.guanjia.people.PersonDied;
import org.guanjia.people.PersonErased;
import org.guanjia.people.PersonMovedOut;
import org.guanjia.people.PersonsMerged;
import org.guanjia.people.PersonsParted;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who has to be looked at again: written down in the transaction in which their facts changed, so that none is lost, and worked off in the
 * background. Told twice, looked at twice, with the same end.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class TouchedPersons {

  /** Before any day for which somebody is paid. */
  static final LocalDate ALWAYS = LocalDate.of(1949, 10, 1);

  private static final Set<Attribute> MATTERING = Set.of(Attribute.BIRTH, Attribute.SEX, Attribute.REGISTERED, Attribute.RESIDENT, Attribute.DIED_ON, Attribute.VILLAGE);
  private static final Set<Attribute> TIMELESS = Set.of(Attribute.BIRTH, Attribute.SEX, Attribute.DIED_ON);

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final Clock clock;

  TouchedPersons(DSLContext sql, BulkInsert bulk, Clock clock) {
    this.sql = sql;
    this.bulk = bulk;
    this.clock = clock;
  }

  /** One to look at; either a person, or all whom a list told something of. */
  record Touched(long id, @Nullable Long person, @Nullable Long importId, LocalDate since, Instant at, String reason) {}

  @EventListener
  void on(PersonChanged changed) {
    if (changed.attributes().stream().noneMatch(MATTERING::contains)) return;
    person(changed.personId(), changed.attributes().stream().anyMatch(TIMELESS::contains) ? ALWAYS : changed.since(), "PersonChanged");
  }

  @EventListener
  void on(PersonDied died) {
    person(died.personId(), died.on(), "PersonDied");
  }

  @EventListener
  void on(PersonMovedOut moved) {
    person(moved.personId(), moved.on(), "PersonMovedOut");
  }

  @EventListener
  void on(MembershipChanged changed) {
    person(changed.personId(), changed.since(), "MembershipChanged");
  }

  @EventListener
  void on(MembershipsListed listed) {
    persons(listed.persons(), "MembershipsListed");
  }

  @EventListener
  void on(AbilityAssessed assessed) {
    person(assessed.personId(), assessed.from(), "AbilityAssessed");
  }

  @EventListener
  void on(PersonsMerged merged) {
    persons(List.of(merged.survivor(), merged.merged()), "PersonsMerged");
  }

  @EventListener
  void on(PersonsParted parted) {
    persons(List.of(parted.survivor(), parted.parted()), "PersonsParted");
  }

  @EventListener
  void on(PersonErased erased) {
    persons(erased.records(), "PersonErased");
  }

  /** Told once for each batch of a list; it is enough to look at the list once. */
  @EventListener
  void on(PeopleImported imported) {
    sql.insertInto(TOUCHED).set(TOUCHED.TOWN, town()).set(TOUCHED.IMPORT_ID, imported.importId()).set(TOUCHED.SINCE, ALWAYS).set(TOUCHED.AT, clock.instant())
        .set(TOUCHED.REASON, "PeopleImported").execute();
  }

  /** One whose facts changed from that day on. */
  void person(long person, LocalDate since, String reason) {
    sql.insertInto(TOUCHED).set(TOUCHED.TOWN, town()).set(TOUCHED.PERSON_ID, person).set(TOUCHED.SINCE, since).set(TOUCHED.AT, clock.instant())
        .set(TOUCHED.REASON, reason).execute();
  }

  private void persons(Collection<Long> persons, String reason) {
    bulk.insert(TOUCHED, List.of(TOUCHED.TOWN, TOUCHED.PERSON_ID, TOUCHED.SINCE, TOUCHED.AT, TOUCHED.REASON),
        persons.stream().<@Nullable Object[]>map(person -> new @Nullable Object[] {town(), person, ALWAYS, clock.instant(), reason}).toList());
  }

  /** The longest waiting, kept from other copies until the transaction ends. */
  List<Touched> take(int most) {
    return sql.selectFrom(TOUCHED).where(TOUCHED.TOWN.eq(town())).orderBy(TOUCHED.ID).limit(most).forUpdate().skipLocked()
        .fetch(row -> new Touched(row.getId(), row.getPersonId(), row.getImportId(), row.getSince(), row.getAt(), row.getReason()));
  }

  /** Waits for whoever is at some of them; what is left then is the caller's until the transaction ends. */
  void await() {
    sql.select(TOUCHED.ID).from(TOUCHED).where(TOUCHED.TOWN.eq(town())).orderBy(TOUCHED.ID).forUpdate().fetch();
  }

  void done(List<Touched> taken) {
    sql.deleteFrom(TOUCHED).where(TOUCHED.TOWN.eq(town()), TOUCHED.ID.eq(org.jooq.impl.DSL.any(taken.stream().map(Touched::id).toArray(Long[]::new)))).execute();
  }

  private static String town() {
    return TownContext.required().town();
  }
}

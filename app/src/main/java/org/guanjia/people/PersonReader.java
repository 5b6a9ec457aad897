package org.guanjia.people;

import static org.guanjia.people.db.Tables.LIFE_EVENT;
import static org.guanjia.people.db.Tables.MERGE;
import static org.guanjia.people.db.Tables.PERSON;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads one person whole; a dozen statements, however long the life. */
@Component
@Transactional(readOnly = true)
class PersonReader {

  private static final int EVENTS_MAX = 200;

  private final DSLContext sql;
  private final StatementStore statements;
  private final HouseholdStore households;
  private final Memberships memberships;
  private final People people;

  PersonReader(DSLContext sql, StatementStore statements, HouseholdStore households, Memberships memberships, People people) {
    this.sql = sql;
    this.statements = statements;
    this.households = households;
    this.memberships = memberships;
    this.people = people;
  }

  /**
   * Whose record that number is: its own, or that of the person it was merged into.
   *
   * @throws NoSuchPerson when the viewer sees none of that number
   */
  long rootOf(long id) {
    return Optional.ofNullable(sql.select(PERSON.ROOT).from(PERSON).where(PERSON.TOWN.eq(town()), PERSON.ID.eq(id)).fetchOne(PERSON.ROOT)).orElseThrow(() -> new NoSuchPerson(id));
  }

  /**
   * @param root a person, no merged record
   * @throws NoSuchPerson when the viewer sees none of that number
   */
  WholePerson read(long root) {
    List<PersonRecord> rows = sql.selectFrom(PERSON).where(PERSON.TOWN.eq(town()), StatementStore.recordsOf(List.of(root))).fetch();
    PersonRecord own = rows.stream().filter(row -> row.getId() == root && row.getRoot() == root).findFirst().orElseThrow(() -> new NoSuchPerson(root));
    List<Long> records = rows.stream().map(PersonRecord::getId).sorted().toList();
    List<Statement> said = statements.of(List.of(root)).getOrDefault(root, List.of());
    List<WholePerson.Happening> events = events(records);
    Set<Long> named = new HashSet<>();
    said.forEach(statement -> Optional.ofNullable(statement.facts().guardian()).ifPresent(named::add));
    events.forEach(event -> Optional.ofNullable(event.other()).ifPresent(named::add));
    return new WholePerson(
        root, own.getVersion(), records, said, households.ofPersons(records), memberships.of(records), events, merges(root), people.lines(new ArrayList<>(named)));
  }

  private List<WholePerson.Happening> events(List<Long> records) {
    return sql.selectFrom(LIFE_EVENT).where(LIFE_EVENT.TOWN.eq(town()), LIFE_EVENT.PERSON_ID.eq(StatementStore.any(records)))
        .orderBy(LIFE_EVENT.HAPPENED_ON.desc(), LIFE_EVENT.ID.desc()).limit(EVENTS_MAX)
        .fetch(row -> new WholePerson.Happening(
            row.getId(), LifeEvent.Kind.valueOf(row.getKind()), row.getHappenedOn(), row.getOtherPerson(), row.getNote(), row.getSource(), row.getStatementId(),
            row.getRecordedAt(), row.getRecordedBy(), row.getRetractedAt(), row.getRetraction()));
  }

  private List<WholePerson.Joined> merges(long root) {
    return sql.selectFrom(MERGE).where(MERGE.TOWN.eq(town()), MERGE.SURVIVOR.eq(root)).orderBy(MERGE.ID.desc()).limit(EVENTS_MAX)
        .fetch(row -> new WholePerson.Joined(row.getMerged(), row.getAt(), row.getBy(), Objects.requireNonNull(row.getReason()), row.getUndoneAt()));
  }

  private static String town() {
    return TownContext.required().town();
  }
}

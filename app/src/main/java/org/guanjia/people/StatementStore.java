package org.guanjia.people;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.guanjia.people.db.Sequences.STATEMENT_ID;
import static org.guanjia.people.db.Tables.LOOKUP;
import static org.guanjia.people.db.Tables.PERIOD;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.people.db.tables.Person;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.QuantifiedSelect;
import org.jooq.Record1;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The statements in the database, and what is worked out from them: the persons of today, their periods of before, and what finds them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class StatementStore {

  private static final List<Field<?>> KEY = List.of(PERSON.TOWN, PERSON.ID);
  private static final List<Field<?>> LOOKUP_COLUMNS = List.of(LOOKUP.TOWN, LOOKUP.KEY, LOOKUP.PERSON_ID);
  private static final int PINYIN_COLUMN = PersonColumns.PERSON_COLUMNS.indexOf(PERSON.PINYIN);
  private static final int KEY_COLUMN = 1;

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final Ids ids;
  private final PersonColumns columns;
  private final Fingerprints fingerprints;

  StatementStore(DSLContext sql, BulkInsert bulk, Ids ids, PersonColumns columns, Fingerprints fingerprints) {
    this.sql = sql;
    this.bulk = bulk;
    this.ids = ids;
    this.columns = columns;
    this.fingerprints = fingerprints;
  }

  /** What was said of these persons, and of the records merged into them, by person; also what was taken back. */
  Map<Long, List<Statement>> of(Collection<Long> persons) {
    Map<Long, Long> rootOf = new HashMap<>();
    sql.select(PERSON.ID, PERSON.ROOT).from(PERSON)
        .where(PERSON.TOWN.eq(town()), recordsOf(persons))
        .forEach(row -> rootOf.put(row.value1(), row.value2()));
    Map<Long, List<Statement>> found = new HashMap<>();
    sql.selectFrom(STATEMENT)
        .where(STATEMENT.TOWN.eq(town()), STATEMENT.PERSON_ID.eq(any(rootOf.keySet())))
        .orderBy(STATEMENT.PERSON_ID, STATEMENT.VALID_FROM, STATEMENT.ID)
        .forEach(row -> found.computeIfAbsent(rootOf.get(row.getPersonId()), id -> new ArrayList<>()).add(columns.statement(row)));
    return found;
  }

  /**
   * Registers persons of whom nothing has been said before, each with a first statement.
   *
   * @param first each of another person, with a name
   */
  void first(List<NewStatement> first) {
    List<@Nullable Object[]> persons = new ArrayList<>();
    Map<Long, List<Facts>> periods = new HashMap<>();
    for (NewStatement each : first) {
      persons.add(columns.person(town(), each.personId(), new Timeline.Period(each.said().validFrom(), each.said().facts())));
      periods.put(each.personId(), List.of(each.said().facts()));
    }
    // Six indexes begin with the name in one spelling or another: so each of their pages is asked for once, or nearly.
    persons.sort(Comparator.comparing(row -> (String) Objects.requireNonNull(row[PINYIN_COLUMN])));
    bulk.insert(PERSON, PersonColumns.PERSON_COLUMNS, persons);
    add(first);
    addLookups(periods);
  }

  /**
   * Writes statements down; {@link #derive} has to follow for the persons they speak of.
   *
   * @return their numbers, in the same order
   */
  List<Long> add(List<NewStatement> made) {
    List<Long> numbers = made.stream().map(each -> ids.next(STATEMENT_ID)).toList();
    List<@Nullable Object[]> rows = new ArrayList<>(made.size());
    for (int i = 0; i < made.size(); i++) rows.add(columns.statement(town(), numbers.get(i), made.get(i)));
    bulk.insert(STATEMENT, PersonColumns.STATEMENT_COLUMNS, rows);
    return numbers;
  }

  /**
   * Works out anew what holds of these persons, and raises their version.
   *
   * @return the timeline of each
   */
  Map<Long, Timeline> derive(Collection<Long> persons) {
    Map<Long, Timeline> timelines = new HashMap<>();
    of(persons).forEach((id, statements) -> timelines.put(id, Timeline.of(statements)));
    List<@Nullable Object[]> periods = new ArrayList<>();
    Map<Long, List<Facts>> facts = new HashMap<>();
    List<@Nullable Object[]> rows = new ArrayList<>();
    timelines.forEach((id, timeline) -> {
      List<Timeline.Period> all = timeline.periods();
      for (int i = 0; i + 1 < all.size(); i++) {
        if (all.get(i).facts().name() != null) periods.add(columns.period(town(), id, all.get(i), all.get(i + 1).from()));
      }
      facts.put(id, all.stream().map(Timeline.Period::facts).toList());
      rows.add(columns.person(town(), id, all.getLast()));
    });
    sql.deleteFrom(PERIOD).where(PERIOD.TOWN.eq(town()), PERIOD.PERSON_ID.eq(any(persons))).execute();
    bulk.update(PERSON, KEY, PersonColumns.PERSON_COLUMNS, rows);
    followSurvivors(persons);
    sql.update(PERSON).set(PERSON.VERSION, PERSON.VERSION.plus(1)).where(PERSON.TOWN.eq(town()), PERSON.ID.eq(any(persons))).execute();
    bulk.insert(PERIOD, PersonColumns.PERIOD_COLUMNS, periods);
    updateLookups(facts);
    return timelines;
  }

  /** Merged records lie where their survivor does, so that whoever sees one sees what was said of both. */
  private void followSurvivors(Collection<Long> persons) {
    Person survivor = PERSON.as("survivor");
    sql.update(PERSON)
        .set(PERSON.VILLAGE, survivor.VILLAGE)
        .set(PERSON.GRID, survivor.GRID)
        .from(survivor)
        .where(PERSON.TOWN.eq(town()), PERSON.ROOT.eq(any(persons)), PERSON.ROOT.ne(PERSON.ID), survivor.TOWN.eq(PERSON.TOWN), survivor.ID.eq(PERSON.ROOT))
        .execute();
  }

  private void addLookups(Map<Long, List<Facts>> periods) {
    List<@Nullable Object[]> keys = new ArrayList<>();
    String town = town();
    periods.forEach((id, facts) -> Arrays.stream(fingerprints.all(facts)).forEach(key -> keys.add(new Object[] {town, key, id})));
    // In the order of the index, so that each of its pages is asked for once.
    keys.sort(Comparator.comparingLong(row -> (long) row[KEY_COLUMN]));
    bulk.insert(LOOKUP, LOOKUP_COLUMNS, keys);
  }

  private void updateLookups(Map<Long, List<Facts>> periods) {
    Map<Long, Set<Long>> there = sql.select(LOOKUP.PERSON_ID, LOOKUP.KEY).from(LOOKUP)
        .where(LOOKUP.TOWN.eq(town()), LOOKUP.PERSON_ID.eq(any(periods.keySet())))
        .stream().collect(groupingBy(row -> row.value1(), mapping(row -> row.value2(), toCollection(HashSet::new))));
    List<@Nullable Object[]> added = new ArrayList<>();
    List<Long> goneFrom = new ArrayList<>();
    List<Long> gone = new ArrayList<>();
    periods.forEach((id, facts) -> {
      Set<Long> left = there.getOrDefault(id, new HashSet<>());
      for (long key : fingerprints.all(facts)) {
        if (!left.remove(key)) added.add(new Object[] {town(), key, id});
      }
      left.forEach(key -> {
        goneFrom.add(id);
        gone.add(key);
      });
    });
    if (!gone.isEmpty()) removeLookups(goneFrom, gone);
    bulk.insert(LOOKUP, LOOKUP_COLUMNS, added);
  }

  private void removeLookups(List<Long> persons, List<Long> keys) {
    sql.execute(
        "delete from {0} using unnest({1}::bigint[], {2}::bigint[]) gone (person, k) where {3} = {4} and {5} = gone.person and {6} = gone.k",
        LOOKUP, DSL.val(persons.toArray(Long[]::new)), DSL.val(keys.toArray(Long[]::new)), LOOKUP.TOWN, DSL.val(town()), LOOKUP.PERSON_ID, LOOKUP.KEY);
  }

  /** What is worked out of a record that stands for nobody any more. */
  void forget(Collection<Long> merged) {
    sql.deleteFrom(PERIOD).where(PERIOD.TOWN.eq(town()), PERIOD.PERSON_ID.eq(any(merged))).execute();
    sql.deleteFrom(LOOKUP).where(LOOKUP.TOWN.eq(town()), LOOKUP.PERSON_ID.eq(any(merged))).execute();
  }

  /** The records of these persons: their own, and those merged into them; said so that both indexes can answer. */
  static Condition recordsOf(Collection<Long> persons) {
    return PERSON.ID.eq(any(persons)).or(PERSON.ROOT.eq(any(persons)).and(PERSON.ROOT.ne(PERSON.ID)));
  }

  static QuantifiedSelect<Record1<Long>> any(Collection<Long> numbers) {
    return DSL.any(numbers.toArray(Long[]::new));
  }

  private static String town() {
    return TownContext.required().town();
  }
}

package org.guanjia.people;

import static org.guanjia.people.db.Tables.LIFE_EVENT;
import static org.guanjia.people.db.Tables.MEMBERSHIP;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.identity.Sex;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.QuantifiedSelect;
import org.jooq.Record1;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The whole register, read in pages by number for those who go through all of it: what is said of each person about a month, as it was known at a
 * moment. What was written down or taken back after that moment does not show, so that a page read again says the same;
 * which records are of one person is read as it stands today. Nothing that is guarded is read.
 */
@Service
@Transactional(readOnly = true)
public class RegisterReading {

  /** Persons of one page at most; a page is read in four statements. */
  public static final int PAGE_SIZE_MAX = 20_000;
  private static final int FETCH_ROWS = 2_000;

  private final DSLContext sql;

  RegisterReading(DSLContext sql) {
    this.sql = sql;
  }

  /**
   * A person in a month. What is null nobody said.
   *
   * @param records the person's number, and those of the records merged into it
   * @param village at the month's end
   * @param registered whether of a registered household on any day of the month
   * @param resident whether living here on any day of the month
   * @param registeredSince first day of the registration that held last; null when there was none
   * @param movedOutOn the day on which somebody who had been here was neither registered nor resident any more; null while here
   * @param groups those that held on any day of the month
   */
  public record InMonth(
      long person, List<Long> records, @Nullable LocalDate birth, @Nullable Sex sex, @Nullable String village, @Nullable Boolean registered, @Nullable Boolean resident,
      @Nullable LocalDate registeredSince, @Nullable LocalDate diedOn, @Nullable LocalDate movedOutOn, List<OfGroup> groups) {}

  /** A membership of a special group; {@code until} is the first day on which it does not hold. */
  public record OfGroup(
      SpecialGroup kind, @Nullable String category, @Nullable String grade, LocalDate since, @Nullable LocalDate until, String source, @Nullable String evidence, Instant recordedAt) {}

  /** Who said it, in force since when, written down when. */
  public record SaidBy(String source, LocalDate since, Instant recordedAt) {}

  /**
   * Persons behind that number, in the order of their numbers; empty at the end.
   *
   * @param after 0 for the first page
   * @param size 1 to {@value #PAGE_SIZE_MAX}
   */
  public List<InMonth> page(long after, int size, YearMonth month, Instant known) {
    List<Long> persons = sql.select(PERSON.ID).from(PERSON)
        .where(PERSON.TOWN.eq(town()), PERSON.ID.gt(after), PERSON.ROOT.eq(PERSON.ID)).orderBy(PERSON.ID).limit(Math.clamp(size, 1, PAGE_SIZE_MAX)).fetch(PERSON.ID);
    return persons.isEmpty() ? List.of() : read(persons, month, known);
  }

  /** Those persons, without the numbers of merged records and those this actor does not see. */
  public List<InMonth> of(Collection<Long> persons, YearMonth month, Instant known) {
    return persons.isEmpty() ? List.of() : read(persons, month, known);
  }

  /** How many persons there are. */
  public int count() {
    return sql.fetchCount(PERSON, PERSON.TOWN.eq(town()), PERSON.ROOT.eq(PERSON.ID));
  }

  /** Of these numbers those of the persons behind them: a merged record's leads to its survivor. */
  public Set<Long> roots(Collection<Long> numbers) {
    return new HashSet<>(sql.select(PERSON.ROOT).from(PERSON).where(PERSON.TOWN.eq(town()), PERSON.ID.eq(StatementStore.any(numbers))).fetch(PERSON.ROOT));
  }

  /** Whom a list brought or told something of, by what it said of them. */
  public Set<Long> toldBy(long importId) {
    return new HashSet<>(sql.selectDistinct(STATEMENT.PERSON_ID).from(STATEMENT).where(STATEMENT.TOWN.eq(town()), STATEMENT.IMPORT_ID.eq(importId)).fetch(STATEMENT.PERSON_ID));
  }

  /** Who said what held of that person on that day, as it was known at that moment. */
  public Map<Attribute, SaidBy> saidBy(long person, LocalDate day, Instant known) {
    Map<Attribute, SaidBy> said = new EnumMap<>(Attribute.class);
    List<Long> records = sql.select(PERSON.ID).from(PERSON).where(PERSON.TOWN.eq(town()), StatementStore.recordsOf(List.of(person))).fetch(PERSON.ID);
    sql.select(STATEMENT.SOURCE, STATEMENT.VALID_FROM, STATEMENT.RECORDED_AT, STATEMENT.BIRTH, STATEMENT.SEX, STATEMENT.REGISTERED, STATEMENT.RESIDENT, STATEMENT.DIED_ON).from(STATEMENT)
        .where(STATEMENT.TOWN.eq(town()), STATEMENT.PERSON_ID.eq(StatementStore.any(records)), stoodAt(known))
        .orderBy(STATEMENT.VALID_FROM, STATEMENT.RECORDED_AT, STATEMENT.ID)
        .forEach(row -> {
          SaidBy by = new SaidBy(row.value1(), row.value2(), row.value3());
          if (row.value4() != null) said.put(Attribute.BIRTH, by);
          if (row.value5() != null) said.put(Attribute.SEX, by);
          if (row.value8() != null) said.put(Attribute.DIED_ON, by);
          if (row.value2().isAfter(day)) return;
          if (row.value6() != null) said.put(Attribute.REGISTERED, by);
          if (row.value7() != null) said.put(Attribute.RESIDENT, by);
        });
    return said;
  }

  private List<InMonth> read(Collection<Long> persons, YearMonth month, Instant known) {
    Map<Long, MonthReading> readings = new TreeMap<>();
    Map<Long, MonthReading> byRecord = new HashMap<>();
    sql.select(PERSON.ID, PERSON.ROOT).from(PERSON).where(PERSON.TOWN.eq(town()), StatementStore.recordsOf(persons)).orderBy(PERSON.ID).forEach(row -> {
      MonthReading reading = readings.computeIfAbsent(row.value2(), root -> new MonthReading(root, month));
      reading.records.add(row.value1());
      byRecord.put(row.value1(), reading);
    });
    QuantifiedSelect<Record1<Long>> records = StatementStore.any(byRecord.keySet());
    statements(byRecord, records, known);
    memberships(byRecord, records, month, known);
    departures(byRecord, records, known);
    return readings.values().stream().map(MonthReading::done).toList();
  }

  /** Read as the driver gives them: a record object for each of some hundred thousand rows costs more than the reading. */
  private void statements(Map<Long, MonthReading> byRecord, QuantifiedSelect<Record1<Long>> records, Instant known) {
    var select = sql.select(STATEMENT.PERSON_ID, STATEMENT.VALID_FROM, STATEMENT.SEX, STATEMENT.BIRTH, STATEMENT.VILLAGE, STATEMENT.REGISTERED, STATEMENT.RESIDENT, STATEMENT.DIED_ON,
            STATEMENT.CLEARED)
        .from(STATEMENT).where(STATEMENT.TOWN.eq(town()), STATEMENT.PERSON_ID.eq(records), stoodAt(known))
        .orderBy(STATEMENT.PERSON_ID, STATEMENT.VALID_FROM, STATEMENT.RECORDED_AT, STATEMENT.ID);
    try (var rows = select.fetchSize(FETCH_ROWS).fetchLazy()) {
      for (var row : rows) {
        MonthReading reading = byRecord.get(row.value1());
        if (reading == null) continue;
        reading.said(new MonthReading.Saying(
            row.value2(), row.value3() == null ? null : Sex.valueOf(row.value3()), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), Set.of(row.value9())));
      }
    }
  }

  private void memberships(Map<Long, MonthReading> byRecord, QuantifiedSelect<Record1<Long>> records, YearMonth month, Instant known) {
    sql.selectFrom(MEMBERSHIP)
        .where(MEMBERSHIP.TOWN.eq(town()), MEMBERSHIP.PERSON_ID.eq(records), MEMBERSHIP.RECORDED_AT.le(known), MEMBERSHIP.SINCE.le(month.atEndOfMonth()))
        .orderBy(MEMBERSHIP.SINCE, MEMBERSHIP.ID)
        .forEach(row -> {
          LocalDate until = row.getEndedAt() != null && row.getEndedAt().isAfter(known) ? null : row.getUntil();
          if (until != null && !until.isAfter(month.atDay(1))) return;
          MonthReading reading = byRecord.get(row.getPersonId());
          if (reading != null) {
            reading.groups.add(new OfGroup(SpecialGroup.valueOf(row.getKind()), row.getCategory(), row.getGrade(), row.getSince(), until, row.getSource(), row.getEvidence(), row.getRecordedAt()));
          }
        });
  }

  private void departures(Map<Long, MonthReading> byRecord, QuantifiedSelect<Record1<Long>> records, Instant known) {
    sql.select(LIFE_EVENT.PERSON_ID, LIFE_EVENT.HAPPENED_ON).from(LIFE_EVENT)
        .where(LIFE_EVENT.TOWN.eq(town()), LIFE_EVENT.PERSON_ID.eq(records), LIFE_EVENT.KIND.eq(LifeEvent.Kind.MOVED_OUT.name()), LIFE_EVENT.RECORDED_AT.le(known),
            LIFE_EVENT.RETRACTED_AT.isNull().or(LIFE_EVENT.RETRACTED_AT.gt(known)))
        .orderBy(LIFE_EVENT.HAPPENED_ON, LIFE_EVENT.ID)
        .forEach(row -> {
          MonthReading reading = byRecord.get(row.value1());
          if (reading != null) reading.departures.add(row.value2());
        });
  }

  private static Condition stoodAt(Instant known) {
    return STATEMENT.RECORDED_AT.le(known).and(STATEMENT.RETRACTED_AT.isNull().or(STATEMENT.RETRACTED_AT.gt(known)));
  }

  private static String town() {
    return TownContext.required().town();
  }
}

package org.guanjia.assessments;

import static org.guanjia.assessments.db.Tables.ASSESSMENT;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record6;
import org.jooq.SelectLimitStep;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How able people are as of a day: what the latest assessment up to it found that still counts. */
@Service
@Transactional(readOnly = true)
public class Abilities {

  private static final int FETCH_ROWS = 1000;

  private final DSLContext sql;

  Abilities(DSLContext sql) {
    this.sql = sql;
  }

  /** That person's on that day; empty when nobody has assessed them. */
  public Optional<Ability> of(long person, LocalDate day) {
    return Optional.ofNullable(of(List.of(person), day).get(person));
  }

  /** Those of them of whom it is known, by number in the register; by one query however many they are. */
  public Map<Long, Ability> of(Collection<Long> persons, LocalDate day) {
    if (persons.isEmpty()) return Map.of();
    Map<Long, Ability> found = new HashMap<>();
    latest(day, ASSESSMENT.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new)))).forEach(row -> found.put(row.value2(), ability(row)));
    return found;
  }

  /** Those that held on that day as it was known at a moment: what was corrected or taken back only later counts, what came in only later does not. */
  public Map<Long, Ability> of(Collection<Long> persons, LocalDate day, Instant known) {
    if (persons.isEmpty()) return Map.of();
    Map<Long, Ability> found = new HashMap<>();
    Condition counted = ASSESSMENT.COUNTS_SINCE.le(known).and(ASSESSMENT.VOID_SINCE.isNull().or(ASSESSMENT.VOID_SINCE.gt(known)));
    select(counted.and(ASSESSMENT.ASSESSED_ON.le(day)).and(ASSESSMENT.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))))).forEach(row -> found.put(row.value2(), ability(row)));
    return found;
  }

  /** All that are known on that day, in the order of the persons' numbers; read as they come, within the caller's transaction. Close it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Stream<Ability> all(LocalDate day) {
    return latest(day, DSL.noCondition()).fetchSize(FETCH_ROWS).fetchStream().map(Abilities::ability);
  }

  /** Every assessment that counts of these persons, the earliest first: for whoever computes past months again. */
  public Map<Long, List<Ability>> everOf(Collection<Long> persons) {
    if (persons.isEmpty()) return Map.of();
    return sql.select(ASSESSMENT.ID, ASSESSMENT.PERSON_ID, ASSESSMENT.LEVEL, ASSESSMENT.ASSESSED_ON, ASSESSMENT.REVIEW_ON, ASSESSMENT.COUNTS_SINCE).from(ASSESSMENT)
        .where(counting(), ASSESSMENT.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))))
        .orderBy(ASSESSMENT.PERSON_ID, ASSESSMENT.ASSESSED_ON, ASSESSMENT.ID)
        .fetchGroups(ASSESSMENT.PERSON_ID, Abilities::ability);
  }

  private SelectLimitStep<Record6<Long, Long, Short, LocalDate, LocalDate, Instant>> latest(LocalDate day, Condition whose) {
    return select(counting().and(ASSESSMENT.ASSESSED_ON.le(day)).and(whose));
  }

  /** The latest of each person that fits. */
  private SelectLimitStep<Record6<Long, Long, Short, LocalDate, LocalDate, Instant>> select(Condition wanted) {
    return sql.select(ASSESSMENT.ID, ASSESSMENT.PERSON_ID, ASSESSMENT.LEVEL, ASSESSMENT.ASSESSED_ON, ASSESSMENT.REVIEW_ON, ASSESSMENT.COUNTS_SINCE)
        .distinctOn(ASSESSMENT.PERSON_ID).from(ASSESSMENT)
        .where(ASSESSMENT.TOWN.eq(TownContext.required().town()), wanted)
        .orderBy(ASSESSMENT.PERSON_ID, ASSESSMENT.ASSESSED_ON.desc(), ASSESSMENT.ID.desc());
  }

  private static Condition counting() {
    return ASSESSMENT.TOWN.eq(TownContext.required().town()).and(ASSESSMENT.STATE.eq(AssessmentState.COUNTS.name()));
  }

  private static Ability ability(Record6<Long, Long, Short, LocalDate, LocalDate, Instant> row) {
    return new Ability(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6());
  }
}

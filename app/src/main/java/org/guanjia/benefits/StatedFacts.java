package org.guanjia.benefits;

import static org.guanjia.benefits.db.Tables.STATED_FACT;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.benefits.db.tables.records.StatedFactRecord;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.People;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.rules.Fact;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Facts that the rules ask for and the register has no place for, such as an income by the civil affairs' check: stated by an office, from a day on,
 * with the paper; taken back when wrong, never changed. Of two for the same time the later written counts.
 */
@Service
@Transactional
public class StatedFacts {

  /** What may be stated; everything else comes from the register. */
  public static final Set<String> CODES = Set.of("household_income", "in_institution", "preferential_category", "ability_level");

  private static final int SHOWN_MAX = 200;

  private final DSLContext sql;
  private final People people;
  private final TouchedPersons touched;
  private final Audit audit;
  private final Clock clock;

  StatedFacts(DSLContext sql, People people, TouchedPersons touched, Audit audit, Clock clock) {
    this.sql = sql;
    this.people = people;
    this.touched = touched;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What was stated.
   *
   * @param value a FEEL literal
   * @param to the last day; null for no end
   */
  public record Stated(
      long id, long person, String code, String value, LocalDate from, @Nullable LocalDate to, String source, @Nullable String document, String recordedBy, Instant recordedAt,
      @Nullable Instant retractedAt, @Nullable String retraction) {}

  /** What is to be stated, as it was typed. */
  public record NewFact(@Nullable String code, String value, @Nullable LocalDate from, @Nullable LocalDate to, String source, @Nullable String document) {}

  /** All that was stated of that person, the latest first. */
  @Transactional(readOnly = true)
  public List<Stated> of(long person) {
    return sql.selectFrom(STATED_FACT).where(STATED_FACT.TOWN.eq(town()), STATED_FACT.PERSON_ID.eq(person)).orderBy(STATED_FACT.ID.desc()).limit(SHOWN_MAX).fetch(StatedFacts::stated);
  }

  /** What counts of each fact of these persons in a month, as was known at a moment, by person; of each the last word. */
  @Transactional(readOnly = true)
  Map<Long, Map<Integer, Stated>> in(Collection<Long> persons, YearMonth month, Instant known) {
    Map<Long, Map<Integer, Stated>> found = new HashMap<>();
    sql.selectFrom(STATED_FACT)
        .where(STATED_FACT.TOWN.eq(town()), STATED_FACT.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))), STATED_FACT.FROM_DAY.le(month.atEndOfMonth()),
            STATED_FACT.TO_DAY.isNull().or(STATED_FACT.TO_DAY.ge(month.atDay(1))), STATED_FACT.RECORDED_AT.le(known),
            STATED_FACT.RETRACTED_AT.isNull().or(STATED_FACT.RETRACTED_AT.gt(known)))
        .orderBy(STATED_FACT.FROM_DAY, STATED_FACT.ID)
        .forEach(row -> SheetMaker.VOCABULARY.fact(row.getCode())
            .ifPresent(fact -> found.computeIfAbsent(row.getPersonId(), any -> new HashMap<>()).put(fact.place(), stated(row))));
    return found;
  }

  /**
   * States a fact.
   *
   * @return its number
   * @throws NoSuchPerson when this actor sees none of that number
   * @throws InvalidInput naming the fields that are wrong
   */
  public long state(long person, NewFact said) {
    if (people.line(person).isEmpty()) throw new NoSuchPerson(person);
    List<FieldError> errors = new ArrayList<>();
    Fact fact = said.code() == null || !CODES.contains(said.code()) ? null : SheetMaker.fact(said.code());
    Long held = fact == null ? null : FactLiteral.held(fact, said.value()).orElse(null);
    if (fact == null) errors.add(FieldError.of("code", "benefits.error.code"));
    else if (held == null) errors.add(FieldError.of("value", "benefits.error.value", said.value()));
    if (said.from() == null) errors.add(FieldError.of("from", "benefits.error.from"));
    if (said.from() != null && said.to() != null && said.to().isBefore(said.from())) errors.add(FieldError.of("to", "benefits.error.to"));
    if (said.source().isBlank() || said.source().length() > 100) errors.add(FieldError.of("source", "benefits.error.source", 100));
    if (said.document() != null && said.document().length() > 200) errors.add(FieldError.of("document", "benefits.error.long", 200));
    if (!errors.isEmpty() || fact == null || held == null) throw new InvalidInput(errors);
    LocalDate from = Objects.requireNonNull(said.from());
    long id = sql.insertInto(STATED_FACT)
        .set(STATED_FACT.TOWN, town()).set(STATED_FACT.PERSON_ID, person).set(STATED_FACT.CODE, fact.code()).set(STATED_FACT.VALUE, FactLiteral.of(fact, held))
        .set(STATED_FACT.FROM_DAY, from).set(STATED_FACT.TO_DAY, said.to()).set(STATED_FACT.SOURCE, said.source().strip())
        .set(STATED_FACT.DOCUMENT, said.document() == null || said.document().isBlank() ? null : said.document().strip())
        .set(STATED_FACT.RECORDED_BY, actor()).set(STATED_FACT.RECORDED_AT, clock.instant()).returning(STATED_FACT.ID).fetchSingle().getId();
    audit.record("benefits.fact-stated", "person", String.valueOf(person), Map.of("fact", fact.code(), "source", said.source().strip()));
    touched.person(person, from, "FactStated");
    return id;
  }

  /** Takes back what was stated wrong. */
  public void retract(long person, long id, String reason) {
    if (reason.isBlank() || reason.length() > 500) throw new InvalidInput("reason", "benefits.error.reason", 500);
    StatedFactRecord row = sql.selectFrom(STATED_FACT).where(STATED_FACT.TOWN.eq(town()), STATED_FACT.ID.eq(id), STATED_FACT.PERSON_ID.eq(person)).forUpdate().fetchOne();
    if (row == null || row.getRetractedAt() != null) throw new InvalidInput("fact", "benefits.error.fact.gone");
    sql.update(STATED_FACT).set(STATED_FACT.RETRACTED_AT, clock.instant()).set(STATED_FACT.RETRACTED_BY, actor()).set(STATED_FACT.RETRACTION, reason.strip())
        .where(STATED_FACT.TOWN.eq(town()), STATED_FACT.ID.eq(id)).execute();
    audit.record("benefits.fact-retracted", "person", String.valueOf(person), Map.of("fact", row.getCode()));
    touched.person(person, row.getFromDay(), "FactRetracted");
  }

  private static Stated stated(StatedFactRecord row) {
    return new Stated(
        row.getId(), row.getPersonId(), row.getCode(), row.getValue(), row.getFromDay(), row.getToDay(), row.getSource(), row.getDocument(), row.getRecordedBy(), row.getRecordedAt(),
        row.getRetractedAt(), row.getRetraction());
  }

  private static String actor() {
    return TownContext.required().actor();
  }

  private static String town() {
    return TownContext.required().town();
  }
}

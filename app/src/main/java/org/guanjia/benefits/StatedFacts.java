package org.guanjia.benefits;

import static org.guanjia.benefits.db.Tables.STATED_FACT;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.guanjia.benefits.db.tables.records.StatedFactRecord;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.People;
import org.guanjia.people.RegisterReading;
import org.guanjia.people.SpecialGroup;
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
 * Facts that the rules ask for and the register has no place for, such as an income by the civil affairs' check, or that somebody is not of a group of
 * which no whole list is known: stated by an office or by the person, from a day on, with the paper; taken back when wrong, never changed. Of two for the
 * same time the later written counts, and a membership that the register learns of counts before the word that there is none.
 */
@Service
@Transactional
public class StatedFacts {

  /** What may be stated whatever it is; everything else comes from the register, save that somebody is not of a group. */
  public static final Set<String> CODES = Set.of("household_income", "in_institution", "preferential_category", "ability_level");

  private static final int SHOWN_MAX = 200;

  private final DSLContext sql;
  private final People people;
  private final RegisterReading register;
  private final TouchedPersons touched;
  private final Audit audit;
  private final Clock clock;

  StatedFacts(DSLContext sql, People people, RegisterReading register, TouchedPersons touched, Audit audit, Clock clock) {
    this.sql = sql;
    this.people = people;
    this.register = register;
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
      @Nullable Instant retractedAt, @Nullable String retraction) {

    /** The group of which the person is said not to be; null for any other fact. */
    public @Nullable SpecialGroup notOf() {
      Fact fact = SheetMaker.VOCABULARY.fact(code).orElse(null);
      return fact == null ? null : FactLiteral.held(fact, value).map(held -> SheetMaker.denied(fact, held)).orElse(null);
    }
  }

  /**
   * What is to be stated, as it was typed.
   *
   * @param code one of {@link #CODES} with any value, or a fact of a group with the value that says that somebody is not of it: {@code false}, 0 or NONE
   */
  public record NewFact(@Nullable String code, String value, @Nullable LocalDate from, @Nullable LocalDate to, String source, @Nullable String document) {

    /** That somebody is not of a group. */
    public static NewFact notOf(SpecialGroup group, @Nullable LocalDate from, @Nullable LocalDate to, String source, @Nullable String document) {
      Fact fact = SheetMaker.denying(group);
      return new NewFact(fact == null ? null : fact.code(), fact == null ? "" : Objects.requireNonNull(FactLiteral.of(fact, 0)), from, to, source, document);
    }
  }

  /** Whether somebody is of a group, as it may be typed; empty for neither. */
  public static Optional<Boolean> yesNo(String typed) {
    return FactLiteral.yesNo(typed.strip());
  }

  /** Groups of which it can be stated that somebody is not: those that some rule may ask for. */
  public static List<SpecialGroup> groups() {
    return Arrays.stream(SpecialGroup.values()).filter(group -> SheetMaker.denying(group) != null).toList();
  }

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
    Fact fact = said.code() == null ? null : SheetMaker.VOCABULARY.fact(said.code()).filter(each -> CODES.contains(each.code()) || SheetMaker.listOf(each) != null).orElse(null);
    Long held = fact == null ? null : FactLiteral.held(fact, said.value()).orElse(null);
    SpecialGroup denied = fact == null || held == null ? null : SheetMaker.denied(fact, held);
    if (fact == null) errors.add(FieldError.of("code", "benefits.error.code"));
    else if (held != null && denied == null && !CODES.contains(fact.code())) errors.add(FieldError.of("value", "benefits.error.onlyNot"));
    else if (held == null) errors.add(FieldError.of("value", "benefits.error.value", said.value()));
    if (said.from() == null) errors.add(FieldError.of("from", "benefits.error.from"));
    if (said.from() != null && said.to() != null && said.to().isBefore(said.from())) errors.add(FieldError.of("to", "benefits.error.to"));
    if (said.source().isBlank() || said.source().length() > 100) errors.add(FieldError.of("source", "benefits.error.source", 100));
    if (said.document() != null && said.document().length() > 200) errors.add(FieldError.of("document", "benefits.error.long", 200));
    if (errors.isEmpty() && denied != null && said.from() != null) member(person, denied, said.from()).ifPresent(errors::add);
    if (!errors.isEmpty() || fact == null || held == null) throw new InvalidInput(errors);
    LocalDate from = Objects.requireNonNull(said.from());
    long id = sql.insertInto(STATED_FACT)
        .set(STATED_FACT.TOWN, town()).set(STATED_FACT.PERSON_ID, person).set(STATED_FACT.CODE, fact.code()).set(STATED_FACT.VALUE, FactLiteral.of(fact, held))
        .set(STATED_FACT.FROM_DAY, from).set(STATED_FACT.TO_DAY, said.to()).set(STATED_FACT.SOURCE, said.source().strip())
        .set(STATED_FACT.DOCUMENT, said.document() == null || said.document().isBlank() ? null : said.document().strip())
        .set(STATED_FACT.RECORDED_BY, actor()).set(STATED_FACT.RECORDED_AT, clock.instant()).returning(STATED_FACT.ID).fetchSingle().getId();
    audit.record("benefits.fact-stated", "person", String.valueOf(person), Map.of("fact", fact.code(), "not", denied != null, "source", said.source().strip()));
    touched.person(person, from, "FactStated");
    return id;
  }

  /** What the register says against it: who is of the group on that day cannot be said not to be; the membership is ended first. */
  private Optional<FieldError> member(long person, SpecialGroup group, LocalDate day) {
    return register.of(register.roots(List.of(person)), YearMonth.from(day), clock.instant().plusSeconds(1)).stream().flatMap(each -> each.groups().stream())
        .filter(each -> each.kind() == group && !each.since().isAfter(day) && (each.until() == null || each.until().isAfter(day))).findFirst()
        .map(each -> FieldError.of("from", "benefits.error.member", each.source(), each.since().toString()));
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

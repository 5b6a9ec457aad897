package org.guanjia.benefits;

import static org.guanjia.benefits.db.Tables.EXAMPLE;
import static org.guanjia.benefits.db.Tables.PARAMETER;
import static org.guanjia.benefits.db.Tables.PROGRAMME;
import static org.guanjia.benefits.db.Tables.PROGRAMME_HISTORY;
import static org.guanjia.benefits.db.Tables.PROGRAMME_VERSION;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.benefits.db.tables.records.ProgrammeRecord;
import org.guanjia.benefits.db.tables.records.ProgrammeVersionRecord;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Example;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Programmes, their versions and what belongs to them, in the database. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ProgrammeStore {

  static final int VERSIONS_SHOWN_MAX = 200;
  static final int HISTORY_SHOWN_MAX = 200;

  private final DSLContext sql;
  private final JsonMapper json;
  private final Clock clock;

  ProgrammeStore(DSLContext sql, JsonMapper json, Clock clock) {
    this.sql = sql;
    this.json = json;
    this.clock = clock;
  }

  /** Something that was done with a programme. */
  record Deed(Instant at, String by, int number, String deed, @Nullable String note) {}

  List<ProgrammeRecord> programmes() {
    return sql.selectFrom(PROGRAMME).where(PROGRAMME.TOWN.eq(town())).orderBy(PROGRAMME.ORDINAL).fetch();
  }

  Optional<ProgrammeRecord> programme(String code) {
    return sql.selectFrom(PROGRAMME).where(PROGRAMME.TOWN.eq(town()), PROGRAMME.CODE.eq(code)).fetchOptional();
  }

  /** The programme's row, kept from others until the transaction ends: releases of one programme come one after the other. */
  ProgrammeRecord locked(String code) {
    return sql.selectFrom(PROGRAMME).where(PROGRAMME.TOWN.eq(town()), PROGRAMME.CODE.eq(code)).forNoKeyUpdate().fetchOptional().orElseThrow(() -> new NoSuchProgramme(code));
  }

  void add(NewProgramme programme, int ordinal) {
    sql.insertInto(PROGRAMME)
        .set(PROGRAMME.TOWN, town()).set(PROGRAMME.CODE, programme.code()).set(PROGRAMME.ORDINAL, (short) ordinal).set(PROGRAMME.NAME, programme.name())
        .set(PROGRAMME.NAME_EN, programme.nameEn()).set(PROGRAMME.SUMMARY, programme.summary()).set(PROGRAMME.SUMMARY_EN, programme.summaryEn())
        .set(PROGRAMME.CREATED_AT, clock.instant()).set(PROGRAMME.CREATED_BY, actor()).execute();
  }

  void rename(NewProgramme programme) {
    sql.update(PROGRAMME).set(PROGRAMME.NAME, programme.name()).set(PROGRAMME.NAME_EN, programme.nameEn()).set(PROGRAMME.SUMMARY, programme.summary())
        .set(PROGRAMME.SUMMARY_EN, programme.summaryEn()).where(PROGRAMME.TOWN.eq(town()), PROGRAMME.CODE.eq(programme.code())).execute();
  }

  /** Versions of a programme whole, the latest first. */
  List<Version> versions(String programme) {
    return versions(PROGRAMME_VERSION.PROGRAMME.eq(programme));
  }

  /** Released versions of all programmes, each in force in some months. */
  List<Version> released() {
    return versions(PROGRAMME_VERSION.STATE.eq(VersionState.RELEASED.name()));
  }

  /** Released versions of all programmes that are for that month. */
  List<Version> inForce(YearMonth month) {
    LocalDate first = month.atDay(1);
    return versions(PROGRAMME_VERSION.STATE.eq(VersionState.RELEASED.name()).and(PROGRAMME_VERSION.FROM_MONTH.le(first))
        .and(PROGRAMME_VERSION.UNTIL_MONTH.isNull().or(PROGRAMME_VERSION.UNTIL_MONTH.ge(first))));
  }

  Optional<Version> version(String programme, int number) {
    return versions(PROGRAMME_VERSION.PROGRAMME.eq(programme).and(PROGRAMME_VERSION.NUMBER.eq(number))).stream().findFirst();
  }

  ProgrammeVersionRecord row(String programme, int number) {
    return sql.selectFrom(PROGRAMME_VERSION).where(key(programme, number)).forUpdate().fetchOptional().orElseThrow(() -> new NoSuchProgramme(programme + " " + number));
  }

  /** Numbers and states, without what the versions say. */
  List<ProgrammeVersionRecord> rows() {
    return sql.selectFrom(PROGRAMME_VERSION).where(PROGRAMME_VERSION.TOWN.eq(town())).orderBy(PROGRAMME_VERSION.PROGRAMME, PROGRAMME_VERSION.NUMBER).fetch();
  }

  /** A version that waits for its release. */
  record Waiting(String programme, String name, String nameEn, int number, YearMonth from) {}

  /** What others than that user proposed and wrote, the longest waiting first. */
  List<Waiting> waiting(String user, int limit) {
    return sql.select(PROGRAMME.CODE, PROGRAMME.NAME, PROGRAMME.NAME_EN, PROGRAMME_VERSION.NUMBER, PROGRAMME_VERSION.FROM_MONTH).from(PROGRAMME_VERSION)
        .join(PROGRAMME).on(PROGRAMME.TOWN.eq(PROGRAMME_VERSION.TOWN), PROGRAMME.CODE.eq(PROGRAMME_VERSION.PROGRAMME))
        .where(PROGRAMME_VERSION.TOWN.eq(town()), PROGRAMME_VERSION.STATE.eq(VersionState.PROPOSED.name()), PROGRAMME_VERSION.PROPOSED_BY.ne(user), PROGRAMME_VERSION.CHANGED_BY.ne(user))
        .orderBy(PROGRAMME_VERSION.PROPOSED_AT).limit(limit)
        .fetch(row -> new Waiting(row.value1(), row.value2(), row.value3(), row.value4(), YearMonth.from(row.value5())));
  }

  int nextNumber(String programme) {
    Integer last = sql.select(org.jooq.impl.DSL.max(PROGRAMME_VERSION.NUMBER)).from(PROGRAMME_VERSION)
        .where(PROGRAMME_VERSION.TOWN.eq(town()), PROGRAMME_VERSION.PROGRAMME.eq(programme)).fetchSingle().value1();
    return last == null ? 1 : last + 1;
  }

  void insert(Version version) {
    ProgrammeVersionRecord row = sql.newRecord(PROGRAMME_VERSION);
    row.setTown(town());
    row.setProgramme(version.programme());
    row.setNumber(version.number());
    row.setState(version.state().name());
    row.setFromMonth(version.from().atDay(1));
    row.setUntilMonth(version.until() == null ? null : version.until().atDay(1));
    row.setBasedOn(version.basedOn());
    row.setDmn(version.dmn());
    row.setNote(version.note());
    row.setLock(version.lock());
    row.setDraftedBy(version.draftedBy());
    row.setDraftedAt(version.draftedAt());
    row.setChangedBy(version.changedBy());
    row.setChangedAt(version.changedAt());
    row.insert();
    replaceParameters(version.programme(), version.number(), version.parameters());
    replaceExamples(version.programme(), version.number(), version.examples());
  }

  void replaceParameters(String programme, int number, List<Version.Parameter> parameters) {
    sql.deleteFrom(PARAMETER).where(PARAMETER.TOWN.eq(town()), PARAMETER.PROGRAMME.eq(programme), PARAMETER.NUMBER.eq(number)).execute();
    var insert = sql.insertInto(PARAMETER, PARAMETER.TOWN, PARAMETER.PROGRAMME, PARAMETER.NUMBER, PARAMETER.NAME, PARAMETER.FROM_DAY, PARAMETER.TO_DAY, PARAMETER.VALUE,
        PARAMETER.DOCUMENT, PARAMETER.CONFIRMED_BY, PARAMETER.CONFIRMED_AT);
    for (Version.Parameter each : parameters) {
      insert = insert.values(town(), programme, number, each.name(), each.from(), each.to(), each.value(), each.document(), each.confirmedBy(), each.confirmedAt());
    }
    if (!parameters.isEmpty()) insert.execute();
  }

  void replaceExamples(String programme, int number, List<Example> examples) {
    sql.deleteFrom(EXAMPLE).where(EXAMPLE.TOWN.eq(town()), EXAMPLE.PROGRAMME.eq(programme), EXAMPLE.NUMBER.eq(number)).execute();
    var insert = sql.insertInto(EXAMPLE, EXAMPLE.TOWN, EXAMPLE.PROGRAMME, EXAMPLE.NUMBER, EXAMPLE.POSITION, EXAMPLE.NAME, EXAMPLE.FACTS, EXAMPLE.MONTH, EXAMPLE.ANSWER, EXAMPLE.AMOUNT_FEN);
    int position = 0;
    for (Example each : examples) {
      insert = insert.values(town(), programme, number, position++, each.name(), JSONB.valueOf(json.writeValueAsString(each.facts())), each.month().atDay(1), each.answer().name(), each.amountFen());
    }
    if (!examples.isEmpty()) insert.execute();
  }

  /** Who confirmed it, with the document; the value stays. */
  boolean confirm(String programme, int number, String name, LocalDate from, String document) {
    return sql.update(PARAMETER).set(PARAMETER.DOCUMENT, document).set(PARAMETER.CONFIRMED_BY, actor()).set(PARAMETER.CONFIRMED_AT, clock.instant())
        .where(PARAMETER.TOWN.eq(town()), PARAMETER.PROGRAMME.eq(programme), PARAMETER.NUMBER.eq(number), PARAMETER.NAME.eq(name), PARAMETER.FROM_DAY.eq(from)).execute() == 1;
  }

  void note(String programme, int number, String deed, @Nullable String note) {
    sql.insertInto(PROGRAMME_HISTORY)
        .set(PROGRAMME_HISTORY.TOWN, town()).set(PROGRAMME_HISTORY.PROGRAMME, programme).set(PROGRAMME_HISTORY.NUMBER, number).set(PROGRAMME_HISTORY.AT, clock.instant())
        .set(PROGRAMME_HISTORY.BY, actor()).set(PROGRAMME_HISTORY.DEED, deed).set(PROGRAMME_HISTORY.NOTE, note).execute();
  }

  List<Deed> history(String programme) {
    return sql.selectFrom(PROGRAMME_HISTORY).where(PROGRAMME_HISTORY.TOWN.eq(town()), PROGRAMME_HISTORY.PROGRAMME.eq(programme)).orderBy(PROGRAMME_HISTORY.ID.desc())
        .limit(HISTORY_SHOWN_MAX).fetch(row -> new Deed(row.getAt(), row.getBy(), row.getNumber(), row.getDeed(), row.getNote()));
  }

  private List<Version> versions(Condition which) {
    List<ProgrammeVersionRecord> rows = sql.selectFrom(PROGRAMME_VERSION).where(PROGRAMME_VERSION.TOWN.eq(town()), which)
        .orderBy(PROGRAMME_VERSION.PROGRAMME, PROGRAMME_VERSION.NUMBER.desc()).limit(VERSIONS_SHOWN_MAX).fetch();
    if (rows.isEmpty()) return List.of();
    String[] programmes = rows.stream().map(ProgrammeVersionRecord::getProgramme).distinct().toArray(String[]::new);
    Map<String, List<Version.Parameter>> parameters = new HashMap<>();
    sql.selectFrom(PARAMETER).where(PARAMETER.TOWN.eq(town()), PARAMETER.PROGRAMME.eq(org.jooq.impl.DSL.any(programmes)))
        .orderBy(PARAMETER.PROGRAMME, PARAMETER.NUMBER, PARAMETER.NAME, PARAMETER.FROM_DAY)
        .forEach(row -> parameters.computeIfAbsent(row.getProgramme() + " " + row.getNumber(), any -> new ArrayList<>()).add(new Version.Parameter(
            row.getName(), row.getFromDay(), row.getToDay(), row.getValue(), row.getDocument(), row.getConfirmedBy(), row.getConfirmedAt())));
    Map<String, List<Example>> examples = new HashMap<>();
    sql.selectFrom(EXAMPLE).where(EXAMPLE.TOWN.eq(town()), EXAMPLE.PROGRAMME.eq(org.jooq.impl.DSL.any(programmes))).orderBy(EXAMPLE.PROGRAMME, EXAMPLE.NUMBER, EXAMPLE.POSITION)
        .forEach(row -> examples.computeIfAbsent(row.getProgramme() + " " + row.getNumber(), any -> new ArrayList<>()).add(new Example(
            row.getName(), facts(row.getFacts()), YearMonth.from(row.getMonth()), Answer.valueOf(row.getAnswer()), row.getAmountFen())));
    return rows.stream().map(row -> {
      String key = row.getProgramme() + " " + row.getNumber();
      return version(row, parameters.getOrDefault(key, List.of()), examples.getOrDefault(key, List.of()));
    }).toList();
  }

  private static Version version(ProgrammeVersionRecord row, List<Version.Parameter> parameters, List<Example> examples) {
    return new Version(
        row.getProgramme(), row.getNumber(), VersionState.valueOf(row.getState()), YearMonth.from(row.getFromMonth()),
        row.getUntilMonth() == null ? null : YearMonth.from(row.getUntilMonth()), row.getBasedOn(), row.getDmn(), parameters, examples, row.getNote(), row.getHash(), row.getLock(),
        row.getDraftedBy(), row.getDraftedAt(), row.getChangedBy(), row.getChangedAt(), row.getProposedBy(), row.getProposedAt(), row.getReleasedBy(), row.getReleasedAt());
  }

  private Map<String, String> facts(JSONB stored) {
    Map<String, String> facts = new LinkedHashMap<>();
    json.readTree(stored.data()).properties().forEach(each -> facts.put(each.getKey(), each.getValue().asString()));
    return facts;
  }

  private static Condition key(String programme, int number) {
    return PROGRAMME_VERSION.TOWN.eq(town()).and(PROGRAMME_VERSION.PROGRAMME.eq(programme)).and(PROGRAMME_VERSION.NUMBER.eq(number));
  }

  YearMonth thisMonth() {
    return YearMonth.from(LocalDate.ofInstant(clock.instant(), WorkingDays.ZONE));
  }

  private static String actor() {
    return TownContext.required().actor();
  }

  private static String town() {
    return TownContext.required().town();
  }
}

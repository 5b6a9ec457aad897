package org.guanjia.insight;

import static org.guanjia.insight.db.Tables.ENTRY;
import static org.guanjia.insight.db.Tables.TARGET;
import static org.guanjia.insight.db.Tables.TARGET_HISTORY;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.insight.db.tables.records.EntryRecord;
import org.guanjia.insight.db.tables.records.TargetRecord;
import org.guanjia.places.Places;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.requests.Channel;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The town's promises and what was entered about them. Row-level security decides which of them an actor sees at all. */
@Service
public class Targets {

  static final ZoneId ZONE = WorkingDays.ZONE;
  static final int TITLE_LENGTH_MAX = 100;
  static final int UNIT_LENGTH_MAX = 20;
  static final int SOURCE_LENGTH_MAX = 500;
  static final int NOTE_LENGTH_MAX = 500;
  static final int YEAR_MIN = 2000;
  static final int YEAR_MAX = 2099;
  static final BigDecimal AMOUNT_MAX = BigDecimal.valueOf(1_000_000_000_000L);

  /** A year's list is shown whole up to this number. */
  static final int LISTED_MAX = 200;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** What was done to a target, the latest first. */
  public record Change(Instant at, String actor, String change, Map<String, Object> details) {}

  private final DSLContext sql;
  private final Places places;
  private final Audit audit;
  private final Clock clock;
  private final JsonMapper json;

  Targets(DSLContext sql, Places places, Audit audit, Clock clock, JsonMapper json) {
    this.sql = sql;
    this.places = places;
    this.audit = audit;
    this.clock = clock;
    this.json = json;
  }

  /** The year's targets in the order they were entered, the town's before the villages', those given up last. */
  @Transactional(readOnly = true)
  public List<Target> ofYear(int year) {
    return sql.selectFrom(TARGET)
        .where(inTown())
        .and(TARGET.YEAR.eq((short) year))
        .orderBy(TARGET.ACTIVE.desc(), TARGET.VILLAGE.asc().nullsFirst(), TARGET.SORT, TARGET.ID)
        .limit(LISTED_MAX)
        .fetch(Targets::target);
  }

  /** Years that have targets, the latest first. */
  @Transactional(readOnly = true)
  public List<Integer> years() {
    return sql.selectDistinct(TARGET.YEAR).from(TARGET).where(inTown()).orderBy(TARGET.YEAR.desc()).limit(100).fetch(row -> row.value1().intValue());
  }

  @Transactional(readOnly = true)
  public Optional<Target> find(long id) {
    return sql.selectFrom(TARGET).where(inTown()).and(TARGET.ID.eq(id)).fetchOptional(Targets::target);
  }

  /**
   * Adds a target, or writes one as it is now.
   *
   * @return its id
   * @throws InvalidInput naming each field that was refused
   * @throws StaleTarget when it was changed since the version given
   */
  @Transactional
  public long save(Target target) {
    check(target);
    return target.id() == 0 ? add(target) : change(target);
  }

  /**
   * Enters how far a target is that no module counts.
   *
   * @param village code; null for the whole town
   * @throws InvalidInput naming each field that was refused
   */
  @Transactional
  public void enter(long id, @Nullable String village, @Nullable LocalDate asOf, @Nullable BigDecimal amount, @Nullable String note) {
    Target target = find(id).orElseThrow(() -> new InvalidInput("amount", "targets.error.gone"));
    var errors = new ArrayList<FieldError>();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
    if (!target.measure().byHand()) errors.add(FieldError.of("amount", "targets.error.counted"));
    if (asOf == null || asOf.isAfter(today) || asOf.getYear() < target.year()) errors.add(FieldError.of("asOf", "targets.error.asOf", target.year()));
    amount(errors, "amount", amount, target.measure(), BigDecimal.ZERO);
    if (village != null && places.village(village).isEmpty()) errors.add(FieldError.of("village", "targets.error.village"));
    if (village != null && target.village() != null && !village.equals(target.village())) errors.add(FieldError.of("village", "targets.error.otherVillage"));
    if (note != null && note.length() > NOTE_LENGTH_MAX) errors.add(FieldError.of("note", "requests.error.tooLong", NOTE_LENGTH_MAX, note.length()));
    if (!errors.isEmpty() || asOf == null || amount == null) throw new InvalidInput(errors);
    var row = new EntryRecord();
    row.setTown(town());
    row.setTargetId(id);
    row.setVillage(village == null ? target.village() : village);
    row.setAsOf(asOf);
    row.setAmount(amount);
    row.setNote(note);
    row.setEnteredBy(TownContext.required().actor());
    row.setEnteredAt(clock.instant());
    sql.insertInto(ENTRY).set(row).execute();
    history(id, "ENTERED", Map.of("amount", amount.toPlainString(), "asOf", asOf.toString(), "village", village == null ? "" : village));
    audit.record("target.entered", "target", String.valueOf(id), Map.of("amount", amount.toPlainString(), "asOf", asOf.toString()));
  }

  /** The figures in force of a year's targets: of each target and village the latest day's, of one day the last entered. */
  @Transactional(readOnly = true)
  public List<TargetEntry> latest(int year) {
    return sql.selectDistinct(ENTRY.asterisk())
        .on(ENTRY.TARGET_ID, ENTRY.VILLAGE)
        .from(ENTRY)
        .join(TARGET)
        .on(TARGET.TOWN.eq(ENTRY.TOWN))
        .and(TARGET.ID.eq(ENTRY.TARGET_ID))
        .where(inTown())
        .and(TARGET.YEAR.eq((short) year))
        .orderBy(ENTRY.TARGET_ID, ENTRY.VILLAGE, ENTRY.AS_OF.desc(), ENTRY.ID.desc())
        .fetchInto(ENTRY)
        .map(Targets::entry);
  }

  /** What was entered about a target, the latest first. */
  @Transactional(readOnly = true)
  public List<TargetEntry> entries(long id) {
    return sql.selectFrom(ENTRY)
        .where(ENTRY.TOWN.eq(town()))
        .and(ENTRY.TARGET_ID.eq(id))
        .orderBy(ENTRY.AS_OF.desc(), ENTRY.ID.desc())
        .limit(LISTED_MAX)
        .fetch(Targets::entry);
  }

  /** What was done to a target, the latest first. */
  @Transactional(readOnly = true)
  @SuppressWarnings("unchecked")
  public List<Change> changes(long id) {
    return sql.selectFrom(TARGET_HISTORY)
        .where(TARGET_HISTORY.TOWN.eq(town()))
        .and(TARGET_HISTORY.TARGET_ID.eq(id))
        .orderBy(TARGET_HISTORY.ID.desc())
        .limit(LISTED_MAX)
        .fetch(row -> new Change(row.getAt(), row.getActor(), row.getChange(), json.readValue(row.getDetails().data(), Map.class)));
  }

  /** What is wrong with a target; empty for nothing. */
  List<FieldError> faults(Target target) {
    var errors = new ArrayList<FieldError>();
    if (target.year() < YEAR_MIN || target.year() > YEAR_MAX) errors.add(FieldError.of("year", "targets.error.year", YEAR_MIN, YEAR_MAX));
    required(errors, "title", target.title(), TITLE_LENGTH_MAX);
    required(errors, "unit", target.unit(), UNIT_LENGTH_MAX);
    required(errors, "source", target.source(), SOURCE_LENGTH_MAX);
    if (!Measure.promisable().contains(target.measure())) errors.add(FieldError.of("measure", "targets.error.measure"));
    boolean byChannel = target.measure() == Measure.CHANNEL_SHARE;
    if (byChannel && Arrays.stream(Channel.values()).noneMatch(channel -> channel.name().equals(target.channel()))) errors.add(FieldError.of("channel", "targets.error.channel"));
    amount(errors, "amount", target.amount(), target.measure(), new BigDecimal("0.01"));
    LocalDate begin = LocalDate.of(Math.clamp(target.year(), YEAR_MIN, YEAR_MAX), 1, 1);
    if (target.dueOn().isBefore(begin) || target.dueOn().isAfter(begin.plusYears(6))) errors.add(FieldError.of("dueOn", "targets.error.dueOn", String.valueOf(target.year())));
    if (target.village() != null && places.village(target.village()).isEmpty()) errors.add(FieldError.of("village", "targets.error.village"));
    return errors;
  }

  private void check(Target target) {
    List<FieldError> errors = faults(target);
    if (errors.isEmpty() && twin(target)) errors.add(FieldError.of("title", "targets.error.twin", String.valueOf(target.year())));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private boolean twin(Target target) {
    return sql.fetchExists(
        sql.selectOne()
            .from(TARGET)
            .where(inTown())
            .and(TARGET.YEAR.eq((short) target.year()))
            .and(TARGET.TITLE.eq(target.title()))
            .and(TARGET.VILLAGE.isNotDistinctFrom(target.village()))
            .and(TARGET.ID.ne(target.id())));
  }

  private long add(Target target) {
    TargetRecord row = fill(new TargetRecord(), target);
    row.setTown(town());
    long id = sql.insertInto(TARGET).set(row).returning(TARGET.ID).fetchSingle().getId();
    history(id, "ADDED", facts(target));
    audit.record("target.added", "target", String.valueOf(id), Map.of("year", target.year()));
    return id;
  }

  private long change(Target target) {
    TargetRecord row =
        sql.selectFrom(TARGET).where(inTown()).and(TARGET.ID.eq(target.id())).forUpdate().fetchOptional().orElseThrow(() -> new InvalidInput("title", "targets.error.gone"));
    Target before = target(row);
    if (before.version() != target.version()) throw new StaleTarget(before);
    write(row, target);
    history(target.id(), "CHANGED", Map.of("before", facts(before), "after", facts(target)));
    audit.record("target.changed", "target", String.valueOf(target.id()), Map.of("year", target.year(), "active", target.active()));
    return target.id();
  }

  private void write(TargetRecord row, Target target) {
    fill(row, target);
    row.setVersion(row.getVersion() + 1);
    row.attach(sql.configuration());
    row.update();
  }

  private void history(long id, String change, Map<String, ?> details) {
    sql.insertInto(TARGET_HISTORY)
        .set(TARGET_HISTORY.TOWN, town())
        .set(TARGET_HISTORY.TARGET_ID, id)
        .set(TARGET_HISTORY.AT, clock.instant())
        .set(TARGET_HISTORY.ACTOR, TownContext.required().actor())
        .set(TARGET_HISTORY.CHANGE, change)
        .set(TARGET_HISTORY.DETAILS, JSONB.jsonb(json.writeValueAsString(details)))
        .execute();
  }

  static TargetRecord fill(TargetRecord row, Target target) {
    row.setYear((short) target.year());
    row.setTitle(target.title());
    row.setMeasure(target.measure().name());
    row.setChannel(target.measure() == Measure.CHANNEL_SHARE ? target.channel() : null);
    row.setAmount(target.amount());
    row.setUnit(target.unit());
    row.setDueOn(target.dueOn());
    row.setSource(target.source());
    row.setVillage(target.village());
    row.setActive(target.active());
    return row;
  }

  static Map<String, Object> facts(Target target) {
    return Map.of(
        "title", target.title(), "measure", target.measure().name(), "amount", target.amount().stripTrailingZeros().toPlainString(), "unit", target.unit(), "dueOn",
        target.dueOn().toString(), "source", target.source(), "village", target.village() == null ? "" : target.village(), "active", target.active());
  }

  static Target target(TargetRecord row) {
    return new Target(
        row.getId(), row.getVersion(), row.getYear(), row.getTitle(), Measure.valueOf(row.getMeasure()), row.getChannel(), row.getAmount(), row.getUnit(), row.getDueOn(),
        row.getSource(), row.getVillage(), row.getActive());
  }

  private static TargetEntry entry(EntryRecord row) {
    return new TargetEntry(row.getTargetId(), row.getVillage(), row.getAsOf(), row.getAmount(), row.getNote(), row.getEnteredBy(), row.getEnteredAt());
  }

  static Condition inTown() {
    return TARGET.TOWN.eq(town());
  }

  private static void required(List<FieldError> errors, String field, String text, int most) {
    if (text.isBlank()) errors.add(FieldError.of(field, "requests.error.required"));
    else if (text.length() > most) errors.add(FieldError.of(field, "requests.error.tooLong", most, text.length()));
  }

  private static void amount(List<FieldError> errors, String field, @Nullable BigDecimal amount, Measure measure, BigDecimal least) {
    BigDecimal most = measure.share() ? HUNDRED : AMOUNT_MAX;
    if (amount == null || amount.compareTo(least) < 0 || amount.compareTo(most) > 0 || amount.stripTrailingZeros().scale() > 2) {
      errors.add(FieldError.of(field, measure.share() ? "targets.error.share" : "targets.error.amount"));
    }
  }

  private static String town() {
    return TownContext.required().town();
  }
}

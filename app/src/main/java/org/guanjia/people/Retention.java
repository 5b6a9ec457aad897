package org.guanjia.people;

import static org.guanjia.people.db.Routines.erase;
import static org.guanjia.people.db.Tables.ERASURE;
import static org.guanjia.people.db.Tables.MEMBERSHIP;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.RETENTION;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.people.db.tables.records.ErasureRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * For how long a record is kept once its reason has ended, and how it is erased (PIPL art. 19 and 47): one asks, another decides, and what
 * is gone is gone.
 */
@Service
@Transactional
public class Retention {

  static final int PAGE_SIZE = 50;
  static final int REASON_LENGTH_MAX = 500;
  static final int BASIS_LENGTH_MAX = 300;
  static final int YEARS_MAX = 100;

  /** Why a record is not needed any more. */
  public enum Kind {
    DIED(10),
    /** Neither lives in the town nor is registered in it. */
    LEFT(5);

    private final int years;

    Kind(int years) {
      this.years = years;
    }
  }

  /**
   * A line of the schedule.
   *
   * @param basis by what rule; null while nobody has confirmed the years
   */
  public record Rule(Kind kind, int years, @Nullable String basis, @Nullable String changedBy, @Nullable Instant changedAt) {}

  /** A record whose time is over. */
  public record Due(long id, String name, Kind kind, LocalDate since, @Nullable String village) {}

  /** An erasure asked for; {@code approved} is null while nobody has decided. */
  public record Erasure(
      long id, long person, String name, boolean retention, String reason, String askedBy, Instant askedAt, @Nullable String decidedBy, @Nullable Boolean approved) {}

  private final DSLContext sql;
  private final Audit audit;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Retention(DSLContext sql, Audit audit, Clock clock, ApplicationEventPublisher events) {
    this.sql = sql;
    this.audit = audit;
    this.clock = clock;
    this.events = events;
  }

  @Transactional(readOnly = true)
  public List<Rule> schedule() {
    Map<String, Rule> set = sql.selectFrom(RETENTION).where(RETENTION.TOWN.eq(town()))
        .fetchMap(RETENTION.KIND, row -> new Rule(Kind.valueOf(row.getKind()), row.getYears(), row.getBasis(), row.getChangedBy(), row.getChangedAt()));
    List<Rule> rules = new ArrayList<>();
    for (Kind kind : Kind.values()) rules.add(set.getOrDefault(kind.name(), new Rule(kind, kind.years, null, null, null)));
    return rules;
  }

  /**
   * Lays down how long records are kept.
   *
   * @param basis the rule it follows, with its number
   */
  public void set(Kind kind, int years, String basis) {
    if (years < 1 || years > YEARS_MAX) throw new InvalidInput("years", "guard.retention.error.years", YEARS_MAX);
    if (basis.isBlank() || basis.length() > BASIS_LENGTH_MAX) throw new InvalidInput("basis", "guard.retention.error.basis", BASIS_LENGTH_MAX);
    sql.insertInto(RETENTION)
        .set(RETENTION.TOWN, town()).set(RETENTION.KIND, kind.name()).set(RETENTION.YEARS, years).set(RETENTION.BASIS, basis)
        .set(RETENTION.CHANGED_BY, actor()).set(RETENTION.CHANGED_AT, clock.instant())
        .onConflict(RETENTION.TOWN, RETENTION.KIND).doUpdate().setAllToExcluded()
        .execute();
    audit.record("people.retention", "retention", kind.name(), Map.of("years", years));
  }

  /** Records whose time is over and of whom nothing holds any more, those kept longest first. */
  @Transactional(readOnly = true)
  public List<Due> due(Kind kind) {
    int years = schedule().stream().filter(rule -> rule.kind() == kind).findFirst().orElseThrow().years();
    LocalDate limit = today().minusYears(years);
    Field<LocalDate> since = kind == Kind.DIED ? PERSON.DIED_ON : PERSON.SINCE;
    Condition ended = kind == Kind.DIED
        ? PERSON.DIED_ON.isNotNull()
        : PERSON.DIED_ON.isNull().and(DSL.not(DSL.condition(PERSON.RESIDENT))).and(DSL.not(DSL.condition(PERSON.REGISTERED)));
    return sql.select(PERSON.ID, PERSON.NAME, since, PERSON.VILLAGE).from(PERSON)
        .where(PERSON.TOWN.eq(town()), PERSON.ROOT.eq(PERSON.ID), DSL.not(DSL.condition(PERSON.ERASED)), ended, since.lt(limit))
        .andNotExists(DSL.selectOne().from(MEMBERSHIP).where(MEMBERSHIP.TOWN.eq(PERSON.TOWN), MEMBERSHIP.PERSON_ID.eq(PERSON.ID), MEMBERSHIP.UNTIL.isNull()))
        .andNotExists(DSL.selectOne().from(ERASURE).where(ERASURE.TOWN.eq(PERSON.TOWN), ERASURE.PERSON_ID.eq(PERSON.ID), ERASURE.DECIDED_AT.isNull()))
        .orderBy(since, PERSON.ID)
        .limit(PAGE_SIZE)
        .fetch(row -> new Due(row.value1(), row.value2(), kind, row.value3(), row.value4()));
  }

  /**
   * Asks that what is known of a person be erased.
   *
   * @param retention whether its time is over; otherwise the person asks for it
   */
  public void ask(long person, boolean retention, String reason) {
    if (reason.isBlank() || reason.length() > REASON_LENGTH_MAX) throw new InvalidInput("reason", "people.error.reason", REASON_LENGTH_MAX);
    boolean there = sql.fetchExists(PERSON, PERSON.TOWN.eq(town()), PERSON.ID.eq(person), PERSON.ROOT.eq(person), DSL.not(DSL.condition(PERSON.ERASED)));
    if (!there) throw new NoSuchPerson(person);
    sql.insertInto(ERASURE)
        .set(ERASURE.TOWN, town()).set(ERASURE.PERSON_ID, person).set(ERASURE.GROUNDS, retention ? "RETENTION" : "ASKED_FOR").set(ERASURE.REASON, reason)
        .set(ERASURE.ASKED_BY, actor()).set(ERASURE.ASKED_AT, clock.instant())
        .onConflictDoNothing()
        .execute();
    audit.record("people.erasure.asked", Register.SUBJECT, String.valueOf(person), Map.of("retention", retention));
  }

  /** What is asked for and not decided, the oldest first. */
  @Transactional(readOnly = true)
  public List<Erasure> open() {
    return sql.select(ERASURE.asterisk(), PERSON.NAME).from(ERASURE)
        .join(PERSON).on(PERSON.TOWN.eq(ERASURE.TOWN), PERSON.ID.eq(ERASURE.PERSON_ID))
        .where(ERASURE.TOWN.eq(town()), ERASURE.DECIDED_AT.isNull())
        .orderBy(ERASURE.ID)
        .limit(PAGE_SIZE)
        .fetch(row -> {
          ErasureRecord erasure = row.into(ERASURE);
          return new Erasure(erasure.getId(), erasure.getPersonId(), row.get(PERSON.NAME), erasure.getGrounds().equals("RETENTION"), erasure.getReason(),
              erasure.getAskedBy(), erasure.getAskedAt(), erasure.getDecidedBy(), erasure.getApproved());
        });
  }

  /**
   * Decides what somebody else asked for; approved, it is done at once and for good.
   *
   * @throws InvalidInput when it is decided already, the same person asked for it, or a special group still holds
   */
  public void decide(long id, boolean approved) {
    ErasureRecord erasure = sql.selectFrom(ERASURE).where(ERASURE.TOWN.eq(town()), ERASURE.ID.eq(id)).forUpdate().fetchOne();
    if (erasure == null || erasure.getDecidedAt() != null) throw new InvalidInput("erasure", "guard.retention.error.decided");
    if (erasure.getAskedBy().equals(actor())) throw new InvalidInput("erasure", "guard.retention.error.self");
    long person = erasure.getPersonId();
    boolean held = sql.fetchExists(MEMBERSHIP, MEMBERSHIP.TOWN.eq(town()), MEMBERSHIP.PERSON_ID.eq(person), MEMBERSHIP.UNTIL.isNull());
    if (approved && held) throw new InvalidInput("erasure", "guard.retention.error.held");
    erasure.setDecidedBy(actor());
    erasure.setDecidedAt(clock.instant());
    erasure.setApproved(approved);
    erasure.store(ERASURE.DECIDED_BY, ERASURE.DECIDED_AT, ERASURE.APPROVED);
    audit.record(approved ? "people.erased" : "people.erasure.refused", Register.SUBJECT, String.valueOf(person));
    if (!approved) return;
    List<Long> records = sql.select(PERSON.ID).from(PERSON).where(PERSON.TOWN.eq(town()), StatementStore.recordsOf(List.of(person))).fetch(PERSON.ID);
    erase(sql.configuration(), person);
    events.publishEvent(new PersonErased(town(), records));
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }

  private static String actor() {
    return TownContext.required().actor();
  }

  private static String town() {
    return TownContext.required().town();
  }
}

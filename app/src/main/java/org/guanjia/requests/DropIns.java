package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.DROP_IN;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.places.Places;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.DropInRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Leaders' drop-in days (领导干部驻点联系群众): who sits where and when, what was raised there, what became of it. */
@Service
public class DropIns {

  static final int PAGE_SIZE = 50;
  static final int MATTERS_MAX = 500;
  static final int LEADER_LENGTH_MAX = 100;
  static final int PLACE_LENGTH_MAX = 300;
  private static final int EARLIER_DAYS = 365;

  /**
   * A drop-in day.
   *
   * @param leader by office, such as 镇长; a name only where the town publishes it
   * @param raised how many requests were raised there
   * @param open how many of them still wait for an answer
   */
  public record Day(
      long id,
      String leader,
      String village,
      LocalDate heldOn,
      @Nullable LocalTime from,
      @Nullable String place,
      @Nullable String note,
      int version,
      int raised,
      int open) {}

  /** What the form says. */
  public record Plan(
      String leader,
      String village,
      LocalDate heldOn,
      @Nullable LocalTime from,
      @Nullable String place,
      @Nullable String note) {}

  /**
   * A matter on the sheet.
   *
   * @param answer the last approved answer; null while there is none
   */
  public record Matter(
      String code, String title, State state, @Nullable Outcome outcome, LocalDate heldOn, LocalDate dueOn, @Nullable String answer) {}

  /** What the leader takes along: what was raised that day, and what is still open of the days before it in that village. */
  public record Sheet(Day day, List<Matter> raised, List<Matter> earlier) {}

  /** No drop-in day of that number in this town. */
  @ResponseStatus(HttpStatus.NOT_FOUND)
  public static final class NoSuchDay extends RuntimeException {
    NoSuchDay(long id) {
      super("no such drop-in day: " + id);
    }
  }

  /** Somebody else changed the day meanwhile. */
  @ResponseStatus(HttpStatus.CONFLICT)
  public static final class StaleDay extends RuntimeException {
    StaleDay() {
      super("changed by somebody else");
    }
  }

  private final DSLContext sql;
  private final Places places;
  private final Audit audit;
  private final Clock clock;

  DropIns(DSLContext sql, Places places, Audit audit, Clock clock) {
    this.sql = sql;
    this.places = places;
    this.audit = audit;
    this.clock = clock;
  }

  /** Days from today on, the next one first; or past ones, the last one first. At most {@value #PAGE_SIZE}. */
  @Transactional(readOnly = true)
  public List<Day> list(boolean past, @Nullable String village, @Nullable LocalDate afterDay, long afterId) {
    Condition wanted = inTown();
    if (village != null) wanted = wanted.and(DROP_IN.VILLAGE.eq(village));
    wanted = wanted.and(past ? DROP_IN.HELD_ON.lt(today()) : DROP_IN.HELD_ON.ge(today()));
    if (afterDay != null) {
      var cursor = DSL.row(afterDay, afterId);
      var key = DSL.row(DROP_IN.HELD_ON, DROP_IN.ID);
      wanted = wanted.and(past ? key.lt(cursor) : key.gt(cursor));
    }
    return sql.select(DROP_IN.asterisk(), raised(false), raised(true))
        .from(DROP_IN)
        .where(wanted)
        .orderBy(past ? DROP_IN.HELD_ON.desc() : DROP_IN.HELD_ON, past ? DROP_IN.ID.desc() : DROP_IN.ID)
        .limit(PAGE_SIZE + 1)
        .fetch(row -> day(row.into(DROP_IN), row.get("raised", Integer.class), row.get("still_open", Integer.class)));
  }

  @Transactional(readOnly = true)
  public Day day(long id) {
    return find(id).orElseThrow(() -> new NoSuchDay(id));
  }

  /** Days around today, to bind a request to: the last two weeks and today. */
  @Transactional(readOnly = true)
  public List<Day> recent() {
    return sql.selectFrom(DROP_IN)
        .where(inTown())
        .and(DROP_IN.HELD_ON.between(today().minusDays(14), today()))
        .orderBy(DROP_IN.HELD_ON.desc(), DROP_IN.ID.desc())
        .limit(PAGE_SIZE)
        .fetch(row -> day(row, 0, 0));
  }

  @Transactional(readOnly = true)
  public Sheet sheet(long id) {
    Day day = day(id);
    List<Matter> raised = matters(REQUEST.DROP_IN_ID.eq(id));
    List<Matter> earlier =
        matters(
            DROP_IN.VILLAGE.eq(day.village())
                .and(DROP_IN.HELD_ON.lt(day.heldOn()))
                .and(DROP_IN.HELD_ON.ge(day.heldOn().minusDays(EARLIER_DAYS))));
    return new Sheet(day, raised, earlier);
  }

  @Transactional
  public long add(Plan plan) {
    check(plan);
    DropInRecord row = sql.newRecord(DROP_IN);
    row.setTown(TownContext.required().town());
    fill(row, plan);
    row.insert();
    audit.record("dropin.added", "drop-in", row.getId().toString(), Map.of("day", plan.heldOn().toString()));
    return row.getId();
  }

  /**
   * @throws StaleDay when somebody else changed it since it was shown
   */
  @Transactional
  public void change(long id, int version, Plan plan) {
    check(plan);
    DropInRecord row = sql.selectFrom(DROP_IN).where(inTown()).and(DROP_IN.ID.eq(id)).forUpdate().fetchOne();
    if (row == null) throw new NoSuchDay(id);
    if (row.getVersion() != version) throw new StaleDay();
    fill(row, plan);
    row.setVersion(version + 1);
    row.update();
    audit.record("dropin.changed", "drop-in", Long.toString(id), Map.of("day", plan.heldOn().toString()));
  }

  /** Takes a day off the schedule; refused when requests were raised there. */
  @Transactional
  public void remove(long id) {
    boolean used = sql.fetchExists(REQUEST, REQUEST.TOWN.eq(TownContext.required().town()), REQUEST.DROP_IN_ID.eq(id));
    if (used) throw new InvalidInput("day", "dropins.error.used");
    int removed = sql.deleteFrom(DROP_IN).where(inTown()).and(DROP_IN.ID.eq(id)).execute();
    if (removed == 0) throw new NoSuchDay(id);
    audit.record("dropin.removed", "drop-in", Long.toString(id));
  }

  private Optional<Day> find(long id) {
    return sql.select(DROP_IN.asterisk(), raised(false), raised(true))
        .from(DROP_IN)
        .where(inTown())
        .and(DROP_IN.ID.eq(id))
        .fetchOptional(
            row -> day(row.into(DROP_IN), row.get("raised", Integer.class), row.get("still_open", Integer.class)));
  }

  private List<Matter> matters(Condition condition) {
    var answer =
        DSL.field(
            sql.select(ANSWER.TEXT)
                .from(ANSWER)
                .where(ANSWER.TOWN.eq(REQUEST.TOWN))
                .and(ANSWER.REQUEST_ID.eq(REQUEST.ID))
                .and(ANSWER.APPROVED)
                .orderBy(ANSWER.ID.desc())
                .limit(1));
    return sql.select(
            REQUEST.CODE, REQUEST.TITLE, REQUEST.STATE, REQUEST.OUTCOME, DROP_IN.HELD_ON, REQUEST.DUE_ON, answer)
        .from(REQUEST)
        .join(DROP_IN)
        .on(DROP_IN.TOWN.eq(REQUEST.TOWN))
        .and(DROP_IN.ID.eq(REQUEST.DROP_IN_ID))
        .where(REQUEST.TOWN.eq(TownContext.required().town()))
        .and(condition)
        .orderBy(DROP_IN.HELD_ON.desc(), REQUEST.ID)
        .limit(MATTERS_MAX)
        .fetch(
            row ->
                new Matter(
                    row.value1(), row.value2(), State.valueOf(row.value3()), outcome(row.value4()), row.value5(),
                    row.value6(), row.value7()));
  }

  private Field<Integer> raised(boolean onlyOpen) {
    Condition counted = REQUEST.TOWN.eq(DROP_IN.TOWN).and(REQUEST.DROP_IN_ID.eq(DROP_IN.ID));
    return DSL.field(sql.selectCount().from(REQUEST).where(onlyOpen ? counted.and(REQUEST.OPEN) : counted))
        .as(onlyOpen ? "still_open" : "raised");
  }

  private void check(Plan plan) {
    Texts.required("leader", plan.leader(), LEADER_LENGTH_MAX);
    if (places.village(plan.village()).isEmpty()) throw new InvalidInput("village", "requests.error.unknownVillage");
  }

  private static void fill(DropInRecord row, Plan plan) {
    row.setLeader(plan.leader().strip());
    row.setVillage(plan.village());
    row.setHeldOn(plan.heldOn());
    row.setFromTime(plan.from());
    row.setPlace(plan.place());
    row.setNote(plan.note());
  }

  private static Day day(DropInRecord row, int raised, int open) {
    return new Day(
        row.getId(), row.getLeader(), row.getVillage(), row.getHeldOn(), row.getFromTime(), row.getPlace(), row.getNote(),
        row.getVersion(), raised, open);
  }

  private static @Nullable Outcome outcome(@Nullable String name) {
    return name == null ? null : Outcome.valueOf(name);
  }

  private static Condition inTown() {
    return DROP_IN.TOWN.eq(TownContext.required().town());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Deadlines.ZONE);
  }
}

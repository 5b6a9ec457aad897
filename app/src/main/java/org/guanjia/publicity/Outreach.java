package org.guanjia.publicity;

import static org.guanjia.publicity.db.Tables.EFFORT;
import static org.guanjia.publicity.db.Tables.LEAFLET;
import static org.guanjia.publicity.db.Tables.PROJECT_VISIT;
import static org.guanjia.publicity.db.Tables.VISIT;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.guanjia.places.Places;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.publicity.db.tables.records.EffortRecord;
import org.guanjia.publicity.db.tables.records.LeafletRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Outreach (宣传): leaflets in plain words, what was done to carry them to people, and how many were reached. */
@Service
public class Outreach {

  static final int LISTED_MAX = 500;
  static final int TITLE_LENGTH_MAX = 100;
  static final int TEXT_LENGTH_MAX = 2_000;
  static final int NOTE_LENGTH_MAX = 1_000;
  static final int TIMES_MAX = 10_000;
  static final int PEOPLE_MAX = 1_000_000;

  /** How a leaflet was carried to people. */
  public enum Way {
    TALK,
    DOOR_VISIT,
    BROADCAST,
    STALL
  }

  /**
   * A policy or a project in plain words.
   *
   * @param policyId the policy it tells of; null for none
   * @param who whom it is for
   * @param what what they get
   * @param how what they have to do
   * @param where whom to ask; null where the village's own office is meant
   * @param villages codes; empty for every village
   */
  public record Leaflet(
      long id, @Nullable Long policyId, String title, String who, String what, String how, @Nullable String where, List<String> villages, boolean active, int version) {

    static final Leaflet BLANK = new Leaflet(0, null, "", "", "", "", null, List.of(), true, 0);

    public boolean isFor(String village) {
      return villages.isEmpty() || villages.contains(village);
    }
  }

  /** Something done. */
  public record Effort(long id, @Nullable Long leafletId, String village, LocalDate heldOn, Way way, int times, int people, @Nullable String note) {}

  /** Who was reached in a village: openings of pages, and people as staff counted them. */
  public record Reached(String village, int byPoster, int byLink, int times, int people) {
    public int all() {
      return byPoster + byLink + people;
    }
  }

  private final DSLContext sql;
  private final Places places;
  private final Audit audit;
  private final Clock clock;

  Outreach(DSLContext sql, Places places, Audit audit, Clock clock) {
    this.sql = sql;
    this.places = places;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public List<Leaflet> leaflets(boolean activeAlone) {
    return sql.selectFrom(LEAFLET)
        .where(LEAFLET.TOWN.eq(town()))
        .and(activeAlone ? LEAFLET.ACTIVE : DSL.noCondition())
        .orderBy(LEAFLET.ACTIVE.desc(), LEAFLET.ID)
        .limit(LISTED_MAX)
        .fetch(Outreach::leaflet);
  }

  @Transactional(readOnly = true)
  public Optional<Leaflet> leaflet(long id) {
    return sql.selectFrom(LEAFLET).where(LEAFLET.TOWN.eq(town())).and(LEAFLET.ID.eq(id)).fetchOptional(Outreach::leaflet);
  }

  /** @throws PublicationProblem.Stale when somebody else changed it since */
  @Transactional
  public long save(Leaflet typed) {
    check(typed);
    LeafletRecord row =
        typed.id() == 0
            ? sql.newRecord(LEAFLET)
            : sql.selectFrom(LEAFLET).where(LEAFLET.TOWN.eq(town())).and(LEAFLET.ID.eq(typed.id())).forUpdate().fetchOptional().orElseThrow(() -> new PublicationProblem.Unknown(typed.id()));
    if (typed.id() != 0 && row.getVersion() != typed.version()) throw new PublicationProblem.Stale(typed.id());
    row.setTown(town());
    row.setPolicyId(typed.policyId());
    row.setTitle(typed.title());
    row.setWho(typed.who());
    row.setWhat(typed.what());
    row.setHow(typed.how());
    row.setWherefrom(typed.where());
    row.setVillages(typed.villages().toArray(new String[0]));
    row.setActive(typed.active());
    row.setVersion(typed.version() + 1);
    row.setWrittenBy(TownContext.required().actor());
    row.setWrittenAt(clock.instant());
    if (typed.id() == 0) row.insert();
    else row.update();
    audit.record(typed.id() == 0 ? "publicity.leaflet.added" : "publicity.leaflet.changed", "leaflet", String.valueOf(row.getId()), Map.of("active", typed.active()));
    return row.getId();
  }

  private void check(Leaflet typed) {
    List<FieldError> errors = new ArrayList<>();
    text(errors, "title", typed.title(), TITLE_LENGTH_MAX);
    text(errors, "who", typed.who(), 1_000);
    text(errors, "what", typed.what(), TEXT_LENGTH_MAX);
    text(errors, "how", typed.how(), TEXT_LENGTH_MAX);
    if (typed.where() != null && typed.where().length() > 500) errors.add(FieldError.of("where", "publicity.error.tooLong", 500, typed.where().length()));
    for (String village : typed.villages()) if (places.village(village).isEmpty()) errors.add(FieldError.of("villages", "publicity.error.village"));
    Long policy = typed.policyId();
    if (policy != null && sql.fetchExists(LEAFLET, LEAFLET.TOWN.eq(town()), LEAFLET.POLICY_ID.eq(policy), LEAFLET.ID.ne(typed.id()))) errors.add(FieldError.of("policy", "publicity.error.policyTaken"));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static void text(List<FieldError> errors, String field, String text, int most) {
    if (text.isBlank()) errors.add(FieldError.of(field, "publicity.error.required"));
    else if (text.length() > most) errors.add(FieldError.of(field, "publicity.error.tooLong", most, text.length()));
  }

  /** Enters a talk, a round of door visits or the like. */
  @Transactional
  public long enter(Effort typed) {
    List<FieldError> errors = faults(typed);
    if (typed.leafletId() != null && leaflet(typed.leafletId()).isEmpty()) errors.add(FieldError.of("leaflet", "publicity.error.leaflet"));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    EffortRecord row = record(typed);
    row.attach(sql.configuration());
    row.insert();
    audit.record("publicity.effort.entered", "effort", String.valueOf(row.getId()), Map.of("village", typed.village(), "people", typed.people()));
    return row.getId();
  }

  /** What is wrong with it, for this actor; whether there is such a leaflet is not asked. */
  List<FieldError> faults(Effort typed) {
    List<FieldError> errors = new ArrayList<>();
    if (places.village(typed.village()).isEmpty()) errors.add(FieldError.of("village", "publicity.error.village"));
    List<String> areas = TownContext.required().areas();
    if (areas != null && !areas.contains(typed.village())) errors.add(FieldError.of("village", "publicity.error.otherVillage"));
    if (typed.heldOn().isAfter(LocalDate.ofInstant(clock.instant(), PublicSite.ZONE))) errors.add(FieldError.of("heldOn", "publicity.error.future"));
    if (typed.times() < 1 || typed.times() > TIMES_MAX) errors.add(FieldError.of("times", "publicity.error.number", TIMES_MAX));
    if (typed.people() < 0 || typed.people() > PEOPLE_MAX) errors.add(FieldError.of("people", "publicity.error.number", PEOPLE_MAX));
    if (typed.note() != null && typed.note().length() > NOTE_LENGTH_MAX) errors.add(FieldError.of("note", "publicity.error.tooLong", NOTE_LENGTH_MAX, typed.note().length()));
    return errors;
  }

  EffortRecord record(Effort typed) {
    var row = new EffortRecord();
    row.setTown(town());
    row.setLeafletId(typed.leafletId());
    row.setVillage(typed.village());
    row.setHeldOn(typed.heldOn());
    row.setWay(typed.way().name());
    row.setTimes(typed.times());
    row.setPeople(typed.people());
    row.setNote(typed.note());
    row.setEnteredBy(TownContext.required().actor());
    row.setEnteredAt(clock.instant());
    return row;
  }

  /** What was entered last, as far as this actor sees. */
  @Transactional(readOnly = true)
  public List<Effort> efforts(int year) {
    return efforts(year, DSL.noCondition());
  }

  /** All of a year in that order, read {@value #LISTED_MAX} at a time; needs a transaction until its end. */
  Stream<Effort> everyEffort(int year) {
    return Stream.iterate(efforts(year), part -> !part.isEmpty(), part -> part.size() < LISTED_MAX ? List.<Effort>of() : efforts(year, before(part.getLast())))
        .flatMap(List::stream);
  }

  private List<Effort> efforts(int year, Condition further) {
    return sql.selectFrom(EFFORT)
        .where(EFFORT.TOWN.eq(town()))
        .and(EFFORT.HELD_ON.between(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)))
        .and(further)
        .orderBy(EFFORT.HELD_ON.desc(), EFFORT.ID.desc())
        .limit(LISTED_MAX)
        .fetch(Outreach::effort);
  }

  private static Condition before(Effort last) {
    return DSL.row(EFFORT.HELD_ON, EFFORT.ID).lt(last.heldOn(), last.id());
  }

  /** Who was reached in a year, by village. */
  @Transactional(readOnly = true)
  public List<Reached> reached(int year) {
    var first = LocalDate.of(year, 1, 1);
    var last = LocalDate.of(year, 12, 31);
    Map<String, int[]> counts = new TreeMap<>();
    sql.select(VISIT.VILLAGE, VISIT.WAY, DSL.sum(VISIT.VISITS))
        .from(VISIT)
        .where(VISIT.TOWN.eq(town()))
        .and(VISIT.DAY.between(first, last))
        .groupBy(VISIT.VILLAGE, VISIT.WAY)
        .forEach(row -> counts.computeIfAbsent(row.value1(), any -> new int[4])[row.value2().equals("POSTER") ? 0 : 1] += row.value3().intValue());
    sql.select(PROJECT_VISIT.VILLAGE, DSL.sum(PROJECT_VISIT.VISITS))
        .from(PROJECT_VISIT)
        .where(PROJECT_VISIT.TOWN.eq(town()))
        .and(PROJECT_VISIT.DAY.between(first, last))
        .groupBy(PROJECT_VISIT.VILLAGE)
        .forEach(row -> counts.computeIfAbsent(row.value1(), any -> new int[4])[0] += row.value2().intValue());
    sql.select(EFFORT.VILLAGE, DSL.sum(EFFORT.TIMES), DSL.sum(EFFORT.PEOPLE))
        .from(EFFORT)
        .where(EFFORT.TOWN.eq(town()))
        .and(EFFORT.HELD_ON.between(first, last))
        .groupBy(EFFORT.VILLAGE)
        .forEach(row -> {
          int[] village = counts.computeIfAbsent(row.value1(), any -> new int[4]);
          village[2] = row.value2().intValue();
          village[3] = row.value3().intValue();
        });
    return counts.entrySet().stream().map(each -> new Reached(each.getKey(), each.getValue()[0], each.getValue()[1], each.getValue()[2], each.getValue()[3])).toList();
  }

  static Effort effort(EffortRecord r) {
    return new Effort(r.getId(), r.getLeafletId(), r.getVillage(), r.getHeldOn(), Way.valueOf(r.getWay()), r.getTimes(), r.getPeople(), r.getNote());
  }

  private static Leaflet leaflet(LeafletRecord r) {
    return new Leaflet(
        r.getId(), r.getPolicyId(), r.getTitle(), r.getWho(), r.getWhat(), r.getHow(), r.getWherefrom(), Arrays.asList(r.getVillages()), r.getActive(), r.getVersion());
  }

  private static String town() {
    return TownContext.required().town();
  }
}

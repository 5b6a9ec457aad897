package org.guanjia.assessments;

import static org.guanjia.assessments.db.Tables.ASSESSMENT;
import static org.guanjia.assessments.db.Tables.HISTORY;
import static org.guanjia.assessments.db.Tables.SHEET;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.guanjia.assessments.Sheet.Finding;
import org.guanjia.assessments.db.tables.records.AssessmentRecord;
import org.guanjia.assessments.db.tables.records.SheetRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Assessments, their sheets and their history in the database; a move writes state, history and audit together. */
@Component
@Transactional
class AssessmentStore {

  static final String WORDS = "assessments.words";
  static final String SUBJECT = "assessment";

  private final DSLContext sql;
  private final PersonalData personal;
  private final Audit audit;
  private final Clock clock;

  AssessmentStore(DSLContext sql, PersonalData personal, Audit audit, Clock clock) {
    this.sql = sql;
    this.personal = personal;
    this.audit = audit;
    this.clock = clock;
  }

  /** What happened to an assessment. */
  record Event(Instant at, String actor, AssessmentMove move, @Nullable String reason) {}

  static Condition inTown() {
    return ASSESSMENT.TOWN.eq(TownContext.required().town());
  }

  @Transactional(readOnly = true)
  public Optional<Assessment> find(long id) {
    return sql.selectFrom(ASSESSMENT).where(inTown(), ASSESSMENT.ID.eq(id)).fetchOptional().map(row -> of(List.of(row)).getFirst());
  }

  /** Those of the query, with their sheets; by one more statement. */
  @Transactional(readOnly = true)
  public List<Assessment> fetch(Condition wanted, List<? extends org.jooq.OrderField<?>> order, int limit) {
    return of(sql.selectFrom(ASSESSMENT).where(inTown(), wanted).orderBy(order).limit(limit).fetch());
  }

  private List<Assessment> of(Collection<AssessmentRecord> rows) {
    Long[] ids = rows.stream().map(AssessmentRecord::getId).toArray(Long[]::new);
    Map<Long, List<SheetRecord>> sheets = ids.length == 0 ? Map.of() : sql.selectFrom(SHEET)
        .where(SHEET.TOWN.eq(TownContext.required().town()), SHEET.ASSESSMENT_ID.eq(DSL.any(ids))).orderBy(SHEET.ASSESSMENT_ID, SHEET.SIGNED_AT.asc().nullsLast(), SHEET.ASSESSOR)
        .fetchGroups(SHEET.ASSESSMENT_ID, row -> row);
    return rows.stream().map(row -> assessment(row, sheets.getOrDefault(row.getId(), List.of()).stream().map(this::sheet).toList())).toList();
  }

  /**
   * The row, locked until the transaction ends.
   *
   * @throws NoSuchAssessment when the viewer sees none of that number
   * @throws StaleAssessment when it is not what the caller saw
   */
  AssessmentRecord lock(long id, @Nullable Integer version) {
    AssessmentRecord row = sql.selectFrom(ASSESSMENT).where(inTown(), ASSESSMENT.ID.eq(id)).forUpdate().fetchOne();
    if (row == null) throw new NoSuchAssessment(id);
    if (version != null && !version.equals(row.getVersion())) throw new StaleAssessment(id);
    return row;
  }

  /** A new one; its first move is written with it. */
  long insert(AssessmentRecord row, AssessmentMove move) {
    row.setTown(TownContext.required().town());
    row.setBegunAt(clock.instant());
    row.setBegunBy(TownContext.required().actor());
    long id = sql.insertInto(ASSESSMENT).set(row).returning(ASSESSMENT.ID).fetchSingle().getId();
    row.setId(id);
    trace(row, move, null, null);
    return id;
  }

  /**
   * Makes the move and stores what was changed of the row.
   *
   * @throws IllegalAssessmentMove when the graph has no such edge
   */
  void make(AssessmentRecord row, AssessmentMove move, AssessmentState to, @Nullable String reason) {
    AssessmentState from = AssessmentState.valueOf(row.getState());
    if (!move.leads(from, to)) throw new IllegalAssessmentMove(move, from);
    row.setState(to.name());
    row.setVersion(row.getVersion() + 1);
    row.update();
    trace(row, move, from, reason);
  }

  private void trace(AssessmentRecord row, AssessmentMove move, @Nullable AssessmentState from, @Nullable String reason) {
    sql.insertInto(HISTORY)
        .set(HISTORY.TOWN, row.getTown()).set(HISTORY.ASSESSMENT_ID, row.getId()).set(HISTORY.AT, clock.instant()).set(HISTORY.ACTOR, TownContext.required().actor())
        .set(HISTORY.MOVE, move.name()).set(HISTORY.FROM_STATE, from == null ? null : from.name()).set(HISTORY.TO_STATE, row.getState()).set(HISTORY.REASON, reason)
        .execute();
    audit.record("assessments." + move.name().toLowerCase(Locale.ROOT), SUBJECT, String.valueOf(row.getId()),
        row.getLevel() == null ? Map.of() : Map.of("level", (int) row.getLevel()));
  }

  /** Writes an assessor's sheet as it is now. */
  void put(long assessment, String assessor, Finding found, @Nullable String words, boolean signed) {
    Instant now = clock.instant();
    Short[] scores = found.scores().stream().map(Integer::shortValue).toArray(Short[]::new);
    sql.insertInto(SHEET)
        .set(SHEET.TOWN, TownContext.required().town()).set(SHEET.ASSESSMENT_ID, assessment).set(SHEET.ASSESSOR, assessor).set(SHEET.VERSION, 1).set(SHEET.SCORES, scores)
        .set(SHEET.COMA, found.coma()).set(SHEET.DEMENTIA, found.dementia()).set(SHEET.MENTAL, found.mental()).set(SHEET.RISK_EVENTS, (short) found.riskEvents())
        .set(SHEET.WORDS, personal.encryptOrNull(WORDS, words)).set(SHEET.SAVED_AT, now).set(SHEET.SIGNED_AT, signed ? now : null)
        .onConflict(SHEET.TOWN, SHEET.ASSESSMENT_ID, SHEET.ASSESSOR).doUpdate()
        .set(SHEET.VERSION, SHEET.VERSION.plus(1)).set(SHEET.SCORES, DSL.excluded(SHEET.SCORES)).set(SHEET.COMA, found.coma()).set(SHEET.DEMENTIA, found.dementia())
        .set(SHEET.MENTAL, found.mental()).set(SHEET.RISK_EVENTS, (short) found.riskEvents()).set(SHEET.WORDS, DSL.excluded(SHEET.WORDS)).set(SHEET.SAVED_AT, now)
        .set(SHEET.SIGNED_AT, signed ? now : null)
        .execute();
  }

  List<Sheet> sheets(long assessment) {
    return sql.selectFrom(SHEET).where(SHEET.TOWN.eq(TownContext.required().town()), SHEET.ASSESSMENT_ID.eq(assessment)).orderBy(SHEET.SIGNED_AT.asc().nullsLast(), SHEET.ASSESSOR)
        .fetch(this::sheet);
  }

  /** The latest first; at most 200. */
  @Transactional(readOnly = true)
  public List<Event> history(long assessment) {
    return sql.selectFrom(HISTORY).where(HISTORY.TOWN.eq(TownContext.required().town()), HISTORY.ASSESSMENT_ID.eq(assessment)).orderBy(HISTORY.ID.desc()).limit(200)
        .fetch(row -> new Event(row.getAt(), row.getActor(), AssessmentMove.valueOf(row.getMove()), row.getReason()));
  }

  private Sheet sheet(SheetRecord row) {
    Finding found = new Finding(
        Arrays.stream(row.getScores()).map(Short::intValue).toList(), row.getComa(), row.getDementia(), row.getMental(), row.getRiskEvents());
    return new Sheet(row.getAssessor(), row.getVersion(), found, personal.decryptOrNull(WORDS, row.getWords()), row.getSavedAt(), row.getSignedAt());
  }

  private static Assessment assessment(AssessmentRecord row, List<Sheet> sheets) {
    return new Assessment(
        row.getId(), row.getPersonId(), row.getVersion(), AssessmentState.valueOf(row.getState()), Assessment.Reason.valueOf(row.getReason()),
        Assessment.Place.valueOf(row.getPlace()), Objects.requireNonNull(row.getAssessedOn()), whole(row.getScore()), whole(row.getLevel()), row.getReviewOn(), row.getCorrects(),
        row.getAssessors(), row.getSource(), row.getBegunAt(), row.getBegunBy(), row.getCountsSince(), sheets);
  }

  private static @Nullable Integer whole(@Nullable Short number) {
    return number == null ? null : Integer.valueOf(number);
  }
}

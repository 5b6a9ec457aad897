package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.HISTORY;
import static org.guanjia.projects.db.Tables.PROJECT;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the moves of the life cycle. State, history and audit are written in the caller's transaction; the row is locked
 * from the moment it is read, so that two moves at once are made one after the other.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ProjectMoves {

  static final ZoneId ZONE = WorkingDays.ZONE;

  private final DSLContext sql;
  private final Audit audit;
  private final Clock clock;
  private final JsonMapper json;
  private final ApplicationEventPublisher events;

  ProjectMoves(DSLContext sql, Audit audit, Clock clock, JsonMapper json, ApplicationEventPublisher events) {
    this.sql = sql;
    this.audit = audit;
    this.clock = clock;
    this.json = json;
    this.events = events;
  }

  /**
   * The project, locked until the transaction ends, when the move is possible from where it stands.
   *
   * @param version what the form was made from; null where the caller does not mind a change in between
   * @throws NoSuchProject when there is none that this actor may see
   * @throws IllegalProjectMove when the life cycle does not allow the move
   * @throws StaleProject when it has changed since
   */
  ProjectRecord lock(String code, @Nullable Integer version, ProjectMove move) {
    ProjectRecord project =
        sql.selectFrom(PROJECT).where(PROJECT.TOWN.eq(TownContext.required().town())).and(PROJECT.CODE.eq(code)).forUpdate().fetchOne();
    if (project == null) throw new NoSuchProject(code);
    // Where it stands says more than that it has changed.
    if (move.to(state(project)).isEmpty()) throw new IllegalProjectMove(code, move, state(project));
    if (version != null && !version.equals(project.getVersion())) throw new StaleProject(code);
    return project;
  }

  /** A move that keeps the state; other changed fields of the record are stored with it. */
  void stay(ProjectRecord project, ProjectMove move, @Nullable String reason, Map<String, ?> details) {
    make(project, move, state(project), reason, details);
  }

  /**
   * Makes the move and stores the changed fields of the record.
   *
   * @param details what else the history keeps; no personal data
   * @throws IllegalProjectMove when the graph has no such edge
   */
  void make(ProjectRecord project, ProjectMove move, ProjectState to, @Nullable String reason, Map<String, ?> details) {
    ProjectState from = state(project);
    if (!move.to(from).contains(to)) throw new IllegalProjectMove(project.getCode(), move, from);
    project.setState(to.name());
    project.setVersion(project.getVersion() + 1);
    project.update();
    record(project, move, from, reason, details);
    events.publishEvent(new ProjectMoved(project.getTown(), project.getId(), project.getCode(), move, from, to));
  }

  /** The history row and the audit entry of a move. */
  void record(ProjectRecord project, ProjectMove move, @Nullable ProjectState from, @Nullable String reason, Map<String, ?> details) {
    sql.insertInto(HISTORY)
        .set(HISTORY.TOWN, project.getTown())
        .set(HISTORY.PROJECT_ID, project.getId())
        .set(HISTORY.AT, clock.instant())
        .set(HISTORY.ACTOR, actor())
        .set(HISTORY.MOVE, move.name())
        .set(HISTORY.FROM_STATE, from == null ? null : from.name())
        .set(HISTORY.TO_STATE, project.getState())
        .set(HISTORY.REASON, reason)
        .set(HISTORY.DETAILS, details.isEmpty() ? null : JSONB.valueOf(json.writeValueAsString(details)))
        .execute();
    audit.record("projects." + move.name().toLowerCase(Locale.ROOT), "project", project.getCode(), details);
  }

  static ProjectState state(ProjectRecord project) {
    return ProjectState.valueOf(project.getState());
  }

  static String actor() {
    return TownContext.required().actor();
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZONE);
  }
}

package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.ACCEPTANCE;
import static org.guanjia.projects.db.Tables.MILESTONE;
import static org.guanjia.projects.db.Tables.PHOTO;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.projects.db.tables.records.MilestoneRecord;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.guanjia.requests.Catalogue;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Carries an approved project out: plan, beginning, milestones with pictures, inspection by another person, closure. */
@Service
public class Works {

  private final DSLContext sql;
  private final ProjectMoves moves;
  private final Plans plans;
  private final Photographs photographs;
  private final Endings endings;
  private final Catalogue catalogue;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Works(
      DSLContext sql, ProjectMoves moves, Plans plans, Photographs photographs, Endings endings, Catalogue catalogue, ApplicationEventPublisher events,
      Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.plans = plans;
    this.photographs = photographs;
    this.endings = endings;
    this.catalogue = catalogue;
    this.events = events;
    this.clock = clock;
  }

  /** Lays down who builds, who answers for it, and by when what is done; milestones that something hangs on cannot be left out. */
  @Transactional
  public void plan(String code, @Nullable Integer version, Plan plan) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.PLAN);
    plans.keep(project, plan);
    moves.stay(project, ProjectMove.PLAN, null, Map.of("builder", project.getBuilder(), "milestones", plan.milestones().size()));
  }

  /** The work begins; it must be planned. */
  @Transactional
  public void begin(String code, @Nullable Integer version, @Nullable LocalDate startedOn) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.BEGIN);
    var checks = new Checks();
    checks.notAfter("startedOn", checks.present("startedOn", startedOn), moves.today());
    if (project.getBuilder() == null) checks.error("startedOn", "projects.error.notPlanned");
    checks.refuse();
    project.setStartedOn(startedOn);
    moves.make(project, ProjectMove.BEGIN, ProjectState.UNDER_WAY, null, Map.of("startedOn", String.valueOf(startedOn)));
  }

  /** A milestone is reached. */
  @Transactional
  public void reach(String code, @Nullable Integer version, long milestone, @Nullable LocalDate doneOn) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.REACH);
    MilestoneRecord row = milestone(project, milestone);
    var checks = new Checks();
    checks.notAfter("doneOn", checks.present("doneOn", doneOn), moves.today());
    if (row.getDoneOn() != null) checks.error("milestone", "projects.error.reachedBefore", row.getTitle());
    LocalDate started = project.getStartedOn();
    if (doneOn != null && started != null && doneOn.isBefore(started)) checks.error("doneOn", "projects.error.beforeStart", doneOn, started);
    checks.refuse();
    row.setDoneOn(doneOn);
    row.update();
    moves.stay(project, ProjectMove.REACH, null, Map.of("milestone", row.getTitle(), "doneOn", String.valueOf(doneOn)));
  }

  /**
   * Puts pictures into one slot of one milestone, where they stay. What shows the result waits until the milestone is reached.
   *
   * @param files ids of uploaded pictures
   */
  @Transactional
  public void show(String code, @Nullable Integer version, long milestone, @Nullable Slot slot, @Nullable String caption, List<UUID> files) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.SHOW);
    MilestoneRecord row = milestone(project, milestone);
    var checks = new Checks();
    Slot wanted = checks.present("slot", slot);
    String said = checks.optional("caption", caption, 200);
    if (wanted == Slot.SURVEY) checks.error("slot", "projects.error.surveySlot");
    if (wanted == Slot.AFTER && row.getDoneOn() == null) checks.error("slot", "projects.error.afterTooEarly", row.getTitle());
    if (files.isEmpty()) checks.error("photos", "projects.error.noPhoto");
    checks.refuse();
    photographs.ofMilestone(project, row, Objects.requireNonNull(wanted), said, files);
    moves.stay(project, ProjectMove.SHOW, null, Map.of("milestone", row.getTitle(), "slot", wanted.name(), "files", files.size()));
  }

  /**
   * Somebody who does not build inspects the work.
   *
   * @param accepted false sends it back
   * @param text what was found; the reason when it is sent back
   */
  @Transactional
  public void inspect(String code, @Nullable Integer version, boolean accepted, String text) {
    ProjectRecord project = moves.lock(code, version, accepted ? ProjectMove.ACCEPT : ProjectMove.REWORK);
    var checks = new Checks();
    String found = checks.required("text", text, Checks.TEXT_LENGTH_MAX);
    refuseBuilder(checks, project);
    if (accepted) refuseUnfinished(checks, project);
    checks.refuse();
    sql.insertInto(ACCEPTANCE)
        .set(ACCEPTANCE.TOWN, project.getTown())
        .set(ACCEPTANCE.PROJECT_ID, project.getId())
        .set(ACCEPTANCE.INSPECTED_BY, ProjectMoves.actor())
        .set(ACCEPTANCE.INSPECTED_AT, clock.instant())
        .set(ACCEPTANCE.ACCEPTED, accepted)
        .set(ACCEPTANCE.TEXT, found)
        .execute();
    if (!accepted) {
      moves.stay(project, ProjectMove.REWORK, found, Map.of());
      return;
    }
    project.setAcceptedAt(clock.instant());
    moves.make(project, ProjectMove.ACCEPT, ProjectState.ACCEPTED, found, Map.of());
    events.publishEvent(new ProjectAccepted(project.getTown(), project.getId(), code));
  }

  /**
   * Closes an accepted project; whoever asked for it is told.
   *
   * @param result what was done, in words that are published
   * @throws IllegalProjectMove unless it was accepted, which needs pictures of the result
   */
  @Transactional
  public void close(String code, @Nullable Integer version, String result) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.CLOSE);
    var checks = new Checks();
    String done = checks.required("result", result, Checks.TEXT_LENGTH_MAX);
    checks.refuse();
    project.setResult(done);
    project.setClosedAt(clock.instant());
    moves.make(project, ProjectMove.CLOSE, ProjectState.CLOSED, null, Map.of());
    endings.closed(project, done);
    events.publishEvent(new ProjectClosed(project.getTown(), project.getId(), code));
  }

  /** Neither the person who answers for the building nor anybody of the organisation that builds. */
  private void refuseBuilder(Checks checks, ProjectRecord project) {
    if (ProjectMoves.actor().equals(project.getResponsible())) checks.error("text", "projects.error.ownWork");
    Viewer viewer = CurrentViewer.get();
    if (viewer == null || viewer.department() == null) return;
    boolean builds =
        catalogue.departments().stream().anyMatch(department -> department.code().equals(viewer.department()) && department.name().equals(project.getBuilder()));
    if (builds) checks.error("text", "projects.error.builderAccepts", project.getBuilder());
  }

  /** Every milestone reached, and the work shown: works before and after at one milestone, other kinds the result. */
  private void refuseUnfinished(Checks checks, ProjectRecord project) {
    List<MilestoneRecord> open =
        sql.selectFrom(MILESTONE).where(MILESTONE.TOWN.eq(project.getTown())).and(MILESTONE.PROJECT_ID.eq(project.getId())).and(MILESTONE.DONE_ON.isNull()).fetch();
    if (!open.isEmpty()) checks.error("text", "projects.error.milestonesOpen", open.getFirst().getTitle(), open.size());
    Map<Long, List<String>> shown =
        sql.select(PHOTO.MILESTONE_ID, PHOTO.SLOT)
            .from(PHOTO)
            .where(PHOTO.TOWN.eq(project.getTown()))
            .and(PHOTO.PROJECT_ID.eq(project.getId()))
            .and(PHOTO.MILESTONE_ID.isNotNull())
            .fetchGroups(PHOTO.MILESTONE_ID, PHOTO.SLOT);
    boolean works = Kind.valueOf(project.getKind()) == Kind.WORKS;
    boolean enough = shown.values().stream().anyMatch(slots -> slots.contains("AFTER") && (!works || slots.contains("BEFORE")));
    if (!enough) checks.error("text", works ? "projects.error.notShown" : "projects.error.noResultShown");
  }

  private MilestoneRecord milestone(ProjectRecord project, long id) {
    MilestoneRecord row =
        sql.selectFrom(MILESTONE)
            .where(MILESTONE.TOWN.eq(project.getTown()))
            .and(MILESTONE.PROJECT_ID.eq(project.getId()))
            .and(MILESTONE.ID.eq(id))
            .fetchOne();
    if (row == null) throw new InvalidInput("milestone", "projects.error.noMilestone");
    return row;
  }
}

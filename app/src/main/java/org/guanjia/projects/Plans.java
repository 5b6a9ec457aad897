package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.MILESTONE;
import static org.guanjia.projects.db.Tables.PAYMENT;
import static org.guanjia.projects.db.Tables.PHOTO;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.UserCard;
import org.guanjia.projects.db.tables.records.MilestoneRecord;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the plan of a project; in the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Plans {

  static final int MILESTONES_MAX = 30;

  private final DSLContext sql;
  private final Users users;

  Plans(DSLContext sql, Users users) {
    this.sql = sql;
    this.users = users;
  }

  void keep(ProjectRecord project, Plan plan) {
    Map<Long, MilestoneRecord> standing = new HashMap<>();
    sql.selectFrom(MILESTONE)
        .where(MILESTONE.TOWN.eq(project.getTown()))
        .and(MILESTONE.PROJECT_ID.eq(project.getId()))
        .forEach(row -> standing.put(row.getId(), row));
    var checks = new Checks();
    String builder = checks.required("builder", plan.builder(), Checks.NAME_LENGTH_MAX);
    UserCard responsible = responsible(checks, plan.responsible());
    checkSteps(checks, plan.milestones(), standing.keySet());
    if (checks.good()) checkLeftOut(checks, project, plan.milestones(), standing);
    checks.refuse();
    project.setBuilder(builder);
    project.setResponsible(Objects.requireNonNull(responsible).id());
    if (responsible.profile().department() != null) Library.open(project, List.of(responsible.profile().department()));
    store(project, plan.milestones(), standing);
  }

  private @Nullable UserCard responsible(Checks checks, @Nullable String id) {
    UserCard card = id == null || id.isBlank() ? null : users.find(id).filter(UserCard::enabled).orElse(null);
    if (card == null) checks.error("responsible", "projects.error.noSuchPerson");
    return card;
  }

  private static void checkSteps(Checks checks, List<Plan.Step> steps, Set<Long> standing) {
    if (steps.isEmpty()) checks.error("milestone.0.title", "projects.error.noMilestones");
    if (steps.size() > MILESTONES_MAX) checks.error("milestone.0.title", "projects.error.tooManyMilestones", MILESTONES_MAX);
    var seen = new HashSet<Long>();
    for (int i = 0; i < steps.size(); i++) {
      Plan.Step step = steps.get(i);
      checks.required("milestone." + i + ".title", step.title(), Checks.NAME_LENGTH_MAX);
      checks.present("milestone." + i + ".plannedOn", step.plannedOn());
      if (step.id() != null && (!standing.contains(step.id()) || !seen.add(step.id()))) checks.error("milestone." + i + ".title", "projects.error.noMilestone");
    }
  }

  /** What was reached, shown or paid for stays in the plan. */
  private void checkLeftOut(Checks checks, ProjectRecord project, List<Plan.Step> steps, Map<Long, MilestoneRecord> standing) {
    Set<Long> left = new HashSet<>(standing.keySet());
    steps.forEach(step -> left.remove(step.id()));
    if (left.isEmpty()) return;
    Set<Long> used =
        sql.select(PHOTO.MILESTONE_ID)
            .from(PHOTO)
            .where(PHOTO.TOWN.eq(project.getTown()))
            .and(PHOTO.MILESTONE_ID.in(left))
            .union(sql.select(PAYMENT.MILESTONE_ID).from(PAYMENT).where(PAYMENT.TOWN.eq(project.getTown())).and(PAYMENT.MILESTONE_ID.in(left)))
            .fetchSet(PHOTO.MILESTONE_ID);
    for (Long id : left) {
      MilestoneRecord row = Objects.requireNonNull(standing.get(id));
      if (used.contains(id) || row.getDoneOn() != null) checks.error("milestone.0.title", "projects.error.milestoneUsed", row.getTitle());
    }
  }

  private void store(ProjectRecord project, List<Plan.Step> steps, Map<Long, MilestoneRecord> standing) {
    Set<Long> left = new HashSet<>(standing.keySet());
    for (int i = 0; i < steps.size(); i++) {
      Plan.Step step = steps.get(i);
      left.remove(step.id());
      MilestoneRecord row = step.id() == null ? blank(project) : Objects.requireNonNull(standing.get(step.id()));
      row.setSort((short) i);
      row.setTitle(step.title().strip());
      row.setPlannedOn(Objects.requireNonNull(step.plannedOn()));
      if (step.id() == null) row.insert();
      else row.update();
    }
    sql.deleteFrom(MILESTONE).where(MILESTONE.TOWN.eq(project.getTown())).and(MILESTONE.ID.in(left)).execute();
  }

  private MilestoneRecord blank(ProjectRecord project) {
    MilestoneRecord row = sql.newRecord(MILESTONE);
    row.setTown(project.getTown());
    row.setProjectId(project.getId());
    return row;
  }
}

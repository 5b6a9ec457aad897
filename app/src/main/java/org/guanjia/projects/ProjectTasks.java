package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.CHANGE_ORDER;
import static org.guanjia.projects.db.Tables.MILESTONE;
import static org.guanjia.projects.db.Tables.PROJECT;
import static org.guanjia.projects.db.Tables.VIEW;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.TodayTasks;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** On the page where staff start: projects that cannot go on before the viewer has given a view, decided a change order, inspected or closed them. */
@Component
@Order(10)
class ProjectTasks implements TodayTasks {

  private final DSLContext sql;

  ProjectTasks(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Kind> of(Page page) {
    Viewer viewer = page.viewer();
    Map<ProjectDeed, Condition> waiting = viewer == null || !viewer.may(Permission.PROJECTS_VIEW) ? Map.of() : waiting(viewer);
    if (waiting.isEmpty()) return Optional.empty();
    Field<String> deed = first(waiting);
    List<Task> tasks =
        sql.select(PROJECT.CODE, PROJECT.TITLE, deed)
            .from(PROJECT)
            .where(PROJECT.TOWN.eq(TownContext.required().town()))
            .and(DSL.or(waiting.values()))
            .orderBy(PROJECT.ID)
            .limit(SHOWN_MAX + 1)
            .fetch(row -> task(page, row.value1(), row.value2(), ProjectDeed.valueOf(row.value3())));
    if (tasks.isEmpty()) return Optional.empty();
    boolean further = tasks.size() > SHOWN_MAX;
    List<Task> shown = further ? List.copyOf(tasks.subList(0, SHOWN_MAX)) : tasks;
    return Optional.of(new Kind(page.t("projects.today"), shown, further, page.t("projects.today.all"), "/projects?year=" + ProjectLists.ALL_YEARS));
  }

  private static Task task(Page page, String code, String title, ProjectDeed deed) {
    return new Task(title, "/projects/" + code, code, page.t("projects.today." + deed), Tone.ACCENT);
  }

  /** When each deed waits for this viewer; as {@link ProjectDeed#open} and {@link ProjectDeed#leads} say it of one project. */
  private static Map<ProjectDeed, Condition> waiting(Viewer viewer) {
    Map<ProjectDeed, Condition> waiting = new EnumMap<>(ProjectDeed.class);
    if (viewer.may(Permission.PROJECTS_ANSWER) && viewer.department() != null) waiting.put(ProjectDeed.VIEW, in(ProjectMove.ANSWER).and(asked(viewer.department())));
    if (viewer.may(Permission.PROJECTS_DECIDE)) waiting.put(ProjectDeed.CHANGE_DECISION, in(ProjectMove.APPROVE_CHANGE).and(changeOfAnother(viewer)));
    if (viewer.may(Permission.PROJECTS_ACCEPT)) waiting.put(ProjectDeed.INSPECTION, in(ProjectMove.ACCEPT).and(builtByAnother(viewer)));
    if (viewer.may(Permission.PROJECTS_BUILD)) waiting.put(ProjectDeed.CLOSURE, in(ProjectMove.CLOSE));
    return waiting;
  }

  private static Condition in(ProjectMove move) {
    return PROJECT.STATE.in(move.from().stream().map(ProjectState::name).toList());
  }

  private static Condition asked(String department) {
    return DSL.exists(
        DSL.selectOne().from(VIEW).where(VIEW.TOWN.eq(PROJECT.TOWN)).and(VIEW.PROJECT_ID.eq(PROJECT.ID)).and(VIEW.DEPARTMENT.eq(department)).and(VIEW.OPINION.isNull()));
  }

  private static Condition changeOfAnother(Viewer viewer) {
    return DSL.exists(
        DSL.selectOne()
            .from(CHANGE_ORDER)
            .where(CHANGE_ORDER.TOWN.eq(PROJECT.TOWN))
            .and(CHANGE_ORDER.PROJECT_ID.eq(PROJECT.ID))
            .and(CHANGE_ORDER.DECIDED_AT.isNull())
            .and(CHANGE_ORDER.PROPOSED_BY.ne(viewer.userId())));
  }

  /** All milestones reached, and somebody else answers for them. */
  private static Condition builtByAnother(Viewer viewer) {
    Condition open = MILESTONE.TOWN.eq(PROJECT.TOWN).and(MILESTONE.PROJECT_ID.eq(PROJECT.ID)).and(MILESTONE.DONE_ON.isNull());
    return PROJECT.RESPONSIBLE.ne(viewer.userId()).and(DSL.notExists(DSL.selectOne().from(MILESTONE).where(open)));
  }

  private static Field<String> first(Map<ProjectDeed, Condition> waiting) {
    CaseConditionStep<String> which = null;
    for (Map.Entry<ProjectDeed, Condition> one : waiting.entrySet()) {
      which = which == null ? DSL.when(one.getValue(), DSL.inline(one.getKey().name())) : which.when(one.getValue(), DSL.inline(one.getKey().name()));
    }
    return Objects.requireNonNull(which);
  }
}

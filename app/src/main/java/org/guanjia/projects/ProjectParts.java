package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.ACCEPTANCE;
import static org.guanjia.projects.db.Tables.BUDGET;
import static org.guanjia.projects.db.Tables.CHANGE_LINE;
import static org.guanjia.projects.db.Tables.CHANGE_ORDER;
import static org.guanjia.projects.db.Tables.HISTORY;
import static org.guanjia.projects.db.Tables.MILESTONE;
import static org.guanjia.projects.db.Tables.ORIGIN;
import static org.guanjia.projects.db.Tables.PAYMENT;
import static org.guanjia.projects.db.Tables.PHOTO;
import static org.guanjia.projects.db.Tables.SURVEY;
import static org.guanjia.projects.db.Tables.VIEW;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the parts of one project; as many statements as there are kinds of parts, each bounded. */
@Component
class ProjectParts {

  private static final int PARTS_MAX = 500;

  private final DSLContext sql;
  private final JsonMapper json;

  ProjectParts(DSLContext sql, JsonMapper json) {
    this.sql = sql;
    this.json = json;
  }

  /** In the caller's transaction. */
  Project whole(ProjectRecord p, ProjectLine line) {
    return new Project(
        line, p.getNeed(), p.getResult(), p.getCarriedFrom() == null ? null : p.getCarriedFrom().intValue(), p.getProposedBy(), p.getStartedOn(), origins(p),
        surveys(p), views(p), budget(p), changes(p), milestones(p), payments(p), photos(p), inspections(p), history(p));
  }

  private List<Project.Origin> origins(ProjectRecord p) {
    return sql.selectFrom(ORIGIN)
        .where(ORIGIN.TOWN.eq(p.getTown()))
        .and(ORIGIN.PROJECT_ID.eq(p.getId()))
        .orderBy(ORIGIN.ADDED_AT, ORIGIN.REQUEST_CODE)
        .limit(PARTS_MAX)
        .fetch(row -> new Project.Origin(row.getRequestCode(), row.getAddedBy(), row.getAddedAt(), row.getAnswer(), row.getToldAt()));
  }

  private List<Project.Survey> surveys(ProjectRecord p) {
    return sql.selectFrom(SURVEY)
        .where(SURVEY.TOWN.eq(p.getTown()))
        .and(SURVEY.PROJECT_ID.eq(p.getId()))
        .orderBy(SURVEY.ID)
        .limit(PARTS_MAX)
        .fetch(row -> new Project.Survey(row.getId(), row.getSurveyedOn(), row.getSurveyor(), row.getFindings(), row.getAsked(), row.getInFavour()));
  }

  private List<Project.View> views(ProjectRecord p) {
    return sql.selectFrom(VIEW)
        .where(VIEW.TOWN.eq(p.getTown()))
        .and(VIEW.PROJECT_ID.eq(p.getId()))
        .orderBy(VIEW.ASKED_AT, VIEW.DEPARTMENT)
        .limit(PARTS_MAX)
        .fetch(
            row ->
                new Project.View(
                    row.getDepartment(), row.getAskedBy(), row.getAskedAt(), row.getOpinion() == null ? null : Opinion.valueOf(row.getOpinion()), row.getText(),
                    row.getAnsweredBy(), row.getAnsweredAt()));
  }

  private List<Project.Purse> budget(ProjectRecord p) {
    return sql.selectFrom(BUDGET)
        .where(BUDGET.TOWN.eq(p.getTown()))
        .and(BUDGET.PROJECT_ID.eq(p.getId()))
        .limit(PARTS_MAX)
        .fetch(row -> new Project.Purse(Source.valueOf(row.getSource()), row.getApprovedFen(), row.getFen(), row.getPaidFen()))
        .stream()
        .sorted(java.util.Comparator.comparing(Project.Purse::source))
        .toList();
  }

  private List<Project.Change> changes(ProjectRecord p) {
    var lines =
        sql.select(CHANGE_LINE.CHANGE_ID, CHANGE_LINE.SOURCE, CHANGE_LINE.FEN)
            .from(CHANGE_LINE)
            .join(CHANGE_ORDER)
            .on(CHANGE_ORDER.TOWN.eq(CHANGE_LINE.TOWN))
            .and(CHANGE_ORDER.ID.eq(CHANGE_LINE.CHANGE_ID))
            .where(CHANGE_ORDER.TOWN.eq(p.getTown()))
            .and(CHANGE_ORDER.PROJECT_ID.eq(p.getId()))
            .limit(PARTS_MAX)
            .fetchGroups(CHANGE_LINE.CHANGE_ID);
    return sql.selectFrom(CHANGE_ORDER)
        .where(CHANGE_ORDER.TOWN.eq(p.getTown()))
        .and(CHANGE_ORDER.PROJECT_ID.eq(p.getId()))
        .orderBy(CHANGE_ORDER.ID)
        .limit(PARTS_MAX)
        .fetch(
            row -> {
              Map<Source, Long> bySource = new EnumMap<>(Source.class);
              var own = lines.get(row.getId());
              if (own != null) own.forEach(line -> bySource.put(Source.valueOf(line.value2()), line.value3()));
              return new Project.Change(
                  row.getId(), row.getReason(), bySource, row.getProposedBy(), row.getProposedAt(), row.getApproved(), row.getDecidedBy(), row.getDecidedAt(),
                  row.getNote());
            });
  }

  private List<Project.Milestone> milestones(ProjectRecord p) {
    return sql.selectFrom(MILESTONE)
        .where(MILESTONE.TOWN.eq(p.getTown()))
        .and(MILESTONE.PROJECT_ID.eq(p.getId()))
        .orderBy(MILESTONE.SORT, MILESTONE.ID)
        .limit(PARTS_MAX)
        .fetch(row -> new Project.Milestone(row.getId(), row.getTitle(), row.getPlannedOn(), row.getDoneOn()));
  }

  private List<Project.Payment> payments(ProjectRecord p) {
    return sql.selectFrom(PAYMENT)
        .where(PAYMENT.TOWN.eq(p.getTown()))
        .and(PAYMENT.PROJECT_ID.eq(p.getId()))
        .orderBy(PAYMENT.PAID_ON, PAYMENT.ID)
        .limit(PARTS_MAX)
        .fetch(
            row ->
                new Project.Payment(
                    row.getId(), row.getPaidOn(), row.getPayee(), Source.valueOf(row.getSource()), row.getFen(), row.getMilestoneId(), row.getNote(),
                    row.getRecordedBy(), row.getRecordedAt()));
  }

  private List<Project.Photo> photos(ProjectRecord p) {
    return sql.selectFrom(PHOTO)
        .where(PHOTO.TOWN.eq(p.getTown()))
        .and(PHOTO.PROJECT_ID.eq(p.getId()))
        .orderBy(PHOTO.ADDED_AT, PHOTO.FILE_ID)
        .limit(PARTS_MAX)
        .fetch(
            row ->
                new Project.Photo(
                    row.getFileId(), Slot.valueOf(row.getSlot()), row.getSurveyId(), row.getMilestoneId(), row.getCaption(), row.getAddedBy(), row.getAddedAt()));
  }

  private List<Project.Inspection> inspections(ProjectRecord p) {
    return sql.selectFrom(ACCEPTANCE)
        .where(ACCEPTANCE.TOWN.eq(p.getTown()))
        .and(ACCEPTANCE.PROJECT_ID.eq(p.getId()))
        .orderBy(ACCEPTANCE.ID)
        .limit(PARTS_MAX)
        .fetch(row -> new Project.Inspection(row.getAccepted(), row.getText(), row.getInspectedBy(), row.getInspectedAt()));
  }

  private List<Project.Event> history(ProjectRecord p) {
    return sql.selectFrom(HISTORY)
        .where(HISTORY.TOWN.eq(p.getTown()))
        .and(HISTORY.PROJECT_ID.eq(p.getId()))
        .orderBy(HISTORY.ID)
        .limit(PARTS_MAX)
        .fetch(
            row ->
                new Project.Event(
                    ProjectMove.valueOf(row.getMove()), row.getFromState() == null ? null : ProjectState.valueOf(row.getFromState()),
                    ProjectState.valueOf(row.getToState()), row.getAt(), row.getActor(), row.getReason(), details(row.getDetails())));
  }

  private Map<String, Object> details(@Nullable JSONB details) {
    return details == null ? Map.of() : json.readValue(details.data(), new TypeReference<Map<String, Object>>() {});
  }
}

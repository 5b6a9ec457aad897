package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.LIBRARY;
import static org.guanjia.projects.db.Tables.PROJECT;
import static org.guanjia.projects.db.Tables.SURVEY;
import static org.guanjia.projects.db.Tables.VIEW;
import static org.guanjia.projects.db.Sequences.PROJECT_ID;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.guanjia.places.Places;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.guanjia.projects.db.tables.records.SurveyRecord;
import org.guanjia.projects.db.tables.records.ViewRecord;
import org.guanjia.requests.Catalogue;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Fills the library: proposals, surveys, departments' views, and the way to the joint meeting or out again. */
@Service
public class Library {

  static final int PHOTOS_MAX = 20;

  private final DSLContext sql;
  private final ProjectMoves moves;
  private final Origins origins;
  private final Photographs photographs;
  private final Endings endings;
  private final Places places;
  private final Catalogue catalogue;
  private final ViewNotices notices;
  private final Ids ids;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Library(
      DSLContext sql, ProjectMoves moves, Origins origins, Photographs photographs, Endings endings, Places places, Catalogue catalogue, ViewNotices notices,
      Ids ids, ApplicationEventPublisher events, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.origins = origins;
    this.photographs = photographs;
    this.endings = endings;
    this.places = places;
    this.catalogue = catalogue;
    this.notices = notices;
    this.ids = ids;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Enters a project into a year's library.
   *
   * @return its code
   * @throws InvalidInput naming each field that is wrong
   */
  @Transactional
  public String propose(NewProject proposed) {
    ProjectRecord project = new ProjectRecord();
    fill(project, proposed);
    project.setTown(TownContext.required().town());
    project.setId(ids.next(PROJECT_ID));
    project.setYear((short) proposed.year());
    project.setCode(ProjectCode.of(proposed.year(), nextNumber(proposed.year())));
    project.setVersion(1);
    project.setState(ProjectState.PROPOSED.name());
    project.setDepartments(new String[0]);
    project.setProposedBy(ProjectMoves.actor());
    project.setProposedAt(clock.instant());
    sql.insertInto(PROJECT).set(project).execute();
    List<String> requests = origins.join(project, proposed.requests());
    moves.record(project, ProjectMove.PROPOSE, null, null, requests.isEmpty() ? Map.of() : Map.of("requests", requests));
    events.publishEvent(new ProjectProposed(project.getTown(), project.getId(), project.getCode()));
    return project.getCode();
  }

  /** Corrects what was proposed; year and requests stay. */
  @Transactional
  public void correct(String code, @Nullable Integer version, NewProject proposed) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.CORRECT);
    fill(project, proposed);
    List<String> fields = Arrays.stream(project.fields()).filter(project::modified).map(field -> field.getName()).toList();
    moves.stay(project, ProjectMove.CORRECT, null, Map.of("fields", fields));
  }

  /** Joins further requests to the project. */
  @Transactional
  public void join(String code, @Nullable Integer version, List<String> requests) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.JOIN);
    if (requests.isEmpty()) throw new InvalidInput("requests", "requests.error.required");
    moves.stay(project, ProjectMove.JOIN, null, Map.of("requests", origins.join(project, requests)));
  }

  /** Looked at on the spot; another survey may follow. */
  @Transactional
  public void survey(String code, @Nullable Integer version, NewSurvey found) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.SURVEY);
    var checks = new Checks();
    LocalDate on = checks.present("surveyedOn", found.surveyedOn());
    checks.notAfter("surveyedOn", on, moves.today());
    String findings = checks.required("findings", found.findings(), Checks.TEXT_LENGTH_MAX);
    checks.within("asked", found.asked(), 0, 10_000_000);
    checks.within("inFavour", found.inFavour(), 0, 10_000_000);
    if (checks.good() && found.inFavour() > found.asked()) checks.error("inFavour", "projects.error.moreInFavour", found.inFavour(), found.asked());
    checks.refuse();
    var row = new SurveyRecord();
    row.setTown(project.getTown());
    row.setProjectId(project.getId());
    row.setSurveyedOn(Objects.requireNonNull(on));
    row.setSurveyor(ProjectMoves.actor());
    row.setFindings(findings);
    row.setAsked(found.asked());
    row.setInFavour(found.inFavour());
    long id = sql.insertInto(SURVEY).set(row).returning(SURVEY.ID).fetchSingle().getId();
    photographs.ofSurvey(project, id, found.photos());
    moves.make(project, ProjectMove.SURVEY, ProjectState.SURVEYED, null, Map.of("asked", found.asked(), "inFavour", found.inFavour()));
  }

  /**
   * Asks departments of the catalogue for their views; one asked before is not asked again.
   *
   * @param departments codes
   */
  @Transactional
  public void askViews(String code, @Nullable Integer version, List<String> departments) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.ASK);
    if (departments.isEmpty()) throw new InvalidInput("departments", "requests.error.required");
    var known = new TreeSet<>(catalogue.departments().stream().map(Catalogue.Department::code).toList());
    var asked = new LinkedHashSet<>(departments);
    if (!known.containsAll(asked)) throw new InvalidInput("departments", "requests.error.unknownDepartment");
    for (String department : asked) {
      int added =
          sql.insertInto(VIEW)
              .set(VIEW.TOWN, project.getTown())
              .set(VIEW.PROJECT_ID, project.getId())
              .set(VIEW.DEPARTMENT, department)
              .set(VIEW.ASKED_BY, ProjectMoves.actor())
              .set(VIEW.ASKED_AT, clock.instant())
              .onConflictDoNothing()
              .execute();
      if (added > 0) notices.asked(project, department);
    }
    open(project, asked);
    moves.stay(project, ProjectMove.ASK, null, Map.of("departments", List.copyOf(asked)));
  }

  /**
   * A department answers what it was asked; once.
   *
   * @param text required for {@link Opinion#CONDITIONS} and {@link Opinion#AGAINST}
   */
  @Transactional
  public void answerView(String code, @Nullable Integer version, String department, @Nullable Opinion opinion, @Nullable String text) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.ANSWER);
    var checks = new Checks();
    Opinion given = checks.present("opinion", opinion);
    String said = given == Opinion.SUPPORT ? checks.optional("text", text, Checks.TEXT_LENGTH_MAX) : checks.required("text", text, Checks.TEXT_LENGTH_MAX);
    checks.refuse();
    ViewRecord view =
        sql.selectFrom(VIEW).where(VIEW.TOWN.eq(project.getTown())).and(VIEW.PROJECT_ID.eq(project.getId())).and(VIEW.DEPARTMENT.eq(department)).fetchOne();
    if (view == null) throw new InvalidInput("opinion", "projects.error.notAsked");
    if (view.getOpinion() != null) throw new InvalidInput("opinion", "projects.error.answeredBefore");
    view.setOpinion(Objects.requireNonNull(given).name());
    view.setText(said);
    view.setAnsweredBy(ProjectMoves.actor());
    view.setAnsweredAt(clock.instant());
    view.update();
    moves.stay(project, ProjectMove.ANSWER, null, Map.of("department", department, "opinion", given.name()));
  }

  /** Lays the project before the joint meeting. */
  @Transactional
  public void layBeforeMeeting(String code, @Nullable Integer version, @Nullable String note) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.LAY);
    var checks = new Checks();
    String said = checks.optional("note", note, Checks.TEXT_LENGTH_MAX);
    checks.refuse();
    moves.make(project, ProjectMove.LAY, ProjectState.BEFORE_MEETING, said, Map.of());
  }

  /** Takes the project back; whoever asked for it is told why. */
  @Transactional
  public void withdraw(String code, @Nullable Integer version, String reason) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.WITHDRAW);
    var checks = new Checks();
    String why = checks.required("reason", reason, Checks.TEXT_LENGTH_MAX);
    if (moneyGiven(project) && !mayDecide()) checks.error("reason", "projects.error.withdrawDecided");
    checks.refuse();
    moves.make(project, ProjectMove.WITHDRAW, ProjectState.WITHDRAWN, why, Map.of());
    endings.withdrawn(project, why);
  }

  /** Moves the project to the next year's library, by decision; its code stays. */
  @Transactional
  public void carryOver(String code, @Nullable Integer version, String reason) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.CARRY_OVER);
    var checks = new Checks();
    String why = checks.required("reason", reason, Checks.TEXT_LENGTH_MAX);
    int year = project.getYear() + 1;
    if (year > moves.today().getYear() + 1) checks.error("reason", "projects.error.carriedTooFar", String.valueOf(year));
    checks.refuse();
    sql.insertInto(LIBRARY).set(LIBRARY.TOWN, project.getTown()).set(LIBRARY.YEAR, (short) year).onConflictDoNothing().execute();
    project.setCarriedFrom(project.getYear());
    project.setYear((short) year);
    moves.stay(project, ProjectMove.CARRY_OVER, why, Map.of("from", year - 1, "to", year));
  }

  /** What the joint meeting approved is taken back by whoever writes down its decisions, not by the proposer. */
  private static boolean moneyGiven(ProjectRecord project) {
    return EnumSet.of(ProjectState.APPROVED, ProjectState.UNDER_WAY).contains(ProjectMoves.state(project));
  }

  private static boolean mayDecide() {
    Viewer viewer = CurrentViewer.get();
    return viewer == null || viewer.may(Permission.PROJECTS_DECIDE);
  }

  /** Lets these departments see the project. */
  static void open(ProjectRecord project, Iterable<String> departments) {
    var all = new LinkedHashSet<>(List.of(project.getDepartments()));
    departments.forEach(all::add);
    project.setDepartments(all.toArray(String[]::new));
  }

  private void fill(ProjectRecord project, NewProject proposed) {
    var checks = new Checks();
    checks.year("year", proposed.year());
    Kind kind = checks.present("kind", proposed.kind());
    String title = checks.required("title", proposed.title(), Checks.NAME_LENGTH_MAX);
    String village = checks.required("village", proposed.village(), 20);
    if (!village.isEmpty()) checkVillage(checks, village);
    String place = checks.optional("place", proposed.place(), 300);
    String need = checks.required("need", proposed.need(), Checks.TEXT_LENGTH_MAX);
    checks.within("benefiting", proposed.benefiting(), 1, 10_000_000);
    checks.fen("estimate", proposed.estimateFen(), 0);
    checks.refuse();
    project.setKind(Objects.requireNonNull(kind).name());
    project.setTitle(title);
    project.setVillage(village);
    project.setPlace(place);
    project.setNeed(need);
    project.setBenefiting(proposed.benefiting());
    project.setEstimateFen(proposed.estimateFen());
  }

  /** A village's clerk proposes for the own village alone. */
  private void checkVillage(Checks checks, String village) {
    List<String> areas = TownContext.required().areas();
    if (places.village(village).isEmpty()) checks.error("village", "requests.error.unknownVillage");
    else if (areas != null && Stream.of(village).noneMatch(areas::contains)) checks.error("village", "projects.error.otherVillage");
  }

  private int nextNumber(int year) {
    return sql.insertInto(LIBRARY)
        .set(LIBRARY.TOWN, TownContext.required().town())
        .set(LIBRARY.YEAR, (short) year)
        .set(LIBRARY.LAST_NUMBER, 1)
        .onConflict(LIBRARY.TOWN, LIBRARY.YEAR)
        .doUpdate()
        .set(LIBRARY.LAST_NUMBER, LIBRARY.LAST_NUMBER.plus(1))
        .returning(LIBRARY.LAST_NUMBER)
        .fetchSingle()
        .getLastNumber();
  }
}

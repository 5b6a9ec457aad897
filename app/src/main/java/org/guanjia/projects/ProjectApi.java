package org.guanjia.projects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.Idempotency;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is done with a project, for programs: the deeds of the project's page under the same names, with the same permissions, by the same
 * services. Each answers with the project's line as it stands afterwards.
 */
@Tag(name = "Project deeds", description = "What staff do with a project; each is done once for one Idempotency-Key. Amounts are whole fen.")
@RestController
@RequestMapping(path = "/api/v1/projects/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
class ProjectApi {

  private static final String KEY = "Idempotency-Key";

  private final Projects projects;
  private final Library library;
  private final Decisions decisions;
  private final Scoring scoring;
  private final Works works;
  private final Spending spending;
  private final Idempotency idempotency;

  ProjectApi(Projects projects, Library library, Decisions decisions, Scoring scoring, Works works, Spending spending, Idempotency idempotency) {
    this.projects = projects;
    this.library = library;
    this.decisions = decisions;
    this.scoring = scoring;
    this.works = works;
    this.spending = spending;
    this.idempotency = idempotency;
  }

  @Operation(summary = "Write down a survey on the spot")
  @Allowed(Permission.PROJECTS_SURVEY)
  @PostMapping("/survey")
  ProjectLine survey(@PathVariable String code, @RequestBody ProjectBodies.SurveyJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    NewSurvey found = said.found();
    return done(code, key, c -> library.survey(c, said.version(), found));
  }

  @Operation(summary = "Ask departments for their views")
  @Allowed(Permission.PROJECTS_SURVEY)
  @PostMapping("/views")
  ProjectLine views(@PathVariable String code, @RequestBody ProjectBodies.DepartmentsJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    List<String> departments = ProjectBodies.listOf("departments", said.departments());
    return done(code, key, c -> library.askViews(c, said.version(), departments));
  }

  @Operation(summary = "Give the view of the caller's department")
  @Allowed(Permission.PROJECTS_ANSWER)
  @PostMapping("/view")
  ProjectLine view(@PathVariable String code, @RequestBody ProjectBodies.ViewJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String department = department();
    return done(code, key, c -> library.answerView(c, said.version(), department, said.opinion(), said.text()));
  }

  @Operation(summary = "Score it on its year's sheet; again replaces what the same person gave")
  @Allowed(Permission.PROJECTS_SCORE)
  @PostMapping("/score")
  ProjectLine score(@PathVariable String code, @RequestBody ProjectBodies.ScoreJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    var points = said.byCriterion();
    return done(code, key, c -> scoring.score(c, said.version(), points));
  }

  @Operation(summary = "Lay it before the joint meeting")
  @Allowed(Permission.PROJECTS_DECIDE)
  @PostMapping("/meeting")
  ProjectLine meeting(@PathVariable String code, @RequestBody ProjectBodies.NoteJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> library.layBeforeMeeting(c, said.version(), said.note()));
  }

  @Operation(summary = "Approve it with a budget by source; the sources add up to the amount")
  @Allowed(Permission.PROJECTS_DECIDE)
  @PostMapping("/approval")
  ProjectLine approval(@PathVariable String code, @RequestBody ProjectBodies.ProjectApprovalJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    Approval approval = said.approval();
    return done(code, key, c -> decisions.approve(c, said.version(), approval));
  }

  @Operation(summary = "Put it off")
  @Allowed(Permission.PROJECTS_DECIDE)
  @PostMapping("/deferral")
  ProjectLine deferral(@PathVariable String code, @RequestBody ProjectBodies.ProjectReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> decisions.defer(c, said.version(), ProjectBodies.text(said.reason())));
  }

  @Operation(summary = "Refuse it; whoever asked for it is told")
  @Allowed(Permission.PROJECTS_DECIDE)
  @PostMapping("/refusal")
  ProjectLine refusal(@PathVariable String code, @RequestBody ProjectBodies.ProjectReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> decisions.refuse(c, said.version(), ProjectBodies.text(said.reason())));
  }

  @Operation(summary = "Move it to the next year's library")
  @Allowed(Permission.PROJECTS_DECIDE)
  @PostMapping("/carrying-over")
  ProjectLine carryingOver(@PathVariable String code, @RequestBody ProjectBodies.ProjectReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> library.carryOver(c, said.version(), ProjectBodies.text(said.reason())));
  }

  @Operation(summary = "Take it back; whoever asked for it is told")
  @Allowed({Permission.PROJECTS_PROPOSE, Permission.PROJECTS_DECIDE})
  @PostMapping("/withdrawal")
  ProjectLine withdrawal(@PathVariable String code, @RequestBody ProjectBodies.ProjectReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> library.withdraw(c, said.version(), ProjectBodies.text(said.reason())));
  }

  @Operation(summary = "Join further requests to it")
  @Allowed(Permission.PROJECTS_PROPOSE)
  @PostMapping("/requests")
  ProjectLine requests(@PathVariable String code, @RequestBody ProjectBodies.RequestsJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    List<String> requests = ProjectBodies.listOf("requests", said.requests());
    return done(code, key, c -> library.join(c, said.version(), requests));
  }

  @Operation(summary = "Correct what was proposed")
  @Allowed(Permission.PROJECTS_PROPOSE)
  @PostMapping("/correction")
  ProjectLine correction(@PathVariable String code, @RequestBody ProjectBodies.ProjectJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    NewProject proposed = said.proposed(2000);
    return done(code, key, c -> library.correct(c, said.version(), proposed));
  }

  @Operation(summary = "Lay down builder, person responsible and milestones")
  @Allowed(Permission.PROJECTS_BUILD)
  @PostMapping("/plan")
  ProjectLine plan(@PathVariable String code, @RequestBody ProjectBodies.PlanJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    Plan plan = said.plan();
    return done(code, key, c -> works.plan(c, said.version(), plan));
  }

  @Operation(summary = "Begin the work")
  @Allowed(Permission.PROJECTS_BUILD)
  @PostMapping("/beginning")
  ProjectLine beginning(@PathVariable String code, @RequestBody ProjectBodies.BeginningJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> works.begin(c, said.version(), said.startedOn()));
  }

  @Operation(summary = "Reach a milestone")
  @Allowed(Permission.PROJECTS_BUILD)
  @PostMapping("/milestone")
  ProjectLine milestone(@PathVariable String code, @RequestBody ProjectBodies.MilestoneJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    long milestone = ProjectBodies.given("milestone", said.milestone());
    return done(code, key, c -> works.reach(c, said.version(), milestone, said.doneOn()));
  }

  @Operation(summary = "Put pictures into one slot of one milestone, where they stay")
  @Allowed(Permission.PROJECTS_BUILD)
  @PostMapping("/photos")
  ProjectLine photos(@PathVariable String code, @RequestBody ProjectBodies.PhotosJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    long milestone = ProjectBodies.given("milestone", said.milestone());
    List<UUID> photos = ProjectBodies.listOf("photos", said.photos());
    return done(code, key, c -> works.show(c, said.version(), milestone, said.slot(), said.caption(), photos));
  }

  @Operation(summary = "Inspect the work of others: accepted, or sent back with a reason")
  @Allowed(Permission.PROJECTS_ACCEPT)
  @PostMapping("/inspection")
  ProjectLine inspection(@PathVariable String code, @RequestBody ProjectBodies.InspectionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    boolean accepted = ProjectBodies.given("accepted", said.accepted());
    return done(code, key, c -> works.inspect(c, said.version(), accepted, ProjectBodies.text(said.text())));
  }

  @Operation(summary = "Close it; whoever asked for it is told")
  @Allowed(Permission.PROJECTS_BUILD)
  @PostMapping("/closure")
  ProjectLine closure(@PathVariable String code, @RequestBody ProjectBodies.ClosureJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> works.close(c, said.version(), ProjectBodies.text(said.result())));
  }

  @Operation(summary = "Record money paid, within the source's budget")
  @Allowed(Permission.PROJECTS_BUILD)
  @PostMapping("/payment")
  ProjectLine payment(@PathVariable String code, @RequestBody ProjectBodies.PaymentJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    NewPayment payment = said.payment();
    return done(code, key, c -> spending.pay(c, said.version(), payment));
  }

  @Operation(summary = "Propose to change the budget")
  @Allowed(Permission.PROJECTS_BUILD)
  @PostMapping("/change")
  ProjectLine change(@PathVariable String code, @RequestBody ProjectBodies.ChangeJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    var bySource = ProjectBodies.amounts(said.bySource());
    return done(code, key, c -> spending.proposeChange(c, said.version(), ProjectBodies.text(said.reason()), bySource));
  }

  @Operation(summary = "Decide another person's change order")
  @Allowed(Permission.PROJECTS_DECIDE)
  @PostMapping("/change-decision")
  ProjectLine changeDecision(@PathVariable String code, @RequestBody ProjectBodies.ChangeDecisionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    boolean approved = ProjectBodies.given("approved", said.approved());
    return done(code, key, c -> spending.decideChange(c, said.version(), approved, said.note()));
  }

  @FunctionalInterface
  private interface Deed {
    void on(String code);
  }

  private ProjectLine done(String address, @Nullable String key, Deed deed) {
    String code = ProjectDeeds.parsed(address);
    idempotency.once(
        key,
        () -> {
          deed.on(code);
          return code;
        });
    return projects.line(code).orElseThrow(() -> new NoSuchProject(code));
  }

  /** The department for which the caller acts. */
  private static String department() {
    Viewer viewer = CurrentViewer.get();
    if (viewer == null || viewer.department() == null) throw new AccessDeniedException("only for members of a department");
    return viewer.department();
  }
}

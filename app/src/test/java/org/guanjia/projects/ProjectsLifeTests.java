package org.guanjia.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.guanjia.projects.ProjectsFixture.as;
import static org.guanjia.projects.ProjectsFixture.doAs;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.Samples;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.Answers;
import org.guanjia.requests.Handling;
import org.guanjia.requests.Matter;
import org.guanjia.requests.Matters;
import org.guanjia.requests.Merging;
import org.guanjia.requests.RequestsFixture;
import org.guanjia.requests.State;
import org.guanjia.requests.Triage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The life of a project by the facade: what is allowed, what is refused and why, and that nobody stays untold. */
@TownTest
class ProjectsLifeTests {

  @Autowired ProjectsFixture given;
  @Autowired Library library;
  @Autowired Decisions decisions;
  @Autowired Works works;
  @Autowired Spending spending;
  @Autowired Scoring scoring;
  @Autowired Projects projects;
  @Autowired Origins origins;
  @Autowired Matters matters;
  @Autowired Answers answers;
  @Autowired Triage triage;
  @Autowired Handling handling;
  @Autowired Merging merging;
  @Autowired StoredFiles files;
  @Autowired TransactionTemplate transactions;
  private String responsible = "";

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
    if (responsible.isEmpty()) responsible = given.officer("roads");
  }

  @Test
  void fromARequestToTheAnswerOfEverybodyWhoAsked() {
    String untouched = given.request("13800000101");
    String answered = given.request("13800000102");
    doAs("desk", () -> answers.draft(answered, null, "已列入项目库。", null));
    doAs("chief", () -> answers.approve(answered, null, null));
    doAs("desk", () -> tellings(answered));
    assertThat(state(answered)).isEqualTo(State.FED_BACK);

    String code = given.accepted(responsible, untouched, answered);
    doAs("desk", () -> works.close(code, null, "岔路口已修好。"));

    Project closed = given.find(code);
    assertThat(closed.state()).isEqualTo(ProjectState.CLOSED);
    assertThat(closed.pairs()).hasSize(1);
    assertThat(closed.origins()).allMatch(origin -> origin.toldAt() != null);
    assertThat(closed.history()).hasSize(closed.line().version());
    for (String request : List.of(untouched, answered)) {
      assertThat(state(request)).isEqualTo(State.DONE);
      assertThat(matter(request).draft().orElseThrow().text()).contains(code, "岔路口已修好");
      doAs("chief", () -> answers.approve(request, null, null));
      assertThat(state(request)).isEqualTo(State.ANSWERED);
    }
    assertThat(column("select count(*) from platform.audit_entry where subject_id = '" + code + "'")).isEqualTo(String.valueOf(closed.line().version()));
  }

  @Test
  void aRequestThatCannotTakeAnAnswerNowIsToldLater() {
    String request = given.request("13800000103");
    String merged = given.request("13800000104");
    String code = given.surveyed(request);
    doAs("desk", () -> merging.merge(merged, null, request));
    doAs("desk", () -> triage.handOver(request, null, null, "roads", List.of(), null));
    doAs("clerk", () -> library.withdraw(code, null, "并入片区改造"));
    assertThat(given.find(code).origins().getFirst().toldAt()).isNull();
    assertThat(given.find(code).origins().getFirst().answer()).contains("并入片区改造");
    doAs("system", this::tellTheRest);
    assertThat(state(request)).isEqualTo(State.IN_DEPARTMENT);
    doAs("officer", () -> handling.refuse(request, null, "roads", "不归本部门"));
    doAs("desk", () -> triage.decide(request, null, org.guanjia.requests.Outcome.MICRO_PROJECT, null, null, List.of()));
    doAs("system", this::tellTheRest);
    assertThat(given.find(code).origins().getFirst().toldAt()).isNotNull();
    assertThat(state(request)).isEqualTo(State.DONE);
    assertThat(state(merged)).as("told with the matter that carries it").isEqualTo(State.MERGED);
  }

  @Test
  void aDecisionOnWhatWasWithdrawnAMinuteAgoIsRefusedClearly() {
    String code = given.beforeMeeting();
    int version = given.find(code).line().version();
    doAs("clerk", () -> library.withdraw(code, null, "不做了"));
    var refused = catchThrowableOfType(IllegalProjectMove.class, () -> doAs("secretary", () -> decisions.approve(code, version, approval(1))));
    assertThat(refused.from()).isEqualTo(ProjectState.WITHDRAWN);
    assertThatThrownBy(() -> doAs("secretary", () -> decisions.refuse(code, version, "x"))).isInstanceOf(IllegalProjectMove.class);
    assertThatThrownBy(() -> doAs("secretary", () -> decisions.defer(code, version, "x"))).isInstanceOf(IllegalProjectMove.class);
    assertThat(given.find(code).budget()).isEmpty();
  }

  @Test
  void ofTwoDecisionsAtOnceOneStands() throws Exception {
    String code = given.beforeMeeting();
    int version = given.find(code).line().version();
    try (var both = Executors.newFixedThreadPool(2)) {
      var made = both.invokeAll(List.<java.util.concurrent.Callable<Boolean>>of(() -> made(() -> decisions.approve(code, version, approval(0))), () -> made(() -> decisions.refuse(code, version, "理由"))));
      assertThat(List.of(made.get(0).get(), made.get(1).get())).containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void aBudgetWhoseSourcesDoNotAddUpIsRefusedWithTheDifference() {
    String code = given.beforeMeeting();
    InvalidInput refused = invalid(() -> doAs("secretary", () -> decisions.approve(code, null, approval(-5_000))));
    assertThat(refused.errors()).singleElement().satisfies(error -> {
      assertThat(error.field()).isEqualTo("amount");
      assertThat(error.key()).isEqualTo("projects.error.sourcesOver");
      assertThat(error.arguments()).containsExactly("100000", "99950", "50");
    });
    assertThat(invalid(() -> doAs("secretary", () -> decisions.approve(code, null, approval(1)))).errors().getFirst().key()).isEqualTo("projects.error.sourcesShort");
    assertThat(given.find(code).state()).isEqualTo(ProjectState.BEFORE_MEETING);
    assertThat(invalid(() -> doAs("secretary", () -> decisions.approve(code, null, new Approval(Long.MAX_VALUE, Map.of(Source.CITY, Long.MAX_VALUE, Source.TOWN, Long.MAX_VALUE), null)))).errors()).isNotEmpty();
  }

  @Test
  void whoBuildsDoesNotAccept() {
    String code = given.finished(responsible);
    assertThat(key(() -> doAs(responsible, () -> works.inspect(code, null, true, "好")))).isEqualTo("projects.error.ownWork");
    assertThat(key(() -> doAs(responsible, () -> works.inspect(code, null, false, "不好")))).isEqualTo("projects.error.ownWork");
    doAs("inspector", () -> works.inspect(code, null, false, "边角没压实"));
    assertThat(given.find(code).state()).isEqualTo(ProjectState.UNDER_WAY);
    doAs("inspector", () -> works.inspect(code, null, true, "已返工"));
    assertThat(given.find(code).inspections()).extracting(Project.Inspection::accepted).containsExactly(false, true);
  }

  @Test
  void nothingIsAcceptedBeforeItIsDoneAndShown() {
    String code = given.underWay(responsible);
    InvalidInput refused = invalid(() -> doAs("inspector", () -> works.inspect(code, null, true, "好")));
    assertThat(refused.errors()).extracting(InvalidInput.FieldError::key).containsExactly("projects.error.milestonesOpen", "projects.error.notShown");
    assertThatThrownBy(() -> doAs("desk", () -> works.close(code, null, "x"))).isInstanceOf(IllegalProjectMove.class);
  }

  @Test
  void aPictureHasOnePlaceAndNeverMoves() {
    String code = given.underWay(responsible);
    List<Project.Milestone> milestones = given.find(code).milestones();
    long first = milestones.getFirst().id();
    long second = milestones.getLast().id();
    UUID picture = given.picture();
    doAs("desk", () -> works.show(code, null, first, Slot.BEFORE, null, List.of(picture)));
    assertThat(key(() -> doAs("desk", () -> works.show(code, null, second, Slot.BEFORE, null, List.of(picture))))).as("another milestone").isEqualTo("projects.error.photoElsewhere");
    assertThat(key(() -> doAs("desk", () -> works.show(code, null, first, Slot.DURING, null, List.of(picture))))).as("another slot").isEqualTo("projects.error.photoElsewhere");
    String other = given.underWay(responsible);
    long elsewhere = given.find(other).milestones().getFirst().id();
    assertThat(key(() -> doAs("desk", () -> works.show(other, null, elsewhere, Slot.BEFORE, null, List.of(picture))))).as("another project").isEqualTo("projects.error.photoElsewhere");
    assertThat(key(() -> doAs("desk", () -> works.show(code, null, elsewhere, Slot.BEFORE, null, List.of(given.picture()))))).isEqualTo("projects.error.noMilestone");
    assertThat(key(() -> doAs("desk", () -> works.show(code, null, first, Slot.AFTER, null, List.of(given.picture()))))).as("not reached yet").isEqualTo("projects.error.afterTooEarly");
    assertThat(key(() -> doAs("desk", () -> works.show(code, null, first, Slot.SURVEY, null, List.of(given.picture()))))).isEqualTo("projects.error.surveySlot");
    assertThat(key(() -> doAs("desk", () -> works.show(code, null, first, Slot.DURING, null, List.of(UUID.randomUUID()))))).isEqualTo("projects.error.photoElsewhere");
    doAs("desk", () -> works.reach(code, null, first, LocalDate.now(ProjectMoves.ZONE)));
    doAs("desk", () -> works.reach(code, null, second, LocalDate.now(ProjectMoves.ZONE)));
    doAs("desk", () -> works.show(code, null, second, Slot.AFTER, null, List.of(given.picture())));
    assertThat(given.find(code).pairs()).as("before of one and after of another are no pair").isEmpty();
  }

  @Test
  void theCamerasDateBeliesAPictureOfBefore() {
    String code = given.underWay(responsible);
    long first = given.find(code).milestones().getFirst().id();
    RequestsFixture.execute("update projects.project set started_on = '2025-01-01' where code = '" + code + "'");
    doAs("desk", () -> works.reach(code, null, first, LocalDate.of(2025, 2, 1)));
    UUID taken2026 = given.picture(Samples.withExif(Samples.jpeg(90, 60), 1));
    assumeThat(as("desk", () -> files.find(taken2026).orElseThrow().takenAt())).isNotNull();
    assertThat(key(() -> doAs("desk", () -> works.show(code, null, first, Slot.BEFORE, null, List.of(taken2026))))).isEqualTo("projects.error.notBefore");
    doAs("desk", () -> works.show(code, null, first, Slot.AFTER, null, List.of(taken2026)));
  }

  @Test
  void paymentsStayWithinTheirSourceAndChangesWithinWhatIsPaid() {
    String code = given.underWay(responsible);
    assertThat(key(() -> doAs("desk", () -> spending.pay(code, null, payment(Source.VILLAGE, 2_000_001))))).isEqualTo("projects.error.beyondBudget");
    assertThat(key(() -> doAs("desk", () -> spending.pay(code, null, payment(Source.SOCIETY, 1))))).isEqualTo("projects.error.beyondBudget");
    doAs("desk", () -> spending.pay(code, null, payment(Source.VILLAGE, 1_500_000)));
    assertThat(key(() -> doAs("desk", () -> spending.proposeChange(code, null, "少做一段", Map.of(Source.VILLAGE, -500_001L))))).isEqualTo("projects.error.belowPaid");
    doAs("desk", () -> spending.proposeChange(code, null, "多做一段", Map.of(Source.VILLAGE, -300_000L, Source.SOCIETY, 800_000L)));
    assertThat(key(() -> doAs("desk", () -> spending.proposeChange(code, null, "再加", Map.of(Source.CITY, 1L))))).isEqualTo("projects.error.changeOpen");
    assertThat(key(() -> doAs("desk", () -> spending.decideChange(code, null, true, null)))).isEqualTo("projects.error.ownChange");
    doAs("desk", () -> spending.pay(code, null, payment(Source.VILLAGE, 400_000)));
    assertThat(key(() -> doAs("secretary", () -> spending.decideChange(code, null, true, null)))).as("paid meanwhile").isEqualTo("projects.error.belowPaid");
    doAs("secretary", () -> spending.decideChange(code, null, false, "先付清"));
    doAs("desk", () -> spending.proposeChange(code, null, "社会捐助", Map.of(Source.SOCIETY, 800_000L)));
    doAs("secretary", () -> spending.decideChange(code, null, true, null));
    assertThat(given.find(code).line().approvedFen()).isEqualTo(10_800_000L);
    assertThat(column("select approved_fen from projects.project where code = '" + code + "'")).isEqualTo("10800000");
    assertThatThrownBy(() -> RequestsFixture.execute("update projects.budget set paid_fen = fen + 1 where source = 'CITY'")).hasMessageContaining("budget");
  }

  @Test
  void manyPaymentsAtOnceNeverOverdrawASource() throws Exception {
    String code = given.underWay(responsible);
    var random = new SplittableRandom(7);
    List<Long> amounts = IntStream.range(0, 24).mapToObj(i -> random.nextLong(50_000, 400_000)).toList();
    try (var crowd = Executors.newFixedThreadPool(6)) {
      for (var made : crowd.invokeAll(amounts.stream().map(fen -> (java.util.concurrent.Callable<Boolean>) () -> made(() -> spending.pay(code, null, payment(Source.VILLAGE, fen)))).toList())) made.get();
    }
    Project.Purse village = given.find(code).budget().stream().filter(purse -> purse.source() == Source.VILLAGE).findFirst().orElseThrow();
    assertThat(village.paidFen()).isLessThanOrEqualTo(village.fen());
    assertThat(given.find(code).payments().stream().mapToLong(Project.Payment::fen).sum()).isEqualTo(village.paidFen());
  }

  @Test
  void scoresAreWeightedAndTiesShareARank() {
    int year = 2031;
    doAs("desk", () -> scoring.lay(year, 1, List.of(new Scoring.Criterion(0, "迫切", 60, 10), new Scoring.Criterion(0, "人数", 40, 5))));
    List<Scoring.Criterion> sheet = as("desk", () -> scoring.sheet(year)).criteria();
    String[] codes = new String[3];
    for (int i = 0; i < 3; i++) {
      NewProject road = ProjectsFixture.aRoad();
      codes[i] = as("desk", () -> library.propose(new NewProject(year, road.kind(), road.title(), road.village(), null, road.need(), 5, 1_000, List.of())));
      String code = codes[i];
      doAs("desk", () -> library.survey(code, null, new NewSurvey(LocalDate.now(ProjectMoves.ZONE), "属实", 1, 1, List.of())));
    }
    score("one", codes[0], sheet, 10, 5);
    score("two", codes[0], sheet, 5, 0);
    score("one", codes[1], sheet, 8, 2);
    score("two", codes[1], sheet, 5, 1);
    score("one", codes[2], sheet, 5, 5);
    score("two", codes[2], sheet, 9, 4);
    assertThat(as("desk", () -> scoring.ranking(year, null))).extracting(row -> row.rank() + " " + row.total() + " " + row.project().code())
        .containsExactly("1 78.00 " + codes[2], "2 65.00 " + codes[0], "3 51.00 " + codes[1]);
    score("two", codes[0], sheet, 9, 1);
    score("one", codes[2], sheet, 8, 4);
    score("two", codes[2], sheet, 10, 5);
    assertThat(as("desk", () -> scoring.ranking(year, null)).getFirst().total()).isEqualByComparingTo("90.00");
    score("two", codes[2], sheet, 7, 3);
    score("two", codes[0], sheet, 5, 5);
    assertThat(as("desk", () -> scoring.ranking(year, null))).extracting(Scoring.Ranked::rank).containsExactly(1, 2, 3);
    score("two", codes[1], sheet, 8, 2);
    score("two", codes[2], sheet, 2, 1);
    score("one", codes[2], sheet, 10, 5);
    score("one", codes[0], sheet, 2, 1);
    score("two", codes[0], sheet, 10, 5);
    assertThat(as("desk", () -> scoring.ranking(year, null))).as("equal totals share a rank, the next counts on").extracting(Scoring.Ranked::rank).containsExactly(1, 2, 2);
    assertThat(key(() -> doAs("desk", () -> scoring.lay(year, 2, List.of(new Scoring.Criterion(0, "x", 100, 10)))))).isEqualTo("projects.error.sheetFixed");
    assertThat(key(() -> doAs("x", () -> scoring.score(codes[0], null, Map.of(sheet.getFirst().id(), 11, sheet.getLast().id(), 0))))).isEqualTo("projects.error.range");
    assertThat(key(() -> doAs("desk", () -> scoring.lay(2032, 1, List.of(new Scoring.Criterion(0, "x", 60, 10)))))).isEqualTo("projects.error.weights");
  }

  @Test
  void carriedOverByDecisionAloneTheCodeStays() {
    String code = given.approved();
    int year = given.find(code).line().year();
    assertThat(key(() -> doAs("secretary", () -> library.carryOver(code, null, " ")))).isEqualTo("requests.error.required");
    doAs("secretary", () -> library.carryOver(code, null, "联席会议决定结转"));
    Project carried = given.find(code);
    assertThat(carried.line().year()).isEqualTo(year + 1);
    assertThat(carried.carriedFrom()).isEqualTo(year);
    assertThat(carried.code()).isEqualTo(code);
    assertThat(key(() -> doAs("secretary", () -> library.carryOver(code, null, "再结转")))).isEqualTo("projects.error.carriedTooFar");
    String refused = given.beforeMeeting();
    doAs("secretary", () -> decisions.refuse(refused, null, "已有计划"));
    assertThatThrownBy(() -> doAs("secretary", () -> library.carryOver(refused, null, "x"))).isInstanceOf(IllegalProjectMove.class);
  }

  @Test
  void postgresqlKeepsVillagesAndDepartmentsToTheirOwn() {
    String code = given.surveyed();
    doAs("desk", () -> library.askViews(code, null, List.of("roads")));
    var ownVillage = new TownContext(TOWN, "clerk", List.of(SUBIAN), null);
    var otherVillage = new TownContext(TOWN, "clerk", List.of("441900103003"), null);
    var asked = new TownContext(TOWN, "officer", null, "roads");
    var notAsked = new TownContext(TOWN, "officer", null, "water");
    var otherTown = TownContext.system("441900999");
    assertThat(ownVillage.call(() -> projects.find(code)).views()).hasSize(1);
    assertThat(asked.call(() -> projects.line(code))).isPresent();
    for (TownContext outsider : List.of(otherVillage, notAsked, otherTown)) {
      assertThatThrownBy(() -> outsider.run(() -> projects.find(code))).isInstanceOf(NoSuchProject.class);
      assertThat(outsider.call(() -> projects.list(ProjectFilter.ALL.seeking(code), null, 10)).lines()).isEmpty();
      assertThat(outsider.call(() -> projects.totals(ProjectFilter.ALL.seeking(code))).count()).isZero();
      assertThatThrownBy(() -> outsider.run(() -> library.withdraw(code, null, "x"))).isInstanceOf(NoSuchProject.class);
    }
    assertThat(key(() -> otherVillage.run(() -> library.propose(ProjectsFixture.aRoad())))).isEqualTo("projects.error.otherVillage");
  }

  @Test
  void onlyRequestsMeantForProjectsJoinAndOnlyOnce() {
    String request = given.request(null);
    String code = given.proposed(request);
    assertThat(key(() -> given.proposed(request))).isEqualTo("projects.error.joinedBefore");
    assertThat(key(() -> given.proposed("nonsense"))).isEqualTo("projects.error.noSuchRequest");
    String plain = given.request(null);
    doAs("desk", () -> triage.decide(plain, null, org.guanjia.requests.Outcome.ANSWER, null, null, List.of()));
    assertThat(key(() -> doAs("desk", () -> library.join(code, null, List.of(plain))))).isEqualTo("projects.error.notProposable");
    String second = given.request(null);
    doAs("desk", () -> library.join(code, null, List.of(second)));
    assertThat(as("desk", () -> projects.ofRequest(second))).extracting(ProjectLine::code).containsExactly(code);
  }

  private void tellTheRest() {
    transactions.executeWithoutResult(status -> origins.tellTheRestOfTown());
  }

  private void tellings(String code) {
    RequestsFixture.execute("update requests.request set state = 'FED_BACK', closed_at = now() where code = '" + code + "'");
  }

  private void score(String by, String code, List<Scoring.Criterion> sheet, int first, int second) {
    doAs(by, () -> scoring.score(code, null, Map.of(sheet.getFirst().id(), first, sheet.getLast().id(), second)));
  }

  private static NewPayment payment(Source source, long fen) {
    return new NewPayment(LocalDate.now(ProjectMoves.ZONE), "示例施工单位", source, fen, null, null);
  }

  /** Over the sources' 100,000 yuan by that many fen. */
  private static Approval approval(long more) {
    return new Approval(10_000_000 + more, Map.of(Source.CITY, 6_000_000L, Source.TOWN, 4_000_000L), null);
  }

  private static boolean made(Runnable work) {
    try {
      doAs("somebody", work);
      return true;
    } catch (InvalidInput | IllegalProjectMove | StaleProject refused) {
      return false;
    }
  }

  private static String key(Runnable work) {
    return invalid(work).errors().getFirst().key();
  }

  private static InvalidInput invalid(Runnable work) {
    return catchThrowableOfType(InvalidInput.class, work::run);
  }

  private State state(String code) {
    return matter(code).state();
  }

  private Matter matter(String code) {
    return as("desk", () -> matters.find(code));
  }

  private static String column(String query) {
    try (var owner = TestDatabase.owner();
        var statement = owner.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}

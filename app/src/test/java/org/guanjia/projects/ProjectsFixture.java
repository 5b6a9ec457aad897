package org.guanjia.projects;

import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.Samples;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.requests.Intake;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.RequestsFixture;
import org.guanjia.requests.Triage;
import org.springframework.stereotype.Component;

/** Projects at every station of their way, made by the deeds themselves. */
@Component
public class ProjectsFixture {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Library library;
  private final Decisions decisions;
  private final Works works;
  private final Projects projects;
  private final Intake intake;
  private final Triage triage;
  private final StoredFiles files;
  private final Users users;

  ProjectsFixture(Library library, Decisions decisions, Works works, Projects projects, Intake intake, Triage triage, StoredFiles files, Users users) {
    this.library = library;
    this.decisions = decisions;
    this.works = works;
    this.projects = projects;
    this.intake = intake;
    this.triage = triage;
    this.files = files;
    this.users = users;
  }

  static NewProject aRoad(String... requests) {
    return new NewProject(LocalDate.now(ProjectMoves.ZONE).getYear(), Kind.WORKS, "粟边岔路口修整 " + NUMBER.incrementAndGet(), SUBIAN, "完美塘岔路口", "路面坑洼，会车困难。", 800, 10_000_000, List.of(requests));
  }

  String proposed(String... requests) {
    return as("clerk", () -> library.propose(aRoad(requests)));
  }

  String surveyed(String... requests) {
    String code = proposed(requests);
    doAs("desk", () -> library.survey(code, null, new NewSurvey(LocalDate.now(ProjectMoves.ZONE).minusDays(5), "现场属实", 20, 18, List.of())));
    return code;
  }

  String beforeMeeting(String... requests) {
    String code = surveyed(requests);
    doAs("secretary", () -> library.layBeforeMeeting(code, null, null));
    return code;
  }

  String approved(String... requests) {
    String code = beforeMeeting(requests);
    doAs("secretary", () -> decisions.approve(code, null, new Approval(10_000_000, Map.of(Source.CITY, 4_000_000L, Source.TOWN, 4_000_000L, Source.VILLAGE, 2_000_000L), null)));
    return code;
  }

  /** With two milestones, answered for by that user. */
  String underWay(String responsible, String... requests) {
    String code = approved(requests);
    List<Plan.Step> steps = List.of(new Plan.Step(null, "路面铣刨", LocalDate.now(ProjectMoves.ZONE)), new Plan.Step(null, "重铺完工", LocalDate.now(ProjectMoves.ZONE).plusDays(20)));
    doAs("desk", () -> works.plan(code, null, new Plan("示例施工单位", responsible, steps)));
    doAs("desk", () -> works.begin(code, null, LocalDate.now(ProjectMoves.ZONE).minusDays(3)));
    return code;
  }

  /** Every milestone reached, the last one shown before and after. */
  String finished(String responsible, String... requests) {
    String code = underWay(responsible, requests);
    for (Project.Milestone milestone : find(code).milestones()) doAs("desk", () -> works.reach(code, null, milestone.id(), LocalDate.now(ProjectMoves.ZONE)));
    long last = find(code).milestones().getLast().id();
    doAs("desk", () -> works.show(code, null, last, Slot.BEFORE, null, List.of(picture())));
    doAs("desk", () -> works.show(code, null, last, Slot.AFTER, "修好了", List.of(picture())));
    return code;
  }

  String accepted(String responsible, String... requests) {
    String code = finished(responsible, requests);
    doAs("inspector", () -> works.inspect(code, null, true, "与方案一致"));
    return code;
  }

  Project find(String code) {
    return as("desk", () -> projects.find(code));
  }

  /** A request that the desk triaged as micro-project. */
  String request(String phone) {
    RequestsFixture.departmentsAndCategories();
    String code = as("resident", () -> intake.receive(RequestsFixture.aLight(phone))).code();
    doAs("desk", () -> triage.decide(code, null, Outcome.MICRO_PROJECT, null, null, List.of()));
    return code;
  }

  UUID picture() {
    return picture(Samples.jpeg(64 + NUMBER.incrementAndGet(), 48));
  }

  UUID picture(byte[] jpeg) {
    return as("desk", () -> files.store(new ByteArrayInputStream(jpeg), "照片.jpg")).id();
  }

  String person(Role role, String... areas) {
    return add(Profile.of(name(), "测试" + role, role, areas));
  }

  String officer(String department) {
    return add(Profile.of(name(), "测试经办", Role.DEPARTMENT_OFFICER).in(department));
  }

  String add(Profile profile) {
    return TownContext.system(TOWN).call(() -> users.addWithPassword(profile, Staff.PASSWORD));
  }

  static String name() {
    return "p" + UUID.randomUUID().toString().substring(0, 8);
  }

  static <T> T as(String actor, Supplier<T> work) {
    return RequestsFixture.as(actor, work);
  }

  static void doAs(String actor, Runnable work) {
    RequestsFixture.doAs(actor, work);
  }
}

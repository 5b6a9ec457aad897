package org.guanjia.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.projects.ProjectsFixture.doAs;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guanjia.Statements;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.Visitor.Upload;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.Samples;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The library's pages and each deed over HTTP: who may do what, what is refused and how it comes back. */
@TownTest
class ProjectPagesTests {

  private static final Map<Role, Visitor> KNOWN = new EnumMap<>(Role.class);
  private static final Map<String, Visitor> OFFICERS = new java.util.HashMap<>();

  @Autowired ProjectsFixture given;
  @Autowired Library library;
  @Autowired Works works;
  @Autowired Spending spending;
  @Autowired Users users;
  @Autowired Statements statements;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
  }

  @Test
  void fromARequestToTheClosureByThePagesAlone() {
    Visitor desk = visitor(Role.TOWN_DESK);
    Visitor secretary = visitor(Role.MEETING_SECRETARY);
    String request = given.request("13800000201");
    assertThat(desk.get("/requests/" + request).body()).contains("/projects/new?request=" + request);
    assertThat(desk.get("/projects/new?request=" + request).body()).contains("粟边路口的路灯不亮", "value=\"" + SUBIAN + "\" selected");
    Answer proposed =
        desk.post("/projects/new", "key", key(), "kind", "WORKS", "title", "粟边路口路灯", "village", SUBIAN, "need", "晚上看不清路", "benefiting", "1,200", "estimate", "12万", "year",
            String.valueOf(LocalDate.now(ProjectMoves.ZONE).getYear()), "requests", request.toLowerCase());
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(303);
    String code = proposed.location().substring("/projects/".length());
    assertThat(desk.get("/requests/" + request).body()).contains(code).doesNotContain("/projects/new?request=");

    Upload photo = new Upload("photos", "现场.jpg", Samples.jpeg(120, 90));
    Answer surveyed = desk.post("/projects/" + code + "/survey", List.of(photo), "key", key(), "version", version(code), "surveyedOn", today(), "findings", "灯杆锈蚀", "asked", "30", "inFavour", "28");
    assertThat(surveyed.status()).as(surveyed.body()).isEqualTo(303);
    UUID shown = given.find(code).photos().getFirst().id();
    assertThat(desk.get("/projects/" + code + "/photos/" + shown + "?size=small").status()).isEqualTo(200);
    done(desk, code, "views", "departments", "roads");
    Visitor roads = officer("roads");
    assertThat(roads.get("/projects?waiting=roads").body()).contains(code);
    done(roads, code, "view", "opinion", "CONDITIONS", "text", "请避开早高峰");
    Answer sheet = desk.post("/projects/scoring", "key", key(), "year", String.valueOf(LocalDate.now(ProjectMoves.ZONE).getYear()), "version", "1", "criterion.0.name", "迫切", "criterion.0.weight", "100", "criterion.0.pointsMax", "10");
    assertThat(sheet.status()).as(sheet.body()).isEqualTo(303);
    String criterion = desk.get("/projects/" + code + "?do=score").body().replaceFirst("(?s).*name=\"points\\.(\\d+)\".*", "$1");
    done(desk, code, "score", "points." + criterion, "8");
    assertThat(desk.get("/projects/ranking").body()).contains("80.00", code);
    done(secretary, code, "meeting", "note", "第三次联席会议");
    Answer off = act(secretary, code, "approval", "amount", "120000", "source.CITY", "60000", "source.TOWN", "59999.5");
    assertRefused(off, "各来源合计 119999.50 元，比批准金额 120000 元少 0.50 元。", "value=\"59999.5\"");
    done(secretary, code, "approval", "amount", "120000", "source.CITY", "60000", "source.TOWN", "60,000");
    String responsible = given.officer("roads");
    done(desk, code, "plan", "builder", "示例施工单位", "responsible", responsible, "milestone.0.title", "安装完成", "milestone.0.plannedOn", today(), "milestone.1.title", "", "milestone.1.plannedOn", "");
    done(desk, code, "beginning", "startedOn", today());
    String milestone = String.valueOf(given.find(code).milestones().getFirst().id());
    photo(desk, code, milestone, "BEFORE");
    done(desk, code, "milestone", "milestone", milestone, "doneOn", today());
    photo(desk, code, milestone, "AFTER");
    done(desk, code, "payment", "paidOn", today(), "payee", "示例施工单位", "source", "CITY", "amount", "60000", "note", "首付");
    assertRefused(act(desk, code, "payment", "paidOn", today(), "payee", "示例施工单位", "source", "TOWN", "amount", "60000.01"), "这一来源只剩 60000 元");
    done(desk, code, "change", "source.TOWN", "-1000", "reason", "少装一盏");
    assertThat(act(desk, code, "change-decision", "approved", "true").status()).isEqualTo(403);
    done(secretary, code, "change-decision", "approved", "true");
    done(visitor(Role.DEPARTMENT_OFFICER, "roads"), code, "inspection", "accepted", "true", "text", "都亮了");
    done(desk, code, "closure", "result", "装了六盏灯。");
    assertThat(desk.get("/projects/" + code).body()).contains("data-slider", "装了六盏灯。", "结果已转给反映人");
    assertThat(desk.get("/projects/" + code + "/print").body()).contains("sign-line", code);
    assertThat(desk.get("/requests/" + request).body()).contains("装了六盏灯。");
    Answer export = desk.get("/projects/export.csv");
    assertThat(export.body()).contains(code, "119000.00");
    assertThat(desk.get("/projects/ranking/export.csv").body()).contains("80.00");
  }

  @ParameterizedTest
  @CsvSource({
    "survey, TOWN_DESK MEETING_SECRETARY", "views, TOWN_DESK MEETING_SECRETARY", "view, DEPARTMENT_OFFICER", "score, TOWN_DESK MEETING_SECRETARY DEPARTMENT_OFFICER",
    "meeting, MEETING_SECRETARY", "approval, MEETING_SECRETARY", "deferral, MEETING_SECRETARY", "refusal, MEETING_SECRETARY", "carrying-over, MEETING_SECRETARY",
    "withdrawal, TOWN_DESK MEETING_SECRETARY VILLAGE_CLERK", "requests, TOWN_DESK MEETING_SECRETARY VILLAGE_CLERK", "correction, TOWN_DESK MEETING_SECRETARY VILLAGE_CLERK",
    "plan, TOWN_DESK MEETING_SECRETARY VILLAGE_CLERK DEPARTMENT_OFFICER", "payment, TOWN_DESK MEETING_SECRETARY VILLAGE_CLERK DEPARTMENT_OFFICER",
    "inspection, TOWN_DESK MEETING_SECRETARY DEPARTMENT_OFFICER", "closure, TOWN_DESK MEETING_SECRETARY VILLAGE_CLERK DEPARTMENT_OFFICER", "change-decision, MEETING_SECRETARY"
  })
  void eachDeedIsForItsRolesAlone(String verb, String roles) {
    String code = given.proposed();
    for (Role role : List.of(Role.TOWN_DESK, Role.LEADER, Role.DEPARTMENT_OFFICER, Role.VILLAGE_CLERK, Role.GRID_WORKER, Role.WINDOW_CLERK, Role.MEETING_SECRETARY, Role.AUDITOR)) {
      int status = anybody(role).post("/projects/" + code + "/" + verb, "key", key(), "version", "0").status();
      if (List.of(roles.split(" ")).contains(role.name())) assertThat(status).as("%s by %s", verb, role).isNotEqualTo(403);
      else assertThat(status).as("%s by %s", verb, role).isEqualTo(403);
    }
    assertThat(given.find(code).line().version()).isEqualTo(1);
  }

  @Test
  void aFormFromBeforeAnothersDeedComesBackBesideIt() {
    Visitor secretary = anybody(Role.MEETING_SECRETARY);
    String code = given.beforeMeeting();
    String old = version(code);
    doAs("other", () -> library.correct(code, null, new NewProject(2026, Kind.SERVICE, "别人改的名称", SUBIAN, null, "别人改的需求", 5, 100, List.of())));
    Answer stale = secretary.post("/projects/" + code + "/refusal", "key", key(), "version", old, "reason", "我写的原因");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains("修改内容", "我写的原因", "/refusal\"");
    doAs("clerk", () -> library.withdraw(code, null, "撤回原因"));
    Answer gone = secretary.post("/projects/" + code + "/approval", "key", key(), "version", old, "amount", "100", "source.CITY", "100");
    assertThat(gone.status()).isEqualTo(409);
    assertThat(gone.body()).contains("现在的状态是“已撤回”", "撤回原因").doesNotContain("action=\"/projects/" + code + "/approval\"");
  }

  @Test
  void whatIsWrongIsNamedAndNothingTypedIsLost() {
    Visitor desk = anybody(Role.TOWN_DESK);
    Answer empty = desk.post("/projects/new", "key", key(), "year", "1999", "title", "只有名称", "village", "nowhere", "benefiting", "0", "estimate", "很多");
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.body()).contains("只有名称", "href=\"#f-estimate\"");
    Answer hostile =
        desk.post("/projects/new", "key", key(), "year", String.valueOf(LocalDate.now(ProjectMoves.ZONE).getYear()), "kind", "WORKS", "title", "<script>alert(1)</script>\u202E", "village", SUBIAN, "need", "=cmd|'x'!A1 '; drop table", "benefiting", "1", "estimate", "1");
    assertThat(hostile.status()).as(hostile.body()).isEqualTo(303);
    assertThat(desk.get(hostile.location()).body()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert(1)");
    assertThat(desk.get("/projects/export.csv").body()).doesNotContain("\n=cmd").doesNotContain(",=cmd");
    assertThat(desk.post("/projects/new", "key", key(), "title", "x".repeat(101), "year", "2026", "kind", "WORKS", "village", SUBIAN, "need", "x", "benefiting", "1", "estimate", "1").status()).isEqualTo(422);
    for (String path : List.of("/projects/P26-0001A", "/projects/nonsense", "/projects/P26-9999%00", "/projects/..%2f")) assertThat(desk.get(path).status()).as(path).isIn(400, 404);
    for (String query : List.of("?year=abc", "?kind=%00", "?state=x,y", "?after=zzz", "?village=%00'", "?q=" + "%25_'".repeat(60))) assertThat(desk.get("/projects" + query).status()).as(query).isIn(200, 422);
    String code = given.surveyed();
    assertRefused(act(desk, code, "survey", "surveyedOn", "2999-01-01", "findings", "x", "asked", "2", "inFavour", "3"), "日期不能晚于今天");
    Upload text = new Upload("photos", "x.jpg", "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Answer refused = desk.post("/projects/" + code + "/survey", List.of(text), "key", key(), "version", version(code), "findings", "写了很多", "surveyedOn", today(), "asked", "1", "inFavour", "1");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("写了很多");
  }

  @Test
  void sentTwiceIsDoneOnce() {
    Visitor desk = anybody(Role.TOWN_DESK);
    String code = given.underWay(given.officer("roads"));
    String key = key();
    String[] form = {"key", key, "version", version(code), "paidOn", today(), "payee", "甲", "source", "CITY", "amount", "100"};
    assertThat(desk.post("/projects/" + code + "/payment", form).status()).isEqualTo(303);
    assertThat(desk.post("/projects/" + code + "/payment", form).status()).isEqualTo(303);
    assertThat(given.find(code).payments()).hasSize(1);
  }

  @Test
  void anotherVillagesClerkFindsNothing() {
    String code = given.surveyed();
    Visitor own = enter(Profile.of(ProjectsFixture.name(), "测试村办", Role.VILLAGE_CLERK, SUBIAN));
    Visitor other = enter(Profile.of(ProjectsFixture.name(), "测试村办", Role.VILLAGE_CLERK, "441900103200"));
    assertThat(own.get("/projects/" + code).status()).isEqualTo(200);
    for (String path : List.of("", "/print", "/photos/" + UUID.randomUUID())) assertThat(other.get("/projects/" + code + path).status()).as(path).isEqualTo(404);
    assertThat(other.get("/projects").body()).doesNotContain(code);
    assertRefused(other.post("/projects/new", "key", key(), "year", String.valueOf(LocalDate.now(ProjectMoves.ZONE).getYear()), "kind", "WORKS", "title", "x", "village", SUBIAN, "need", "x", "benefiting", "1", "estimate", "1"), "只能为本村");
  }

  @Test
  void theNumberOfStatementsDoesNotGrow() {
    String me = Staff.add(users, "projects-count", Role.TOWN_DESK);
    Visitor desk = Visitor.at(port).logIn("projects-count", Staff.PASSWORD);
    String responsible = given.officer("roads");
    String code = given.underWay(responsible, given.request(null));
    desk.get("/projects");
    desk.get("/projects/" + code);
    int list = statements.of(me, () -> desk.get("/projects"));
    int whole = statements.of(me, () -> desk.get("/projects/" + code));
    int ranking = statements.of(me, () -> desk.get("/projects/ranking"));
    for (int i = 0; i < 8; i++) given.proposed();
    for (int i = 0; i < 5; i++) {
      String request = given.request(null);
      doAs("desk", () -> library.join(code, null, List.of(request)));
      long milestone = given.find(code).milestones().getFirst().id();
      doAs("desk", () -> works.show(code, null, milestone, Slot.DURING, null, List.of(given.picture())));
    }
    assertThat(statements.of(me, () -> desk.get("/projects"))).isLessThanOrEqualTo(list);
    assertThat(statements.of(me, () -> desk.get("/projects/" + code))).isLessThanOrEqualTo(whole);
    assertThat(statements.of(me, () -> desk.get("/projects/ranking"))).isLessThanOrEqualTo(ranking);
    assertThat(list).isBetween(1, 10);
    assertThat(whole).isBetween(1, 28);
  }

  @Test
  void projectsThatWaitForSomebodyStandOnTheirToday() {
    RequestsFixture.execute("update projects.project set state = 'WITHDRAWN'"); // those of the other tests wait no more
    String builder = given.officer("roads");
    String me = ProjectsFixture.name();
    String desk = given.add(Profile.of(me, "测试验收", Role.TOWN_DESK));
    Visitor inspector = Staff.enter(port, me);
    String secretary = given.person(Role.MEETING_SECRETARY);
    String underWay = given.underWay(builder);
    String finished = given.finished(builder);
    String own = given.finished(desk);
    inspector.get("/today");
    int few = statements.of(desk, () -> inspector.get("/today"));
    assertThat(inspector.get("/today").body()).contains("等您处理的项目", "/projects/" + finished, "请验收").doesNotContain("/projects/" + own, "/projects/" + underWay);
    for (int i = 0; i < 7; i++) given.finished(builder);
    inspector.get("/today"); // what is remembered for some seconds may have run out meanwhile
    assertThat(statements.of(desk, () -> inspector.get("/today"))).isEqualTo(few);
    assertThat(inspector.get("/today").body()).contains("先列出最急的 6 件");

    String asked = given.proposed();
    doAs("desk", () -> library.askViews(asked, null, List.of("water")));
    assertThat(officer("water").get("/today").body()).contains("/projects/" + asked, "请给出本部门意见");
    assertThat(officer("roads").get("/today").body()).doesNotContain("/projects/" + asked);

    doAs("desk", () -> spending.proposeChange(underWay, null, "加铺一段", Map.of(Source.TOWN, 100_000L)));
    assertThat(anybody(Role.MEETING_SECRETARY).get("/today").body()).contains("/projects/" + underWay, "请审批变更");
    doAs(secretary, () -> spending.decideChange(underWay, null, true, null));
    assertThat(anybody(Role.MEETING_SECRETARY).get("/today").body()).doesNotContain("请审批变更");
  }

  @Test
  void theListGoesOnByKeyset() {
    for (int i = 0; i < 55; i++) given.proposed();
    Visitor desk = anybody(Role.TOWN_DESK);
    String first = desk.get("/projects").body();
    var next = java.util.regex.Pattern.compile("href=\"(/projects\\?[^\"]*after=\\d+)\"").matcher(first);
    assertThat(next.find()).isTrue();
    assertThat(desk.get(next.group(1).replace("&amp;", "&")).status()).isEqualTo(200);
  }

  private void photo(Visitor visitor, String code, String milestone, String slot) {
    Upload photo = new Upload("photos", slot + ".jpg", Samples.jpeg(100 + slot.length(), 80));
    Answer answer = visitor.post("/projects/" + code + "/photos", List.of(photo), "key", key(), "version", version(code), "milestone", milestone, "slot", slot);
    assertThat(answer.status()).as(answer.body()).isEqualTo(303);
  }

  private void assertRefused(Answer answer, String... parts) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains(parts);
  }

  private void done(Visitor visitor, String code, String verb, String... fields) {
    Answer answer = act(visitor, code, verb, fields);
    assertThat(answer.status()).as(verb + " " + answer.body()).isEqualTo(303);
    assertThat(visitor.get(answer.location()).body()).contains("tone-success");
  }

  private Answer act(Visitor visitor, String code, String verb, String... fields) {
    String[] all = new String[fields.length + 4];
    System.arraycopy(new String[] {"key", key(), "version", version(code)}, 0, all, 0, 4);
    System.arraycopy(fields, 0, all, 4, fields.length);
    return visitor.post("/projects/" + code + "/" + verb, all);
  }

  private String version(String code) {
    return String.valueOf(given.find(code).line().version());
  }

  private static String today() {
    return LocalDate.now(ProjectMoves.ZONE).toString();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private Visitor visitor(Role role) {
    return anybody(role);
  }

  private Visitor visitor(Role role, String department) {
    return enter(Profile.of(ProjectsFixture.name(), "测试验收", role).in(department));
  }

  private Visitor anybody(Role role) {
    return KNOWN.computeIfAbsent(
        role,
        one -> {
          String name = ProjectsFixture.name();
          Staff.add(users, name, one);
          return Staff.enter(port, name);
        });
  }

  private Visitor officer(String department) {
    return OFFICERS.computeIfAbsent(department, one -> enter(Profile.of(ProjectsFixture.name(), "测试经办", Role.DEPARTMENT_OFFICER).in(one)));
  }

  private Visitor enter(Profile profile) {
    TownContext.system(TOWN).run(() -> users.addWithPassword(profile, Staff.PASSWORD));
    return Staff.enter(port, profile.username());
  }
}

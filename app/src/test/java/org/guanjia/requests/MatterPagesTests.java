package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.aLight;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page of a matter and its deeds over HTTP: who may do what, what is refused and how it comes back. */
@TownTest
class MatterPagesTests {

  private static final Map<Role, Visitor> KNOWN = new EnumMap<>(Role.class);

  @Autowired Intake intake;
  @Autowired Triage triage;
  @Autowired Handling handling;
  @Autowired Answers answers;
  @Autowired FollowUp followUp;
  @Autowired Questions questions;
  @Autowired Merging merging;
  @Autowired Matters matters;
  @Autowired Users users;
  @Autowired ApplicationContext context;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
  }

  @Test
  void aVillageThatTheAddressBeginsWithIsNotSaidTwice() {
    assertThat(MatterView.place("横江村", null, "横江村康乐街")).isEqualTo("横江村康乐街");
    assertThat(MatterView.place("横江村", "二组", "康乐街")).isEqualTo("横江村 · 二组 · 康乐街");
    assertThat(MatterView.place(null, null, null)).isEmpty();
  }

  @Test
  void fromTheWindowToTheReviewByThePagesAlone() {
    Visitor window = visitor(Role.WINDOW_CLERK);
    var saved = window.post("/requests/new", "key", key(), "channel", "WINDOW", "words", "文化广场的路灯坏了三盏", "village", RequestsFixture.SUBIAN, "reporterName", "示例居民", "reporterPhone", "13800000011");
    assertThat(saved.status()).as(saved.body()).isEqualTo(303);
    var receipt = window.get(saved.location());
    assertThat(receipt.body()).contains("再登记一件", "channel=WINDOW&amp;village=" + RequestsFixture.SUBIAN, "<path").containsPattern("receipt-code\">\\d{6}<");
    String code = saved.location().split("/")[2];

    Visitor desk = visitor(Role.TOWN_DESK);
    done(desk, code, "triage", "outcome", "DEPARTMENT", "category", "road.light", "lead", "roads", "others", "water");
    Visitor roads = officer("roads");
    Visitor water = officer("water");
    done(roads, code, "acceptance");
    done(water, code, "acceptance");
    assertThat(act(roads, code, "result", "result", "修好了").status()).as("the other department has not reported").isEqualTo(422);
    done(water, code, "result", "result", "井盖已加固");
    done(roads, code, "result", "result", "三盏灯都换好了");
    assertThat(roads.get("/requests/" + code).body()).doesNotContain("/approval\"");
    done(desk, code, "return", "reason", "写明日期");
    done(roads, code, "result", "result", "三盏灯24日都换好了");
    assertThat(roads.get("/requests/" + code).body()).as("the lead's report is the draft").containsOnlyOnce("三盏灯24日都换好了").contains("井盖已加固");
    done(desk, code, "approval", "text", "三盏灯 24 日都换好了。");
    assertThat(matter(code).state()).isEqualTo(State.ANSWERED);
    done(window, code, "telling", "reporter", code, "way", "CALL", "note", "电话里说明了");
    assertThat(matter(code).state()).isEqualTo(State.FED_BACK);
    doAs("resident", () -> followUp.rate(code, 1, "只亮了两盏"));
    assertThat(desk.get("/requests/" + code).body()).as("who approved it does not review it").doesNotContain("/review\"");
    assertThat(act(desk, code, "review", "found", "REDO", "review", "x").status()).isEqualTo(409);
    Visitor leader = visitor(Role.LEADER);
    assertThat(leader.get("/requests/" + code).body()).contains("只亮了两盏", "/review\"");
    done(leader, code, "review", "found", "REDO", "review", "现场看过，还有一盏不亮");
    assertThat(matter(code).state()).isEqualTo(State.RECEIVED);
    assertThat(desk.get("/requests/" + code).body()).contains("现场看过，还有一盏不亮", "电话里说明了", "三盏灯24日都换好了");
  }

  @ParameterizedTest
  @CsvSource({
    "triage, TOWN_DESK", "hand-over, TOWN_DESK", "assignment, TOWN_DESK", "correction, TOWN_DESK", "draft, TOWN_DESK", "merge, TOWN_DESK", "unmerge, TOWN_DESK",
    "supervisor, TOWN_DESK LEADER", "extension, TOWN_DESK LEADER", "review, TOWN_DESK LEADER", "approval, TOWN_DESK LEADER", "return, TOWN_DESK LEADER",
    "acceptance, DEPARTMENT_OFFICER", "refusal, DEPARTMENT_OFFICER", "result, DEPARTMENT_OFFICER", "question, TOWN_DESK DEPARTMENT_OFFICER",
    "continuation, TOWN_DESK DEPARTMENT_OFFICER", "explanation, TOWN_DESK DEPARTMENT_OFFICER",
    "addition, TOWN_DESK DEPARTMENT_OFFICER VILLAGE_CLERK GRID_WORKER WINDOW_CLERK", "telling, TOWN_DESK VILLAGE_CLERK GRID_WORKER WINDOW_CLERK",
    "reveal, TOWN_DESK DEPARTMENT_OFFICER VILLAGE_CLERK WINDOW_CLERK"
  })
  void eachDeedIsForItsRolesAlone(String verb, String roles) {
    String code = received("13800000012");
    for (Role role : List.of(Role.TOWN_DESK, Role.LEADER, Role.DEPARTMENT_OFFICER, Role.VILLAGE_CLERK, Role.GRID_WORKER, Role.WINDOW_CLERK, Role.MEETING_SECRETARY)) {
      int status = act(anybody(role), code, verb).status();
      if (List.of(roles.split(" ")).contains(role.name())) assertThat(status).as("%s by %s", verb, role).isNotEqualTo(403);
      else assertThat(status).as("%s by %s", verb, role).isEqualTo(403);
    }
    assertThat(matter(code).state()).isEqualTo(State.RECEIVED);
  }

  @Test
  void nobodySeesAMatterOutsideTheirAreaOrDepartment() {
    String code = received(null);
    Visitor officer = officer("water");
    Visitor clerk = clerk("441900103200");
    for (String path : List.of("", "/print", "/files/" + UUID.randomUUID())) {
      assertThat(officer.get("/requests/" + code + path).status()).as(path).isEqualTo(404);
      assertThat(clerk.get("/requests/" + code + path).status()).as(path).isEqualTo(404);
    }
    assertThat(act(officer, code, "reveal", "purpose", "ASK").status()).isEqualTo(404);
    assertThat(clerk.get("/requests/" + code + "/receipt").status()).isEqualTo(404);
    assertThat(visitor(Role.AUDITOR).get("/requests/" + code + "/receipt").status()).isEqualTo(403);
    assertThat(clerk(RequestsFixture.SUBIAN).get("/requests/" + code).status()).isEqualTo(200);
    assertThat(clerk(RequestsFixture.SUBIAN).get("/requests/00000000").status()).isEqualTo(404);
    assertThat(Visitor.at(port).get("/requests/" + code).status()).isIn(302, 303);
  }

  @Test
  void whatIsNotLegalNowIsNotOfferedAndNotDone() {
    String code = received(null);
    Visitor desk = visitor(Role.TOWN_DESK);
    assertThat(offered(desk, code)).contains("triage").doesNotContain("draft", "approval", "hand-over", "extension", "explanation", "continuation", "telling");
    for (String verb : List.of("draft", "approval", "return", "extension")) {
      var refused = act(desk, code, verb, "text", "写了很久的答复", "reason", "写了很久的理由", "workingDays", "3");
      assertThat(refused.status()).as(verb).isEqualTo(409);
      assertThat(refused.body()).as(verb).contains("待分派").contains("写了很久的");
    }
    doAs("resident", () -> followUp.withdraw(code, null));
    assertThat(offered(desk, code)).isEmpty();
    assertThat(act(desk, code, "triage", "outcome", "DECLINE", "reason", "理由").status()).isEqualTo(409);
    assertThat(act(desk, code, "hand-over", "lead", "roads").status()).isEqualTo(409);
    assertThat(matter(code).state()).isEqualTo(State.WITHDRAWN);
  }

  @Test
  void aFormMadeBeforeSomebodyElseDecidedComesBackBesideWhatTheyDid() {
    String code = received(null);
    Visitor one = visitor(Role.TOWN_DESK);
    Visitor two = visitor(Role.TOWN_DESK);
    String shown = version(two, code);
    done(one, code, "triage", "outcome", "DECLINE", "reason", "依规不能办");
    var stale = two.post("/requests/" + code + "/triage", "key", key(), "version", shown, "outcome", "ANSWER", "reason", "我写了很久的说明");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains("依规不能办", "我写了很久的说明", "不予办理", "name=\"version\" value=\"" + (Integer.parseInt(shown) + 1) + "\"");
    assertThat(matter(code).line().outcome()).as("nothing is overwritten").isEqualTo(Outcome.DECLINE);
    var onTop = two.post("/requests/" + code + "/triage", "key", key(), "version", version(two, code), "outcome", "ANSWER", "reason", "我写了很久的说明");
    assertThat(onTop.status()).isEqualTo(303);
    assertThat(matter(code).line().outcome()).isEqualTo(Outcome.ANSWER);
  }

  @Test
  void aFormWithoutAVersionOverwritesNothing() {
    String code = received(null);
    var refused = visitor(Role.TOWN_DESK).post("/requests/" + code + "/triage", "outcome", "ANSWER");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(matter(code).state()).isEqualTo(State.RECEIVED);
  }

  @Test
  void aDoubleClickHandsOverOnce() {
    String code = received(null);
    Visitor desk = visitor(Role.TOWN_DESK);
    String version = version(desk, code);
    String key = key();
    for (int i = 0; i < 2; i++) {
      assertThat(desk.post("/requests/" + code + "/hand-over", "key", key, "version", version, "lead", "roads").status()).isEqualTo(303);
    }
    assertThat(matter(code).history()).filteredOn(event -> event.move() == Move.HAND_OVER).hasSize(1);
    assertThat(matter(code).departments()).hasSize(1);
  }

  @Test
  void refusedInputComesBackInItsForm() {
    String code = received(null);
    Visitor desk = visitor(Role.TOWN_DESK);
    assertRefused(act(desk, code, "triage", "outcome", "WISH", "reason", " "), "f-reason-error");
    assertRefused(act(desk, code, "triage", "outcome", "POLICY"), "f-policy-error");
    assertRefused(act(desk, code, "triage", "outcome", "NONSENSE", "reason", "留着的字"), "f-outcome-error", "留着的字");
    assertRefused(act(desk, code, "triage", "outcome", "DEPARTMENT"), "f-lead-error");
    assertRefused(act(desk, code, "triage", "outcome", "ANSWER", "reason", "长".repeat(4_001)), "f-reason-error");
    assertRefused(act(desk, code, "correction", "title", "", "address", "长".repeat(501)), "f-title-error");
    assertRefused(act(desk, code, "correction", "title", "路灯", "address", "长".repeat(501)), "f-address-error");
    assertRefused(act(desk, code, "assignment", "assignee", UUID.randomUUID().toString()), "f-assignee-error");
    assertRefused(act(desk, code, "question"), "f-question-error");
    assertRefused(act(desk, received("13800000017"), "reveal", "purpose", "CURIOSITY"), "f-purpose-error");
    assertRefused(desk.get("/requests/" + code + "/duplicates?other=AAAAAAAA"), "f-other-error");
    assertThat(matter(code).history()).hasSize(1);
  }

  @Test
  void aRevealIsShownOnceAndKeptNowhere() {
    String code = received("13800000013");
    Visitor desk = visitor(Role.TOWN_DESK);
    assertThat(desk.get("/requests/" + code).body()).contains("138****0013").doesNotContain("13800000013");
    var shown = act(desk, code, "reveal", "purpose", "ASK");
    assertThat(shown.body()).contains("13800000013");
    assertThat(shown.header("Cache-Control")).contains("no-store");
    assertThat(desk.get("/requests/" + code).body()).doesNotContain("13800000013");
    assertThat(desk.get("/requests/" + code + "/print").body()).doesNotContain("13800000013").doesNotContain("138****0013").doesNotContain("示");
  }

  @Test
  void duplicatesAreComparedMergedAndTakenApartAgain() {
    String older = received("13800000014");
    String newer = received("13800000015");
    Visitor desk = visitor(Role.TOWN_DESK);
    assertThat(desk.get("/requests/" + newer + "/duplicates?other=" + older).location()).endsWith("/duplicates/" + older);
    assertThat(desk.get("/requests/" + newer + "/duplicates/" + older).body()).contains(ReceiptCode.display(older), ReceiptCode.display(newer), "name=\"stays\" value=\"" + older + "\" checked");
    assertThat(desk.get("/requests/" + newer + "/beside").body()).contains(older);
    done(desk, newer, "merge", "other", older, "stays", older);
    assertThat(matter(newer).state()).isEqualTo(State.MERGED);
    assertThat(desk.get("/requests/" + older).body()).contains(ReceiptCode.display(newer), "/requests/" + newer + "/unmerge");
    assertThat(desk.post("/requests/" + newer + "/unmerge", "key", key()).status()).isEqualTo(303);
    assertThat(matter(newer).state()).isEqualTo(State.RECEIVED);
    done(desk, newer, "merge", "other", older, "stays", newer);
    assertThat(matter(older).state()).as("either may stay").isEqualTo(State.MERGED);
  }

  @Test
  void askedAnsweredForTheReporterAndGoneOnWithout() {
    String code = received("13800000016");
    Visitor desk = visitor(Role.TOWN_DESK);
    done(desk, code, "question", "question", "是哪一盏灯？");
    assertThat(desk.get("/requests/" + code).body()).contains("/continuation\"", "是哪一盏灯？");
    done(desk, code, "continuation", "answer", "小卖部门口那盏");
    assertThat(matter(code).questions().getFirst().answer()).isEqualTo("小卖部门口那盏");
    done(desk, code, "question", "question", "什么时候坏的？");
    done(desk, code, "continuation", "reason", "电话打不通");
    assertThat(matter(code).line().clockStopped()).isFalse();
  }

  @Test
  void theOtherDeedsOfDeskAndSupervisor() {
    String code = received(null);
    Visitor desk = visitor(Role.TOWN_DESK);
    String deskId = as("system", () -> users.working(Role.TOWN_DESK)).getFirst().id();
    done(desk, code, "assignment", "assignee", deskId);
    done(desk, code, "supervisor", "supervisor", deskId);
    done(desk, code, "correction", "title", "粟边路口的路灯", "category", "drain", "village", "", "address", "");
    done(desk, code, "addition", "text", "现场看过", "internal", "true");
    done(desk, code, "triage", "outcome", "DEPARTMENT", "lead", "roads", "reason", "请尽快");
    done(desk, code, "extension", "workingDays", "3", "reason", "等配件");
    RequestsFixture.execute("update requests.request set due_on = current_date - 5 where code = '" + code + "'");
    Visitor roads = officer("roads");
    done(roads, code, "explanation", "reason", "配件没到");
    done(roads, code, "refusal", "reason", "属供电部门");
    Matter matter = matter(code);
    assertThat(matter.state()).isEqualTo(State.RECEIVED);
    assertThat(matter.line().title()).isEqualTo("粟边路口的路灯");
    assertThat(matter.line().address()).isNull();
    assertThat(desk.get("/requests/" + code).body()).contains("现场看过", "内部", "请尽快", "配件没到", "属供电部门", "等配件");
  }

  @Test
  void aScriptIsTextOnEveryPage() {
    String script = "<script>alert(1)</script>";
    var request = new NewRequest(
        Channel.VILLAGE, script, script, "road.light", RequestsFixture.SUBIAN, null, null, script, null, null, script, 3, false, script, script, "13800000017", null, null, null, List.of());
    String code = as("desk", () -> intake.receive(request)).code();
    String other = received(null);
    doAs("desk", () -> questions.ask(code, null, script));
    doAs("resident", () -> questions.answer(code, script));
    doAs("resident", () -> followUp.add(code, script, List.of(), false));
    doAs("desk", () -> triage.handOver(code, null, null, "roads", List.of("water"), script));
    doAs("officer", () -> handling.refuse(code, null, "water", script));
    Visitor desk = visitor(Role.TOWN_DESK);
    for (String path : List.of("", "/print", "/duplicates/" + other, "/beside", "/receipt", "?do=correction")) {
      String body = desk.get("/requests/" + code + path).body();
      assertThat(body).as(path).contains("&lt;script&gt;").doesNotContain("<script>alert");
    }
    doAs("officer", () -> handling.accept(code, null, "roads"));
    doAs("officer", () -> handling.report(code, null, "roads", script, Map.of()));
    assertThat(desk.get("/requests/" + code).body()).contains("&lt;script&gt;").doesNotContain("<script>alert");
    var stale = desk.post("/requests/" + code + "/approval", "version", "1", "text", script);
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).doesNotContain("<script>alert");
  }

  @Test
  void takingDownKeepsWhatWasTypedAndNamesWhatIsWrong() {
    Visitor window = visitor(Role.WINDOW_CLERK);
    var refused = window.post("/requests/new", "channel", "DROP_IN", "words", "", "address", "留着的地点", "reporterPhone", "12", "latitude", "north", "affectedCount", "many");
    assertRefused(refused, "f-words-error", "f-dropIn-error", "f-latitude-error", "f-affectedCount-error", "留着的地点");
    assertRefused(window.post("/requests/new", "channel", "WINDOW", "words", "灯坏了", "reporterPhone", "12"), "f-reporterPhone-error");
    assertRefused(window.post("/requests/new", "channel", "SYSTEM", "words", "灯坏了"), "f-channel-error");
    String key = key();
    String first = window.post("/requests/new", "key", key, "channel", "WINDOW", "words", "灯坏了").location();
    assertThat(window.post("/requests/new", "key", key, "channel", "WINDOW", "words", "灯坏了").location()).as("sent twice, taken down once").isEqualTo(first);
  }

  @Test
  void aVillageClerkBeginsWithTheVillageAndMayNameAnother() {
    Visitor clerk = clerk(RequestsFixture.SUBIAN);
    assertThat(clerk.get("/requests/new").body()).contains("value=\"VILLAGE\" checked", "value=\"" + RequestsFixture.SUBIAN + "\" selected");
    assertRefused(clerk.post("/requests/new", "channel", "VILLAGE", "words", "灯坏了", "village", "nowhere"), "f-village-error");
    assertRefused(clerk.post("/requests/new", "channel", "VILLAGE", "words", "灯坏了", "village", RequestsFixture.SUBIAN, "grid", "nowhere"), "f-grid-error");
    var next = clerk.post("/requests/new", "channel", "VILLAGE", "words", "隔壁村的灯坏了", "village", "441900103200");
    assertThat(clerk.get(next.location()).status()).as("whoever takes a request down holds its receipt").isEqualTo(200);
    var saved = clerk.post("/requests/new", "channel", "VILLAGE", "words", "灯坏了", "village", RequestsFixture.SUBIAN, "anonymous", "true", "reporterName", "不该留下");
    assertThat(clerk.get(saved.location()).status()).isEqualTo(200);
    assertThat(matter(saved.location().split("/")[2]).reporterName()).isEmpty();
  }

  @Test
  void aFormSentAfterTheSessionEndedIsKeptAndSentAgain() {
    String code = received(null);
    doAs("desk", () -> triage.decide(code, null, Outcome.ANSWER, null, null, List.of()));
    String name = "m" + UUID.randomUUID().toString().substring(0, 8);
    Staff.add(users, name, Role.TOWN_DESK);
    Visitor desk = Staff.enter(port, name);
    String version = version(desk, code);
    String token = desk.csrfToken();
    Staff.endSessions(context, name);
    String[] typed = {"key", key(), "version", version, "text", "写了一个上午的答复"};
    var late = desk.postRaw("/requests/" + code + "/draft", Visitor.form(token, typed));
    assertThat(late.location()).as(late.status() + late.body()).contains("&kept");
    desk.tryLogIn(name, Staff.PASSWORD);
    assertThat(desk.get("/login/kept").body()).contains("写了一个上午的答复", "action=\"/requests/" + code + "/draft\"");
    assertThat(desk.post("/requests/" + code + "/draft", "key", typed[1], "version", version, "text", typed[5], "_kept", "1").status()).isEqualTo(303);
    assertThat(matter(code).draft().orElseThrow().text()).isEqualTo("写了一个上午的答复");
  }

  private void assertRefused(Visitor.Answer answer, String... parts) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains(parts);
  }

  private void done(Visitor visitor, String code, String verb, String... fields) {
    var answer = act(visitor, code, verb, fields);
    assertThat(answer.status()).as(verb + " " + answer.body()).isEqualTo(303);
    assertThat(answer.location()).isEqualTo("/requests/" + code);
    assertThat(visitor.get(answer.location()).body()).contains("tone-success");
  }

  private Visitor.Answer act(Visitor visitor, String code, String verb, String... fields) {
    String[] all = new String[fields.length + 4];
    System.arraycopy(new String[] {"key", key(), "version", String.valueOf(matter(code).line().version())}, 0, all, 0, 4);
    System.arraycopy(fields, 0, all, 4, fields.length);
    return visitor.post("/requests/" + code + "/" + verb, all);
  }

  private static String version(Visitor visitor, String code) {
    var found = Pattern.compile("name=\"version\" value=\"(\\d+)\"").matcher(visitor.get("/requests/" + code).body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  /** The deeds whose forms or links the page offers. */
  private static List<String> offered(Visitor visitor, String code) {
    String page = visitor.get("/requests/" + code).body();
    return Pattern.compile("(?:action=\"/requests/" + code + "/|href=\"/requests/" + code + "\\?do=)([a-z-]+)").matcher(page).results().map(match -> match.group(1)).distinct().toList();
  }

  private Matter matter(String code) {
    return as("desk", () -> matters.find(code));
  }

  private String received(String phone) {
    return as("resident", () -> intake.receive(aLight(phone))).code();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }


  private Visitor visitor(Role role) {
    String name = "m" + UUID.randomUUID().toString().substring(0, 8);
    Staff.add(users, name, role);
    return Staff.enter(port, name);
  }

  /** Somebody of that role, the same for all tests: logging in is made slow on purpose. */
  private Visitor anybody(Role role) {
    return KNOWN.computeIfAbsent(role, this::visitor);
  }

  private Visitor officer(String department) {
    return enter(Profile.of("m" + UUID.randomUUID().toString().substring(0, 8), "测试经办", Role.DEPARTMENT_OFFICER).in(department));
  }

  private Visitor clerk(String village) {
    return enter(Profile.of("m" + UUID.randomUUID().toString().substring(0, 8), "测试村办", Role.VILLAGE_CLERK, village));
  }

  private Visitor enter(Profile profile) {
    TownContext.system(RequestsFixture.TOWN).run(() -> users.addWithPassword(profile, Staff.PASSWORD));
    return Staff.enter(port, profile.username());
  }
}

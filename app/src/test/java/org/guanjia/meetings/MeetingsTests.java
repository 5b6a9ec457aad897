package org.guanjia.meetings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.guanjia.ApiCaller;
import org.guanjia.Statements;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.meetings.NewMeeting.Invitee;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.projects.Kind;
import org.guanjia.projects.Library;
import org.guanjia.projects.NewProject;
import org.guanjia.projects.NewSurvey;
import org.guanjia.projects.ProjectState;
import org.guanjia.projects.Projects;
import org.guanjia.projects.Source;
import org.guanjia.requests.Intake;
import org.guanjia.requests.Matters;
import org.guanjia.requests.RequestsFixture;
import org.guanjia.requests.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Joint meetings from the plan to the approved minutes: what they move, what they refuse, who sees them. */
@TownTest
class MeetingsTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String API = "/api/v1/meetings";

  @Autowired Planning planning;
  @Autowired Sittings sittings;
  @Autowired Minutes minutes;
  @Autowired Meetings meetings;
  @Autowired FollowUps followUps;
  @Autowired Marks marks;
  @Autowired AgendaCandidates candidates;
  @Autowired Library library;
  @Autowired Projects projects;
  @Autowired Intake intake;
  @Autowired Matters matters;
  @Autowired Users users;
  @Autowired Statements statements;
  @LocalServerPort int port;

  private final String run = Long.toString(System.nanoTime(), 36);
  private String secretaryId = "";
  private Visitor secretary = Visitor.at(0);
  private Visitor leader = Visitor.at(0);

  @BeforeEach
  void people() {
    RequestsFixture.departmentsAndCategories();
    secretaryId = Staff.add(users, "sec-" + run, Role.MEETING_SECRETARY);
    Staff.add(users, "led-" + run, Role.LEADER);
    secretary = Staff.enter(port, "sec-" + run);
    leader = Staff.enter(port, "led-" + run);
  }

  @Test
  void decisionsMoveTheMattersAndApprovedMinutesDoNotChange() {
    String project = laid("岔路口修整");
    String request = marked();
    long id = held(project, request);
    Meeting meeting = find(id);
    assertThat(meeting.items()).extracting(Meeting.Item::kind).endsWith(ItemKind.PROJECT, ItemKind.REQUEST);

    long ofProject = item(meeting, project);
    long ofRequest = item(meeting, request);
    doAs("one", () -> sittings.decide(id, ofProject, Decision.of(Ruling.APPROVED, "同意立项，尽快开工。").giving(10_000_000, Map.of(Source.TOWN, 6_000_000L, Source.VILLAGE, 4_000_000L))));
    doAs("one", () -> sittings.decide(id, ofRequest, Decision.of(Ruling.HANDED_OVER, "由交通分局牵头，农林水务局配合。").to("roads", List.of("water"))));

    assertThat(whole(() -> projects.line(project).orElseThrow().state())).isEqualTo(ProjectState.APPROVED);
    assertThat(whole(() -> projects.line(project).orElseThrow().approvedFen())).isEqualTo(10_000_000L);
    assertThat(whole(() -> matters.find(request).state())).isEqualTo(State.IN_DEPARTMENT);
    assertThat(whole(() -> matters.find(request).lead().orElseThrow().department())).isEqualTo("roads");
    assertThat(whole(() -> marks.of(request))).as("decided, so it waits no more").isEmpty();

    refused("minutes", () -> minutes.approve(id, null), "two");
    doAs("one", () -> minutes.write(id, find(id).line().version(), "会议听取了汇报。", Map.of(ofProject, "同意立项，十月底前开工。")));
    refused("minutes", () -> minutes.approve(id, null), "one");
    doAs("two", () -> minutes.approve(id, null));

    assertThatThrownBy(() -> doAs("one", () -> minutes.write(id, null, "别的", Map.of()))).isInstanceOf(IllegalMeetingMove.class);
    for (String change : List.of("update meetings.item set text = 'x' where meeting_id = " + id, "delete from meetings.member where meeting_id = " + id, "update meetings.meeting set summary = 'x' where id = " + id)) {
      assertThatThrownBy(() -> RequestsFixture.execute(change)).as(change).hasStackTraceContaining("approved");
    }
    doAs("one", () -> minutes.amend(id, "更正：开工日期为十一月。"));
    Meeting done = find(id);
    assertThat(done.state()).isEqualTo(MeetingState.APPROVED);
    assertThat(done.item(ofProject).orElseThrow().text()).isEqualTo("同意立项，十月底前开工。");
    assertThat(done.addenda()).hasSize(1);
    assertThat(done.history()).extracting(Meeting.Event::move).contains(MeetingMove.PLAN, MeetingMove.CONVENE, MeetingMove.HOLD, MeetingMove.DECIDE, MeetingMove.WRITE, MeetingMove.APPROVE, MeetingMove.AMEND);

    String paper = leader.get("/meetings/" + id + "/minutes/print").body();
    assertThat(paper).contains("联席会议纪要", "十月底前开工", "¥100,000.00", "更正：开工日期为十一月。").doesNotContain("未签发稿");
    Answer word = leader.get("/meetings/" + id + "/minutes.docx");
    assertThat(word.status()).isEqualTo(200);
    assertThat(word.header("Content-Type")).isEqualTo(WordFile.MEDIA_TYPE);
  }

  @Test
  void aDecisionOnAMatterWithdrawnAMinuteAgoIsRefusedAndNothingIsHalfDone() {
    String project = laid("撤回的项目");
    String request = marked();
    long id = held(project, request);
    long ofProject = item(find(id), project);
    long ofRequest = item(find(id), request);
    doAs("clerk", () -> library.withdraw(project, null, "村里已经自己修好了"));
    RequestsFixture.execute("update requests.request set state = 'WITHDRAWN' where code = '%s'".formatted(request));

    Answer page =
        secretary.post(
            "/meetings/" + id + "/items/" + ofProject + "/decision", "ruling", "APPROVED", "text", "同意", "amount", "100", "source.TOWN", "100", "matterVersion", "3");
    assertThat(page.status()).isEqualTo(409);
    assertThat(page.body()).contains("已撤回", "会议和事项都没有变动", "同意");
    Answer program = ApiCaller.as(secretary).post(API + "/" + id + "/items/" + ofRequest + "/decision", "{\"ruling\":\"HANDED_OVER\",\"text\":\"交办\",\"lead\":\"roads\"}");
    assertThat(program.status()).isEqualTo(409);
    assertThat(program.body()).contains("已撤回");

    Meeting after = find(id);
    assertThat(after.items()).allMatch(item -> item.ruling() == null);
    assertThat(after.history()).noneMatch(event -> event.move() == MeetingMove.DECIDE);
    assertThat(whole(() -> projects.find(project).budget())).isEmpty();
    assertThat(whole(() -> marks.of(request))).isPresent();

    doAs("one", () -> sittings.decide(id, ofProject, Decision.of(Ruling.DROPPED, "提出单位已撤回。")));
    doAs("one", () -> sittings.decide(id, ofRequest, Decision.of(Ruling.DROPPED, "反映人已撤回。")));
    assertThat(find(id).undecided()).isEmpty();
  }

  @Test
  void ofTwoSecretariesAtOneAgendaTheSecondSeesBothAndOverwritesNothing() {
    String a = laid("甲项目");
    String b = laid("乙项目");
    String c = laid("丙项目");
    long id = planned();
    doAs("one", () -> planning.arrange(id, null, entries(a, b)));
    String version = Integer.toString(find(id).line().version());
    doAs("two", () -> planning.arrange(id, Integer.valueOf(version), entries(b, a)));

    Answer mine = secretary.post("/meetings/" + id + "/agenda", "version", version, "item", "PROJECT:" + a, "item", "PROJECT:" + b, "add", "PROJECT:" + c);
    assertThat(mine.status()).isEqualTo(409);
    assertThat(mine.body()).contains("现在的", "您的", "甲项目", "乙项目", "丙项目", "以我的为准");
    assertThat(refs(id)).containsExactly(b, a);
    assertThat(ApiCaller.as(secretary).call("PUT", API + "/" + id + "/agenda", "{\"version\":%s,\"items\":[]}".formatted(version)).status()).isEqualTo(409);

    String now = Integer.toString(find(id).line().version());
    assertThat(secretary.post("/meetings/" + id + "/agenda", "version", now, "item", "PROJECT:" + a, "item", "PROJECT:" + b, "item", "PROJECT:" + c).status()).isEqualTo(303);
    assertThat(refs(id)).containsExactly(a, b, c);
    String next = Integer.toString(find(id).line().version());
    secretary.post("/meetings/" + id + "/agenda", "version", next, "item", "PROJECT:" + a, "item", "PROJECT:" + b, "item", "PROJECT:" + c, "up", "PROJECT:" + c);
    assertThat(refs(id)).containsExactly(a, c, b);

    long other = planned();
    refused("items", () -> planning.arrange(other, null, entries(a)), "two");
    String d = laid("丁项目");
    Answer half = secretary.post("/meetings/" + other + "/agenda", "version", Integer.toString(find(other).line().version()), "add", "PROJECT:" + d, "add", "PROJECT:" + a);
    assertThat(half.status()).isEqualTo(422);
    assertThat(half.body()).as("what was ticked stays ticked").containsPattern("value=\"PROJECT:" + d + "\" checked").doesNotContainPattern("checked[^>]*><span>丙项目");
    doAs("two", () -> planning.callOff(id, null, "改期"));
    doAs("two", () -> planning.arrange(other, null, entries(a)));
    assertThat(refs(other)).as("what stood on a meeting that is called off is free again").contains(a);
  }

  @Test
  void whoComesSecondWithADetailAnAttendanceOrADecisionIsToldAndLosesNothing() {
    String project = laid("两人同记");
    long id = planned();
    doAs("one", () -> planning.change(id, 1, meeting("镇政府二楼")));
    Answer edit = secretary.post("/meetings/" + id + "/edit", "version", "1", "heldOn", Today.date().toString(), "from", "09:00", "place", "文化站", "chair", "镇长", "members", "DEPARTMENT:roads");
    assertThat(edit.status()).isEqualTo(409);
    assertThat(edit.body()).contains("镇政府二楼", "value=\"文化站\"");
    doAs("one", () -> planning.arrange(id, null, entries(project)));
    doAs("one", () -> planning.convene(id, null));
    doAs("one", () -> sittings.hold(id, null));

    Meeting held = find(id);
    long member = held.members().getFirst().id();
    doAs("one", () -> sittings.attend(id, held.line().version(), List.of(new Sittings.Seat(member, Attendance.ABSENT, null))));
    Answer seat = secretary.post("/meetings/" + id + "/attendance", "version", "" + held.line().version(), "attendance." + member, "SUBSTITUTE", "who." + member, "副科长");
    assertThat(seat.status()).isEqualTo(409);
    assertThat(seat.body()).contains("请假", "副科长");
    assertThat(secretary.post("/meetings/" + id + "/attendance", "version", "" + find(id).line().version(), "attendance." + member, "SUBSTITUTE").status()).as("a substitute is named").isEqualTo(422);

    long item = item(held, project);
    doAs("one", () -> sittings.decide(id, item, Decision.of(Ruling.DEFERRED, "资金未落实，暂缓。")));
    Answer second = secretary.post("/meetings/" + id + "/items/" + item + "/decision", "ruling", "REFUSED", "text", "不同意这样做");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body()).contains("别人已经记下了", "资金未落实，暂缓。");
    assertThat(whole(() -> projects.line(project).orElseThrow().state())).isEqualTo(ProjectState.DEFERRED);
  }

  @Test
  void membersReadWhatTheyAreInvitedToAndNobodyElseDoes() {
    String request = marked();
    long id = planned();
    doAs("one", () -> planning.arrange(id, null, List.of(new Entry(ItemKind.REQUEST, request))));
    Visitor roads = officer("roads");
    Visitor water = officer("water");
    assertThat(roads.get("/meetings/" + id).status()).as("not before it is convened").isEqualTo(404);
    doAs("one", () -> planning.convene(id, null));
    assertThat(roads.get("/meetings/" + id).status()).isEqualTo(200);
    assertThat(roads.get("/inbox").body()).contains("由分管民政的副镇长主持");
    assertThat(water.get("/meetings/" + id).status()).isEqualTo(404);
    long item = find(id).items().getLast().id();
    Answer material = roads.get("/meetings/" + id + "/items/" + item);
    assertThat(material.status()).isEqualTo(200);
    assertThat(material.body()).contains("路灯不亮").doesNotContain("href=\"/requests/" + request).doesNotContain("13800138000");
    assertThat(roads.get("/meetings/" + id + "/items/" + item + "/print").status()).isEqualTo(200);
    assertThat(water.get("/meetings/" + id + "/items/" + item).status()).isEqualTo(404);
    assertThat(roads.post("/meetings/" + id + "/holding", "version", "1").status()).isEqualTo(403);

    Staff.add(users, Staff.OTHER_TOWN, "far-" + run, Role.MEETING_SECRETARY);
    Visitor far = Staff.enter(port, "far-" + run);
    assertThat(far.get("/meetings/" + id).status()).isEqualTo(404);
    assertThat(ApiCaller.as(far).post(API + "/" + id + "/holding", "{}").status()).isEqualTo(404);
  }

  @Test
  void whatAMeetingGaveOutIsOwedDoneOrComesBackNextTime() {
    long id = held(laid("交办之一"));
    long item = find(id).items().getLast().id();
    Visitor roads = officer("roads");
    Visitor water = officer("water");
    long soon = give(id, item, "roads", Today.date());
    long late = give(id, item, "roads", Today.date());
    RequestsFixture.execute("update meetings.follow_up set due_on = current_date - 3 where id = " + late);
    assertThat(secretary.get("/meetings/follow-ups?standing=overdue").body()).contains("已逾期", "/meetings/follow-ups/" + late).doesNotContain("/meetings/follow-ups/" + soon + "\"");
    assertThat(roads.get("/meetings/follow-ups?mine=true").body()).contains("/meetings/follow-ups/" + late);
    assertThat(water.get("/meetings/follow-ups/" + late).status()).isEqualTo(404);

    assertThat(roads.post("/meetings/follow-ups/" + soon + "/completion", "version", "1", "note", "").status()).isEqualTo(422);
    assertThat(roads.post("/meetings/follow-ups/" + soon + "/completion", "version", "1", "note", "已勘察，方案附后").status()).isEqualTo(303);
    assertThat(roads.post("/meetings/follow-ups/" + soon + "/completion", "version", "1", "note", "再说一次").status()).isEqualTo(409);

    long next = planned();
    assertThat(refs(next)).as("what is not done stands on the next agenda").contains(Long.toString(late)).doesNotContain(Long.toString(soon));
    doAs("one", () -> planning.convene(next, null));
    doAs("one", () -> sittings.hold(next, null));
    long again = item(find(next), Long.toString(late));
    LocalDate due = Today.date().plusDays(20);
    doAs("one", () -> sittings.decide(next, again, Decision.of(Ruling.CONTINUED, "继续推进。").until(due)));
    assertThat(whole(() -> followUps.find(late))).extracting(MeetingFollowUp::dueOn, MeetingFollowUp::firstDue).containsExactly(due, Today.date());
    for (Meeting.Item other : find(next).items()) if (other.ruling() == null) doAs("one", () -> sittings.decide(next, other.id(), Decision.of(Ruling.DONE, "已完成。")));

    Answer csv = secretary.get("/meetings/follow-ups/export.csv?standing=all");
    assertThat(csv.body()).contains("现场勘察", "已勘察，方案附后", "交通运输分局");
    assertThat(secretary.get("/meetings/follow-ups/export.xlsx").status()).isEqualTo(200);
    assertThat(secretary.get("/meetings/export.csv").body()).contains("镇政府三楼");
  }

  @Test
  void whatAMeetingGaveOutStandsOnTheOwnersToday() {
    RequestsFixture.execute("update meetings.follow_up set done_at = now(), done_by = 'one', note = 'x' where done_at is null");
    long id = held(laid("交办之二"));
    long item = find(id).items().getLast().id();
    String name = "owes-" + run;
    String officer = TownContext.system(TOWN).call(() -> users.addWithPassword(new Profile(name, "经办人", Role.DEPARTMENT_OFFICER, List.of(), "water", null, false), Staff.PASSWORD));
    Visitor water = Staff.enter(port, name);
    assertThat(water.get("/today").body()).doesNotContain("联席会议交办");
    long own = whole(() -> sittings.give(id, new NewFollowUp(item, "本人牵头拿出方案", Party.USER, officer, Today.date())));
    long late = give(id, item, "water", Today.date());
    long others = give(id, item, "roads", Today.date());
    RequestsFixture.execute("update meetings.follow_up set due_on = current_date - 3 where id = " + late);
    int few = statements.of(officer, () -> water.get("/today"));
    String today = water.get("/today").body();
    assertThat(today).contains("联席会议交办、还没办完的", "本人牵头拿出方案", "已逾期", "href=\"/meetings/follow-ups/" + own + "\"", "href=\"/meetings/follow-ups?mine=true\"");
    assertThat(today).doesNotContain("href=\"/meetings/follow-ups/" + others + "\"", "先列出最急的");
    assertThat(today.indexOf("/meetings/follow-ups/" + late)).as("the most urgent first").isLessThan(today.indexOf("/meetings/follow-ups/" + own));
    for (int i = 0; i < 8; i++) give(id, item, "water", Today.date().plusDays(i));
    assertThat(statements.of(officer, () -> water.get("/today"))).isEqualTo(few);
    assertThat(water.get("/today").body()).contains("先列出最急的 6 件");
    doAs(officer, () -> followUps.complete(late, null, "已办结"));
    assertThat(water.get("/today").body()).doesNotContain("href=\"/meetings/follow-ups/" + late + "\"");
  }

  @Test
  void whatCannotBeIsRefusedByField() {
    ApiCaller program = ApiCaller.as(secretary);
    String good = "{\"heldOn\":\"%s\",\"from\":\"09:00\",\"place\":\"镇政府\",\"chair\":\"镇长\",\"members\":[{\"party\":\"DEPARTMENT\",\"code\":\"roads\"}]}".formatted(Today.date());
    for (String[] wrong :
        new String[][] {
          {"heldOn", good.replace(Today.date().toString(), "2026-02-30")}, {"place", good.replace("镇政府", " ")}, {"chair", good.replace("镇长", "长".repeat(101))},
          {"members", good.replace("roads", "nowhere")}, {"from", good.replace("09:00", "25:00")}
        }) {
      Answer answer = program.post(API, wrong[1]);
      assertThat(answer.status()).as(wrong[1] + answer.body()).isIn(400, 422);
      assertThat(answer.body()).contains(wrong[0]);
    }
    String[] key = {"Idempotency-Key", "meeting-" + run};
    Answer first = program.post(API, good, key);
    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(json(program.post(API, good, key)).at("/line/id")).isEqualTo(json(first).at("/line/id"));
    long id = json(first).at("/line/id").asLong();
    doAs("one", () -> planning.arrange(id, null, List.of()));
    refused("items", () -> planning.convene(id, null), "one");
    refused("items", () -> planning.arrange(id, null, List.of(new Entry(ItemKind.PROJECT, "P26-0000X"))), "one");
    assertThat(program.get(API + "/999999999").status()).isEqualTo(404);
    assertThat(program.get(API + "?after=nonsense").status()).isIn(400, 422);
    assertThat(secretary.post("/meetings/new", "heldOn", "2026-02-30", "place", "<script>x</script>").body()).contains("&lt;script>").doesNotContain("<script>x");

    String project = laid("金额不符");
    long sat = held(project);
    Answer sums = program.post(API + "/" + sat + "/items/" + item(find(sat), project) + "/decision", "{\"ruling\":\"APPROVED\",\"text\":\"同意\",\"amountFen\":100,\"bySource\":{\"TOWN\":99}}");
    assertThat(sums.status()).isIn(400, 422);
    assertThat(sums.body()).contains("amount");
    refused("ruling", () -> sittings.decide(sat, item(find(sat), project), Decision.of(Ruling.DONE, "x")), "one");
    assertThat(whole(() -> projects.line(project).orElseThrow().state())).isEqualTo(ProjectState.BEFORE_MEETING);

    long tomorrow = whole(() -> planning.plan(new NewMeeting(Today.date().plusDays(1), LocalTime.NOON, "镇政府", "镇长", List.of(new Invitee(Party.DEPARTMENT, "roads")))));
    doAs("one", () -> planning.arrange(tomorrow, null, entries(laid("明天"))));
    doAs("one", () -> planning.convene(tomorrow, null));
    refused("heldOn", () -> sittings.hold(tomorrow, null), "one");
  }

  @Test
  void aPageCostsTheSameHoweverLongTheAgenda() {
    long one = planned();
    doAs("one", () -> planning.arrange(one, null, entries(laid("少"))));
    var many = new ArrayList<Entry>();
    for (int i = 0; i < 12; i++) many.addAll(entries(laid("多 " + i)));
    long twelve = planned();
    doAs("one", () -> planning.arrange(twelve, null, many));
    for (String page : List.of("/meetings/%d", "/meetings/%d/agenda", "/meetings/%d/edit")) {
      secretary.get(page.formatted(one));
      int few = statements.of(secretaryId, () -> secretary.get(page.formatted(one)));
      assertThat(statements.of(secretaryId, () -> secretary.get(page.formatted(twelve)))).as(page).isEqualTo(few).isLessThan(30);
    }
  }

  private long planned() {
    return whole(() -> planning.plan(meeting("镇政府三楼")));
  }

  private static NewMeeting meeting(String place) {
    return new NewMeeting(Today.date(), LocalTime.of(9, 0), place, "分管民政的副镇长", List.of(new Invitee(Party.DEPARTMENT, "roads"), new Invitee(Party.VILLAGE, SUBIAN)));
  }

  private long held(String... codes) {
    long id = planned();
    var entries = new ArrayList<Entry>();
    for (String code : codes) entries.add(new Entry(code.startsWith("P") && code.contains("-") ? ItemKind.PROJECT : ItemKind.REQUEST, code));
    doAs("one", () -> planning.arrange(id, null, entries));
    doAs("one", () -> planning.convene(id, null));
    doAs("one", () -> sittings.hold(id, null));
    return id;
  }

  private String laid(String title) {
    String code = whole(() -> library.propose(new NewProject(Today.date().getYear(), Kind.WORKS, title, SUBIAN, "村口", "路面坑洼，会车困难。", 800, 10_000_000, List.of())));
    doAs("desk", () -> library.survey(code, null, new NewSurvey(Today.date().minusDays(5), "现场属实", 20, 18, List.of())));
    doAs("secretary", () -> library.layBeforeMeeting(code, null, null));
    return code;
  }

  private String marked() {
    String code = whole(() -> intake.receive(RequestsFixture.aLight("13800138000"))).code();
    doAs("desk", () -> marks.mark(code, "几个部门职责不清"));
    return code;
  }

  private long give(long id, long item, String department, LocalDate due) {
    return whole(() -> sittings.give(id, new NewFollowUp(item, "现场勘察并提出方案", Party.DEPARTMENT, department, due)));
  }

  private Visitor officer(String department) {
    String name = department + "-" + run;
    TownContext.system(TOWN).call(() -> users.addWithPassword(new Profile(name, "经办人", Role.DEPARTMENT_OFFICER, List.of(), department, null, false), Staff.PASSWORD));
    return Staff.enter(port, name);
  }

  private Meeting find(long id) {
    return whole(() -> meetings.find(id));
  }

  private List<String> refs(long id) {
    return find(id).items().stream().map(Meeting.Item::ref).toList();
  }

  private static long item(Meeting meeting, String ref) {
    return meeting.items().stream().filter(item -> item.ref().equals(ref)).findFirst().orElseThrow().id();
  }

  private static List<Entry> entries(String... codes) {
    return java.util.Arrays.stream(codes).map(code -> new Entry(ItemKind.PROJECT, code)).toList();
  }

  private static void refused(String field, Runnable work, String actor) {
    assertThatThrownBy(() -> doAs(actor, work)).isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors()).extracting(InvalidInput.FieldError::field).contains(field));
  }

  private static <T> T whole(Supplier<T> work) {
    return RequestsFixture.as("one", work);
  }

  private static JsonNode json(Answer answer) {
    return JSON.readTree(answer.body());
  }
}

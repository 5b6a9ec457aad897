package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.aLight;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.guanjia.Statements;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The queue as staff work through it: filters in the address, one matter after the other, many at once, out as a sheet. */
@TownTest
class QueuePagesTests {

  private static final Pattern MATTER = Pattern.compile("href=\"/requests/([0-9A-Z]{8})\\?from=([^\"]+)\"");

  @Autowired Intake intake;
  @Autowired Triage triage;
  @Autowired FollowUp followUp;
  @Autowired Matters matters;
  @Autowired MatterLists lists;
  @Autowired Assignments assignments;
  @Autowired Users users;
  @Autowired Statements statements;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
    RequestsFixture.execute("delete from requests.wording; delete from requests.history; delete from requests.request");
  }

  @Test
  void theFiltersStandInTheAddressAndAreKept() {
    String light = received();
    String drain = drain();
    var desk = desk("queue-filters");
    assertThat(codes(desk.get("/requests").body())).containsExactly(light, drain);
    assertThat(codes(desk.get("/requests?category=drain").body())).containsExactly(drain);
    assertThat(codes(desk.get("/requests?q=%E8%B7%AF%E7%81%AF").body())).containsExactly(light);
    assertThat(codes(desk.get("/requests?state=triaged").body())).isEmpty();
    assertThat(codes(desk.get("/requests?standing=closed").body())).isEmpty();
    assertThat(codes(desk.get("/requests?standing=nonsense&state=x&receivedFrom=2026-02-31&after=x").body())).containsExactly(light, drain);
    var filtered = desk.get("/requests?village=" + RequestsFixture.SUBIAN + "&category=drain");
    assertThat(filtered.body())
        .contains("<option value=\"drain\" selected>", "/requests?standing=late&amp;category=drain&amp;village=" + RequestsFixture.SUBIAN)
        .contains("/requests/export.xlsx?category=drain&amp;village=" + RequestsFixture.SUBIAN);
  }

  @Test
  void aReceiptCodeLeadsToItsMatterAtOnce() {
    String code = received();
    var desk = desk("queue-code");
    assertThat(desk.get("/requests?q=" + ReceiptCode.display(code)).location()).isEqualTo("/requests/" + code);
    assertThat(desk.get("/requests?q=" + ReceiptCode.of(123_456_789)).status()).as("a code of nobody is searched as words").isEqualTo(200);
    assertThat(desk.get("/today").body()).contains("<form class=\"seek\" method=\"get\" action=\"/requests\"");
  }

  @Test
  void saysTheDeadlineInPlainWords() {
    String late = received();
    String today = received();
    RequestsFixture.execute("update requests.request set due_on = date '2020-01-02' where code = '%s'".formatted(late));
    RequestsFixture.execute("update requests.request set due_on = (now() at time zone 'Asia/Shanghai')::date where code = '%s'".formatted(today));
    String body = desk("queue-due").get("/requests").body();
    assertThat(body).containsPattern("<span class=\"due tone-danger\">超期 [0-9,]+ 个工作日</span>").contains("<span class=\"due tone-warning\">今天到期</span>");
    assertThat(codes(body)).as("the most urgent first").containsExactly(late, today);
  }

  @Test
  void onePageAfterTheOtherAndBackToTheBeginning() {
    for (int i = 0; i < Matters.PAGE_SIZE + 3; i++) received();
    var desk = desk("queue-pages");
    var first = desk.get("/requests?category=road.light");
    String next = link(first.body(), "next");
    assertThat(next).contains("category=road.light", "after=");
    var second = desk.get(next);
    var all = new ArrayList<>(codes(first.body()));
    all.addAll(codes(second.body()));
    assertThat(all).hasSize(Matters.PAGE_SIZE + 3).doesNotHaveDuplicates();
    assertThat(link(second.body(), "prev")).isEqualTo("/requests?category=road.light");
  }

  @Test
  void aMatterLeadsOnToTheNextOfItsListEvenAfterItWasMoved() {
    String first = received();
    String second = received();
    String third = drain();
    String fourth = received();
    var desk = desk("queue-next");
    String from = from(desk.get("/requests?category=road.light").body(), first);
    doAs("desk", () -> triage.decide(first, null, Outcome.ANSWER, null, null, List.of()));
    var next = as("desk", () -> lists.next(first, from)).orElseThrow();
    assertThat(next.code()).isEqualTo(second);
    String on = URLDecoder.decode(next.href().substring(next.href().indexOf("from=") + 5), StandardCharsets.UTF_8);
    assertThat(as("desk", () -> lists.next(second, on)).orElseThrow().code()).as("the list leaves %s out", third).isEqualTo(fourth);
    assertThat(as("desk", () -> lists.next(fourth, "category=road.light")).map(MatterLists.Next::code)).as("the first one moved to the end").contains(first);
    assertThat(as("desk", () -> lists.next(third, "category=road.light"))).as("where it would stand").isPresent();
    for (String nothing : List.of("", "x", "%zz=%", "category=nothing")) assertThat(as("desk", () -> lists.next(first, nothing.equals("x") ? "standing=closed" : "category=nothing&" + nothing))).isEmpty();
    assertThat(as("desk", () -> lists.next(first, null))).isEmpty();
    assertThat(MatterLists.back(from)).isEqualTo("/requests?category=road.light");
  }

  @Test
  void manyAreAssignedAtOnceAndItCanBeUndone() {
    String me = Staff.add(users, "queue-bulk", Role.TOWN_DESK);
    String colleague = Staff.add(users, "queue-colleague", Role.WINDOW_CLERK);
    String one = received();
    String two = received();
    doAs("desk", () -> triage.assign(two, null, me));
    var desk = Visitor.at(port).logIn("queue-bulk", Staff.PASSWORD);
    var done = desk.post("/requests/assignments", "key", "bulk-1", "deed", "assign", "to", colleague, "pick", one, "pick", two, "list", "category=road.light");
    assertThat(done.status()).as(done.body()).isEqualTo(303);
    assertThat(done.location()).isEqualTo("/requests?category=road.light");
    desk.post("/requests/assignments", "key", "bulk-1", "deed", "assign", "to", colleague, "pick", one, "pick", two, "list", "category=road.light");
    assertThat(List.of(assignee(one), assignee(two))).containsOnly(colleague);
    assertThat(assigns(one)).as("sent twice, done once").isEqualTo(1);
    var list = desk.get(done.location());
    assertThat(list.body()).contains("已指定经办 2 件。", "测试queue-colleague");
    var undo = Pattern.compile("action=\"(/requests/assignments/undo[^\"]+)\"").matcher(list.body());
    assertThat(undo.find()).isTrue();
    var undone = desk.post(undo.group(1).replace("&amp;", "&"), "key", "undo-1");
    assertThat(undone.location()).isEqualTo("/requests?category=road.light");
    assertThat(assignee(one)).isNull();
    assertThat(assignee(two)).isEqualTo(me);
    assertThat(desk.post(undo.group(1).replace("&amp;", "&"), "key", "undo-2").status()).as("a second time changes nothing").isEqualTo(303);
    assertThat(assignee(two)).isEqualTo(me);
  }

  @Test
  void whatCannotBeGivenIsNamedAndTheRestIsGiven() {
    add("queue-officer", Role.DEPARTMENT_OFFICER, "roads");
    String officer = as("desk", () -> users.byUsername("queue-officer")).orElseThrow().id();
    String ours = received();
    String theirs = received();
    String closed = received();
    doAs("desk", () -> triage.handOver(ours, null, null, "roads", List.of(), null));
    doAs("resident", () -> followUp.withdraw(closed, "已经好了"));
    var desk = desk("queue-partly");
    var done = desk.post("/requests/assignments", "deed", "assign", "to", officer, "pick", ours, "pick", theirs, "pick", closed, "pick", "ZZZZZZZZ");
    assertThat(done.location()).startsWith("/requests/assignments/");
    String report = desk.get(done.location()).body();
    assertThat(report).contains("已指定 1 件，没有指定 3 件", "交给他也打不开", "已经办结", "没有这件诉求");
    assertThat(assignee(ours)).isEqualTo(officer);
    assertThat(assignee(theirs)).isNull();
    assertThat(desk("queue-other").get(done.location()).status()).as("another's").isEqualTo(404);
  }

  @Test
  void anAssignmentThatWasPassedOnIsNotTakenBack() {
    String me = Staff.add(users, "queue-passed", Role.TOWN_DESK);
    String code = received();
    var made = as(me, () -> assignments.make(Assignments.Deed.ASSIGN, me, List.of(code)));
    doAs("other", () -> triage.assign(code, null, "other"));
    assertThat(as(me, () -> assignments.undo(made.id()))).isZero();
    assertThat(assignee(code)).isEqualTo("other");
  }

  @Test
  void nothingPickedKeepsTheListAndSaysWhatToDo() {
    String code = received();
    var desk = desk("queue-nothing");
    var refused = desk.post("/requests/assignments", "deed", "assign", "to", "", "list", "category=road.light");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("请先在列表里勾选", code);
    var nobody = desk.post("/requests/assignments", "deed", "assign", "to", "nobody", "pick", code);
    assertThat(nobody.status()).isEqualTo(422);
    assertThat(nobody.body()).contains("请选择经办人", "value=\"" + code + "\" checked");
    assertThat(assignee(code)).isNull();
  }

  @Test
  void takingOverSupervisionIsKeptInHistory() {
    String me = Staff.add(users, "queue-supervise", Role.TOWN_DESK);
    String code = received();
    Visitor.at(port).logIn("queue-supervise", Staff.PASSWORD).post("/requests/assignments", "deed", "supervise", "pick", code);
    assertThat(as("desk", () -> matters.find(code)).supervisor()).isEqualTo(me);
    assertThat(as("desk", () -> matters.find(code)).history()).extracting(Matter.Event::move).contains(Move.ASSIGN);
  }

  @Test
  void clerksSeeTheirVillageAndAssignNothing() {
    add("queue-clerk", Role.VILLAGE_CLERK, null, "441900103200");
    String elsewhere = received();
    var clerk = Visitor.at(port).logIn("queue-clerk", Staff.PASSWORD);
    assertThat(clerk.get("/requests").body()).doesNotContain(elsewhere).doesNotContain("name=\"pick\"");
    assertThat(clerk.post("/requests/assignments", "deed", "mine", "pick", elsewhere).status()).isEqualTo(403);
    assertThat(clerk.get("/requests?q=" + elsewhere).status()).as("no way to a matter of another village").isEqualTo(200);
    var grid = Staff.add(users, "queue-grid", Role.GRID_WORKER);
    assertThat(grid).isNotBlank();
    assertThat(Visitor.at(port).logIn("queue-grid", Staff.PASSWORD).get("/requests/export.csv").status()).isEqualTo(403);
  }

  @Test
  void leavesAsASheetAsItStands() {
    String light = received();
    String drain = drain();
    RequestsFixture.execute("update requests.request set title = '=HYPERLINK(1)' where code = '%s'".formatted(light));
    for (int i = 0; i < Matters.PAGE_SIZE_MAX + 5; i++) received();
    var desk = desk("queue-export");
    var csv = desk.get("/requests/export.csv?category=road.light");
    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.body().lines()).hasSize(Matters.PAGE_SIZE_MAX + 7);
    assertThat(csv.body()).contains(ReceiptCode.display(light), "粟边").doesNotContain(ReceiptCode.display(drain), ",=HYPERLINK", "示例居民", "13800000001");
    assertThat(desk.get("/requests/export.xlsx").header("Content-Type")).contains("spreadsheetml");
    assertThat(desk.get("/requests/export.exe").status()).isEqualTo(404);
  }

  @Test
  void theNumberOfStatementsDoesNotGrow() {
    String me = Staff.add(users, "queue-count", Role.TOWN_DESK);
    var desk = Visitor.at(port).logIn("queue-count", Staff.PASSWORD);
    String first = received();
    doAs(me, () -> triage.assign(first, null, me));
    desk.get("/requests");
    int few = statements.of(me, () -> desk.get("/requests"));
    for (int i = 0; i < 20; i++) {
      String code = received();
      doAs(me, () -> triage.assign(code, null, me));
    }
    assertThat(statements.of(me, () -> desk.get("/requests"))).isLessThanOrEqualTo(few);
    assertThat(few).isBetween(1, 12);
  }

  private Visitor desk(String name) {
    Staff.add(users, name, Role.TOWN_DESK);
    return Visitor.at(port).logIn(name, Staff.PASSWORD);
  }

  private void add(String username, Role role, String department, String... areas) {
    Profile profile = Profile.of(username, "测试" + username, role, areas);
    TownContext.system(RequestsFixture.TOWN).call(() -> users.addWithPassword(department == null ? profile : profile.in(department), Staff.PASSWORD));
  }

  private String received() {
    return as("resident", () -> intake.receive(aLight("13800000001"))).code();
  }

  private String drain() {
    var drain =
        new NewRequest(
            Channel.WINDOW, "下雨就积水，排水口堵了。", null, "drain", RequestsFixture.SUBIAN, null, null, "粟边村道", null, null, null, null, true, null, null,
            null, null, null, null, List.of());
    return as("window", () -> intake.receive(drain)).code();
  }

  private String assignee(String code) {
    return as("desk", () -> matters.line(code)).orElseThrow().assignee();
  }

  private long assigns(String code) {
    return as("desk", () -> matters.find(code)).history().stream().filter(event -> event.move() == Move.ASSIGN).count();
  }

  private static List<String> codes(String body) {
    var codes = new ArrayList<String>();
    var matter = MATTER.matcher(body);
    while (matter.find()) codes.add(matter.group(1));
    return codes;
  }

  private static String from(String body, String code) {
    var matter = MATTER.matcher(body);
    while (matter.find()) if (matter.group(1).equals(code)) return URLDecoder.decode(matter.group(2).replace("&amp;", "&"), StandardCharsets.UTF_8);
    throw new AssertionError("no link to " + code);
  }

  private static String link(String body, String rel) {
    var link = Pattern.compile("rel=\"" + rel + "\" href=\"([^\"]+)\"").matcher(body);
    assertThat(link.find()).as("a link to the %s page", rel).isTrue();
    return link.group(1).replace("&amp;", "&");
  }
}

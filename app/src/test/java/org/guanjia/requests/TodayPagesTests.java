package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.aLight;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** Each role starts at what is its own, and each figure opens the list it was counted from. */
@TownTest
class TodayPagesTests {

  private static final Pattern TILE =
      Pattern.compile("<a class=\"tile [^\"]*\" href=\"([^\"]+)\"><span class=\"tile-label\">([^<]+)</span><span class=\"tile-value\">([0-9+,]+)");
  private static final Pattern ROW = Pattern.compile("<tr>");

  @Autowired Intake intake;
  @Autowired Triage triage;
  @Autowired Handling handling;
  @Autowired Answers answers;
  @Autowired Tellings tellings;
  @Autowired FollowUp followUp;
  @Autowired Users users;
  @Autowired Statements statements;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
  }

  @Test
  void theDesksTilesOpenTheListsTheyWereCountedFrom() {
    String me = Staff.add(users, "today-desk", Role.TOWN_DESK);
    String late = received();
    RequestsFixture.execute("update requests.request set due_on = current_date - 9, escalation_level = 2 where code = '%s'".formatted(late));
    String standing = received();
    RequestsFixture.execute("update requests.request set due_on = current_date - 9, escalation_level = 2, clock_stopped_on = current_date - 9 where code = '%s'".formatted(standing));
    String mine = received();
    doAs(me, () -> triage.assign(mine, null, me));
    String own = drafted(me);
    String others = drafted("somebody-else");
    var desk = Visitor.at(port).logIn("today-desk", Staff.PASSWORD);
    Map<String, String> tiles = tilesThatOpenTheirLists(desk);
    assertThat(tiles).containsKeys("待分派", "待审核的答复", "待复核", "超期上报给我", "我经办的", "已经超期", "今天到期", "今天收到");
    assertThat(desk.get("/requests?task=approve").body()).contains(others).doesNotContain(own);
    assertThat(desk.get("/requests?task=escalated").body()).contains(late).doesNotContain(mine, standing);
    assertThat(desk.get("/supervision?task=escalated").body()).as("as many as the tile says").contains(late).doesNotContain(standing);
    assertThat(desk.get("/requests?assignee=me").body()).contains(mine).doesNotContain(late);
  }

  @Test
  void anOfficerSeesWhatIsOfferedAndWhatIsInWork() {
    add("today-officer", Role.DEPARTMENT_OFFICER, "roads");
    String offered = handedOver("roads");
    String working = handedOver("roads");
    String elsewhere = handedOver("water");
    doAs("officer", () -> handling.accept(working, null, "roads"));
    var officer = Visitor.at(port).logIn("today-officer", Staff.PASSWORD);
    Map<String, String> tiles = tilesThatOpenTheirLists(officer);
    assertThat(tiles).containsKeys("待受理", "本部门在办").doesNotContainKeys("待分派", "待审核的答复");
    assertThat(officer.get("/requests?task=offered").body()).contains(offered).doesNotContain(working, elsewhere);
    assertThat(officer.get("/requests?task=working").body()).contains(working).doesNotContain(offered, elsewhere);
    assertThat(officer.get("/requests?standing=all").body()).doesNotContain(elsewhere);
  }

  @Test
  void everyOtherRoleHasATodayOfItsOwn() {
    add("today-clerk", Role.VILLAGE_CLERK, null, RequestsFixture.SUBIAN);
    add("today-grid", Role.GRID_WORKER, null, RequestsFixture.SUBIAN);
    received();
    for (String user : List.of("today-clerk", "today-grid", of(Role.WINDOW_CLERK), of(Role.MEETING_SECRETARY), of(Role.LEADER), of(Role.AUDITOR))) {
      tilesThatOpenTheirLists(Staff.enter(port, user));
    }
  }

  @Test
  void whoeverHasNothingToDoWithRequestsFindsTheWaysToTheRest() {
    var administrator = Staff.enter(port, of(Role.ADMINISTRATOR));
    var today = administrator.get("/today");
    assertThat(today.status()).isEqualTo(200);
    assertThat(today.body()).contains("href=\"/admin/users\"").doesNotContain("href=\"/requests\"");
    assertThat(administrator.get("/requests").status()).isEqualTo(403);
    assertThat(Visitor.at(port).get("/today").location()).contains("/login");
  }

  @Test
  void theNumberOfStatementsDoesNotGrow() {
    String me = Staff.add(users, "today-count", Role.TOWN_DESK);
    var desk = Visitor.at(port).logIn("today-count", Staff.PASSWORD);
    received();
    desk.get("/today");
    int few = statements.of(me, () -> desk.get("/today"));
    for (int i = 0; i < 12; i++) {
      String code = received();
      doAs(me, () -> triage.assign(code, null, me));
    }
    int many = statements.of(me, () -> desk.get("/today"));
    assertThat(few).isPositive();
    assertThat(many).isLessThanOrEqualTo(few + 1);
  }

  /** Follows every tile and counts the rows of the list behind it. */
  private static Map<String, String> tilesThatOpenTheirLists(Visitor visitor) {
    var today = visitor.get("/today");
    assertThat(today.status()).as(today.body()).isEqualTo(200);
    var tiles = new LinkedHashMap<String, String>();
    var tile = TILE.matcher(today.body());
    while (tile.find()) {
      tiles.put(tile.group(2), tile.group(3));
      var list = visitor.get(tile.group(1).replace("&amp;", "&"));
      assertThat(list.status()).isEqualTo(200);
      assertThat(rows(list.body())).as("%s at %s", tile.group(2), tile.group(1)).isEqualTo(Integer.parseInt(tile.group(3)));
    }
    assertThat(tiles).isNotEmpty();
    return tiles;
  }

  private static int rows(String body) {
    var found = new ArrayList<String>();
    var row = ROW.matcher(body.substring(Math.max(0, body.indexOf("<tbody>"))));
    while (row.find()) found.add(row.group());
    return body.contains("<tbody>") ? found.size() : 0;
  }

  private String drafted(String by) {
    String code = received();
    doAs("desk", () -> triage.decide(code, null, Outcome.ANSWER, null, null, List.of()));
    doAs(by, () -> answers.draft(code, null, "已经安排维修。", null));
    return code;
  }

  private String handedOver(String department) {
    String code = received();
    doAs("desk", () -> triage.handOver(code, null, null, department, List.of(), null));
    return code;
  }

  private String received() {
    return as("resident", () -> intake.receive(aLight(null))).code();
  }

  private String of(Role role) {
    String name = "today-" + role.name().toLowerCase().replace('_', '-');
    Staff.add(users, name, role);
    return name;
  }

  private void add(String username, Role role, String department, String... areas) {
    Profile profile = Profile.of(username, "测试" + username, role, areas);
    TownContext.system(RequestsFixture.TOWN).call(() -> users.addWithPassword(department == null ? profile : profile.in(department), Staff.PASSWORD));
  }
}

package org.guanjia.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.insight.BoardFixture.NANSHE;
import static org.guanjia.insight.BoardFixture.YEAR;
import static org.guanjia.insight.BoardFixture.aTarget;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.guanjia.Statements;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.projects.Kind;
import org.guanjia.projects.ProjectFilter;
import org.guanjia.projects.ProjectState;
import org.guanjia.projects.Projects;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every figure of the board is what its list holds. */
@TownTest
class BoardTests {

  private static final Pattern TILE =
      Pattern.compile(
          "<a class=\"tile[^\"]*\" href=\"(/requests[^\"]+)\"><span class=\"tile-label\">[^<]*</span><span class=\"tile-value\">([^<]*)(?:<small>[^<]*</small>)?</span>"
              + "(?:<span class=\"tile-more\">([^<]*)</span>)?");
  private static final Pattern BAR = Pattern.compile("<a href=\"(/requests[^\"]+)\">[^<]*</a></span>\\s*<svg.*?</svg>\\s*<span class=\"bar-value\">([0-9,]+)</span>", Pattern.DOTALL);
  private static final Pattern CELL = Pattern.compile("<td class=\"num\"><a href=\"(/requests[^\"]+)\" aria-label=\"[^\"]*\">([0-9,]+)</a>");

  @Autowired Board board;
  @Autowired Targets targets;
  @Autowired Recount recount;
  @Autowired Projects projects;
  @Autowired Users users;
  @Autowired Statements statements;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    BoardFixture.town();
    TownContext.system(TOWN).run(recount::run);
  }

  @Test
  void everyFigureIsTheNumberOfItsList() {
    Visitor leader = staff("board-leader", Role.LEADER);
    String page = leader.get("/board?year=" + YEAR).body();
    var counted = new ArrayList<String>();
    var tiles = TILE.matcher(page);
    while (tiles.find()) {
      String more = tiles.group(3);
      String figure = more != null && more.contains(" / ") ? more.substring(0, more.indexOf(' ')) : tiles.group(2).strip();
      if (more != null && !more.contains(" / ")) continue; // the median: its list is the told ones, which another tile counts
      counted.add(same(leader, tiles.group(1), figure));
    }
    assertThat(counted).as("tiles").hasSize(6);
    for (Pattern each : List.of(BAR, CELL)) {
      var found = each.matcher(page);
      int before = counted.size();
      while (found.find()) counted.add(same(leader, found.group(1), found.group(2)));
      assertThat(counted.size() - before).as(each.pattern()).isGreaterThan(3);
    }
    assertThat(counted).anyMatch(each -> each.contains("village=" + SUBIAN)).anyMatch(each -> each.contains("channel=")).anyMatch(each -> each.contains("category="));
  }

  @Test
  void theMapOfEachMeasureLeadsToListsOfThatLength() {
    Visitor leader = staff("board-map", Role.LEADER);
    for (String measure : List.of("requests_told", "escalated")) {
      var rows = CELL.matcher(leader.get("/board?year=" + YEAR + "&measure=" + measure).body());
      int found = 0;
      while (rows.find()) if (rows.group(1).contains("village=")) {
        same(leader, rows.group(1), rows.group(2));
        found++;
      }
      assertThat(found).as(measure).isEqualTo(18);
    }
  }

  @Test
  void targetsCountWhatTheLibraryHolds() {
    as("desk", () -> targets.save(aTarget("微实事", Measure.MICRO_PROJECTS, "35")));
    as("desk", () -> targets.save(aTarget("微心愿", Measure.WISHES, "46")));
    List<TargetLine> lines = as("desk", () -> board.targets(YEAR));
    ProjectFilter done = ProjectFilter.ALL.ofYear(YEAR).in(ProjectState.ACCEPTED, ProjectState.CLOSED);
    int works = as("desk", () -> projects.count(done.of(Kind.WORKS), 1_000) + projects.count(done.of(Kind.SERVICE), 1_000));
    assertThat(lines.getFirst().actual()).isEqualByComparingTo(String.valueOf(works)).isEqualByComparingTo("8");
    assertThat(lines.get(1).actual()).isEqualByComparingTo(String.valueOf(as("desk", () -> projects.count(done.of(Kind.WISH), 1_000))));
    assertThat(lines).extracting(TargetLine::course).containsOnly(Course.MISSED);
    Visitor leader = staff("board-projects", Role.LEADER);
    String page = leader.get("/board?year=" + YEAR + "&measure=micro_projects").body();
    var figures = Pattern.compile("href=\"(/projects\\?[^\"]+)\"(?: aria-label=\"[^\"]*\")?>(?:<span class=\"tile-label\">[^<]*</span><span class=\"tile-value\">)?([0-9]+)<").matcher(page);
    int found = 0;
    for (; figures.find(); found++) {
      String address = figures.group(1).replace("&amp;", "&").replace("/projects?", "/projects/export.csv?");
      assertThat(leader.get(address).body().lines().count() - 1).as(address).isEqualTo(Long.parseLong(figures.group(2)));
    }
    assertThat(found).as("two targets, four states, eighteen villages").isEqualTo(2 + 4 + 18);
  }

  @Test
  void aRecountSaysTheSameTwiceAndFollowsWhatHappens() {
    List<String> before = rows();
    TownContext.system(TOWN).run(recount::run);
    assertThat(rows()).isEqualTo(before);
    RequestsFixture.execute(
        """
        update requests.request set state = 'FED_BACK', closed_at = received_at + interval '1 day' where id = 9000;
        insert into requests.history (town, request_id, at, actor, move, from_state, to_state) values ('441900103', 9000, now(), 'desk', 'TELL', 'ANSWERED', 'FED_BACK')
        """);
    assertThat(TownContext.system(TOWN).call(recount::run)).as("months").isPositive();
    Key key = as("desk", () -> board.key(KeptFigures.Period.of(YEAR)));
    assertThat(key.sum().received()).isEqualTo(90);
    assertThat(key.sum().told()).isEqualTo(count("select count(*) from requests.request where state in ('FED_BACK', 'RATED')"));
  }

  @Test
  void theMedianIsTheMiddleOfTheDaysItTook() {
    Key key = as("desk", () -> board.key(KeptFigures.Period.of(YEAR)));
    int median =
        count(
            "select percentile_disc(0.5) within group (order by (closed_at at time zone 'Asia/Shanghai')::date - (received_at at time zone 'Asia/Shanghai')::date)"
                + " from requests.request where state in ('FED_BACK', 'RATED')");
    assertThat(key.medianDays()).isEqualTo(median);
  }

  @Test
  void aVillageClerkSeesTheOwnVillageAlone() {
    as("desk", () -> targets.save(aTarget("全镇的", Measure.NUMBER_BY_HAND, "10")));
    var own = aTarget("粟边的", Measure.REQUESTS_TOLD, "10");
    as("desk", () -> targets.save(new Target(0, 1, YEAR, own.title(), own.measure(), null, own.amount(), own.unit(), own.dueOn(), own.source(), SUBIAN, true)));
    TownContext.system(TOWN).call(() -> users.addWithPassword(Profile.of("board-clerk", "测试", Role.VILLAGE_CLERK, SUBIAN), Staff.PASSWORD));
    Visitor clerk = Staff.enter(port, "board-clerk");
    JsonNode seen = json(clerk.get("/api/v1/board?year=" + YEAR).body());
    assertThat(seen.get("villages").propertyNames()).containsExactly(SUBIAN);
    assertThat(seen.get("requests").get("sum").get("received").asInt()).isEqualTo(30);
    assertThat(seen.get("targets").valueStream().map(line -> line.get("target").get("title").asString())).containsExactly("粟边的");
    String page = clerk.get("/board?year=" + YEAR).body();
    var tiles = TILE.matcher(page);
    assertThat(tiles.find()).isTrue();
    same(clerk, tiles.group(1), tiles.group(2).strip());
    assertThat(page).doesNotContain("全镇的").doesNotContain("village=" + NANSHE);
    assertThat(clerk.get("/board/briefs").status()).isEqualTo(403);
    assertThat(clerk.get("/targets/new").status()).isEqualTo(403);
  }

  @Test
  void thePageCostsTheSameHoweverMuchThereIs() {
    String id = Staff.add(users, "board-cost", Role.LEADER);
    Visitor leader = Staff.enter(port, "board-cost");
    leader.get("/board?year=" + YEAR);
    int few = statements.of(id, () -> leader.get("/board?year=" + YEAR));
    for (int i = 0; i < 12; i++) {
      String title = "目标 " + i;
      as("desk", () -> targets.save(aTarget(title, Measure.REQUESTS_TOLD, "10")));
    }
    assertThat(statements.of(id, () -> leader.get("/board?year=" + YEAR))).isLessThanOrEqualTo(few);
    assertThat(few).isBetween(1, 45);
  }

  @Test
  void leavesAsASheetAndHoldsNoScript() {
    as("desk", () -> targets.save(aTarget("<script>alert(1)</script>", Measure.NUMBER_BY_HAND, "10")));
    as("desk", () -> targets.save(aTarget("=HYPERLINK(1)", Measure.NUMBER_BY_HAND, "10")));
    Visitor leader = staff("board-export", Role.LEADER);
    String csv = leader.get("/board/villages.csv?year=" + YEAR).body();
    assertThat(csv.lines().count()).isEqualTo(19);
    assertThat(csv).contains("\"粟边村\",\"30\"");
    assertThat(leader.get("/board/villages.xlsx?year=" + YEAR).status()).isEqualTo(200);
    assertThat(leader.get("/targets/export.csv?year=" + YEAR).body()).doesNotContain(",=HYPERLINK");
    for (String path : List.of("/board?year=" + YEAR, "/targets?year=" + YEAR)) assertThat(leader.get(path).body()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert(1)");
    assertThat(leader.get("/board?year=%3Cscript%3E&measure=%00%22%3E").status()).isIn(200, 400, 422);
    assertThat(leader.get("/api/v1/board?year=1").status()).isIn(400, 422);
  }

  @Test
  void theTownPlacesItsVillages() {
    Visitor desk = staff("board-layout", Role.TOWN_DESK);
    assertThat(desk.get("/board").body()).contains("不代表实际方位");
    var refused = desk.post("/board/layout", "column-" + SUBIAN, "2", "row-" + SUBIAN, "3", "column-" + NANSHE, "2", "row-" + NANSHE, "3");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("这个格子已经给了南社村");
    assertThat(desk.post("/board/layout", "column-" + SUBIAN, "13", "row-" + SUBIAN, "x").status()).isEqualTo(422);
    assertThat(desk.post("/board/layout", "column-" + SUBIAN, "4", "row-" + SUBIAN, "5").status()).isEqualTo(303);
    JsonNode places = json(desk.get("/api/v1/board/layout").body());
    assertThat(places).hasSize(18);
    assertThat(places.get(0)).isEqualTo(json("{\"village\":\"" + SUBIAN + "\",\"column\":4,\"row\":5}"));
  }

  private static String same(Visitor reader, String href, String figure) {
    String address = href.replace("&amp;", "&");
    long listed = reader.get(address.replace("/requests?", "/requests/export.csv?")).body().lines().count() - 1;
    assertThat(listed).as(address).isEqualTo(Long.parseLong(figure.replace(",", "")));
    return address;
  }

  private Visitor staff(String name, Role role) {
    Staff.add(users, name, role);
    return Staff.enter(port, name);
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }

  private static List<String> rows() {
    return query("select f::text from insight.request_figure f order by 1");
  }

  private static int count(String query) {
    return Integer.parseInt(query(query).getFirst());
  }

  private static List<String> query(String query) {
    var values = new ArrayList<String>();
    try (var connection = TestDatabase.owner();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) values.add(rows.getString(1));
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

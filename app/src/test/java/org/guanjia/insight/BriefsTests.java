package org.guanjia.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.insight.BoardFixture.YEAR;
import static org.guanjia.insight.BoardFixture.aTarget;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;

import java.time.LocalDate;
import java.time.YearMonth;
import org.guanjia.ApiCaller;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Monthly briefs: frozen when issued, approved by another, taken back with a reason. */
@TownTest
class BriefsTests {

  @Autowired Briefs briefs;
  @Autowired Targets targets;
  @Autowired Recount recount;
  @Autowired Users users;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    BoardFixture.town();
    TownContext.system(TOWN).run(recount::run);
  }

  @Test
  void itsLifeIsOneGraph() {
    for (BriefState from : BriefState.values()) {
      for (BriefState to : BriefState.values()) {
        boolean legal = from == BriefState.ISSUED && to != BriefState.ISSUED || from == BriefState.APPROVED && to == BriefState.WITHDRAWN;
        assertThat(from.mayBecome(to)).as(from + " to " + to).isEqualTo(legal);
      }
    }
  }

  @Test
  void figuresStayAsTheyWereWhenItWasIssued() {
    as("desk", () -> targets.save(aTarget("微实事", Measure.MICRO_PROJECTS, "35")));
    long id = as("desk", () -> briefs.issue(YearMonth.of(YEAR, 3), "三月的重点"));
    Snapshot frozen = as("desk", () -> briefs.find(id)).orElseThrow().figures();
    RequestsFixture.execute("delete from requests.history; delete from requests.request; delete from insight.counted");
    RequestsFixture.execute("delete from insight.request_figure; delete from projects.budget; delete from projects.project");
    TownContext.system(TOWN).run(recount::run);
    assertThat(as("desk", () -> briefs.find(id)).orElseThrow().figures()).isEqualTo(frozen);
    assertThat(frozen.inMonth().sum().received()).isPositive();
    assertThat(frozen.targets().getFirst().actual()).isEqualByComparingTo("8");
    assertThat(as("desk", () -> briefs.preview(YearMonth.of(YEAR, 3))).figures().inMonth().sum().received()).isZero();
  }

  @Test
  void whatIsExpectedIsExpectedByTheEndOfTheMonth() {
    as("desk", () -> targets.save(aTarget("微实事", Measure.MICRO_PROJECTS, "35")));
    long id = as("desk", () -> briefs.issue(YearMonth.of(YEAR, 3), null));
    Snapshot march = as("desk", () -> briefs.find(id)).orElseThrow().figures();
    assertThat(march.expectedOn()).isEqualTo(LocalDate.of(YEAR, 3, 31));
    assertThat(march.targets().getFirst().expected()).as("35 spread over the year, in 90 of 365 days").isEqualByComparingTo("8");
    assertThat(march.targets().getFirst().course()).as("the same number is too few by the end of the year").isEqualTo(Course.ON_COURSE);
    Visitor reader = staff("brief-reader", Role.LEADER);
    assertThat(reader.get("/board/briefs/" + id + "/print").body()).contains("到 2025年3月31日 应有").doesNotContain("到今天应有");
    LocalDate today = LocalDate.now(Targets.ZONE);
    assertThat(as("desk", () -> briefs.preview(YearMonth.from(today))).figures().expectedOn()).as("a month that is not over").isEqualTo(today);
    RequestsFixture.execute("update insight.brief set figures = figures - 'expectedOn' where id = " + id);
    assertThat(reader.get("/board/briefs/" + id + "/print").body()).as("one issued before the day was kept").contains("到今天应有");
  }

  @Test
  void anotherPersonApprovesAndAMonthHasOneBrief() {
    Visitor desk = staff("brief-desk", Role.TOWN_DESK);
    var issued = desk.post("/board/briefs", "key", "b-1", "month", YEAR + "-04", "remarks", "<script>alert(1)</script>");
    assertThat(issued.status()).isEqualTo(303);
    assertThat(desk.post("/board/briefs", "key", "b-1", "month", YEAR + "-04").location()).as("sent twice, done once").isEqualTo(issued.location());
    assertThat(desk.post("/board/briefs", "key", "b-2", "month", YEAR + "-04").body()).contains("已经有月报了");
    assertThat(desk.post("/board/briefs", "month", "2999-01").status()).isEqualTo(422);
    assertThat(desk.get(issued.location()).body()).contains("待批准", "&lt;script&gt;alert(1)").doesNotContain("<script>alert(1)");
    assertThat(desk.post(issued.location() + "/approval", "version", "1").status()).isEqualTo(403);

    Visitor leader = staff("brief-leader", Role.LEADER);
    assertThat(leader.post(issued.location() + "/approval", "version", "7").body()).contains("刚被别人处理过");
    assertThat(leader.post(issued.location() + "/approval", "version", "1").status()).isEqualTo(303);
    assertThat(leader.post(issued.location() + "/approval", "version", "2").body()).contains("现在的状态不能这样做");
    assertThat(leader.get(issued.location() + "/print").body()).contains("民生工作月报", "一、诉求办理");
    assertThat(leader.get("/board/briefs").body()).contains("已批准");
    assertThat(desk.post(issued.location() + "/withdrawal", "version", "2", "reason", " ").status()).isEqualTo(422);
    assertThat(desk.post(issued.location() + "/withdrawal", "version", "2", "reason", "数字有误").status()).isEqualTo(303);
    assertThat(desk.post("/board/briefs", "key", "b-3", "month", YEAR + "-04").status()).isEqualTo(303);
  }

  @Test
  void nobodyApprovesTheOwnByTheApiEither() {
    Visitor leader = staff("brief-own", Role.LEADER);
    String leaderId = TownContext.system(TOWN).call(() -> users.working(Role.LEADER).stream().filter(user -> user.profile().username().equals("brief-own")).findFirst().orElseThrow().id());
    long id = as(leaderId, () -> briefs.issue(YearMonth.of(YEAR, 5), null));
    try (ApiCaller api = ApiCaller.as(leader)) {
      assertThat(api.post("/api/v1/board/briefs/" + id + "/approval", "{\"version\":1}").body()).contains("不能自己批");
      assertThat(api.get("/api/v1/board/briefs/" + id).body()).contains("\"state\":\"ISSUED\"");
      assertThat(api.get("/api/v1/board/briefs").body()).contains("\"month\":\"" + YEAR + "-05\"");
      assertThat(api.get("/api/v1/board/briefs/999999999").status()).isEqualTo(404);
    }
  }

  private Visitor staff(String name, Role role) {
    Staff.add(users, name, role);
    return Staff.enter(port, name);
  }
}

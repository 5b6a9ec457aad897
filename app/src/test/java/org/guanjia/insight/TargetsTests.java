package org.guanjia.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.insight.BoardFixture.NANSHE;
import static org.guanjia.insight.BoardFixture.YEAR;
import static org.guanjia.insight.BoardFixture.aTarget;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.guanjia.ApiCaller;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.web.InvalidInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promises by form, API and spreadsheet. */
@TownTest
class TargetsTests {

  private static final JsonMapper JSON = new JsonMapper();

  @Autowired Targets targets;
  @Autowired Board board;
  @Autowired Users users;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    BoardFixture.town();
  }

  @Test
  void theSecretarySetsATargetOnceChangesItAndItsHistorySaysSo() {
    Visitor secretary = staff("targets-secretary", Role.MEETING_SECRETARY);
    for (int i = 0; i < 2; i++) assertThat(form(secretary, "/targets", "once-1", "1", "民生微实事", "35").status()).isEqualTo(303);
    List<Target> kept = as("desk", () -> targets.ofYear(YEAR));
    assertThat(kept).as("sent twice, done once").hasSize(1);
    String path = "/targets/" + kept.getFirst().id();
    assertThat(form(secretary, path, "once-2", "1", "民生微实事", "40").status()).isEqualTo(303);
    var stale = form(secretary, path, "once-3", "1", "民生微实事", "50");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains("40", "50", "name=\"version\" value=\"2\"");
    assertThat(as("desk", () -> targets.changes(kept.getFirst().id()))).extracting(Targets.Change::change).containsExactly("CHANGED", "ADDED");
    assertThat(form(secretary, "/targets", "once-4", "1", "民生微实事", "1").body()).contains("已经有同名的目标");
  }

  @Test
  void refusesWhatIsNoTargetNamingEachField() {
    var nonsense =
        new Target(0, 1, 1999, " ", Measure.ESCALATED, null, new BigDecimal("-1"), "", LocalDate.of(1990, 1, 1), "x".repeat(501), "nowhere", true);
    assertThatThrownBy(() -> as("desk", () -> targets.save(nonsense)))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(InvalidInput.FieldError::field)
                    .containsExactlyInAnyOrder("year", "title", "unit", "source", "measure", "amount", "dueOn", "village"));
    Visitor desk = staff("targets-refused", Role.TOWN_DESK);
    var refused = desk.post("/targets", "year", "很多", "title", "<b>x</b>", "amount", "abc", "dueOn", "2025-02-30");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("value=\"abc\"", "请填大于 0 的数");
    try (ApiCaller api = ApiCaller.as(desk)) {
      assertThat(api.post("/api/v1/targets", "{\"year\":2025,\"measure\":\"IN_TIME\",\"amount\":101,\"dueOn\":\"2025-12-31\",\"title\":\"x\",\"unit\":\"%\",\"source\":\"x\"}").body())
          .contains("0 到 100");
    }
  }

  @Test
  void figuresEnteredByHandStandByVillageOrForTheTown() {
    long id = as("desk", () -> targets.save(aTarget("适老化改造", Measure.NUMBER_BY_HAND, "36")));
    doAs("desk", () -> targets.enter(id, SUBIAN, LocalDate.of(YEAR, 3, 1), BigDecimal.valueOf(2), null));
    doAs("desk", () -> targets.enter(id, SUBIAN, LocalDate.of(YEAR, 2, 1), BigDecimal.valueOf(1), "早一点的"));
    doAs("desk", () -> targets.enter(id, NANSHE, LocalDate.of(YEAR, 3, 1), BigDecimal.valueOf(5), null));
    assertThat(actual(id)).as("the latest day of each village, added up").isEqualByComparingTo("7");
    doAs("desk", () -> targets.enter(id, null, LocalDate.of(YEAR, 4, 1), BigDecimal.valueOf(20), null));
    assertThat(actual(id)).as("the town's own figure stands").isEqualByComparingTo("20");
    assertThatThrownBy(() -> doAs("desk", () -> targets.enter(id, "nowhere", LocalDate.of(9999, 1, 1), BigDecimal.valueOf(-1), "x".repeat(501))))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            refused -> assertThat(refused.errors()).extracting(InvalidInput.FieldError::field).containsExactlyInAnyOrder("asOf", "amount", "village", "note"));
    Visitor desk = staff("targets-enter", Role.TOWN_DESK);
    assertThat(desk.post("/targets/" + id + "/entries", "amount", "x", "asOf", "").status()).isEqualTo(422);
    assertThat(desk.post("/targets/" + id + "/entries", "key", "e-1", "amount", "30", "asOf", YEAR + "-05-01").status()).isEqualTo(303);
    assertThat(desk.get("/targets/" + id).body()).contains("早一点的", "填了数字");
    long counted = as("desk", () -> targets.save(aTarget("微实事", Measure.MICRO_PROJECTS, "35")));
    assertThat(desk.post("/targets/" + counted + "/entries", "amount", "30", "asOf", YEAR + "-05-01").body()).contains("由系统统计");
  }

  @Test
  void aSheetWithBadRowsBringsTheGoodOnes() throws InterruptedException {
    as("desk", () -> targets.save(aTarget("已经有的", Measure.NUMBER_BY_HAND, "10")));
    String file =
        """
        年度,承诺,统计口径,渠道,目标值,单位,期限,出处,村
        2025,办结微实事,微实事,,35,件,2025-11-30,访谈,
        2025,南社的心愿,微心愿,,3,个,2025-12-31,访谈,南社
        2025,办结微实事,微实事,,36,件,2025-11-30,访谈,
        2025,按时办结,按时办结率,,101,%,2025-12-31,访谈,
        2025,网格占比,渠道占比,,30,%,2025-12-31,访谈,
        2025,没有的村,微实事,,3,件,2025-12-31,访谈,石排村
        1999,太早,微实事,,3,件,1999-12-31,访谈,
        2025,口径不对,乱写的,,3,件,2025-12-31,访谈,
        2025,已经有的,手工填报的数字,,11,件,2025-12-31,访谈,
        2025,=1+1,微实事,,3,件,2025-12-31,<script>,
        """;
    Visitor secretary = staff("targets-import", Role.MEETING_SECRETARY);
    try (ApiCaller api = ApiCaller.as(secretary)) {
      JsonNode uploaded = JSON.readTree(api.post("/api/v1/imports?target=targets&name=targets.csv", file).body());
      String address = "/api/v1/imports/" + uploaded.get("id").asString();
      assertThat(api.post(address + "/run", "").status()).isBetween(200, 299);
      JsonNode done = JSON.readTree(api.get(address).body());
      for (int i = 0; i < 200 && done.get("state").asString().equals("RUNNING"); i++, done = JSON.readTree(api.get(address).body())) Thread.sleep(50);
      assertThat(done.get("counts").get("taken").asInt()).as(done.toString()).isEqualTo(3);
      assertThat(done.get("counts").get("refused").asInt()).isEqualTo(7);
      String problems = api.get(address + "/problems").body();
      assertThat(problems).contains("0 到 100", "渠道占比要选一个渠道", "没有找到村“石排村”", "第 2 行", "内容不一样");
    }
    assertThat(as("desk", () -> targets.ofYear(YEAR))).extracting(Target::title).containsExactlyInAnyOrder("已经有的", "办结微实事", "南社的心愿", "=1+1");
    assertThat(as("desk", () -> targets.ofYear(YEAR))).filteredOn(target -> target.title().equals("南社的心愿")).extracting(Target::village).containsExactly(NANSHE);
  }

  private BigDecimal actual(long id) {
    return as("desk", () -> board.targets(YEAR)).stream().filter(line -> line.target().id() == id).findFirst().orElseThrow().actual();
  }

  private static Visitor.Answer form(Visitor who, String path, String key, String version, String title, String amount) {
    return who.post(
        path, "key", key, "version", version, "year", String.valueOf(YEAR), "title", title, "measure", "MICRO_PROJECTS", "amount", amount, "unit", "件", "dueOn", YEAR + "-11-30",
        "source", "2021 年 3 月 15 日访谈", "village", "");
  }

  private Visitor staff(String name, Role role) {
    Staff.add(users, name, role);
    return Staff.enter(port, name);
  }
}

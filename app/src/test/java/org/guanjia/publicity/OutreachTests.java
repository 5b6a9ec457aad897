package org.guanjia.publicity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.guanjia.ApiCaller;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A leaflet from the desk to the wall and the phone, and the numbers that come back. */
@TownTest
class OutreachTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String OTHER_VILLAGE = "441900103003";

  @Autowired ApplicationContext context;
  @Autowired Users users;
  @Autowired VisitCounter visits;
  @Autowired Outreach outreach;
  @LocalServerPort int port;
  private Visitor desk = Visitor.at(0);

  @BeforeEach
  void people() {
    new PublicityFixture(context);
    String name = "out-" + Long.toString(System.nanoTime(), 36);
    Staff.add(users, name, Role.TOWN_DESK);
    desk = Visitor.at(port).logIn(name, Staff.PASSWORD);
  }

  @Test
  void aLeafletIsReadInItsVillagesAndEachOpeningIsANumber() {
    RequestsFixture.execute("delete from publicity.project_visit; delete from publicity.visit; delete from publicity.effort");
    long id = leaflet("高龄老人生活津贴", RequestsFixture.SUBIAN);
    String address = "/outreach/p/" + RequestsFixture.SUBIAN + "/" + id;
    try (Visitor reader = Visitor.at(port)) {
      assertThat(reader.get("/outreach/p/" + RequestsFixture.SUBIAN).body()).contains("高龄老人生活津贴");
      assertThat(reader.get("/outreach/p/" + OTHER_VILLAGE + "/" + id).status()).as("not for that village").isEqualTo(404);
      assertThat(reader.get(address + "?from=poster").body()).contains("年满 80 周岁");
      assertThat(reader.get(address).status()).isEqualTo(200);
    }
    desk.get(address);
    visits.keep();
    var reached = PublicityFixture.asDesk(() -> outreach.reached(LocalDate.now(PublicSite.ZONE).getYear())).stream().filter(each -> each.village().equals(RequestsFixture.SUBIAN)).findFirst().orElseThrow();
    assertThat(List.of(reached.byPoster(), reached.byLink())).as("staff do not count").containsExactly(1, 1);
    Answer poster = desk.get("/outreach/leaflets/" + id + "/poster");
    assertThat(poster.body()).contains("<svg", "粟边村", "高龄老人生活津贴");
    assertThat(desk.get("/outreach/export.csv").body()).contains("粟边村");
  }

  @Test
  void aProjectsPosterLeadsToItsPageAndIsCounted() {
    long project = new PublicityFixture(context).project("P2026-0077", "粟边岔路口修整", null, null);
    String address = "/outreach/projects/" + project + "/poster";
    Answer poster = desk.get(address);
    assertThat(poster.body()).contains("<svg", "粟边村", "粟边岔路口修整", "重铺路面 320 米", "2,600", "class=\"poster\"").doesNotContain("<img");
    assertThat(desk.get(address + "?paper=A3").body()).contains("class=\"poster poster-large\"", "value=\"A3\" selected");
    assertThat(desk.get("/public/projects/" + project).body()).contains(address);
    assertThat(desk.get("/outreach/projects/999999999/poster").status()).isEqualTo(404);
    assertThat(desk.get("/outreach/projects/9999999999999999999999/poster").status()).isEqualTo(404);
    int before = byPoster();
    try (Visitor reader = Visitor.at(port)) {
      assertThat(reader.get("/public/projects/" + project + "?from=poster").body()).doesNotContain(address);
      reader.get("/public/projects/" + project + "?from=poster");
      reader.get("/public/projects/" + project);
      assertThat(reader.get(address).location()).startsWith("/login");
    }
    desk.get("/public/projects/" + project + "?from=poster");
    visits.keep();
    assertThat(byPoster() - before).as("scans of strangers alone").isEqualTo(2);
    assertThat(Publication.brief("字".repeat(400))).hasSize(180).endsWith("…");
  }

  @Test
  void whatWasDoneIsFedBySpreadsheetAndLeavesTheSame() throws Exception {
    leaflet("高龄津贴怎么领", null);
    String day = LocalDate.now(PublicSite.ZONE).minusDays(1).toString();
    String file =
        """
        方式,村（社区）,讲的内容,日期,场次或户数,人数,备注
        宣讲,粟边村,高龄津贴怎么领,%1$s,2,46,=1+1
        入户,粟边,,%1$s,,18,
        摆摊咨询,石排村,,%1$s,1,5,
        宣讲,粟边村,没有这一份,%1$s,1,5,
        宣讲,粟边村,,2099-01-01,1,5,
        宣讲,粟边村,高龄津贴怎么领,%1$s,2,46,=1+1
        敲锣,粟边村,,%1$s,1,5,
        宣讲,粟边村,,%1$s,1,-5,
        """
            .formatted(day);
    try (ApiCaller api = ApiCaller.as(desk)) {
      JsonNode done = imported(api, file);
      assertThat(done.get("counts").get("taken").asInt()).as(done.toString()).isEqualTo(2);
      assertThat(done.get("counts").get("refused").asInt()).isEqualTo(6);
      assertThat(api.get("/api/v1/imports/" + done.get("id").asString() + "/problems").body()).contains("没有找到村“石排村”", "没有名为“没有这一份”的宣传页", "不能晚于今天", "和第 2 行完全一样");
      String year = day.substring(0, 4);
      String out = desk.get("/outreach/efforts/export.csv?year=" + year).body();
      assertThat(out).contains("粟边村", "高龄津贴怎么领", "46").doesNotContain(",=1+1");
      JsonNode again = imported(api, out);
      assertThat(again.get("counts").get("taken").asInt()).as("what left comes back in unchanged").isZero();
      assertThat(again.get("counts").get("refused").asInt()).isZero();
      assertThat(desk.get("/outreach").body()).contains("/imports?target=outreach", "/outreach/efforts/export.xlsx");
    }
    assertThat(PublicityFixture.asDesk(() -> outreach.efforts(Integer.parseInt(day.substring(0, 4))))).filteredOn(each -> each.people() == 18).hasSize(1).first().extracting(Outreach.Effort::times).isEqualTo(1);
  }

  @Test
  void aClerkEntersTheOwnVillageAlone() {
    String name = "clerk-" + Long.toString(System.nanoTime(), 36);
    TownContext.system(Staff.TOWN).call(() -> users.addWithPassword(new Profile(name, "测试人员", Role.VILLAGE_CLERK, List.of(RequestsFixture.SUBIAN), null, null, false), Staff.PASSWORD));
    try (Visitor clerk = Visitor.at(port).logIn(name, Staff.PASSWORD)) {
      String day = LocalDate.now(PublicSite.ZONE).toString();
      assertThat(clerk.post("/outreach/efforts", "way", "TALK", "village", OTHER_VILLAGE, "heldOn", day, "times", "1", "people", "30").body()).contains("只能登记自己村");
      assertThat(clerk.post("/outreach/efforts", "way", "TALK", "village", RequestsFixture.SUBIAN, "heldOn", "2099-01-01", "times", "1", "people", "x").body()).contains("写整数");
      assertThat(clerk.post("/outreach/efforts", "way", "TALK", "village", RequestsFixture.SUBIAN, "heldOn", day, "times", "1", "people", "30", "note", "长者饭堂里讲").status()).isEqualTo(303);
      assertThat(clerk.get("/outreach").body()).contains("长者饭堂里讲");
      assertThat(clerk.get("/outreach/leaflets/new").status()).isEqualTo(403);
    }
  }

  @Test
  void whoeverComesSecondSeesWhatTheFirstSaved() {
    long id = leaflet("临时救助", null);
    ApiCaller program = ApiCaller.as(desk);
    String changed = "{\"title\":\"临时救助怎么办\",\"who\":\"遇到急难的家庭\",\"what\":\"一次性救助\",\"how\":\"带身份证到村里申请\",\"version\":1}";
    assertThat(program.call("PUT", "/api/v1/outreach/leaflets/" + id, changed).status()).isEqualTo(200);
    Answer second = desk.post("/outreach/leaflets/" + id, "version", "1", "title", "我写的标题", "who", "谁", "what", "什么", "how", "怎么");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body()).contains("临时救助怎么办", "我写的标题");
    assertThat(desk.post("/outreach/leaflets", "version", "0", "title", "", "who", "", "what", "x", "how", "x").status()).isEqualTo(422);
    assertThat(program.post("/api/v1/outreach/efforts", "{\"way\":\"STALL\"}").body()).contains("heldOn");
  }

  private static JsonNode imported(ApiCaller api, String file) throws InterruptedException {
    String address = "/api/v1/imports/" + JSON.readTree(api.post("/api/v1/imports?target=outreach&name=outreach.csv", file).body()).get("id").asString();
    assertThat(api.post(address + "/run", "").status()).isBetween(200, 299);
    JsonNode done = JSON.readTree(api.get(address).body());
    for (int i = 0; i < 200 && done.get("state").asString().equals("RUNNING"); i++, done = JSON.readTree(api.get(address).body())) Thread.sleep(50);
    return done;
  }

  private int byPoster() {
    return PublicityFixture.asDesk(() -> outreach.reached(LocalDate.now(PublicSite.ZONE).getYear())).stream()
        .filter(each -> each.village().equals(RequestsFixture.SUBIAN))
        .mapToInt(Outreach.Reached::byPoster)
        .sum();
  }

  private long leaflet(String title, String village) {
    var written = new Outreach.Leaflet(0, null, title, "年满 80 周岁的本镇户籍老人", "每月发放津贴", "带身份证到村里登记", null, village == null ? List.of() : List.of(village), true, 0);
    return PublicityFixture.asDesk(() -> outreach.save(written));
  }
}

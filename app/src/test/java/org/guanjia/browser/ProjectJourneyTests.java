package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.files.Samples;
import org.guanjia.requests.Intake;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.RequestsFixture;
import org.guanjia.requests.Triage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A project's whole way in a real browser: proposed from a request, surveyed, seen by a department, scored, laid before the meeting, approved,
 * built with pictures, accepted by another person and closed, so that whoever asked is answered.
 */
@TownTest
@Timeout(300)
class ProjectJourneyTests {

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired Intake intake;
  @Autowired Triage triage;
  private Crew crew;

  @BeforeEach
  void people() {
    RequestsFixture.departmentsAndCategories();
    crew =
        new Crew(users, port)
            .add("desk", Role.TOWN_DESK)
            .add("secretary", Role.MEETING_SECRETARY)
            .add("officer", Role.DEPARTMENT_OFFICER, "roads")
            .add("inspector", Role.TOWN_DESK);
  }

  @ParameterizedTest(name = "{0} px, script {1}")
  @CsvSource({"360,true", "1280,true", "1280,false"})
  void fromTheRequestToBeforeAndAfter(int width, boolean script) {
    String request = RequestsFixture.as("resident", () -> intake.receive(RequestsFixture.aLight(null))).code();
    RequestsFixture.doAs("desk", () -> triage.decide(request, null, Outcome.MICRO_PROJECT, null, null, List.of()));
    var wide = width == 360 ? Browser.at(port).phone() : Browser.at(port).desktop();
    var visit = script ? wide : wide.withoutScript();
    try (Browser desk = crew.open(visit, "desk");
        Browser officer = crew.open(visit, "officer");
        Browser secretary = crew.open(visit, "secretary");
        Browser inspector = crew.open(visit, "inspector")) {
      String code = propose(desk, request);
      survey(desk, code);
      view(officer, code);
      score(desk, code);
      decide(secretary, code);
      build(desk, code);
      inspector.go("/projects/" + code);
      inspector.page().check("#deed input[name=accepted][value=true]");
      inspector.page().fill("#deed textarea[name=text]", "现场看过，六盏灯都亮。");
      inspector.accessible().shot("project-inspection");
      send(inspector, "已验收");
      desk.go("/projects/" + code);
      desk.page().fill("#deed textarea[name=result]", "装了六盏路灯，晚上看得清路。");
      desk.accessible();
      send(desk, "已办结");
      desk.accessible().shot("project-closed");
      assertThat(desk.page().locator("[data-slider]").count()).isEqualTo(1);
      desk.go("/requests/" + request).accessible();
      assertThat(desk.text()).contains("装了六盏路灯", code);
      desk.go("/projects").accessible().shot("project-list");
      desk.go("/projects/" + code + "/print").accessible().shot("project-print");
    }
  }

  private String propose(Browser desk, String request) {
    desk.go("/requests/" + request);
    desk.accessible().shot("project-matter");
    desk.click("提出入库");
    var page = desk.page();
    page.check("input[name=kind][value=WORKS]");
    page.fill("input[name=benefiting]", "1200");
    page.fill("input[name=estimate]", "12万");
    desk.accessible().shot("project-new");
    page.click("main form .actions button.btn-primary");
    assertThat(desk.text()).contains("已提出");
    return page.url().replaceFirst(".*/projects/", "");
  }

  private void survey(Browser desk, String code) {
    var page = desk.page();
    page.fill("#deed input[name=surveyedOn]", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
    page.fill("#deed textarea[name=findings]", "灯杆锈蚀，夜里一片黑。");
    page.fill("#deed input[name=asked]", "30");
    page.fill("#deed input[name=inFavour]", "28");
    page.setInputFiles("#deed input[name=photos]", new FilePayload("现场.png", "image/png", Samples.photo(Color.DARK_GRAY)));
    desk.accessible().shot("project-survey");
    send(desk, "已踏勘");
    page.check("#deed input[name=departments][value=roads]");
    send(desk, "待回复");
  }

  private void view(Browser officer, String code) {
    officer.go("/projects/" + code);
    officer.page().check("#deed input[name=opinion][value=CONDITIONS]");
    officer.page().fill("#deed textarea[name=text]", "请避开早高峰。");
    officer.accessible().shot("project-view");
    send(officer, "有条件支持");
  }

  private void score(Browser desk, String code) {
    int year = LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear();
    desk.go("/projects/scoring?year=" + year);
    var page = desk.page();
    if (page.locator("input[name='criterion.0.name']").count() > 0) {
      page.fill("input[name='criterion.0.name']", "群众需求迫切程度");
      page.fill("input[name='criterion.0.weight']", "60");
      page.fill("input[name='criterion.0.pointsMax']", "10");
      page.fill("input[name='criterion.1.name']", "惠及人数");
      page.fill("input[name='criterion.1.weight']", "40");
      page.fill("input[name='criterion.1.pointsMax']", "10");
      desk.accessible().shot("project-sheet");
      page.click("main form .actions button.btn-primary");
    }
    desk.go("/projects/" + code + "?do=score");
    for (var field : page.locator("#deed input[name^='points.']").all()) field.fill("8");
    desk.accessible();
    send(desk, "平均 80.00 分");
    desk.go("/projects/ranking").accessible().shot("project-ranking");
  }

  private void decide(Browser secretary, String code) {
    secretary.go("/projects/" + code + "?do=meeting");
    send(secretary, "待联席会议");
    secretary.click("登记批准");
    var page = secretary.page();
    page.fill("#deed input[name=amount]", "120000");
    page.fill("#deed input[name='source.CITY']", "60000");
    page.fill("#deed input[name='source.TOWN']", "50000");
    page.click("#deed form .actions button.btn-primary");
    assertThat(secretary.text()).contains("比批准金额 120000 元少 10000 元");
    secretary.accessible().shot("project-approval-refused");
    page.fill("#deed input[name='source.SOCIETY']", "10000");
    send(secretary, "已批准");
    secretary.accessible();
  }

  private void build(Browser desk, String code) {
    desk.go("/projects/" + code + "?do=plan");
    var page = desk.page();
    page.fill("#deed input[name=builder]", "示例施工单位");
    page.selectOption("#deed select[name=responsible]", crew.id("officer"));
    page.fill("#deed input[name='milestone.0.title']", "安装完成");
    page.fill("#deed input[name='milestone.0.plannedOn']", LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(9).toString());
    desk.accessible().shot("project-plan");
    send(desk, "安装完成");
    desk.go("/projects/" + code + "?do=beginning");
    page.fill("#deed input[name=startedOn]", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
    send(desk, "实施中");
    photo(desk, code, "BEFORE", Color.DARK_GRAY);
    desk.go("/projects/" + code + "?do=milestone");
    page.fill("#deed input[name=doneOn]", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
    send(desk, "节点已完成");
    photo(desk, code, "AFTER", Color.ORANGE);
    desk.go("/projects/" + code + "?do=payment");
    page.check("#deed input[name=source][value=CITY]");
    page.fill("#deed input[name=paidOn]", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
    page.fill("#deed input[name=amount]", "60000");
    desk.accessible().shot("project-payment");
    send(desk, "付款已登记");
    desk.accessible().shot("project-underway");
  }

  private void photo(Browser desk, String code, String slot, Color colour) {
    desk.go("/projects/" + code + "?do=photos");
    var page = desk.page();
    page.locator("#deed input[name=milestone]").first().check();
    page.check("#deed input[name=slot][value=" + slot + "]");
    page.setInputFiles("#deed input[name=photos]", new FilePayload(slot + ".png", "image/png", Samples.photo(colour)));
    desk.accessible();
    send(desk, "照片已放好");
  }

  private static void send(Browser browser, String then) {
    browser.page().click("#deed form .actions button.btn-primary");
    assertThat(browser.text()).contains(then);
  }
}

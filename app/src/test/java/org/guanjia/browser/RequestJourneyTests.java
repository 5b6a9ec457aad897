package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import org.guanjia.TownTest;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.files.Samples;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A request's whole way through the house in a real browser: a resident reports, the desk hands over, the department works, a second
 * person approves, the resident reads the answer and is dissatisfied, somebody else has it done again, and in the end it is good.
 */
@TownTest
@Timeout(300)
class RequestJourneyTests {

  private static final String RESULT = "施工队昨天已换好三盏路灯，晚上去看过，都亮了。";

  @LocalServerPort int port;
  @Autowired Users users;
  private Crew crew;

  @BeforeEach
  void people() {
    RequestsFixture.departmentsAndCategories();
    crew = new Crew(users, port).add("desk", Role.TOWN_DESK).add("chief", Role.TOWN_DESK).add("officer", Role.DEPARTMENT_OFFICER, "roads").add("leader", Role.LEADER);
  }

  @ParameterizedTest(name = "{0} px, script {1}")
  @CsvSource({"360,true", "1280,true", "360,false", "1280,false"})
  void fromTheFirstWordToASecondAnswer(int width, boolean script) {
    try (Browser resident = visit(width, script).open();
        Browser desk = crew.open(visit(width, script), "desk");
        Browser officer = crew.open(visit(width, script), "officer");
        Browser chief = crew.open(visit(width, script), "chief");
        Browser leader = crew.open(visit(width, script), "leader")) {
      String words = "粟边路口的路灯不亮，晚上很黑 " + width + script;
      String code = report(resident, words);

      handOver(desk, code, words);
      work(officer, code, RESULT);
      approve(chief, code);

      resident.go("/follow/" + code);
      assertThat(resident.text()).contains(RESULT);
      resident.accessible().shot("journey-answered");
      rate(resident, "2", "还有一盏不亮");

      review(leader, code);
      handOver(desk, code, words);
      work(officer, code, "第三盏也换好了，" + RESULT);
      approve(chief, code);
      rate(resident.go("/follow/" + code), "5", "");
      assertThat(resident.text()).contains("第三盏也换好了");
      resident.accessible().shot("journey-done");
      chief.go("/requests/" + code).accessible().shot("journey-matter-done");
      assertThat(chief.text()).contains("已评价");
    }
  }

  private String report(Browser resident, String words) {
    resident.go("/").click("我要反映");
    resident.accessible();
    var page = resident.page();
    page.fill("textarea[name=words]", words);
    page.selectOption("select[name=village]", RequestsFixture.SUBIAN);
    page.fill("input[name=address]", "粟边路口");
    page.fill("input[name=reporterName]", "示例居民");
    page.setInputFiles("main input[type=file]", new FilePayload("夜里.png", "image/png", Samples.photo(Color.DARK_GRAY)));
    page.click("main form:has(textarea[name=words]) button.btn-primary");
    page.waitForURL("**/receipt");
    resident.accessible().shot("journey-receipt");
    String code = page.locator(".receipt-code").first().innerText().replace("-", "").strip();
    assertThat(code).hasSize(8);
    page.click("a.btn[href^='/follow']");
    assertThat(resident.text()).contains(words);
    resident.accessible().shot("journey-follow");
    return code;
  }

  private void handOver(Browser desk, String code, String words) {
    desk.go("/today").accessible();
    desk.go("/requests?q=" + code);
    if (!desk.page().url().endsWith("/requests/" + code)) desk.go("/requests/" + code);
    assertThat(desk.text()).contains(words);
    desk.accessible().shot("journey-triage");
    var page = desk.page();
    page.check("#deed input[name=outcome][value=DEPARTMENT]");
    page.selectOption("#deed select[name=lead]", "roads");
    page.selectOption("#deed select[name=category]", "road.light");
    page.click("#deed form .actions button.btn-primary");
    assertThat(desk.text()).contains("部门办理中");
    desk.accessible();
  }

  private void work(Browser officer, String code, String result) {
    officer.go("/today").accessible().shot("journey-officer-today");
    officer.go("/requests/" + code);
    if (officer.page().locator("#deed textarea[name=result]").count() == 0) {
      officer.page().click("#deed form .actions button.btn-primary");
    }
    var page = officer.page();
    page.fill("#deed textarea[name=result]", result);
    page.setInputFiles("#deed input[name=before]", new FilePayload("前.png", "image/png", Samples.photo(Color.BLACK)));
    page.setInputFiles("#deed input[name=after]", new FilePayload("后.png", "image/png", Samples.photo(Color.ORANGE)));
    officer.accessible().shot("journey-result");
    page.click("#deed form .actions button.btn-primary");
    assertThat(officer.text()).contains("答复待审核");
  }

  private void approve(Browser chief, String code) {
    chief.go("/requests/" + code).accessible().shot("journey-approval");
    chief.page().click("#deed form .actions button.btn-primary");
    assertThat(chief.page().locator(".head").innerText()).as("who came by the page is told by the page").contains("已告知");
    chief.accessible().shot("journey-approved");
  }

  private static void rate(Browser resident, String score, String comment) {
    resident.page().check("input[name=score][value='" + score + "']");
    resident.page().fill("textarea[name=comment]", comment);
    resident.page().click("form[action$='/rating'] button.btn-primary");
    resident.accessible();
  }

  private static void review(Browser leader, String code) {
    leader.go("/requests/" + code);
    assertThat(leader.text()).contains("复核中").contains("还有一盏不亮");
    leader.accessible().shot("journey-review");
    leader.page().check("#deed input[name=found][value=REDO]");
    leader.page().fill("#deed textarea[name=review]", "现场看过，确实还有一盏不亮。");
    leader.page().click("#deed form .actions button.btn-primary");
    assertThat(leader.text()).contains("待分派");
  }

  private Browser.Visit visit(int width, boolean script) {
    var visit = width == 360 ? Browser.at(port).phone() : Browser.at(port).desktop();
    return script ? visit : visit.withoutScript();
  }
}

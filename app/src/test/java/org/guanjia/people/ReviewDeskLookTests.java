package org.guanjia.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.people.RegisterTests.aPerson;
import static org.guanjia.people.RegisterTests.id;
import static org.guanjia.requests.RequestsFixture.as;

import com.microsoft.playwright.options.Cookie;
import java.time.LocalDate;
import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.browser.Browser;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.spreadsheets.Imports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The review desk in the browser: a doubt is read side by side and decided, two records are put together and taken apart. */
@TownTest
@Timeout(180)
class ReviewDeskLookTests {

  @LocalServerPort int port;
  @Autowired Imports imports;
  @Autowired Register register;
  @Autowired Users users;

  @Test
  void aClerkDecidesOnThePhoneAndMergesOnTheDesktop() {
    PeopleImports desk = new PeopleImports(imports, null);
    String number = id("19571111", 601);
    desk.run("people", "派出所", "姓名,身份证,电话,住址,村\n欧阳示例," + number + ",10000000601,茶山镇粟边村一巷1号,粟边村\n");
    desk.run("people", "残联", "姓名,身份证,电话,住址,村\n司徒另外," + number + ",10000000602,茶山镇粟边村二巷2号,粟边村\n");
    long one = as("desk", () -> register.register(new Said(aPerson(), LocalDate.of(2015, 1, 1), "派出所")));
    long other = as("desk", () -> register.register(new Said(aPerson().without(java.util.Set.of(Attribute.DOCUMENT)), LocalDate.of(2016, 1, 1), "村委会")));
    Staff.add(users, "looker", Role.TOWN_DESK);
    String session;
    try (Visitor visitor = Staff.enter(port, "looker")) {
      session = visitor.cookies().get("gj-session");
    }
    try (Browser phone = enter(Browser.at(port).phone(), session)) {
      phone.go("/people/doubts").accessible().fits().shot("doubts");
      phone.click("司徒另外").accessible().fits().shot("doubt");
      phone.click("是这个人");
      assertThat(phone.text()).contains("已认定");
    }
    try (Browser desktop = enter(Browser.at(port).desktop().dark(), session)) {
      desktop.go("/people/doubts?decided=true").accessible().shot("doubts-decided");
      desktop.click("司徒另外").accessible().shot("doubt-decided");
      desktop.go("/people/merge?one=" + one + "&other=" + other).accessible().shot("merge");
      desktop.fill("合并原因", "登记了两次").click("合并");
      desktop.page().waitForURL("**/merges");
      desktop.accessible().shot("merges");
      desktop.page().locator("input[name=reason]").fill("是两个人");
      desktop.click("再分开");
      assertThat(desktop.text()).contains("分开原因");
    }
  }

  private Browser enter(Browser.Visit visit, String session) {
    Browser browser = visit.open();
    browser.page().context().addCookies(List.of(new Cookie("gj-session", session).setUrl("http://localhost:" + port)));
    return browser;
  }
}

package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.benefits.BenefitsFixture.MAY;
import static org.guanjia.requests.RequestsFixture.as;

import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.benefits.BenefitsFixture;
import org.guanjia.benefits.Determinations;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Programmes and entitlements in a real browser: on a phone and a desk, and a table written without script. */
@TownTest
class BenefitsLookTests {

  @Autowired BenefitsFixture given;
  @Autowired Determinations determinations;
  @Autowired Users users;
  @LocalServerPort int port;

  private static long old;
  private static String clerk = "";
  private static String approver = "";

  @BeforeEach
  void town() {
    if (!clerk.isEmpty()) return;
    RequestsFixture.departmentsAndCategories();
    given.released();
    old = given.registered("看理由老人", "1940-03-02");
    as("system", () -> determinations.determine(MAY));
    Staff.add(users, "look-benefits", Role.BENEFITS_CLERK);
    Staff.add(users, "look-approver", Role.BENEFITS_APPROVER);
    clerk = Staff.session(port, "look-benefits", Staff.PASSWORD);
    approver = Staff.session(port, "look-approver", Staff.PASSWORD);
  }

  @Test
  void aTableIsWrittenWithoutScript() {
    try (Browser writer = Browser.at(port).desktop().withoutScript().open(clerk)) {
      writer.go("/programmes/old-age");
      writer.page().locator("form[action$='/drafts'] input[name=from]").fill("2027-01");
      writer.page().waitForNavigation(() -> writer.page().locator("form[action$='/drafts'] button").click());
      writer.accessible().shot("benefits-table");
      writer.page().locator("input[name='n.0.0.']").fill("当月之前已去世的不发");
      String draft = writer.page().url().replaceAll(".*/versions/(\\d+)/table", "$1");
      writer.page().waitForNavigation(() -> writer.page().locator(".actions button").first().click());
      assertThat(writer.page().locator("input[name='n.0.0.']").inputValue()).isEqualTo("当月之前已去世的不发");
      writer.page().waitForNavigation(() -> writer.page().locator("button[value='add:0:0']").click());
      assertThat(writer.text()).contains("重叠");
      writer.page().waitForNavigation(() -> writer.page().locator("button[value='remove:0:1']").click());
      assertThat(writer.text()).doesNotContain("重叠：");
      writer.go("/programmes/old-age/versions/" + draft + "/parameters").accessible().shot("benefits-parameters");
      writer.go("/programmes/old-age/versions/" + draft + "/examples").accessible().shot("benefits-examples");
      assertThat(writer.text()).contains("样例");
    }
  }

  @Test
  void everyLookIsAccessible() {
    for (Browser.Visit visit : List.of(Browser.at(port).desktop(), Browser.at(port).phone(), Browser.at(port).phone().dark())) {
      try (Browser browser = visit.open(clerk)) {
        browser.go("/programmes").accessible().fits().shot("benefits-programmes");
        browser.go("/programmes/old-age").accessible().fits().shot("benefits-programme");
        browser.go("/people/" + old + "/benefits?month=2026-05").accessible().fits().shot("benefits-person");
        assertThat(browser.text()).contains("可享受", "¥100.00");
        browser.go("/determinations").accessible().fits().shot("benefits-rounds");
        browser.go("/entitlements?month=2026-05&programme=old-age").accessible().fits().shot("benefits-entitled");
        browser.go("/complete-lists").accessible().fits().shot("benefits-lists");
      }
    }
    try (Browser browser = Browser.at(port).desktop().open(approver)) {
      browser.go("/programmes/old-age").accessible().shot("benefits-approver");
      browser.go("/joint-rules").accessible().shot("benefits-joint");
    }
  }
}

package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.coverage.CoverageFixture;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Three who were forgotten are found, given to a grid worker, reached; of one an application is opened. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoverageJourneyTests {

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired AwardsFixture persons;
  @Autowired CoverageFixture town;
  private Crew crew;

  @BeforeAll
  void town() {
    town.programmes();
    for (String name : new String[] {"示例老人甲", "示例老人乙", "示例老人丙"}) persons.old(name, 88);
    town.inPayment("示例在发", 85);
    town.determined();
    crew = new Crew(users, port).add("benefits", Role.BENEFITS_CLERK).add("grid", Role.GRID_WORKER);
  }

  @Test
  void threeWhoWereForgottenAreFound() {
    String one = "甲";
    String two = "乙";
    String three = "丙";
    try (Browser clerk = crew.open(Browser.at(port).phone().withoutScript(), "benefits"); Browser grid = crew.open(Browser.at(port).phone(), "grid")) {
      clerk.go("/coverage").fits().accessible().shot("coverage");
      assertThat(clerk.text()).contains("高龄老人生活津贴", "符合条件未申请");
      clerk.page().click("a[href='/coverage/findings?kind=forgotten&programme=old-age']");
      clerk.fits().accessible().shot("coverage-forgotten");
      assertThat(clerk.text()).contains("示例老人" + one, "示例老人" + two, "示例老人" + three).doesNotContain("示例在发");
      for (String name : new String[] {one, two, three}) clerk.page().locator("tr", new com.microsoft.playwright.Page.LocatorOptions().setHasText("示例老人" + name)).locator("input[name=pick]").check();
      clerk.page().selectOption("form[action='/coverage/assignments'] select[name=assignee]", crew.id("grid"));
      clerk.page().click("form[action='/coverage/assignments'] button.btn-primary");
      assertThat(clerk.text()).contains("已派人");

      grid.go("/today").fits().accessible();
      assertThat(grid.text()).contains("要联系的人", "示例老人" + one);
      grid.go("/coverage").fits().accessible().shot("coverage-grid");
      assertThat(grid.text()).contains("示例老人" + one).doesNotContain("¥");
      grid.page().locator("a", new com.microsoft.playwright.Page.LocatorOptions().setHasText("示例老人" + two)).first().click();
      grid.fits().accessible().shot("coverage-finding");
      grid.page().check("input[name=result][value=NOT_REACHED]");
      grid.page().click("form[action$='/contacts'] button.btn-primary");
      assertThat(grid.text()).contains("已记录", "没有联系上");

      clerk.go("/coverage/findings?kind=forgotten&programme=old-age");
      clerk.page().locator("a", new com.microsoft.playwright.Page.LocatorOptions().setHasText("示例老人" + one)).first().click();
      clerk.fits().accessible();
      clerk.page().check("input[name=result][value=APPLIES]");
      clerk.page().click("form[action$='/contacts'] button.btn-primary");
      assertThat(clerk.text()).contains("已记录，并受理了申请", "已办结");
      clerk.accessible().page().locator("a[href^='/awards/']").first().click();
      assertThat(clerk.text()).contains("已申请", "示例老人" + one);

      clerk.go("/coverage/findings?kind=forgotten&programme=old-age").page().locator("a", new com.microsoft.playwright.Page.LocatorOptions().setHasText("示例老人" + three)).first().click();
      clerk.page().check("input[name=result][value=DECLINES]");
      clerk.page().click("form[action$='/contacts'] button.btn-primary");
      assertThat(clerk.text()).contains("请写明原因");
      clerk.accessible().page().fill("textarea[name=words]", "子女供养，不需要");
      clerk.page().click("form[action$='/contacts'] button.btn-primary");
      assertThat(clerk.text()).contains("不需要", "已办结");
      clerk.go("/coverage/findings/print?kind=forgotten").accessible();
      assertThat(clerk.text()).contains("上门核实名单", "示例老人" + two);
      outsideList(clerk);
    }
  }

  private void outsideList(Browser clerk) {
    clerk.go("/coverage/lists").fits().accessible().shot("coverage-lists");
    clerk.page().selectOption("select[name=source]", "CIVIL_AFFAIRS");
    clerk.page().fill("input[name=title]", "高龄老人");
    clerk.page().fill("input[name=asOf]", Today.date().toString());
    clerk.page().selectOption("select[name=programme]", AwardsFixture.OLD_AGE);
    clerk.page().click("form[action='/coverage/lists'] button.btn-primary");
    clerk.fits().accessible();
    assertThat(clerk.text()).contains("导入文件", "还没有比对");
    clerk.page().click("form[action$='/comparison'] button");
    clerk.fits().accessible().shot("coverage-list");
    assertThat(clerk.text()).contains("已比对", "在发不在名单");
    assertThat(Pattern.compile("/coverage/lists/\\d+").matcher(clerk.page().url()).find()).isTrue();
  }
}

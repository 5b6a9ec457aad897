package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.Media;
import org.guanjia.TownTest;
import org.guanjia.benefits.BenefitsFixture;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.simulation.SimulationFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The 80 to 89 band is changed in a draft, simulated on a phone without script; who gains is looked at, the report is shared with the leader. */
@TownTest
@Timeout(300)
class SimulationJourneyTests {

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired SimulationFixture given;
  private Crew crew;

  @BeforeEach
  void town() {
    given.town();
    crew = new Crew(users, port).add("benefits", Role.BENEFITS_CLERK).add("leader", Role.LEADER);
  }

  @Test
  void fromTheDraftToTheReport() {
    String amount = "133";
    int draft = given.draft("amount_80", amount);
    var visit = Browser.at(port).phone().withoutScript();
    try (Browser clerk = crew.open(visit, "benefits"); Browser leader = crew.open(visit, "leader")) {
      clerk.go("/programmes/" + BenefitsFixture.OLD_AGE + "?version=" + draft);
      clerk.click("模拟这份草案").fits().accessible().shot("simulation-new");
      assertThat(clerk.page().locator("input[name=tried]:checked").count()).isEqualTo(1);
      clerk.page().fill("input[name=month]", SimulationFixture.MONTH.toString());
      clerk.page().click("form[action='/simulations'] button.btn-primary");
      clerk.page().locator("form[action$='/report']").waitFor();
      clerk.fits().accessible().shot("simulation");
      assertThat(clerk.text()).contains("多得", amount, "80–89岁", "往后五年");
      String path = clerk.page().url().replaceFirst("https?://[^/]+", "");
      clerk.go(path + "/people?kind=gains").fits().accessible().shot("simulation-people");
      assertThat(clerk.text()).contains("示例八旬甲", "示例八旬乙").doesNotContain("示例九旬");
      clerk.go(path).page().fill("input[name=title]", "八旬档提到 " + amount + " 元");
      clerk.page().fill("textarea[name=note]", "建议从六月起执行，金额待文件核实。");
      clerk.page().click("form[action$='/report'] button.btn-primary");
      clerk.page().click("form[action$='/publication'] button.btn-primary");
      assertThat(clerk.text()).contains("领导可见");
      leader.go("/simulations").fits().accessible().click("八旬档提到 " + amount + " 元");
      leader.fits().accessible().shot("simulation-leader");
      assertThat(leader.text()).contains("建议从六月起执行").doesNotContain("示例八旬甲");
      leader.go(path + "/print").accessible();
      leader.page().emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));
      leader.shot("simulation-print");
      clerk.go("/simulations/life-table").fits().accessible().shot("simulation-life-table");
      assertThat(clerk.text()).contains("世界人口展望2024", "待核实");
    }
  }
}

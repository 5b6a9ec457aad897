package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.Media;
import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.demo.DemoTown;
import org.guanjia.insight.Recount;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.database.TownContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** A leader opens the board, chooses what the map shows, goes from a village to its list, and prints the month's brief. */
@TownTest
@Timeout(300)
class BoardLookTests {

  @Autowired ApplicationContext context;
  @Autowired Recount recount;
  @LocalServerPort int port;

  private static String session = "";
  private static String password = "";

  @BeforeEach
  void town() {
    if (!session.isEmpty()) return;
    password = DemoTown.fill(context);
    TownContext.system(DemoTown.TOWN).run(recount::run);
    session = Staff.session(port, "leader", password);
  }

  @Test
  void theLeaderGoesFromTheBoardToAVillagesList() {
    for (Browser.Visit visit : List.of(Browser.at(port).phone(), Browser.at(port).desktop())) {
      try (Browser leader = visit.open(session)) {
        leader.go("/board").accessible().shot("board");
        leader.click("已答复的诉求").accessible();
        var tile = leader.page().locator(".town-map a[aria-label^='粟边村']");
        String figure = tile.getAttribute("aria-label").replaceAll("\\D", "");
        tile.click();
        assertThat(leader.page().url()).contains("/requests?").contains("village=441900103212").contains("trait=told");
        assertThat(leader.text()).contains("已告知反映人");
        assertThat(Integer.parseInt(figure)).isPositive();
        leader.accessible();
      }
    }
  }

  @Test
  void theBoardIsAccessibleInEveryLook() {
    Browser.Visit phone = Browser.at(port).phone();
    Browser.Visit desktop = Browser.at(port).desktop();
    for (Browser.Visit visit : List.of(phone.dark(), desktop.dark(), phone.elder(), desktop.withoutScript())) {
      try (Browser leader = visit.open(session)) {
        leader.go("/board").accessible().shot("board");
      }
    }
    try (Browser leader = desktop.open(session)) {
      leader.go("/board?year=2020").accessible().shot("board-2020");
      leader.go("/targets").accessible().shot("targets");
      leader.go("/board/briefs").accessible().shot("briefs");
      leader.go("/board/briefs/preview?month=2026-10").accessible().shot("brief");
      leader.page().emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));
      leader.shot("brief-printed");
    }
  }

  @Test
  void theSecretaryFindsEveryPageInOrder() {
    for (Browser.Visit visit : List.of(Browser.at(port).phone(), Browser.at(port).desktop())) {
      try (Browser secretary = visit.open().logIn("secretary", password)) {
        secretary.go("/targets/new").accessible();
        secretary.go("/targets").accessible().click("长者配餐").accessible().shot("target");
        secretary.go("/board/layout").accessible().shot("layout");
        secretary.go("/board/briefs").click("出月报，数字定下来");
        secretary.accessible().shot("brief-issued");
      }
    }
  }
}

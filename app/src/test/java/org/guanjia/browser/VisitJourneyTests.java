package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.people.Attribute;
import org.guanjia.people.Disclosure;
import org.guanjia.people.Facts;
import org.guanjia.people.Register;
import org.guanjia.people.Said;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.visits.Visits;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A grid worker's day: the list is downloaded, the network goes, visits are written down, the network comes back. */
@TownTest
class VisitJourneyTests {

  private static final TownContext DESK = new TownContext(TOWN, "desk", null, null);

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired Register register;
  @Autowired Disclosure disclosure;
  @Autowired Visits visits;

  private long registered(String name, String address) {
    Facts facts = Facts.NONE.with(Attribute.NAME, name).with(Attribute.BIRTH, LocalDate.of(1940, 3, 1)).with(Attribute.PHONES, List.of("10000000000"))
        .with(Attribute.ADDRESS, address).with(Attribute.VILLAGE, SUBIAN).with(Attribute.RESIDENT, true);
    return DESK.call(() -> register.register(new Said(facts, LocalDate.of(2015, 1, 1), "派出所")));
  }

  @Test
  void visitsAreWrittenDownWithoutANetworkAndSentOnceWhenThereIsOne() {
    Profile profile = new Profile("grid", "测试网格员", Role.GRID_WORKER, List.of(SUBIAN), null, null, false);
    TownContext.system(TOWN).call(() -> users.addWithPassword(profile, Staff.PASSWORD));
    long first = registered("示例老人甲", "粟边村新村路3巷8号");
    long second = registered("示例老人乙", "粟边村新村路4巷2号");
    try (var worker = Browser.at(port).phone().open()) {
      Page page = worker.page();
      worker.go("/login").logIn("grid", Staff.PASSWORD);
      Staff.enter(port, "grid").post("/visits/round", "person", String.valueOf(first), "person", String.valueOf(second));
      worker.go("/visits").fits().accessible().shot("visits");
      worker.go("/visits/phone");
      page.waitForSelector("#visits-phone[data-state=ready]");
      worker.click("下载名单到手机");
      page.getByText("名单已下载").waitFor();
      page.waitForFunction("async () => (await (await caches.open('guanjia-visits')).keys()).length > 3");
      worker.fits().accessible().shot("visits-phone");

      page.context().setOffline(true);
      page.navigate("http://localhost:" + port + "/visits");
      page.getByText("现在没有网络").waitFor();
      page.locator("[data-part=people]").getByText("示例老人甲").click();
      page.locator("#v-words").fill("腿脚不便，一个人在家");
      page.locator("#v-request").fill("门口的台阶想加一个扶手");
      page.locator("#v-phones").fill("10000000005");
      worker.fits().shot("visits-form");
      page.locator("#visits-phone form button.btn-primary").click();
      page.getByText("等网络送出").waitFor();
      page.locator("[data-part=people]").getByText("示例老人乙").click();
      page.locator("#v-address").fill("粟边村新村路9巷9号");
      page.locator("#visits-phone form button.btn-primary").click();
      page.locator("[data-part=waiting] li").nth(1).waitFor();
      assertThat(plainTextKeptOnThePhone(page)).doesNotContain("示例老人", "腿脚不便", "10000000005");

      DESK.run(() -> register.change(second, 1, new Said(Facts.NONE.with(Attribute.ADDRESS, "粟边村新村路5巷1号"), LocalDate.of(2024, 1, 1), "本人")));
      page.context().setOffline(false);
      page.getByText("别人改过，请选择").waitFor();
      assertThat(page.locator("[data-part=waiting] li").count()).isEqualTo(1);
      assertThat(DESK.call(() -> disclosure.visited(first)).phones()).containsExactly("10000000005");
      page.locator("[data-part=waiting]").getByText("示例老人乙").click();
      assertThat(worker.text()).contains("粟边村新村路5巷1号", "粟边村新村路9巷9号");
      worker.fits().accessible().shot("visits-conflict");
      page.getByText("走访看到的").click();
      page.getByText("按选择送出").click();
      page.getByText("示例老人乙 的走访已送出").waitFor();
      assertThat(DESK.call(() -> disclosure.visited(second)).address()).isEqualTo("粟边村新村路9巷9号");
      assertThat(DESK.call(() -> visits.latest(null, null))).hasSize(2).filteredOn(visit -> visit.requestCode() != null).hasSize(1);
      page.waitForFunction("() => document.querySelectorAll('[data-part=waiting] li').length === 0");
    }
  }

  /** Everything in the page's store and in the worker's cache, as whoever opens the phone would read it. */
  private static String plainTextKeptOnThePhone(Page page) {
    return (String) page.evaluate(
        """
        async () => {
          const db = await new Promise((resolve) => { const opening = indexedDB.open("guanjia-visits", 1); opening.onsuccess = () => resolve(opening.result); });
          const read = (name) => new Promise((resolve) => { const all = db.transaction(name).objectStore(name).getAll(); all.onsuccess = () => resolve(all.result); });
          const items = (await read("items")).map((item) => new TextDecoder().decode(item.data));
          const keys = (await read("keys")).map((kept) => kept.key.extractable ? "EXTRACTABLE" : "");
          const cache = await caches.open("guanjia-visits");
          const pages = await Promise.all((await cache.keys()).map(async (request) => (await cache.match(request)).text()));
          return [...items, ...keys, ...pages, JSON.stringify(localStorage)].join("\\n");
        }
        """);
  }
}

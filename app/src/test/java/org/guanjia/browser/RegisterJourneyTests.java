package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.TOWN;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.synthetic.DirtSpec;
import org.guanjia.synthetic.OfficeFiles;
import org.guanjia.synthetic.TownPlan;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** The register from nothing: four offices' lists, what is doubtful, somebody found, a number seen for a reason, and who sees nothing of it. */
@TownTest
class RegisterJourneyTests {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;
  @TempDir Path folder;

  @Test
  void fourOfficesListsBecomeOneRegisterThatIsGuarded() throws IOException {
    OfficeFiles.write(TownPlan.chashan(1_500, 7, TODAY), folder, DirtSpec.TYPICAL);
    Crew crew = new Crew(users, port).add("desk", Role.TOWN_DESK).add("auditor", Role.AUDITOR);
    String person;
    try (Browser desk = crew.open(Browser.at(port).desktop(), "desk")) {
      bring(desk, "people", "police.xlsx", "allRegistered", "allResident");
      bring(desk, "people", "villages.csv", "allResident");
      bring(desk, "groups", "civil-affairs.xlsx");
      bring(desk, "groups", "disabled.csv", "allDisabled");
      work(desk);
      person = find(desk);
      see(desk, person);
    }
    try (Browser auditor = crew.open(Browser.at(port).desktop(), "auditor")) {
      auditor.go("/audit?action=people.reveal&subject=" + person);
      assertThat(auditor.text()).contains("查看人口原文资料", "测试desk", "ELIGIBILITY");
    }
    aClerkOfAnotherVillageGetsNothing(person);
  }

  private void bring(Browser desk, String target, String file, String... ticked) {
    Page page = desk.go("/imports?target=" + target).page();
    page.setInputFiles("input[type=file]", folder.resolve(file));
    desk.click("上传并预览");
    for (String option : ticked) page.check("input[name=options][value=" + option + "]");
    page.locator("button:has-text('开始导入')").first().click();
    page.waitForCondition(() -> {
      if (!desk.text().contains("已完成")) page.reload();
      return desk.text().contains("已完成");
    });
  }

  /** Says of the first doubt that has a candidate that it is them; it leaves the desk. */
  private static void work(Browser desk) {
    Page page = desk.go("/people/doubts").page();
    desk.accessible();
    Locator doubts = page.locator("tbody th a");
    List<String> open = doubts.all().stream().map(link -> link.getAttribute("href")).toList();
    assertThat(open).as("typical mistakes leave something to be decided").isNotEmpty();
    for (String doubt : open) {
      desk.go(doubt);
      Locator same = page.locator("main button.btn-primary", new Page.LocatorOptions().setHasText("是这个人"));
      if (same.count() == 0) continue;
      same.first().click();
      desk.go("/people/doubts");
      assertThat(page.locator("tbody th a[href='" + doubt + "']").count()).isZero();
      return;
    }
    throw new AssertionError("no doubt has a candidate");
  }

  /** @return the number of somebody who is registered here and has an identity number */
  private static String find(Browser desk) {
    Page page = desk.go("/people?standing=REGISTERED").page();
    Locator row = page.locator("tbody tr", new Page.LocatorOptions().setHasText("441***")).first();
    String name = row.locator("th a").textContent().strip();
    String tail = row.textContent().replaceAll("(?s).*441\\*+([0-9X]{4}).*", "$1");
    desk.go("/people?q=" + tail);
    assertThat(desk.text()).contains(name);
    page.locator("tbody tr th a", new Page.LocatorOptions().setHasText(name)).first().click();
    desk.accessible().shot("register-person");
    return page.url().replaceAll(".*/people/([0-9]+).*", "$1");
  }

  private static void see(Browser desk, String person) {
    Page page = desk.page();
    desk.click("写明用途后查看");
    page.check("input[name=attributes][value=DOCUMENT]");
    page.check("input[name=purpose][value=ELIGIBILITY]");
    page.fill("input[name=note]", "核对高龄津贴资格");
    page.locator("main form button.btn-primary").click();
    assertThat(desk.text()).containsPattern("(?<![0-9])[0-9]{17}[0-9X](?![0-9])");
    desk.accessible();
    desk.go("/people/" + person + "/looks").accessible();
    assertThat(desk.text()).contains("查看原文", "核对享受待遇的资格", "核对高龄津贴资格");
  }

  private void aClerkOfAnotherVillageGetsNothing(String person) {
    String village = TownContext.system(TOWN).call(() -> elsewhere(person));
    Profile profile = new Profile("elsewhere" + person, "测试别村经办", Role.VILLAGE_CLERK, List.of(village), null, null, false);
    TownContext.system(TOWN).call(() -> users.addWithPassword(profile, Staff.PASSWORD));
    try (Browser clerk = Browser.at(port).phone().open(Staff.session(port, "elsewhere" + person, Staff.PASSWORD))) {
      assertThat(clerk.page().navigate("/people/" + person).status()).isEqualTo(404);
      assertThat(clerk.page().navigate("/people/" + person + "/reveal").status()).isEqualTo(404);
    }
  }

  private String elsewhere(String person) {
    return transactions.execute(any -> sql.fetchSingle(
            "select v.code from places.village v where v.code <> (select coalesce(village, '') from people.person where id = ?) order by v.code limit 1", Long.valueOf(person))
        .get(0, String.class));
  }
}

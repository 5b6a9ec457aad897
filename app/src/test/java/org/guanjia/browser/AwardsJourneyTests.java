package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.util.regex.Pattern;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.awards.Procedures;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** An old woman's allowance: asked for, checked, published, objected to, answered, approved by two; and her ability assessed by two. */
@TownTest
@Timeout(300)
class AwardsJourneyTests {

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired AwardsFixture fixture;
  @Autowired Procedures procedures;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;
  private Crew crew;

  @BeforeEach
  void town() {
    fixture.oldAge();
    doAs("office", () -> procedures.set(AwardsFixture.OLD_AGE, 5, null));
    crew = new Crew(users, port).add("benefits", Role.BENEFITS_CLERK).add("benefits2", Role.BENEFITS_CLERK).add("approver", Role.BENEFITS_APPROVER).add("approver2", Role.BENEFITS_APPROVER);
  }

  @ParameterizedTest(name = "{0} px, script {1}")
  @CsvSource({"360,true", "1280,true", "1280,false"})
  void fromTheApplicationToTheApproval(int width, boolean script) {
    long person = fixture.old("示例老人" + (width == 360 ? "甲" : script ? "乙" : "丙"), 92);
    var visit = script ? Browser.at(port).wide(width) : Browser.at(port).wide(width).withoutScript();
    try (Browser clerk = crew.open(visit, "benefits2");
        Browser checker = crew.open(visit, "benefits");
        Browser approver = crew.open(visit, "approver");
        Browser second = crew.open(visit, "approver2");
        Browser neighbour = visit.open()) {
      String award = apply(clerk, person);
      checker.go(award).fits().accessible().shot("award-check-" + width + script);
      assertThat(checker.text()).contains("可享受", "第 ");
      checker.page().click("form[action$='/check'] button.btn-primary");
      assertThat(checker.text()).contains("已审核", "开始公示");
      checker.page().click("form[action$='/publication'] button.btn-primary");
      approver.go(award).fits().accessible();
      assertThat(approver.text()).contains("才结束");
      object(neighbour, award);
      answer(checker, award);
      daysPass(award);
      approver.go("/awards?queue=to_approve").fits().accessible().shot("awards-to-approve-" + width + script);
      approver.go(award).page().click("form[action$='/approval'] button.btn-primary");
      assertThat(approver.text()).contains("一人已批");
      second.go(award).accessible().shot("award-approve-" + width + script).page().click("form[action$='/approval'] button.btn-primary");
      assertThat(second.text()).contains("在发", "¥200.00");
      second.go(award + "/letter").fits().accessible();
      assertThat(second.text()).contains("批准告知书");
      second.go("/people/" + person).fits().accessible();
      assertThat(second.text()).contains("高龄老人生活津贴");
    }
  }

  private String apply(Browser clerk, long person) {
    clerk.go("/awards/new?person=" + person).fits().accessible().shot("award-new");
    clerk.page().selectOption("select[name=programme]", AwardsFixture.OLD_AGE);
    clerk.page().fill("textarea[name=words]", "儿子来电代为申请");
    clerk.page().click("form[action='/awards'] button.btn-primary");
    assertThat(clerk.text()).contains("已申请");
    return Pattern.compile("[?#].*").matcher(clerk.page().url().replaceFirst("https?://[^/]+", "")).replaceAll("");
  }

  private static void object(Browser neighbour, String award) {
    neighbour.go("/public/awards").fits().accessible().shot("awards-public");
    assertThat(neighbour.text()).contains("示****", "粟边", "高龄老人生活津贴").doesNotContain("示例老人");
    neighbour.go("/public" + award).fits().accessible().shot("award-objection");
    neighbour.page().fill("textarea[name=words]", "听说已经搬走了");
    neighbour.page().click("form[action$='/objections'] button.btn-primary");
    assertThat(neighbour.text()).contains("已收到");
  }

  private static void answer(Browser checker, String award) {
    checker.go(award).fits().accessible().shot("award-objections");
    assertThat(checker.text()).contains("听说已经搬走了");
    checker.page().check("form[action$='/answer'] input[value=no]");
    checker.page().fill("form[action$='/answer'] textarea", "入户核实，仍住本村");
    checker.page().click("form[action$='/answer'] button");
    assertThat(checker.text()).contains("入户核实，仍住本村");
  }

  private void daysPass(String award) {
    doAs("desk", () -> transactions.executeWithoutResult(any -> sql.execute(
        "update awards.award set published_from = ?, published_until = ? where town = ? and id = ?", Today.date().minusDays(9), Today.date().minusDays(1), TOWN, Long.valueOf(award.replaceAll("\\D", "")))));
  }

  @ParameterizedTest(name = "{0} px, script {1}")
  @CsvSource({"360,true", "360,false"})
  void abilityIsAssessedAtHomeByTwo(int width, boolean script) {
    long person = fixture.old("示例评估" + (script ? "甲" : "乙"), 84);
    var visit = script ? Browser.at(port).wide(width) : Browser.at(port).wide(width).withoutScript();
    try (Browser one = crew.open(visit, "benefits"); Browser two = crew.open(visit, "benefits2")) {
      one.go("/assessments/new?person=" + person).fits().accessible();
      one.page().check("input[name=reason][value=FIRST]");
      one.page().click("form[action='/assessments'] button.btn-primary");
      one.fits().accessible().shot("assessment-sheet-" + script);
      for (var item : one.page().locator("fieldset").all()) {
        var points = item.locator("input[type=radio]");
        if (points.count() > 1) points.nth(1).check();
      }
      one.page().click("button[value=sign]");
      assertThat(one.text()).contains("还差一人");
      String path = one.page().url().replaceFirst("https?://[^/]+", "");
      two.go(path).fits().accessible().page().click("form[action$='/signature'] button");
      assertThat(two.text()).contains("有效", "级");
      two.fits().accessible().shot("assessment-counts-" + script);
      two.go("/assessments?kind=all").fits().accessible().shot("assessments-" + script);
      two.go(path + "/print").accessible();
    }
  }
}

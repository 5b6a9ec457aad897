package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.Map;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.coverage.CoverageFixture;
import org.guanjia.payments.PaymentsFixture;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A month from the rule to the money, by links and forms alone: the old-age allowance is read, the amount of those of 80 to 89 changed in a draft,
 * simulated, released by a second person; the month is paid, the bank's file taken back, an old man's amount explained, three who were forgotten found.
 */
@TownTest
@Timeout(300)
class RuleToMoneyJourneyTests {

  private static final String DOCUMENT = "茶府〔2026〕8号";

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired AwardsFixture awards;
  @Autowired PaymentsFixture given;
  @Autowired CoverageFixture coverage;
  private Crew crew;
  private long wife;

  @BeforeEach
  void town() {
    awards.oldAge();
    given.oldAge();
    String shared = PaymentsFixture.account();
    long man = given.old("示例老伯", 84);
    wife = given.old("示例阿婆", 92, shared);
    given.old("示例儿媳", 50, shared);
    for (long person : new long[] {man, wife}) given.awarded(person, Today.month().minusMonths(1));
    given.awarded(given.old("示例新发", 81), Today.month());
    for (String name : new String[] {"示例漏领甲", "示例漏领乙", "示例漏领丙"}) given.old(name, 83);
    given.determined(Today.month().minusMonths(1));
    coverage.determined();
    given.paid(Today.month().minusMonths(1), 0);
    given.payLayout();
    crew = new Crew(users, port).add("clerk", Role.BENEFITS_CLERK).add("approver", Role.BENEFITS_APPROVER);
  }

  @Test
  void aMonthFromTheRuleToTheMoney() throws IOException {
    try (Browser clerk = crew.open(Browser.at(port).desktop(), "clerk"); Browser approver = crew.open(Browser.at(port).desktop(), "approver")) {
      clerk.go("/today");
      read(clerk);
      draft(clerk);
      simulate(clerk);
      release(approver);
      determined(clerk);
      propose(clerk);
      pay(clerk, approver);
      explain(clerk);
      find(clerk);
    }
  }

  private static void read(Browser clerk) {
    clerk.click("待遇项目").click("高龄老人生活津贴");
    station(clerk, "1-programme");
    assertThat(clerk.text()).contains("80（起始年龄） 及以上、不到 90（第二档起始年龄）", "100（第一档金额）", "茶府〔2025〕1号", "八十五岁在册老人");
  }

  private static void draft(Browser clerk) {
    clerk.page().getByLabel("从哪个月起").fill(Today.month().toString());
    press(clerk, "起草");
    clerk.click("参数");
    clerk.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(inWords(Today.month()) + "起改：第一档金额")).click();
    clerk.page().getByLabel("第一档金额：数值").last().fill("150");
    press(clerk, "保存");
    station(clerk, "2-parameters");
    assertThat(clerk.text()).contains("个样例全部通过");
    clerk.click("月份和说明").fill("改动说明", "80 至 89 岁从每月 100 元提到 150 元");
    press(clerk, "保存");
    assertThat(clerk.text()).contains("第 1 版与第 2 版的差异", "150（第一档金额）");
    station(clerk, "3-draft");
  }

  private static void simulate(Browser clerk) {
    clerk.click("模拟这份草案");
    press(clerk, "开始模拟");
    clerk.page().getByText("存为报告").first().waitFor();
    station(clerk, "4-simulation");
    assertThat(clerk.text()).contains("按村（社区）", "粟边", "今年和往后五年的费用", "80–89岁");
    clerk.click("受影响的人");
    assertThat(clerk.text()).contains("示例老伯", "示例新发", "示例漏领甲", "+¥50.00").doesNotContain("示例阿婆");
    clerk.page().goBack();
    clerk.click("打开第 2 版");
    press(clerk, "提交");
    assertThat(clerk.text()).contains("已提交，请另一个人发布");
  }

  private static void release(Browser approver) {
    approver.go("/today");
    assertThat(approver.text()).contains("待发布的规则");
    approver.click("高龄老人生活津贴");
    station(approver, "5-release");
    assertThat(approver.text()).contains("测试clerk 提交", "80 至 89 岁从每月 100 元提到 150 元");
    approver.fill("第一档金额依据的文件号", DOCUMENT);
    press(approver, "核实");
    assertThat(approver.text()).contains("已核实");
    press(approver, "发布施行");
    assertThat(approver.text()).contains("已生效", DOCUMENT).doesNotContain("待核实");
  }

  private static void determined(Browser clerk) {
    clerk.click("待遇项目").click("高龄老人生活津贴");
    station(clerk, "6-released");
    clerk.page().locator("main").getByText("待遇核定").first().click();
    for (int looks = 0; looks < 200 && clerk.text().contains("核定中"); looks++) clerk.page().reload();
    assertThat(clerk.page().locator("main tbody tr").first().innerText()).contains("规则有变", "已完成");
    clerk.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(inWords(Today.month())).setExact(true)).first().click();
    station(clerk, "7-determined");
    clerk.click("变化名单");
    assertThat(row(clerk, "示例老伯")).contains("¥100.00", "¥150.00", "金额变动");
  }

  private static void propose(Browser clerk) {
    clerk.click("待遇发放").click("新开发放批次");
    press(clerk, "算出名单");
    assertThat(clerk.text()).contains("名单已算出");
    station(clerk, "8-run");
    clerk.click("与上月对比");
    station(clerk, "9-changes");
    assertThat(row(clerk, "示例老伯")).contains("¥100.00", "¥150.00", "+¥50.00", "标准调整");
    assertThat(row(clerk, "示例新发")).contains("新增", "新批准的待遇");
    assertThat(clerk.text()).doesNotContain("示例阿婆");
    clerk.click("停住待看");
    assertThat(row(clerk, "示例阿婆")).contains("与别人同一账户");
    clerk.page().locator("main input[name=pick]").first().check();
    clerk.page().fill("#reason-holds", "儿媳代领，已核对委托书");
    station(clerk, "10-holds");
    press(clerk, "放行选中的");
    press(clerk, "提交批准");
    assertThat(clerk.text()).contains("已提交");
  }

  private void pay(Browser clerk, Browser approver) throws IOException {
    approver.click("今日").page().locator("main a[href^='/payments/runs/']").first().click();
    station(approver, "11-approve");
    press(approver, "批准发放");
    assertThat(approver.text()).contains("已批准");
    clerk.page().reload();
    press(clerk, "生成银行文件");
    Download download = clerk.page().waitForDownload(() -> clerk.click("下载"));
    assertThat(Files.readString(download.path(), Charset.forName("GB18030"))).contains("示例老伯", "150.00", "合计,3,500.00");
    long run = Long.parseLong(clerk.page().url().replaceAll(".*/runs/(\\d+).*", "$1"));
    clerk.click("收银行回单");
    clerk.page().locator("main select[name=layout]").selectOption(new SelectOption().setLabel("测试银行回单"));
    clerk.page().setInputFiles("main input[name=file]", new FilePayload("回单.csv", "text/csv", given.answer(run, Map.of(given.payout(run, wife), "账户已销户"))));
    press(clerk, "收银行回单");
    assertThat(clerk.text()).contains("回单已收", "已回单");
    station(clerk, "12-returned");
    clerk.click("银行退回 1 笔");
    assertThat(row(clerk, "示例阿婆")).contains("账户已销户", "账户未更正");
    clerk.page().locator("main tbody a[href^='/payments/runs/']").first().click();
  }

  private static void explain(Browser clerk) {
    clerk.click("名单").click("示例老伯");
    station(clerk, "13-explained");
    assertThat(clerk.text()).contains("可享受，每月 ¥150.00：按规则表第 5 行“第一档”，依据茶府〔2025〕1号、" + DOCUMENT, "周岁：现为“84（", "要求“80 及以上、不到 90”", "派出所", "银行已付");
    clerk.page().locator("main a[href$='/slip']").first().click();
    assertThat(clerk.text()).contains("待遇发放单", "示例老伯", DOCUMENT);
    clerk.page().goBack();
  }

  private static void find(Browser clerk) {
    clerk.click("应享尽享");
    station(clerk, "14-coverage");
    clerk.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("3 符合条件未申请 高龄老人生活津贴")).click();
    station(clerk, "15-forgotten");
    assertThat(clerk.text()).contains("示例漏领甲", "示例漏领乙", "示例漏领丙").doesNotContain("示例新发");
    clerk.click("示例漏领甲");
    clerk.page().getByLabel("愿意申请").check();
    station(clerk, "16-contact");
    press(clerk, "保存");
    assertThat(clerk.text()).contains("已记录，并受理了申请", "已办结");
    clerk.page().locator("main a[href^='/awards/']").first().click();
    station(clerk, "17-application");
    assertThat(clerk.text()).contains("已申请", "示例漏领甲");
  }

  /** At a desk with axe-core, and whether it fits a phone. */
  private static void station(Browser at, String name) {
    at.accessible().shot("month-" + name);
    at.page().setViewportSize(360, 740);
    at.fits().shot("month-" + name + "-phone");
    at.page().setViewportSize(1280, 800);
  }

  private static String inWords(YearMonth month) {
    return month.getYear() + "年" + month.getMonthValue() + "月";
  }

  private static String row(Browser browser, String name) {
    return browser.page().locator("main tr").filter(new Locator.FilterOptions().setHasText(name)).first().innerText();
  }

  private static void press(Browser browser, String label) {
    browser.page().locator("main button:visible:not([aria-hidden])").filter(new Locator.FilterOptions().setHasText(label)).first().click();
  }
}

package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.payments.PaymentsFixture;
import org.guanjia.people.Attribute;
import org.guanjia.people.Facts;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A month's payments on a phone without script: computed, a doubt let go, approved by another, the file taken to the bank, its answer taken in, what failed
 * paid again, and one old man's amount explained.
 */
@TownTest
@Timeout(300)
class PaymentsJourneyTests {

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired PaymentsFixture given;
  private Crew crew;

  @BeforeEach
  void people() {
    given.oldAge();
    given.clean();
    crew = new Crew(users, port).add("clerk", Role.BENEFITS_CLERK).add("approver", Role.BENEFITS_APPROVER);
  }

  @Test
  void fromTheProposalToTheExplanation() throws IOException {
    long man = given.old("示例老伯", 92);
    String shared = PaymentsFixture.account();
    long wife = given.old("示例阿婆", 86, shared);
    given.old("示例儿媳", 50, shared);
    for (long person : new long[] {man, wife}) given.awarded(person, Today.month());
    given.determined(Today.month());
    given.payLayout();
    given.returnLayout();
    var visit = Browser.at(port).phone().withoutScript();
    try (Browser clerk = crew.open(visit, "clerk");
        Browser approver = crew.open(visit, "approver")) {
      String run = propose(clerk);
      release(clerk, run);
      clerk.go(run).accessible().shot("payments-run");
      press(clerk, "提交批准");
      assertThat(clerk.text()).contains("已提交");
      approver.go("/today").accessible().shot("payments-today");
      assertThat(approver.text()).contains("等待批准");
      approver.go(run).accessible().shot("payments-approval");
      press(approver, "批准发放");
      assertThat(approver.text()).contains("已批准");
      String account = file(clerk, run);
      assertThat(account).contains("示例老伯", "示例阿婆", shared, "合计,2,300.00");
      answer(clerk, run, given.answer(number(run), Map.of(given.payout(number(run), wife), "账户已销户")));
      again(clerk, wife);
      explain(clerk, man);
      clerk.go("/payments").accessible().shot("payments-list");
      clerk.go("/payments/calendar").accessible().shot("payments-calendar");
      clerk.go("/payments/layouts").accessible().shot("payments-layouts");
      clerk.go("/payments/layouts/" + given.payLayout()).accessible().shot("payments-layout");
      clerk.go(run + "/replay").accessible();
      assertThat(clerk.text()).contains("一分不差");
    }
  }

  private static String propose(Browser clerk) {
    clerk.go("/payments/new").accessible().shot("payments-new");
    clerk.page().click("main form .actions button.btn-primary");
    assertThat(clerk.text()).contains("名单已算出");
    String run = clerk.page().url().replaceFirst("https?://[^/]+", "");
    clerk.go(run + "?tab=CHANGES").accessible().shot("payments-changes");
    assertThat(clerk.text()).contains("示例老伯", "新批准的待遇");
    return run;
  }

  private static void release(Browser clerk, String run) {
    clerk.go(run + "?tab=HOLDS").accessible().shot("payments-holds");
    assertThat(clerk.text()).contains("与别人同一账户");
    clerk.page().locator("main input[name=pick]").first().check();
    press(clerk, "放行选中的");
    assertThat(clerk.page().locator(".field-bad").count()).as("a reason is asked for").isPositive();
    clerk.page().locator("main input[name=pick]").first().check();
    clerk.page().fill("#reason-holds", "儿媳代领，已核对委托书");
    press(clerk, "放行选中的");
    assertThat(clerk.text()).contains("已放行");
  }

  private static String file(Browser clerk, String run) throws IOException {
    clerk.go(run);
    clerk.page().selectOption("#deed select[name=layout]", new SelectOption().setLabel("测试银行代发"));
    press(clerk, "生成银行文件");
    clerk.accessible().shot("payments-files");
    Download download = clerk.page().waitForDownload(() -> clerk.page().locator("main a[href*='/files/']").first().click());
    return Files.readString(download.path(), Charset.forName("GB18030"));
  }

  private static void answer(Browser clerk, String run, byte[] answer) {
    clerk.go(run + "?tab=RETURNS");
    clerk.page().selectOption("main select[name=layout]", new SelectOption().setLabel("测试银行回单"));
    clerk.page().setInputFiles("main input[name=file]", new FilePayload("回单.csv", "text/csv", answer));
    press(clerk, "收银行回单");
    clerk.accessible().shot("payments-returns");
    assertThat(clerk.text()).contains("回单已收");
    byte[] foreign = "流水号,账号,金额,处理结果,失败原因\n77,****0000,1.00,成功,\n".getBytes(StandardCharsets.UTF_8);
    clerk.page().selectOption("main select[name=layout]", new SelectOption().setLabel("测试银行回单"));
    clerk.page().setInputFiles("main input[name=file]", new FilePayload("别处.csv", "text/csv", foreign));
    press(clerk, "收银行回单");
    assertThat(clerk.text()).contains("不是本批次的人");
  }

  private void again(Browser clerk, long wife) {
    clerk.go("/payments/failures").accessible();
    assertThat(clerk.text()).contains("账户已销户", "账户未更正");
    given.says(wife, Facts.NONE.with(Attribute.BANK_ACCOUNT, PaymentsFixture.account()), Today.date());
    clerk.go("/payments/failures").accessible().shot("payments-failures");
    press(clerk, "生成补发批次");
    assertThat(clerk.text()).contains("退票补发", "名单已算出");
  }

  private static void explain(Browser clerk, long man) {
    clerk.go("/payments/persons/" + man).accessible();
    clerk.page().locator("main table a[href*='month=']").first().click();
    clerk.accessible().shot("payments-person");
    assertThat(clerk.text()).contains("应享", "银行已付", "¥200.00");
    clerk.page().locator("main a[href$='/slip']").first().click();
    clerk.accessible().shot("payments-slip");
    assertThat(clerk.text()).contains("待遇发放单", "示例老伯");
  }

  private static long number(String run) {
    return Long.parseLong(run.replaceFirst(".*/", ""));
  }

  private static void press(Browser browser, String label) {
    browser.page().locator("main button:visible").filter(new Locator.FilterOptions().setHasText(label)).first().click();
  }
}

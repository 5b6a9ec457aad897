package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.Answers;
import org.guanjia.requests.Channel;
import org.guanjia.requests.Deadlines;
import org.guanjia.requests.Escalation;
import org.guanjia.requests.Intake;
import org.guanjia.requests.NewRequest;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.RequestsFixture;
import org.guanjia.requests.Triage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The lists staff work from, in a real browser: on a phone and a desk, in the light and in the dark, by keys and without script. */
@TownTest
class DeskLookTests {

  private static final List<String> WORDS =
      List.of(
          "粟边村路口的路灯坏了三盏，晚上老人走路看不清", "下雨就积水，排水口堵住好几天没人清", "楼下烧烤摊油烟大，半夜还在吵", "学校门口上下学时段车辆乱停，接送孩子很危险",
          "独居老人家里电线老化，想请人上门看看", "村道中间塌了一个坑，摩托车差点摔倒", "垃圾桶满了两天没有清运，气味很大", "想问高龄津贴怎么申请，要带什么材料");

  @Autowired Intake intake;
  @Autowired Triage triage;
  @Autowired Answers answers;
  @Autowired Deadlines deadlines;
  @Autowired Escalation escalation;
  @Autowired Users users;
  @LocalServerPort int port;

  private static String town = "";

  @BeforeEach
  void town() {
    if (!town.isEmpty()) return;
    town = "filled";
    RequestsFixture.departmentsAndCategories();
    String desk = Staff.add(users, "look-desk", Role.TOWN_DESK);
    List<String> codes = WORDS.stream().map(this::received).toList();
    doAs(desk, () -> triage.handOver(codes.get(0), null, null, "roads", List.of("water"), null));
    doAs(desk, () -> triage.handOver(codes.get(1), null, "drain", "water", List.of(), null));
    doAs(desk, () -> triage.assign(codes.get(1), null, desk));
    for (int i : List.of(0, 1, 2)) RequestsFixture.execute("update requests.request set due_on = current_date - %d where code = '%s'".formatted(3 + 4 * i, codes.get(i)));
    doAs(desk, () -> deadlines.explain(codes.get(0), null, "要等供电所停电后才能换灯，已约好周四上午。"));
    RequestsFixture.execute("update requests.request set due_on = (now() at time zone 'Asia/Shanghai')::date where code = '%s'".formatted(codes.get(3)));
    for (int i : List.of(4, 5)) {
      doAs(desk, () -> triage.decide(codes.get(i), null, Outcome.ANSWER, null, null, List.of()));
      doAs("somebody-else", () -> answers.draft(codes.get(i), null, "电工周三上午到家里检查，老化的线路免费更换，请家里留人。", null));
    }
    doAs(desk, () -> answers.approve(codes.get(4), null, null));
    TownContext.system(RequestsFixture.TOWN).run(escalation::run);
  }

  @Test
  void theListsAreAccessibleAndFitAtEverySize() {
    for (Browser.Visit visit : List.of(at().phone(), at().desktop(), at().phone().dark(), at().desktop().dark(), at().phone().elder(), at().desktop().withoutScript())) {
      try (Browser desk = visit.open().logIn("look-desk", Staff.PASSWORD)) {
        desk.go("/today").accessible().shot("desk-today");
        desk.go("/requests").accessible().shot("desk-queue");
        desk.go("/requests?standing=all&state=in_department&q=%E8%B7%AF%E7%81%AF").accessible().shot("desk-queue-filtered");
        desk.go("/requests?category=nothing").accessible().shot("desk-queue-none");
        desk.go("/supervision").accessible().shot("desk-supervision");
        desk.go("/tellings").accessible().shot("desk-tellings");
      }
    }
  }

  @Test
  void theQueueIsWorkedByKeysAlone() {
    try (Browser desk = at().desktop().open().logIn("look-desk", Staff.PASSWORD)) {
      desk.go("/requests?category=road.light");
      desk.page().keyboard().press("j");
      desk.page().keyboard().press("j");
      desk.page().keyboard().press("x");
      assertThat(desk.page().locator("tr.is-here .tick").isChecked()).isTrue();
      assertThat(desk.text()).contains("我来办");
      String here = desk.page().locator("tr.is-here .cell-main a").getAttribute("href");
      desk.page().waitForNavigation(() -> desk.page().keyboard().press("Enter"));
      assertThat(desk.page().url()).endsWith(here).contains("from=category");
      desk.go("/requests?category=road.light");
      desk.page().locator("tbody .tick").first().check();
      desk.accessible().shot("desk-queue-picked");
      desk.go("/requests");
      desk.page().keyboard().press("/");
      desk.page().keyboard().type("路灯");
      desk.page().waitForNavigation(() -> desk.page().keyboard().press("Enter"));
      assertThat(desk.page().url()).contains("/requests?q=");
      assertThat(desk.text()).contains("路灯坏了三盏").doesNotContain("油烟大");
    }
  }

  @Test
  void manyAreTakenAtOnceAndGivenBackWithAndWithoutScript() {
    for (Browser.Visit visit : List.of(at().phone(), at().desktop().withoutScript())) {
      try (Browser desk = visit.open().logIn("look-desk", Staff.PASSWORD)) {
        desk.go("/requests?q=%E5%9E%83%E5%9C%BE%E6%A1%B6");
        desk.page().locator("tbody .tick").first().check();
        desk.click("我来办");
        assertThat(desk.text()).contains("已指定经办 1 件。");
        desk.accessible().shot("desk-queue-assigned");
        desk.click("撤销");
        assertThat(desk.text()).contains("已撤销，1 件恢复原样。");
      }
    }
  }

  private Browser.Visit at() {
    return Browser.at(port);
  }

  private String received(String words) {
    boolean home = words.contains("独居");
    var request =
        new NewRequest(
            home ? Channel.HOME_VISIT : Channel.RESIDENT, words, null, "road.light", SUBIAN, null, null, "粟边村", null, null, null, null, false, null,
            "示例居民", home ? null : "13800000001", null, null, null, List.of());
    return as("resident", () -> intake.receive(request)).code();
  }
}

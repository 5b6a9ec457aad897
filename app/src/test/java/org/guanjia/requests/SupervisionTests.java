package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.aLight;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.util.List;
import org.guanjia.Statements;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** What is overdue with its reasons, and who waits to be told. */
@TownTest
class SupervisionTests {

  @Autowired Intake intake;
  @Autowired Triage triage;
  @Autowired Answers answers;
  @Autowired Tellings tellings;
  @Autowired TellingTasks tasks;
  @Autowired Merging merging;
  @Autowired Deadlines deadlines;
  @Autowired Escalation escalation;
  @Autowired Users users;
  @Autowired TransactionTemplate transactions;
  @Autowired Statements statements;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
  }

  @Test
  void showsWhyAMatterIsLateAndBeforeWhomItLies() {
    String desk = Staff.add(users, "late-desk", Role.TOWN_DESK);
    String explained = late();
    String silent = late();
    doAs(desk, () -> triage.handOver(explained, null, null, "roads", List.of(), null));
    overdue(explained);
    doAs(desk, () -> deadlines.explain(explained, null, "等供电所停电配合"));
    TownContext.system(RequestsFixture.TOWN).run(escalation::run);
    var supervisor = Visitor.at(port).logIn("late-desk", Staff.PASSWORD);
    String body = supervisor.get("/supervision").body();
    assertThat(body).contains(explained, silent, "等供电所停电配合", "测试late-desk", "还没有说明", "工作台", "交通运输分局");
    assertThat(body).as("bars that open the list they were counted from").contains("/supervision?standing=late&amp;village=" + RequestsFixture.SUBIAN, "department=roads");
    assertThat(supervisor.get("/supervision?task=unexplained").body()).contains(silent).doesNotContain(explained);
    assertThat(supervisor.get("/supervision?department=roads").body()).contains(explained).doesNotContain(silent);
    assertThat(supervisor.get("/supervision?village=441900103200").body()).contains("没有超期的诉求");
    assertThat(supervisor.get("/supervision/export.csv").body()).contains("等供电所停电配合", ReceiptCode.display(silent), "测试late-desk");
  }

  @Test
  void onlyThoseWhoSuperviseSeeIt() {
    Staff.add(users, "late-window", Role.WINDOW_CLERK);
    var window = Visitor.at(port).logIn("late-window", Staff.PASSWORD);
    assertThat(window.get("/supervision").status()).isEqualTo(403);
    assertThat(window.get("/supervision/export.csv").status()).isEqualTo(403);
    assertThat(window.get("/today").body()).doesNotContain("href=\"/supervision\"").contains("href=\"/tellings\"");
  }

  @Test
  void theNumberOfStatementsDoesNotGrow() {
    String me = Staff.add(users, "late-count", Role.TOWN_DESK);
    String first = late();
    doAs(me, () -> deadlines.explain(first, null, "等材料"));
    var desk = Visitor.at(port).logIn("late-count", Staff.PASSWORD);
    desk.get("/supervision");
    int few = statements.of(me, () -> desk.get("/supervision"));
    for (int i = 0; i < 10; i++) {
      String code = late();
      doAs(me, () -> triage.assign(code, null, me));
      doAs(me, () -> deadlines.explain(code, null, "等材料"));
    }
    assertThat(statements.of(me, () -> desk.get("/supervision"))).isBetween(few, few + 1);
  }

  @Test
  void whoeverHasNotBeenToldWaitsUntilTold() {
    add("tell-here", RequestsFixture.SUBIAN);
    add("tell-elsewhere", "441900103200");
    String code = answered(null);
    var here = Visitor.at(port).logIn("tell-here", Staff.PASSWORD);
    assertThat(here.get("/tellings").body()).contains(code, "已经安排维修。", "action=\"/requests/" + code + "/telling\"", "name=\"way\"", "name=\"note\"");
    assertThat(here.get("/tellings?way=visit").body()).contains(code);
    assertThat(here.get("/tellings?way=call").body()).doesNotContain(code);
    assertThat(here.get("/tellings/export.csv").body()).contains(ReceiptCode.display(code), "当面告知");
    assertThat(Visitor.at(port).logIn("tell-elsewhere", Staff.PASSWORD).get("/tellings").body()).doesNotContain(code);
    doAs("clerk", () -> tellings.told(code, Tellings.Way.VISIT, null));
    assertThat(here.get("/tellings").body()).doesNotContain(code);
  }

  @Test
  void aTextMessageThatFailedBecomesACall() {
    String code = answered("13800000009");
    Long answer = as("desk", () -> tasks.list(Tellings.Way.SMS, null, null)).tasks().stream().filter(task -> task.code().equals(code)).findFirst().orElseThrow().answerId();
    assertThat(as("desk", () -> tasks.list(null, null, null)).tasks()).extracting(TellingTasks.Task::code).doesNotContain(code);
    doAs("system", () -> tellings.notDelivered(answer, code));
    assertThat(as("desk", () -> tasks.list(Tellings.Way.CALL, RequestsFixture.SUBIAN, null)).tasks()).extracting(TellingTasks.Task::code).contains(code);
  }

  @Test
  void everyReporterOfAMergedMatterWaitsAndNoneIsListedTwice() {
    for (int i = 0; i < TellingTasks.PAGE_SIZE; i++) answered(null);
    String matter = home();
    String merged = home();
    doAs("desk", () -> merging.merge(merged, null, matter));
    answer(matter);
    var first = as("desk", () -> tasks.list(null, null, null));
    assertThat(first.next()).isNotNull();
    var all = as("desk", () -> transactions.execute(status -> tasks.all(null, null).map(TellingTasks.Task::code).toList()));
    assertThat(all).contains(matter, merged).doesNotHaveDuplicates().hasSize(as("desk", () -> tasks.count(null, 1_000)));
    assertThat(as("desk", () -> tasks.list(null, null, "nonsense")).tasks()).isEqualTo(first.tasks());
  }

  private String late() {
    String code = as("resident", () -> intake.receive(aLight(null))).code();
    overdue(code);
    return code;
  }

  private static void overdue(String code) {
    RequestsFixture.execute("update requests.request set due_on = current_date - 12 where code = '%s'".formatted(code));
  }

  private String answered(String phone) {
    String code = phone == null ? home() : as("resident", () -> intake.receive(aLight(phone))).code();
    answer(code);
    return code;
  }

  private void answer(String code) {
    doAs("desk", () -> triage.decide(code, null, Outcome.ANSWER, null, null, List.of()));
    doAs("desk", () -> answers.draft(code, null, "已经安排维修。", null));
    doAs("desk2", () -> answers.approve(code, null, null));
  }

  /** Taken down at home, without a telephone: somebody has to go there again. */
  private String home() {
    var visit =
        new NewRequest(
            Channel.HOME_VISIT, "屋顶漏雨，老人睡的床边一直滴水。", null, "drain", RequestsFixture.SUBIAN, null, null, "粟边村", null, null, null, null,
            false, null, "示例居民", null, null, null, null, List.of());
    return as("clerk", () -> intake.receive(visit)).code();
  }

  private void add(String username, String area) {
    Profile profile = Profile.of(username, "测试" + username, Role.VILLAGE_CLERK, area);
    TownContext.system(RequestsFixture.TOWN).call(() -> users.addWithPassword(profile, Staff.PASSWORD));
  }
}

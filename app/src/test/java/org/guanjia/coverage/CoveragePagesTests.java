package org.guanjia.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.util.List;
import java.util.UUID;
import org.guanjia.Statements;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages and the API of coverage: what each may see, what is sent twice, what a page costs. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoveragePagesTests {

  @LocalServerPort int port;
  @Autowired CoverageFixture town;
  @Autowired AwardsFixture persons;
  @Autowired Findings findings;
  @Autowired FindingLists lists;
  @Autowired Users users;
  @Autowired Statements statements;
  private String clerkId = "";
  private String gridId = "";
  private Visitor clerk = Visitor.at(0);
  private Visitor grid = Visitor.at(0);

  @BeforeAll
  void town() {
    town.programmes();
    persons.old("示例一", 85);
    persons.old("示例二", 86);
    town.inPayment("示例三", 87);
    town.determined();
    clerkId = Staff.add(users, "coverage-clerk", Role.BENEFITS_CLERK);
    gridId = TownContext.system(TOWN).call(() -> users.addWithPassword(new Profile("coverage-grid", "测试网格员", Role.GRID_WORKER, List.of(SUBIAN), null, null, false), Staff.PASSWORD));
    clerk = Staff.enter(port, "coverage-clerk");
    grid = Staff.enter(port, "coverage-grid");
  }

  private List<Finding> forgotten() {
    return as("desk", () -> lists.list(FindingFilter.of(FindingKind.FORGOTTEN), java.util.Set.of(FindingKind.values()), null, 200)).lines().stream().map(FindingLists.Line::finding).toList();
  }

  @Test
  void aPageCostsTheSameHoweverManyAreFound() {
    List<String> pages = List.of("/coverage", "/coverage?programme=old-age", "/coverage/findings?kind=forgotten", "/coverage/findings?kind=unknown", "/coverage/standings?programme=old-age", "/coverage/findings/print", "/coverage/lists");
    pages.forEach(page -> assertThat(clerk.get(page).status()).as(page).isEqualTo(200));
    List<Integer> few = pages.stream().map(page -> statements.of(clerkId, () -> clerk.get(page))).toList();
    for (int i = 0; i < 6; i++) persons.old("示例多" + i, 81 + i);
    town.determined();
    assertThat(pages.stream().map(page -> statements.of(clerkId, () -> clerk.get(page))).toList()).isEqualTo(few).allMatch(count -> count < 16);
  }

  @Test
  void aVisitorSeesWhatWasGivenToThemAndNoMoney() {
    Finding one = forgotten().getFirst();
    assertThat(grid.get(one.path()).status()).isEqualTo(404);
    assertThat(grid.get("/coverage/lists").status()).isEqualTo(403);
    assertThat(grid.get("/api/v1/coverage/standings?programme=old-age").status()).isEqualTo(403);
    assertThat(grid.post("/coverage/assignments", "finding", String.valueOf(one.id()), "assignee", gridId).status()).isEqualTo(403);
    assertThat(clerk.post("/coverage/assignments", "key", UUID.randomUUID().toString(), "finding", String.valueOf(one.id()), "assignee", gridId).status()).isEqualTo(303);
    assertThat(grid.get(one.path()).body()).contains("还没有人申请").doesNotContain("¥");
    assertThat(grid.get("/coverage/findings").body()).contains(one.path()).doesNotContain("¥");
    assertThat(grid.get("/today").body()).contains(one.path());
    doAs("desk", () -> findings.unassign(List.of(one.id())));
  }

  @Test
  void atTheDoorSomebodySaysWhatAPersonIsNotAndTheUnknownBecomesANo() {
    long person = persons.old("示例不是", 45);
    town.determined();
    Finding one = as("desk", () -> lists.of(List.of(person))).stream().filter(each -> each.kind() == FindingKind.UNKNOWN).findFirst().orElseThrow();
    String path = one.path() + "/contacts";
    assertThat(grid.post(path, "key", UUID.randomUUID().toString(), "version", String.valueOf(one.version()), "result", "FACT_STATED").status()).as("not theirs").isEqualTo(404);
    assertThat(clerk.post("/coverage/assignments", "key", UUID.randomUUID().toString(), "finding", String.valueOf(one.id()), "assignee", gridId).status()).isEqualTo(303);
    assertThat(grid.get(one.path()).body()).contains("value=\"VETERAN\"", "不属于");
    String version = String.valueOf(as("desk", () -> findings.find(one.id())).version());
    String key = UUID.randomUUID().toString();
    assertThat(grid.post(path, "key", key, "version", version, "result", "FACT_STATED", "on", Today.date().toString(), "way", "VISIT", "notOf", "VETERAN", "notOf", "ORPHAN", "since", "2025-01-01", "source", "本人").body())
        .as("nobody asks for that").contains("请选择缺少的信息之一");
    String[] form = {"key", key, "version", version, "result", "FACT_STATED", "on", Today.date().toString(), "way", "VISIT", "fact", "household_income", "value", "3000", "notOf", "VETERAN",
      "since", "2025-01-01", "source", "本人"};
    for (int i = 0; i < 2; i++) assertThat(grid.post(path, form)).satisfies(answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(303));
    assertThat(as("desk", () -> findings.contacts(one.id()))).singleElement().satisfies(contact -> assertThat(contact.notOf()).containsExactly(org.guanjia.people.SpecialGroup.VETERAN));
    form[1] = UUID.randomUUID().toString();
    assertThat(grid.post(path, form).status()).as("stale").isEqualTo(409);
    town.caughtUp();
    assertThat(as("desk", () -> findings.find(one.id())).state()).isEqualTo(FindingState.RESOLVED);
    assertThat(clerk.get("/people/" + person + "/benefits").body()).contains("困难补助不符合", "本人说明不属于（2025年1月1日起）", "不属于：退役军人");
    assertThat(clerk.get(one.path()).body()).contains("不属于：退役军人");
  }

  @Test
  void sentTwiceATryIsThereOnceAndAStaleOneIsShownAgain() {
    Finding one = forgotten().getLast();
    String key = UUID.randomUUID().toString();
    String[] form = {
      "key", key, "version", String.valueOf(one.version()), "result", "NOT_REACHED", "on", Today.date().toString(), "way", "VISIT", "words", "没有人在家"
    };
    for (int i = 0; i < 2; i++) assertThat(clerk.post(one.path() + "/contacts", form).status()).isEqualTo(303);
    assertThat(as("desk", () -> findings.contacts(one.id()))).hasSize(1);
    form[1] = UUID.randomUUID().toString();
    assertThat(clerk.post(one.path() + "/contacts", form)).satisfies(answer -> {
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body()).contains("期间有人改过", "没有人在家");
    });
    int version = as("desk", () -> findings.find(one.id())).version();
    assertThat(clerk.post(one.path() + "/contacts", "key", UUID.randomUUID().toString(), "version", String.valueOf(version), "result", "DECLINES", "on", "2026-13-45", "way", "PHONE")).satisfies(answer -> {
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body()).contains("请填写日期");
    });
    assertThat(clerk.get("/api/v1/coverage/findings?kind=forgotten").body()).contains("\"personId\":" + one.personId());
    assertThat(clerk.get("/coverage/findings/export.csv?kind=forgotten").body()).contains("coverage-clerk");
  }

  @Test
  void whatNobodyHasIsNotFound() {
    assertThat(clerk.get("/coverage/findings/999999999").status()).isEqualTo(404);
    assertThat(clerk.get("/coverage/lists/999999999").status()).isEqualTo(404);
    assertThat(clerk.get("/coverage/findings?kind=nonsense&village=%3Cscript%3E&after=x").status()).isEqualTo(200);
  }
}

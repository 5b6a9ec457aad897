package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.requests.RequestsFixture.as;

import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.web.InvalidInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The list of policies by service, page and API. */
@TownTest
class PolicyTests {

  @Autowired Policies policies;
  @Autowired Users users;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
    RequestsFixture.execute("delete from requests.policy");
  }

  @Test
  void findsByEachWordInAnyOfItsTexts() {
    added("高龄老人生活津贴");
    assertThat(as("desk", () -> policies.list("老人金 身份", null))).isEmpty();
    assertThat(as("desk", () -> policies.list("老人金 2021", "roads"))).hasSize(1);
    assertThat(as("desk", () -> policies.list("老人金", "water"))).isEmpty();
    assertThat(as("desk", () -> policies.list("%", null))).as("a wildcard is a character").isEmpty();
  }

  @Test
  void refusesWhatIsNoPolicyNamingEachField() {
    var nonsense = new Policy(0, "nowhere", " ", "", "x".repeat(2_001), null, null, null, "javascript:alert(1)", true, 1);
    assertThatThrownBy(() -> as("desk", () -> policies.save(nonsense)))
        .isInstanceOfSatisfying(
            InvalidInput.class, refused -> assertThat(refused.errors()).extracting(InvalidInput.FieldError::field).containsExactlyInAnyOrder("department", "title", "summary", "covers", "url"));
  }

  @Test
  void theDeskAddsChangesAndRetiresAPolicyByThePage() {
    var desk = Visitor.at(port).logIn(user("policy-desk", Role.TOWN_DESK), Staff.PASSWORD);
    var saved = desk.post("/policies", "key", "once-1", "title", "临时救助", "department", "roads", "summary", "遭遇意外时的一次性救助");
    assertThat(saved.status()).as(saved.body()).isEqualTo(303);
    desk.post("/policies", "key", "once-1", "title", "临时救助", "department", "roads", "summary", "遭遇意外时的一次性救助");
    var kept = as("desk", () -> policies.list("", null));
    assertThat(kept).as("sent twice, done once").hasSize(1);
    var path = "/policies/" + kept.getFirst().id();
    assertThat(desk.get(path).body()).contains("遭遇意外时的一次性救助");
    desk.post(path, "version", "1", "title", "临时救助", "department", "roads", "summary", "已停", "inactive", "true");
    assertThat(desk.get("/policies").body()).contains("已停止执行");
  }

  @Test
  void aStaleFormKeepsWhatWasTypedBesideWhatIsSaved() {
    long id = added("临时救助");
    var desk = Visitor.at(port).logIn(user("policy-stale", Role.TOWN_DESK), Staff.PASSWORD);
    desk.post("/policies/" + id, "version", "1", "title", "临时救助", "department", "roads", "summary", "别人改的");
    var stale = desk.post("/policies/" + id, "version", "1", "title", "临时救助", "department", "roads", "summary", "我写了很久的");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains("别人改的", "我写了很久的", "name=\"version\" value=\"2\"");
    assertThat(as("desk", () -> policies.find(id)).orElseThrow().summary()).isEqualTo("别人改的");
  }

  @Test
  void aRefusedFormKeepsWhatWasTypedAndAScriptIsText() {
    var desk = Visitor.at(port).logIn(user("policy-refused", Role.TOWN_DESK), Staff.PASSWORD);
    var refused = desk.post("/policies", "title", "", "department", "roads", "summary", "<script>alert(1)</script>");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert(1)");
  }

  @Test
  void clerksReadAndOnlyTheDeskWrites() {
    long id = added("临时救助");
    var clerk = Visitor.at(port).logIn(user("policy-clerk", Role.WINDOW_CLERK), Staff.PASSWORD);
    assertThat(clerk.get("/policies/" + id).body()).contains("给多少、怎么给").doesNotContain("name=\"summary\"");
    assertThat(clerk.get("/policies/new").status()).isEqualTo(403);
    assertThat(clerk.post("/policies", "title", "x", "department", "roads", "summary", "x").status()).isEqualTo(403);
    assertThat(clerk.get("/api/v1/policies?matching=%E8%80%81%E4%BA%BA%E9%87%91").body()).contains("临时救助");
    assertThat(clerk.get("/api/v1/requests/00000000/duplicates").status()).isEqualTo(404);
    assertThat(Visitor.at(port).get("/api/v1/policies").status()).isIn(302, 303, 401);
  }

  @Test
  void leavesAsASpreadsheet() {
    added("=HYPERLINK(1)");
    var desk = Visitor.at(port).logIn(user("policy-export", Role.TOWN_DESK), Staff.PASSWORD);
    var csv = desk.get("/policies/export.csv");
    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.body()).contains("东府〔2021〕1号").doesNotContain("\n=HYPERLINK").doesNotContain(",=HYPERLINK");
  }

  private String user(String name, Role role) {
    Staff.add(users, name, role);
    return name;
  }

  private long added(String title) {
    return as("desk", () -> policies.save(aPolicy(title)));
  }

  private static Policy aPolicy(String title) {
    return new Policy(0, "roads", title, "给多少、怎么给", "户籍老人", "老人金 高龄补贴", "东府〔2021〕1号", "带身份证到村里办", "https://example.org/a", true, 1);
  }
}

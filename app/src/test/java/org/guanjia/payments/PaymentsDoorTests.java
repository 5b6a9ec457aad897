package org.guanjia.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.payments.PaymentsFixture.OLD_AGE;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.guanjia.ApiCaller;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.Visitor.Upload;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportJob;
import org.guanjia.platform.spreadsheets.Imports;
import org.guanjia.platform.spreadsheets.Problem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A month by the API alone, what was paid before by spreadsheet, lists that leave, and what is wrong with a call. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentsDoorTests {

  private static final String RUNS = "/api/v1/payment-runs";
  private static final JsonMapper JSON = new JsonMapper();

  @Autowired PaymentsFixture given;
  @Autowired Payments payments;
  @Autowired Imports imports;
  @Autowired Users users;
  @LocalServerPort int port;
  private Visitor visitor;
  private ApiCaller clerk;
  private ApiCaller approver;

  @BeforeAll
  void callers() {
    visitor = visitor(Profile.of("pay-clerk", "测试经办", Role.BENEFITS_CLERK));
    clerk = ApiCaller.as(visitor);
    approver = ApiCaller.as(visitor(Profile.of("pay-approver", "测试审批", Role.BENEFITS_APPROVER)));
  }

  private Visitor visitor(Profile profile) {
    TownContext.system(TOWN).call(() -> users.addWithPassword(profile, Staff.PASSWORD));
    return Staff.enter(port, profile.username());
  }

  @BeforeEach
  void town() {
    given.oldAge();
    given.clean();
  }

  @Test
  void aMonthByTheApi() {
    long person = given.old("示例甲", 85);
    given.awarded(person, Today.month());
    given.determined(Today.month());
    String body = quoted("{'month':'%s','since':'%s','programmes':['%s']}".formatted(Today.month(), Today.month(), OLD_AGE));
    Answer made = clerk.post(RUNS, body, "Idempotency-Key", "run-1");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String run = RUNS + "/" + json(made).get("id").asLong();
    assertThat(json(clerk.post(RUNS, body)).get("id").asLong()).isEqualTo(json(made).get("id").asLong());
    assertThat(approver.post(RUNS, body).status()).isEqualTo(403);
    assertThat(json(clerk.get(run + "/changes")).get("items").get(0).get("kind").asString()).isEqualTo("NEW");
    assertThat(json(clerk.get(run + "/holds")).get("items").size()).isZero();
    assertThat(done(clerk, run, "submission", "{}").get("state").asString()).isEqualTo("SUBMITTED");
    assertThat(clerk.post(run + "/approval", "{}").status()).isEqualTo(403);
    Answer stale = approver.post(run + "/approval", quoted("{'version':1}"));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(json(stale).get("state").asString()).isEqualTo("SUBMITTED");
    assertThat(done(approver, run, "approval", "{}").get("state").asString()).isEqualTo("APPROVED");
    assertThat(clerk.post(run + "/submission", "{}").status()).isEqualTo(409);

    String columns = "[{'title':'户名','content':'NAME'},{'title':'账号','content':'ACCOUNT'},{'title':'金额','content':'AMOUNT'}]";
    String laid = "{'kind':'PAYMENT','name':'接口格式','definition':{'fileName':'p{month}','columns':%s}}".formatted(columns);
    long layout = json(clerk.post("/api/v1/payment-layouts", quoted(laid))).get("id").asLong();
    assertThat(json(clerk.get("/api/v1/payment-layouts/" + layout + "/preview")).get("text").asString()).contains("p202605.csv", "户名,账号,金额");
    assertThat(clerk.post("/api/v1/payment-layouts", quoted("{'kind':'PAYMENT','name':'x','definition':{'columns':[]}}")).status()).isEqualTo(422);
    Answer written = clerk.post(run + "/files", quoted("{'layout':%d}".formatted(layout)));
    assertThat(written.status()).as(written.body()).isEqualTo(200);
    JsonNode file = json(written).get(0);
    Answer taken = clerk.get(run + "/files/" + file.get("id").asLong());
    assertThat(taken.body()).contains("户名,账号,金额", "示例甲");
    assertThat(taken.header("X-Content-SHA256")).isEqualTo(file.get("digest").asString());
    assertThat(approver.get(run + "/files/" + file.get("id").asLong()).status()).as("whoever approves does not take accounts along").isEqualTo(403);

    byte[] answer = given.answer(json(made).get("id").asLong(), Map.of());
    String page = run.replace("/api/v1/payment-runs", "/payments/runs");
    Answer returned = visitor.post(page + "/bank-returns", List.of(new Upload("file", "回单.csv", answer)), "layout", String.valueOf(given.returnLayout()), "key", "r1");
    assertThat(returned.status()).as(returned.body()).isEqualTo(303);
    assertThat(json(clerk.get(run)).get("state").asString()).isEqualTo("RETURNED");
    assertThat(json(clerk.get(run + "/bank-returns")).get(0).get("taken").asInt()).isEqualTo(1);
    assertThat(json(clerk.get(run + "/totals")).get("rows").get(0).get("paidFen").asLong()).isEqualTo(10_000);
    assertThat(json(clerk.get(run + "/replay")).get("same").asBoolean()).isTrue();
    JsonNode account = json(clerk.get("/api/v1/people/" + person + "/payments?month=" + Today.month()));
    assertThat(account.get("months").get(0).get("paidFen").asLong()).isEqualTo(10_000);
    assertThat(account.get("entries").size()).isEqualTo(4);
    assertThat(done(clerk, run, "closure", "{}").get("state").asString()).isEqualTo("CLOSED");
    String csv = visitor.get(page + "/payouts/export.csv").body();
    assertThat(csv).contains("示例甲", "100.00").doesNotContain("622202");
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(clerk.get(RUNS + "/0").status()).isEqualTo(404);
    assertThat(clerk.get(RUNS + "?state=NOTHING").status()).isEqualTo(422);
    assertThat(clerk.get(RUNS + "?limit=0").status()).isEqualTo(422);
    assertThat(clerk.post(RUNS, quoted("{'programmes':['old-age']}")).body()).contains("month");
    assertThat(clerk.post(RUNS, quoted("{'month':'Mai','programmes':['old-age']}")).status()).isEqualTo(422);
    assertThat(clerk.call("PUT", "/api/v1/payment-calendar", quoted("{'version':0,'day':31}")).status()).isEqualTo(422);
    Answer calendar = clerk.call("PUT", "/api/v1/payment-calendar", quoted("{'version':0,'day':20}"));
    assertThat(calendar.status()).as(calendar.body()).isEqualTo(200);
    assertThat(clerk.call("PUT", "/api/v1/payment-calendar", quoted("{'version':0,'day':21}")).status()).as("changed since").isEqualTo(409);
    assertThat(clerk.get("/api/v1/recoveries/0").status()).isEqualTo(404);
    assertThat(clerk.post("/api/v1/recoveries/0/cash", quoted("{'fen':1,'on':'2026-01-01'}")).status()).isEqualTo(404);
  }

  @Test
  void whatWasPaidBeforeComesInBySpreadsheet() {
    long person = given.old("示例甲", 85);
    YearMonth before = Today.month().minusMonths(1);
    String head = "姓名,身份证号,项目,月份,金额,发放日期\n";
    String row = "%s,%s,%s,%s,%s,2026-01-15\n";
    String csv = head + row.formatted("示例甲", given.document(person), OLD_AGE, before, "100") + row.formatted("示例甲", given.document(person), "高龄津贴old-age", before, "100")
        + row.formatted("示例乙", given.document(person), OLD_AGE, before.minusMonths(1), "100") + row.formatted("示例甲", "441999194001010010", OLD_AGE, before, "100")
        + row.formatted("示例甲", given.document(person), "没有的", before, "100") + row.formatted("示例甲", given.document(person), OLD_AGE, "五月", "100")
        + row.formatted("示例甲", given.document(person), OLD_AGE, before.minusMonths(2), "100.005") + row.formatted("示例甲", given.document(person), OLD_AGE, Today.month().plusMonths(1), "100");
    assertThat(told(csv)).containsExactly(
        "3 payments.import.twice", "4 payments.import.name", "5 payments.import.nobody", "6 payments.import.programme", "7 payments.import.month", "8 payments.import.fen",
        "9 payments.import.future");
    assertThat(given.month(person, before)).isEqualTo(new PersonMonth(person, OLD_AGE, before, 10_000, 0, 10_000, 0, 0, 0));
    String again = head + row.formatted("示例甲", given.document(person), OLD_AGE, before, "100.00") + row.formatted("示例甲", given.document(person), OLD_AGE, before, "90");
    assertThat(told(again)).containsExactly("2 payments.import.known", "3 payments.import.twice");
    assertThat(told(head + row.formatted("示例甲", given.document(person), OLD_AGE, before, "90"))).containsExactly("2 payments.import.other");
    given.awarded(person, before);
    given.determined(before, Today.month());
    long run = given.proposed(Today.month(), 1);
    assertThat(given.payoutOf(run, person).lines()).as("what was paid before is not paid again").containsExactly(new Payout.Line(Today.month(), LineKind.REGULAR, 10_000));
    assertThat(as("clerk", () -> payments.changes(run, null, null, 10).items())).as("the same as last month").isEmpty();
  }

  private List<String> told(String csv) {
    Viewer viewer = new Viewer("clerk", TOWN, "clerk", "测试", Role.BENEFITS_CLERK, null, null, AccessTable.of(Role.BENEFITS_CLERK));
    return viewer.context().call(() -> {
      long id = imports.upload(viewer, "payments", "旧系统", "旧.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), null);
      imports.start(id, null);
      for (int i = 0; i < 10_000 && !imports.find(id).map(ImportJob::state).orElseThrow().isOver(); i++) LockSupport.parkNanos(5_000_000);
      return imports.problems(id, 0, 100).stream().map((Problem each) -> each.row() + " " + each.key()).toList();
    });
  }

  private static JsonNode done(ApiCaller caller, String run, String deed, String body) {
    Answer answer = caller.post(run + "/" + deed, quoted(body));
    assertThat(answer.status()).as(deed + ": " + answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static JsonNode json(Answer answer) {
    return JSON.readTree(answer.body());
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}

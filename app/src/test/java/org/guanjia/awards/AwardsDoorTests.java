package org.guanjia.awards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.awards.AwardsFixture.OLD_AGE;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.guanjia.ApiCaller;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.people.LifeEvent;
import org.guanjia.people.Register;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportJob;
import org.guanjia.platform.spreadsheets.Imports;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Awards through their doors: pages without script, the API, the public list, the import. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwardsDoorTests {

  @LocalServerPort int port;
  @Autowired AwardsFixture fixture;
  @Autowired Awards awards;
  @Autowired Procedures procedures;
  @Autowired Approvals approvals;
  @Autowired Register register;
  @Autowired Imports imports;
  @Autowired Users users;
  private String clerk;
  private Visitor benefits;
  private Visitor approver;

  @BeforeAll
  void town() {
    fixture.oldAge();
    clerk = Staff.add(users, "benefits", Role.BENEFITS_CLERK);
    Staff.add(users, "approver", Role.BENEFITS_APPROVER);
    TownContext.system(TOWN).call(() -> users.addWithPassword(new Users.Profile("elsewhere", "测试", Role.VILLAGE_CLERK, List.of("441900103201"), null, null, false), Staff.PASSWORD));
    benefits = Staff.enter(port, "benefits");
    approver = Staff.enter(port, "approver");
    doAs("office", () -> procedures.limit("role:BENEFITS_APPROVER", 50_000, null));
  }

  private String[] form(long person, String key) {
    return new String[] {
      "person", String.valueOf(person), "programme", OLD_AGE, "origin", "PHONE", "appliedOn", Today.date().toString(), "from", Today.month().toString(), "words", "电话申请", "key", key
    };
  }

  private Award only(long person) {
    List<Award> all = as("desk", () -> awards.of(List.of(person)));
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void aFormSentTwiceIsOneApplicationAndAStaleOneWritesNothing() {
    long person = fixture.old("示例门口一", 85);
    String key = UUID.randomUUID().toString();
    String path = benefits.post("/awards", form(person, key)).location();
    assertThat(benefits.post("/awards", form(person, key)).location()).isEqualTo(path);
    Award award = only(person);
    assertThat(benefits.get(path).body()).contains("示例门口一", "高龄老人生活津贴", "电话申请", "可享受");
    assertThat(benefits.post("/awards", form(person, UUID.randomUUID().toString())).status()).isEqualTo(422);
    assertThat(benefits.post(path + "/check", "version", "7", "finding", "ENTITLED").status()).isEqualTo(409);
    assertThat(benefits.post(path + "/check", "version", String.valueOf(award.version()), "finding", "NOT_ENTITLED").body()).contains("请写明理由");
    assertThat(benefits.post(path + "/check", "version", String.valueOf(award.version()), "finding", "ENTITLED").location()).isEqualTo(path);
    assertThat(benefits.post(path + "/approval", "version", "2").status()).isEqualTo(403);
    assertThat(approver.get("/awards").body()).contains("示例门口一");
    assertThat(approver.post(path + "/approval", "version", String.valueOf(only(person).version())).location()).isEqualTo(path);
    assertThat(approver.get(path).body()).contains("在发", "¥100.00");
    assertThat(approver.get(path + "/letter").body()).contains("批准告知书");
    assertThat(approver.get(path + "/print").body()).contains("申请审批表");
    assertThat(Staff.enter(port, "elsewhere").get(path).status()).isEqualTo(404);
    assertThat(benefits.get("/awards/export.csv?queue=in_payment").body()).contains("示例门口一", Today.month().toString());
  }

  @Test
  void whatIsMissingIsSaidFieldByField() {
    long person = fixture.old("示例门口二", 85);
    var refused = benefits.post("/awards", "person", String.valueOf(person), "origin", "PHONE", "appliedOn", Today.date().plusDays(3).toString(), "from", "2026-13");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("月份写成 2026-05 的样子");
    var next = benefits.post("/awards", "person", String.valueOf(person), "origin", "PHONE", "appliedOn", Today.date().plusDays(3).toString(), "from", "1999-01", "phone", "abc");
    assertThat(next.body()).contains("请选择待遇", "申请日期不能晚于今天", "起发月份最早", "电话号码不对");
  }

  @Test
  void everybodySeesWhatIsPublishedWithTheNameMaskedAndMayObject() {
    doAs("office", () -> procedures.set(OLD_AGE, 5, null));
    try {
      long person = fixture.old("欧阳示例", 85);
      long id = fixture.applied(person);
      doAs("checker", () -> approvals.check(id, 1, Award.Finding.ENTITLED, null));
      doAs("checker", () -> approvals.publish(id, 2));
      Visitor nobody = Visitor.at(port);
      assertThat(nobody.get("/public/awards").body()).contains("欧***", "高龄老人生活津贴").doesNotContain("欧阳示例");
      assertThat(nobody.post("/public/awards/" + id + "/objections", "words", "").status()).isEqualTo(422);
      assertThat(nobody.post("/public/awards/" + id + "/objections", "words", "此人常年不在村里").location()).isEqualTo("/public/awards");
      assertThat(nobody.get("/public/awards/999999").status()).isEqualTo(404);
      assertThat(benefits.get("/awards?queue=objections").body()).contains("欧阳示例", "1 条异议未答复");
      assertThat(benefits.get("/awards/" + id).body()).contains("此人常年不在村里");
    } finally {
      doAs("office", () -> procedures.set(OLD_AGE, 0, null));
    }
  }

  @Test
  void programsDoTheSame() {
    long person = fixture.old("示例接口", 85);
    try (ApiCaller clerkApi = ApiCaller.as(Staff.enter(port, "benefits")); ApiCaller approverApi = ApiCaller.as(Staff.enter(port, "approver"))) {
      String body = "{\"person\":%d,\"programme\":\"old-age\",\"origin\":\"PAPER\",\"appliedOn\":\"%s\",\"from\":\"%s\"}".formatted(person, Today.date(), Today.month());
      assertThat(clerkApi.post("/api/v1/awards", body, "Idempotency-Key", "one").status()).isEqualTo(201);
      assertThat(clerkApi.post("/api/v1/awards", body, "Idempotency-Key", "one").status()).isEqualTo(201);
      String path = "/api/v1/awards/" + only(person).id();
      assertThat(clerkApi.post(path + "/check", "{\"version\":1,\"finding\":\"ENTITLED\"}").body()).contains("\"state\":\"CHECKED\"", "\"monthlyFen\":10000");
      var stale = clerkApi.post(path + "/return", "{\"version\":1,\"reason\":\"x\"}");
      assertThat(stale.status()).isEqualTo(409);
      assertThat(stale.body()).contains("\"version\":2");
      assertThat(approverApi.post(path + "/approval", "{\"version\":2}").body()).contains("IN_PAYMENT");
      assertThat(clerkApi.post(path + "/suspension", "{\"version\":3,\"from\":\"2026\",\"reason\":\"x\"}").status()).isEqualTo(422);
      assertThat(clerkApi.post(path + "/suspension", "{\"version\":3,\"from\":\"%s\",\"reason\":\"年审未办\"}".formatted(Today.month())).body()).contains("SUSPENDED");
      assertThat(clerkApi.get(path + "/history").body()).contains("APPROVE", "SUSPEND", "年审未办");
      assertThat(clerkApi.get("/api/v1/awards?queue=suspended").body()).contains("\"personId\":" + person);
      assertThat(clerkApi.get("/api/v1/awards/limits").body()).contains("role:BENEFITS_APPROVER");
    }
  }

  @Test
  void whatIsInPaymentComesByAListOnDayOne() {
    LocalDate birth = Today.date().minusYears(88);
    String number = AwardsFixture.residentId(birth);
    long person = fixture.registered(AwardsFixture.facts("示例在发", birth, number));
    String dead = AwardsFixture.residentId(birth);
    long gone = fixture.registered(AwardsFixture.facts("示例已故", birth, dead));
    doAs("desk", () -> register.happened(gone, 1, new LifeEvent(LifeEvent.Kind.DIED, Today.date(), null, false, null, "卫健办")));
    String csv = "姓名,身份证号码,待遇,起发月份,月标准\n示例在发," + number + ",高龄老人生活津贴,2022-03-01,100\n别的名字," + number + ",old-age,2022-03-01,100\n示例在发," + number
        + ",没有这项,2022-03-01,100\n示例已故," + dead + ",old-age,2022-03-01,100\n无此人,441999194001011,old-age,2022-03-01,\n";
    assertThat(brought(csv)).containsExactlyInAnyOrder(
        "3 name awards.import.otherName", "4 programme awards.import.programme", "5 name awards.import.died", "6 document awards.import.unknown");
    Award award = only(person);
    assertThat(award.state()).isEqualTo(AwardState.IN_PAYMENT);
    assertThat(award.from()).isEqualTo(YearMonth.of(2022, 3));
    assertThat(award.monthlyFen()).isEqualTo(10_000);
    assertThat(as("desk", () -> awards.payable(award.id(), Today.month()))).isTrue();
    assertThat(brought(csv)).contains("2 programme awards.import.there");
  }

  private List<String> brought(String csv) {
    Viewer viewer = new Viewer(clerk, TOWN, "benefits", "测试", Role.BENEFITS_CLERK, null, null, AccessTable.of(Role.BENEFITS_CLERK));
    return viewer.context().call(() -> {
      long id = imports.upload(viewer, AwardsTarget.NAME, "公共服务办", "awards.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), null);
      imports.start(id, null);
      long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      ImportJob job = imports.find(id).orElseThrow();
      while (!job.state().isOver() && System.nanoTime() < until) job = imports.find(id).orElseThrow();
      return imports.problems(id, 0, 100).stream().map(each -> each.row() + " " + each.field() + " " + each.key()).toList();
    });
  }
}

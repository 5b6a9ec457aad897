package org.guanjia.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.awards.AwardsFixture.OLD_AGE;
import static org.guanjia.awards.AwardsFixture.residentId;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.benefits.CompleteLists;
import org.guanjia.people.Memberships;
import org.guanjia.people.NewMembership;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportJob;
import org.guanjia.platform.spreadsheets.Imports;
import org.guanjia.platform.spreadsheets.Problem;
import org.guanjia.platform.web.InvalidInput;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Other offices' lists: whose their rows are, the difference by name, and what may be declared. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutsideListTests {

  private static final Viewer CLERK = new Viewer("clerk", TOWN, "clerk", "测试", Role.BENEFITS_CLERK, null, null, AccessTable.of(Role.BENEFITS_CLERK));
  private static final TownContext ELSEWHERE = new TownContext(TOWN, "elsewhere", List.of("441900103201"), null);

  @Autowired CoverageFixture town;
  @Autowired AwardsFixture fixture;
  @Autowired OutsideLists lists;
  @Autowired ListDifferences differences;
  @Autowired Comparison comparison;
  @Autowired CompleteLists complete;
  @Autowired Memberships memberships;
  @Autowired Coverage coverage;
  @Autowired FindingLists findings;
  @Autowired Imports imports;
  private String forgottenId = "";
  private String strangerId = "";
  private String paidId = "";
  private long forgotten;
  private long paid;

  @BeforeAll
  void town() {
    town.programmes();
    LocalDate birth = Today.date().minusYears(88);
    forgottenId = residentId(birth);
    forgotten = fixture.registered(AwardsFixture.facts("示例老甲", birth, forgottenId));
    paidId = residentId(Today.date().minusYears(85));
    paid = town.inPayment(fixture.registered(AwardsFixture.facts("示例老乙", Today.date().minusYears(85), paidId)));
    strangerId = residentId(Today.date().minusYears(90));
    town.determined();
  }

  private record Done(ImportJob job, List<String> told) {}

  private Done run(String source, String csv) {
    return CLERK.context().call(() -> {
      long id = imports.upload(CLERK, "coverage", source, "list.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), null);
      imports.start(id, null);
      long until = System.nanoTime() + 60_000_000_000L;
      while (!imports.find(id).orElseThrow().state().isOver() && System.nanoTime() < until) LockSupport.parkNanos(2_000_000);
      return new Done(imports.find(id).orElseThrow(), imports.problems(id, 0, 100).stream().map(Problem::key).toList());
    });
  }

  private OutsideList begun(String title, LocalDate asOf, String programme, SpecialGroup group, boolean elsewhere) {
    long id = as("clerk", () -> lists.begin(new NewOutsideList(OutsideList.Source.CIVIL_AFFAIRS, title, asOf, null, programme, group, elsewhere)));
    return as("clerk", () -> lists.find(id)).orElseThrow();
  }

  private ListDifferences.Figure whole(OutsideList list) {
    return as("clerk", () -> differences.figures(list.id())).getFirst();
  }

  @Test
  void theDifferenceIsByName() {
    OutsideList list = begun("高龄老人名单", Today.date().minusDays(3), OLD_AGE, null, false);
    Done done = run(list.importSource(), "姓名,身份证号码\n示例老甲,%s\n示例老丙,%s\n".formatted(forgottenId, strangerId));
    assertThat(List.of(done.job().rowsTaken(), done.job().rowsRefused(), done.job().rowsSkipped())).containsExactly(2, 0, 0);
    assertThat(done.told()).containsExactly("coverage.import.nobody");
    doAs("clerk", () -> comparison.compare(list.id()));
    ListDifferences.Figure whole = whole(list);
    assertThat(whole.count(ListPart.ALL)).isEqualTo(2);
    assertThat(whole.count(ListPart.FORGOTTEN)).isEqualTo(1);
    assertThat(whole.count(ListPart.OUTSIDE)).isEqualTo(1);
    assertThat(whole.count(ListPart.PAID_ONLY)).isPositive();
    assertThat(whole.perMille(ListPart.FORGOTTEN)).isEqualTo(500);
    assertThat(names(list, ListPart.FORGOTTEN)).containsExactly("示例老甲");
    assertThat(names(list, ListPart.OUTSIDE)).containsExactly("示例老丙");
    assertThat(names(list, ListPart.PAID_ONLY)).contains("示例老乙");
    assertThat(ELSEWHERE.call(() -> differences.list(list.id(), ListPart.ALL, null, null, 50)).lines()).isEmpty();
  }

  private List<String> names(OutsideList list, ListPart part) {
    return as("clerk", () -> differences.list(list.id(), part, null, null, 50)).lines().stream().map(ListDifferences.Line::name).toList();
  }

  @Test
  void aHostileFileHarmsNothing() {
    OutsideList list = begun("坏名单", Today.date(), OLD_AGE, null, false);
    assertThat(run("没有写是哪份", "姓名,身份证号码\n示例老甲,%s\n".formatted(forgottenId)).told()).containsExactly("coverage.import.noList");
    assertThat(run("别的 #999999999999", "姓名,身份证号码\n示例老甲,%s\n".formatted(forgottenId)).told()).containsExactly("coverage.import.noList");
    Done done = run(
        list.importSource(),
        "姓名,身份证号码,村（社区）\n示例老甲,%s,\n示例老甲,%s,\n\"=HYPERLINK(\"\"http://x\"\")\",1,\n示例,,无此村\n<script>,,\n示例老丁,11010519491231002X0000,\n".formatted(forgottenId, forgottenId));
    assertThat(done.told()).contains("coverage.import.there", "people.import.village");
    assertThat(done.job().rowsTaken() + done.job().rowsRefused() + done.job().rowsSkipped()).isEqualTo(6);
    assertThat(whole(list).count(ListPart.ALL)).isEqualTo(done.job().rowsTaken());
    Done twice = run(list.importSource(), "姓名,身份证号码\n示例老甲,%s\n".formatted(forgottenId));
    assertThat(twice.job().rowsSkipped()).isEqualTo(1);
  }

  @Test
  void onlyAComparedListWhoseMembersTheRegisterHasIsDeclaredComplete() {
    OutsideList list = begun("退役军人名单", Today.date().minusDays(2), null, SpecialGroup.VETERAN, false);
    refused(list, "coverage.error.empty");
    run(list.importSource(), "姓名,身份证号码\n示例老甲,%s\n".formatted(forgottenId));
    refused(list, "coverage.error.uncompared");
    doAs("clerk", () -> comparison.compare(list.id()));
    assertThat(names(list, ListPart.NOT_MEMBER)).containsExactly("示例老甲");
    refused(list, "coverage.error.strangers");
    doAs("desk", () -> memberships.add(forgotten, new NewMembership(SpecialGroup.VETERAN, null, null, Today.date().minusYears(3), null, null, null, "退役军人服务站")));
    doAs("desk", () -> memberships.add(paid, new NewMembership(SpecialGroup.VETERAN, null, null, Today.date().minusYears(3), null, null, null, "退役军人服务站")));
    doAs("clerk", () -> comparison.compare(list.id()));
    assertThat(names(list, ListPart.MEMBER)).containsExactly("示例老甲");
    assertThat(names(list, ListPart.GROUP_ONLY)).containsExactly("示例老乙");
    doAs("clerk", () -> lists.declare(list.id()));
    assertThat(as("clerk", () -> complete.all())).anySatisfy(each -> assertThat(each.kind()).isEqualTo(SpecialGroup.VETERAN));
    assertThat(run(list.importSource(), "姓名,身份证号码\n示例老丙,%s\n".formatted(strangerId)).told()).containsExactly("coverage.import.declared");
    refused(list, "coverage.error.declared");
    doAs("clerk", () -> lists.undeclare(list.id(), "名单有漏"));
  }

  private void refused(OutsideList list, String key) {
    assertThatThrownBy(() -> doAs("clerk", () -> lists.declare(list.id()))).isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors().getFirst().key()).isEqualTo(key));
  }

  @Test
  void twoListsOfAnOfficeAreComparedByName() {
    OutsideList before = begun("特困名单", Today.date().minusMonths(2), null, SpecialGroup.EXTREME_HARDSHIP, false);
    OutsideList after = begun("特困名单", Today.date().minusDays(1), null, SpecialGroup.EXTREME_HARDSHIP, false);
    run(before.importSource(), "姓名,身份证号码\n示例老甲,%s\n示例老丙,%s\n".formatted(forgottenId, strangerId));
    run(after.importSource(), "姓名,身份证号码\n示例老丙,%s\n示例老戊,%s\n".formatted(strangerId, residentId(Today.date().minusYears(77))));
    assertThat(as("clerk", () -> lists.before(after)).orElseThrow().id()).isEqualTo(before.id());
    assertThat(as("clerk", () -> differences.between(before.id(), after.id()))).isEqualTo(new ListDifferences.Between(1, 1, 1));
    assertThat(as("clerk", () -> differences.only(before.id(), after.id(), null, 50)).lines()).extracting(ListDifferences.Line::name).containsExactly("示例老甲");
  }

  @Test
  void whomAnotherTownPaysAsWellIsADouble() {
    OutsideList list = begun("外镇在发", Today.date(), OLD_AGE, null, true);
    Done done = run(list.importSource(), "姓名,身份证号码\n示例老乙,%s\n".formatted(paidId));
    assertThat(done.job().rowsTaken()).isEqualTo(1);
    doAs("desk", () -> coverage.recount());
    assertThat(as("desk", () -> findings.of(List.of(paid)))).anySatisfy(found -> assertThat(found.kind()).isEqualTo(FindingKind.DOUBLE_TOWN));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> as("clerk", () -> lists.begin(new NewOutsideList(null, "", null, null, "no-such", null, false)))).isInstanceOfSatisfying(
        InvalidInput.class, refused -> assertThat(refused.errors()).extracting(InvalidInput.FieldError::field).containsExactlyInAnyOrder("source", "title", "asOf", "programme"));
  }
}

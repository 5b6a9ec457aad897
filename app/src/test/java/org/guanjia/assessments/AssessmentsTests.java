package org.guanjia.assessments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.assessments.StandardTests.points;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.benefits.Determinations;
import org.guanjia.people.PersonMerging;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportJob;
import org.guanjia.platform.spreadsheets.Imports;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.rules.Vocabulary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssessmentsTests {

  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

  @LocalServerPort int port;
  @Autowired AwardsFixture fixture;
  @Autowired Assessments assessments;
  @Autowired Abilities abilities;
  @Autowired AssessmentLists lists;
  @Autowired PersonMerging merging;
  @Autowired Determinations determinations;
  @Autowired Imports imports;
  @Autowired Users users;
  @Autowired HeardAssessments heard;
  private String one;
  private String two;

  @BeforeAll
  void staff() {
    one = Staff.add(users, "assessor", Role.BENEFITS_CLERK);
    two = Staff.add(users, "assessor2", Role.BENEFITS_CLERK);
  }

  private long begun(long person) {
    return as(one, () -> assessments.begin(new NewAssessment(person, Assessment.Reason.FIRST, Assessment.Place.HOME, TODAY, null, null)));
  }

  private Assessment find(long id) {
    return as(one, () -> assessments.find(id));
  }

  private boolean sign(String who, long id, Sheet.Finding found) {
    int version = find(id).sheet(who).map(Sheet::version).orElse(0);
    return as(who, () -> assessments.sign(id, version, found, null));
  }

  private Optional<Integer> level(long person, LocalDate day) {
    return as("desk", () -> abilities.of(person, day)).map(Ability::level);
  }

  @Test
  void countsOnceTwoHaveSignedTheSame() {
    long person = fixture.old("示例评估一", 82);
    long id = begun(person);
    assertThat(sign(one, id, points(50, false, false, false, 2))).isFalse();
    assertThat(level(person, TODAY)).isEmpty();
    assertThat(sign(one, id, points(50, false, false, false, 2))).as("the same assessor twice is one").isFalse();
    assertThat(sign(two, id, points(51, false, false, false, 2))).isFalse();
    assertThat(find(id).differing()).isTrue();
    assertThat(sign(two, id, points(50, false, false, false, 2))).isTrue();
    Assessment counts = find(id);
    assertThat(counts.state()).isEqualTo(AssessmentState.COUNTS);
    assertThat(List.of(counts.score(), counts.level())).containsExactly(50, 3);
    assertThat(counts.reviewOn()).isEqualTo(TODAY.plusMonths(12));
    assertThat(level(person, TODAY)).contains(3);
    assertThat(level(person, TODAY.minusDays(1))).isEmpty();
    assertThat(heard.last(person)).contains(new AbilityAssessed(TOWN, person, 3, TODAY));
    long[] sheet = as("desk", () -> determinations.of(person, YearMonth.from(TODAY))).orElseThrow().sheet().raw();
    assertThat(sheet[Vocabulary.PERSON_MONTH.fact("ability_level").orElseThrow().place()]).as("what the rules know").isEqualTo(3);
    assertThatThrownBy(() -> sign(two, id, points(90, false, false, false, 0))).isInstanceOf(IllegalAssessmentMove.class);
  }

  @Test
  void theSecondMaySignWhatTheFirstSignedButNotTheirOwn() {
    long person = fixture.old("示例评估二", 82);
    long id = begun(person);
    sign(one, id, points(90, false, false, false, 0));
    int version = find(id).sheet(one).orElseThrow().version();
    assertThatThrownBy(() -> as(one, () -> assessments.signAlike(id, one, version))).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> as(two, () -> assessments.signAlike(id, one, version - 1))).isInstanceOf(StaleAssessment.class);
    assertThat(as(two, () -> assessments.signAlike(id, one, version))).isTrue();
    assertThat(level(person, TODAY)).contains(0);
  }

  @Test
  void aSheetWrittenAnewIsNotSignedAnyMore() {
    long id = begun(fixture.old("示例评估三", 82));
    sign(one, id, points(80, false, false, false, 0));
    doAs(one, () -> assessments.save(id, 1, points(70, false, false, false, 0), "再看一看"));
    assertThat(find(id).signed()).isEmpty();
    assertThatThrownBy(() -> doAs(one, () -> assessments.save(id, 1, points(70, false, false, false, 0), null))).isInstanceOf(StaleAssessment.class);
    List<Integer> open = new ArrayList<>(points(70, false, false, false, 0).scores());
    open.set(0, Sheet.OPEN);
    assertThatThrownBy(() -> as(one, () -> assessments.sign(id, 2, new Sheet.Finding(open, false, false, false, 0), null)))
        .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors().getFirst().field()).isEqualTo("item.eating"));
  }

  @Test
  void oneAtATimeAndNoneOfWhoIsNotThere() {
    long person = fixture.old("示例评估四", 82);
    long id = begun(person);
    assertThatThrownBy(() -> begun(person)).isInstanceOf(InvalidInput.class);
    doAs(one, () -> assessments.discard(id, find(id).version(), "改日再评"));
    begun(person);
    assertThatThrownBy(() -> as(one, () -> assessments.begin(new NewAssessment(person, null, null, TODAY.plusDays(1), null, null))))
        .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors()).extracting(InvalidInput.FieldError::field).contains("reason", "place", "assessedOn"));
  }

  private long counted(long person, int score) {
    long id = begun(person);
    sign(one, id, points(score, false, false, false, 0));
    sign(two, id, points(score, false, false, false, 0));
    return id;
  }

  @Test
  void whatCountsIsOnlyTakenBackOrCorrectedByANewOne() {
    long person = fixture.old("示例评估五", 82);
    long first = counted(person, 70);
    Instant before = Instant.now();
    long second = as(one, () -> assessments.begin(new NewAssessment(person, null, Assessment.Place.HOME, TODAY, null, first)));
    sign(one, second, points(40, false, false, false, 0));
    sign(two, second, points(40, false, false, false, 0));
    assertThat(find(first).state()).isEqualTo(AssessmentState.CORRECTED);
    assertThat(level(person, TODAY)).contains(3);
    assertThat(as("desk", () -> abilities.of(List.of(person), TODAY, before)).get(person).level()).as("as it was known then").isEqualTo(1);
    doAs(one, () -> assessments.withdraw(second, find(second).version(), "评错了人"));
    assertThat(level(person, TODAY)).isEmpty();
    assertThat(heard.last(person).orElseThrow().level()).isNull();
  }

  @Test
  void goesWithThePersonsRecord() {
    long survivor = fixture.old("示例评估合并甲", 82);
    long merged = fixture.old("示例评估合并乙", 82);
    counted(merged, 40);
    doAs("desk", () -> merging.merge(survivor, 1, merged, 1, "同一人"));
    assertThat(level(survivor, TODAY)).contains(3);
    long merge = as("desk", () -> merging.of(survivor)).getFirst().id();
    doAs("desk", () -> merging.part(merge, "不是同一人"));
    assertThat(level(survivor, TODAY)).isEmpty();
    assertThat(level(merged, TODAY)).contains(3);
  }

  @Test
  void olderResultsComeByAListAndAreDueAgain() {
    LocalDate birth = TODAY.minusYears(84);
    String number = AwardsFixture.residentId(birth);
    long person = fixture.registered(AwardsFixture.facts("示例评估名单", birth, number));
    String csv = "姓名,身份证号码,能力等级,评估日期,评估员,复评日期\n示例评估名单," + number + ",2级," + TODAY.minusMonths(13) + ",甲、乙,\n别的名字," + number + ",2级,2024-01-01,,\n无此人,441999194001011,3,2024-01-01,,\n";
    assertThat(brought(csv)).contains("3 name assessments.import.otherName", "4 document assessments.import.unknown");
    assertThat(level(person, TODAY)).contains(2);
    assertThat(brought(csv)).contains("2 null assessments.import.there");
    assertThat(as("desk", () -> lists.list(new AssessmentFilter(AssessmentFilter.Kind.DUE, SUBIAN, null), null, 50)).lines())
        .extracting(line -> line.assessment().personId()).contains(person);
    begun(person);
    assertThat(as("desk", () -> lists.list(new AssessmentFilter(AssessmentFilter.Kind.DUE, SUBIAN, null), null, 50)).lines())
        .extracting(line -> line.assessment().personId()).doesNotContain(person);
  }

  private List<String> brought(String csv) {
    Viewer clerk = new Viewer(one, TOWN, "assessor", "测试", Role.BENEFITS_CLERK, null, null, AccessTable.of(Role.BENEFITS_CLERK));
    return clerk.context().call(() -> {
      long id = imports.upload(clerk, AssessmentsTarget.NAME, "民政办", "assessments.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), null);
      imports.start(id, null);
      long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      ImportJob job = imports.find(id).orElseThrow();
      while (!job.state().isOver() && System.nanoTime() < until) job = imports.find(id).orElseThrow();
      return imports.problems(id, 0, 100).stream().map(each -> each.row() + " " + each.field() + " " + each.key()).toList();
    });
  }

  @Test
  void aClerkOfAnotherVillageAssessesNobodyHere() {
    long person = fixture.old("示例评估六", 82);
    var elsewhere = new TownContext(TOWN, two, List.of("441900103201"), null);
    assertThatThrownBy(() -> elsewhere.call(() -> assessments.begin(new NewAssessment(person, Assessment.Reason.FIRST, Assessment.Place.HOME, TODAY, null, null))))
        .isInstanceOf(RuntimeException.class);
    long id = begun(person);
    assertThatThrownBy(() -> elsewhere.call(() -> assessments.find(id))).isInstanceOf(NoSuchAssessment.class);
  }

  @Test
  void theFormWorksWithoutScript() {
    long person = fixture.old("示例评估七", 82);
    Visitor assessor = Staff.enter(port, "assessor");
    var begun = assessor.post("/assessments", "person", String.valueOf(person), "reason", "FIRST", "place", "HOME", "assessedOn", TODAY.toString());
    assertThat(begun.location()).endsWith("/sheet");
    String path = begun.location();
    assertThat(assessor.get(path).body()).contains("进食", "社会交往能力", "name=\"item.eating\"", "不是标准原文");
    var refused = assessor.post(path, "version", "0", "deed", "sign", "item.eating", "4");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("请选择这一项的分数");
    List<String> form = new ArrayList<>(List.of("version", "0", "deed", "sign", "words", "能自己走动", "riskEvents", "0"));
    for (Standard.Item item : Standard.ITEMS) form.addAll(List.of(item.field(), String.valueOf(item.most())));
    assertThat(assessor.post(path, form.toArray(String[]::new)).status()).isEqualTo(303);
    assertThat(assessor.post(path, form.toArray(String[]::new)).status()).as("from what stands no more").isEqualTo(409);
    String shown = path.replace("/sheet", "");
    Visitor second = Staff.enter(port, "assessor2");
    assertThat(second.get(shown).body()).contains("我看到的一样，签字");
    assertThat(second.post(shown + "/signature", "assessor", one, "version", "1").status()).isEqualTo(303);
    assertThat(second.get(shown).body()).contains("0 级 能力完好", "能自己走动");
    assertThat(second.get(shown + "/print").body()).contains("老年人能力评估表");
    assertThat(second.get("/people/" + person).body()).contains("0 级 能力完好");
    assertThat(second.get("/assessments?kind=all").body()).contains("示例评估七");
    assertThat(Set.of(200)).contains(second.get("/assessments/export.csv?kind=all").status());
  }
}

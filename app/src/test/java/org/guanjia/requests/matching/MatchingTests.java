package org.guanjia.requests.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.Answers;
import org.guanjia.requests.Channel;
import org.guanjia.requests.Intake;
import org.guanjia.requests.Merging;
import org.guanjia.requests.NewRequest;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.QueueSearch;
import org.guanjia.requests.RequestsFixture;
import org.guanjia.requests.Triage;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Duplicates, similar cases, policies and search on a database with row-level security. */
@TownTest
class MatchingTests {

  private static final String NANSHE = "441900103207";

  @Autowired Intake intake;
  @Autowired Triage triage;
  @Autowired Answers answers;
  @Autowired Merging merging;
  @Autowired Duplicates duplicates;
  @Autowired SimilarCases similarCases;
  @Autowired PolicyFinder policies;
  @Autowired QueueSearch search;
  @Autowired Wordings wordings;
  @Autowired TownFrequencies frequencies;
  @Autowired TransactionTemplate transactions;
  @Autowired DSLContext sql;

  @BeforeEach
  void emptyTown() {
    RequestsFixture.departmentsAndCategories();
    RequestsFixture.execute("truncate requests.request, requests.wording, requests.policy cascade");
    frequencies.forget();
  }

  @Test
  void proposesTheSameMatterInOtherWordsWithReasons() {
    var first = received(SUBIAN, "东岳路38号路灯不亮", null);
    received(SUBIAN, "东岳路38号垃圾没人清运", null);
    received(NANSHE, "文化街路灯不亮", null);
    var second = received(SUBIAN, "麻烦看看东岳路三十八号门口，街灯坏了好几天，老人夜里看不见路", null);

    var proposals = as("desk", () -> duplicates.proposals(second));

    assertThat(proposals).extracting(Duplicates.Proposal::code).containsExactly(first);
    assertThat(proposals.getFirst().reasons()).contains(Reason.pro(Reason.Kind.ROAD, "东岳路"), Reason.pro(Reason.Kind.NUMBER, "38"));
    assertThat(proposals.getFirst().open()).isTrue();
    assertThat(as("desk", () -> duplicates.proposals(first))).as("seen from the other side").extracting(Duplicates.Proposal::code).containsExactly(second);
  }

  @Test
  void whatIsMergedIsNotProposedAgain() {
    var first = received(SUBIAN, "东岳路38号井盖不见了", null);
    var second = received(SUBIAN, "东岳路38号下水道盖子被偷了", null);
    var third = received(SUBIAN, "井盖丢失，东岳路38号", null);
    doAs("desk", () -> merging.merge(second, null, first));
    assertThat(as("desk", () -> duplicates.proposals(third))).extracting(Duplicates.Proposal::code).containsExactly(first);
  }

  @Test
  void proposesOnlyWhatTheViewerMaySee() {
    received(NANSHE, "南社与粟边交界东岳路38号路灯不亮", "13800000001");
    var here = received(SUBIAN, "东岳路38号路灯不亮", "13800000001");
    var clerk = new TownContext(TOWN, "clerk", List.of(SUBIAN), null);
    assertThat(clerk.call(() -> duplicates.proposals(here))).isEmpty();
  }

  @Test
  void aPlaceCorrectedIsFoundThere() {
    var first = received(SUBIAN, "东岳路38号路灯不亮", null);
    var second = received(NANSHE, "路灯不亮，晚上很黑", null);
    assertThat(as("desk", () -> duplicates.proposals(first))).isEmpty();
    doAs("desk", () -> triage.correct(second, null, "路灯不亮", null, SUBIAN, "东岳路38号"));
    assertThat(as("desk", () -> duplicates.proposals(first))).extracting(Duplicates.Proposal::code).containsExactly(second);
  }

  @Test
  void anUnknownCodeHasNothing() {
    assertThat(as("desk", () -> duplicates.proposals("00000000"))).isEmpty();
    assertThat(as("desk", () -> similarCases.of("00000000"))).isEmpty();
    assertThat(as("desk", () -> policies.forRequest("00000000"))).isEmpty();
  }

  @Test
  void showsPastCasesWithTheirAnswersFromAnyVillage() {
    var past = received(NANSHE, "文化街公厕很脏没人打扫", null);
    doAs("desk", () -> triage.decide(past, null, Outcome.ANSWER, null, null, List.of()));
    doAs("desk", () -> answers.draft(past, null, "已通知保洁公司每日清扫两次。", null));
    doAs("leader", () -> answers.approve(past, null, null));
    received(NANSHE, "公厕没有水", null);
    var now = received(SUBIAN, "厕所好脏，没人打扫", null);

    var cases = as("desk", () -> similarCases.of(now));

    assertThat(cases).extracting(SimilarCases.PastCase::code).as("only what was answered").containsExactly(past);
    assertThat(cases.getFirst().answer()).isEqualTo("已通知保洁公司每日清扫两次。");
  }

  @Test
  void findsThePolicyByWhatPeopleCallIt() {
    policy("高龄老人生活津贴", "年满八十周岁的户籍老人按月发放津贴", "高龄津贴 老人金", true);
    policy("失能老人护理补贴", "经评估失能的老人按月发放护理补贴", "护理补贴 失能", true);
    policy("高龄老人生活津贴（旧）", "已废止", "老人金", false);
    var request = received(SUBIAN, "我妈妈八十二岁了，老人金怎么领", null);

    var matches = as("desk", () -> policies.forRequest(request));

    assertThat(matches.getFirst().title()).isEqualTo("高龄老人生活津贴");
    assertThat(matches).extracting(PolicyFinder.Match::title).doesNotContain("高龄老人生活津贴（旧）");
    assertThat(as("desk", () -> policies.matching("路灯不亮"))).isEmpty();
  }

  @Test
  void searchesWordsCodesAndPhones() {
    var light = received(SUBIAN, "东岳路38号路灯不亮", "13800000002");
    var dog = received(SUBIAN, "野狗咬人 Stray dogs", null);
    assertThat(found("路灯")).containsExactly(light);
    assertThat(found("不亮 東嶽路")).containsExactly(light);
    assertThat(found("路灯 狗")).isEmpty();
    assertThat(found("狗")).containsExactly(dog);
    assertThat(found("DOG")).containsExactly(dog);
    assertThat(found("３８号")).containsExactly(light);
    assertThat(found(light.substring(0, 4).toLowerCase() + "-" + light.substring(4))).containsExactly(light);
    assertThat(found("138 0000 0002")).containsExactly(light);
    assertThat(found("13800009999")).isEmpty();
    assertThat(found("！？")).isEmpty();
    assertThat(found("  ")).containsExactlyInAnyOrder(light, dog);
    assertThat(found("' or 1=1 --")).isEmpty();
    assertThat(found("路".repeat(5_000))).isEmpty();
  }

  @Test
  void searchStaysInTheTownAndTheArea() {
    var here = received(SUBIAN, "东岳路38号路灯不亮", null);
    received(NANSHE, "文化街路灯不亮", null);
    var elsewhere = new TownContext("510100001", "desk", null, null);
    assertThat(elsewhere.call(() -> foundNow("路灯"))).isEmpty();
    assertThat(new TownContext(TOWN, "clerk", List.of(SUBIAN), null).call(() -> foundNow("路灯"))).containsExactly(here);
  }

  @Test
  void commonWordsAreAskedInTheOrderOfTheQueue() {
    for (int i = 0; i < 30; i++) received(SUBIAN, "东岳路" + i + "号路灯不亮", null);
    frequencies.forget();
    assertThat(found("路灯")).hasSize(30);
    assertThat(found("路灯 17号")).hasSize(1);
  }

  @Test
  void aHouseNumberIsThatOfTheRoadBeforeIt() {
    var house = received(SUBIAN, "环村路125号门前路灯不亮", null);
    var spaced = received(SUBIAN, "环村路 125号门前路灯不亮", null);
    var other = received(SUBIAN, "环村路口路灯不亮，在文化街125号旁边", null);
    assertThat(found("环村路125号")).containsExactlyInAnyOrder(house, spaced);
    assertThat(found("环村路 125号")).containsExactlyInAnyOrder(house, spaced, other);
    assertThat(found("文化街一百二十五号 路灯")).containsExactly(other);
  }

  @Test
  void whereNobodyNamesTheHouseRoadAndNumberAreFoundApart() {
    var apart = received(SUBIAN, "环村路口路灯不亮，在125号旁边", null);
    assertThat(found("环村路125号")).containsExactly(apart);
  }

  @Test
  void requestsLoadedPastTheApplicationAreEnteredLater() {
    received(SUBIAN, "东岳路38号路灯不亮", null);
    RequestsFixture.execute("delete from requests.wording");
    received(SUBIAN, "东岳路40号路灯不亮", null);
    received(SUBIAN, "东岳路42号路灯不亮", null);
    RequestsFixture.execute("delete from requests.wording where request_id = (select max(request_id) from requests.wording)");
    assertThat(found("路灯")).hasSize(1);
    TownContext.system(RequestsFixture.TOWN).run(wordings::keepMissing);
    frequencies.forget();
    assertThat(found("路灯")).hasSize(3);
  }

  @Test
  void hostileTextIsTakenDownComparedAndSearched() {
    var texts = List.of("💡💡💡", "\u202e\u200b路\u200b灯", "<script>alert(1)</script>", "'; drop table requests.request; --", "ب".repeat(200), "路灯".repeat(9_000));
    for (var text : texts) {
      var code = received(SUBIAN, text, null);
      as("desk", () -> duplicates.proposals(code));
      as("desk", () -> similarCases.of(code));
      as("desk", () -> policies.forRequest(code));
      found(text);
    }
    assertThat(found("路灯")).hasSize(2);
  }

  private List<String> found(String typed) {
    return as("desk", () -> foundNow(typed));
  }

  private List<String> foundNow(String typed) {
    return transactions.execute(status -> sql.select(REQUEST.CODE).from(REQUEST).where(search.condition(typed)).fetch(REQUEST.CODE));
  }

  private String received(String village, String words, String phone) {
    var request =
        new NewRequest(Channel.RESIDENT, words, null, null, village, null, null, null, null, null, null, null, phone == null, null, null, phone, null, null, null, List.of());
    return as("resident", () -> intake.receive(request)).code();
  }

  private void policy(String title, String summary, String keywords, boolean active) {
    RequestsFixture.execute(
        "insert into requests.policy (town, department, title, summary, keywords, active) values ('%s', 'roads', '%s', '%s', '%s', %s)"
            .formatted(TOWN, title, summary, keywords, active));
  }
}

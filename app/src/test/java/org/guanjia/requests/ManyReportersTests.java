package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.aLight;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.util.List;
import java.util.Map;
import org.guanjia.TownTest;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One matter, several reporters and departments: nobody is forgotten, nobody is waited for in vain. */
@TownTest
class ManyReportersTests {

  private static final String OTHER_VILLAGE = "441900103200";

  @Autowired Intake intake;
  @Autowired Triage triage;
  @Autowired Handling handling;
  @Autowired Answers answers;
  @Autowired Tellings tellings;
  @Autowired FollowUp followUp;
  @Autowired Questions questions;
  @Autowired Merging merging;
  @Autowired Reviews reviews;
  @Autowired Deadlines deadlines;
  @Autowired Matters matters;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
  }

  @Test
  void aMatterNoLongerWaitsForWhoeverLeftIt() {
    String matter = received("13800000021");
    String wrong = received("13800000022");
    doAs("desk", () -> merging.merge(wrong, null, matter));
    RequestsFixture.execute("update requests.request set due_on = current_date - 30 where code = '" + wrong + "'");
    answered(matter);
    doAs("clerk", () -> tellings.told(matter, Tellings.Way.CALL, null));
    assertThat(find(matter).state()).isEqualTo(State.ANSWERED);
    doAs("desk", () -> merging.undo(wrong, null));
    assertThat(find(matter).state()).isEqualTo(State.FED_BACK);
    assertThat(find(wrong).state()).isEqualTo(State.RECEIVED);
    assertThat(find(wrong).line().dueOn()).as("it was not late by its own fault").isAfterOrEqualTo(deadlines.today());
  }

  @Test
  void aLongChainComesApartWhereItIsCut() {
    String a = received(null);
    String b = received(null);
    String c = received(null);
    String d = received(null);
    doAs("desk", () -> merging.merge(a, null, b));
    doAs("desk", () -> merging.merge(b, null, c));
    doAs("desk", () -> merging.merge(c, null, d));
    doAs("desk", () -> merging.undo(c, null));
    assertThat(find(c).merged()).extracting(Matter.Linked::code).containsExactlyInAnyOrder(a, b);
    assertThat(find(d).merged()).isEmpty();
  }

  @Test
  void aClerkTellsTheirOwnReporterOfAMatterInAnotherVillage() {
    String matter = received(null, OTHER_VILLAGE);
    String ours = received("13800000023");
    doAs("desk", () -> merging.merge(ours, null, matter));
    answered(matter);
    var clerk = new TownContext(TOWN, "clerk", List.of(SUBIAN), null);
    assertThatThrownBy(() -> clerk.run(() -> matters.find(matter))).isInstanceOf(NoSuchRequest.class);
    assertThat(clerk.call(() -> matters.find(ours)).answer()).as("what there is to tell").isPresent();
    clerk.run(() -> tellings.told(ours, Tellings.Way.VISIT, "上门说明"));
    assertThat(find(matter).state()).isEqualTo(State.FED_BACK);
    assertThat(find(matter).history().getLast().actor()).isEqualTo("clerk");
    assertThatThrownBy(() -> clerk.run(() -> matters.find(matter))).as("the wider view has ended").isInstanceOf(NoSuchRequest.class);
  }

  @Test
  void whatComesInAtAMergedRequestIsSeenAtTheMatter() {
    String matter = received(null);
    String merged = received(null);
    doAs("desk", () -> questions.ask(merged, null, "是哪一盏？"));
    doAs("desk", () -> merging.merge(merged, null, matter));
    doAs("resident", () -> questions.answer(merged, "小卖部门口那盏"));
    doAs("resident", () -> followUp.add(merged, "还有一盏", List.of(), false));
    assertThat(find(merged).questions().getFirst().answer()).isEqualTo("小卖部门口那盏");
    assertThat(find(matter).history()).filteredOn(event -> merged.equals(event.details().get("by"))).hasSize(2);
  }

  @Test
  void aComplaintCountsAlsoAfterAnotherReporterWasContent() {
    String matter = received(null);
    String merged = received(null);
    doAs("desk", () -> merging.merge(merged, null, matter));
    answered(matter);
    doAs("resident", () -> followUp.rate(matter, 5, "好"));
    doAs("resident", () -> followUp.rate(merged, 1, "我这边还是黑的"));
    assertThat(find(matter).state()).isEqualTo(State.UNDER_REVIEW);
    assertThatThrownBy(() -> doAs("resident", () -> followUp.rate(merged, 1, "再说一次"))).isInstanceOf(InvalidInput.class);
    doAs("leader", () -> reviews.redo(matter, null, "确实"));
    answered(matter);
    doAs("resident", () -> followUp.rate(merged, 4, "这次好了"));
    doAs("resident", () -> followUp.rate(matter, 4, "还是好"));
    assertThat(find(matter).state()).isEqualTo(State.RATED);
  }

  @Test
  void oneReviewAnswersEveryComplaintAndTheOthersMayStillRate() {
    String matter = received(null);
    String one = received(null);
    String two = received(null);
    doAs("desk", () -> merging.merge(one, null, matter));
    doAs("desk", () -> merging.merge(two, null, matter));
    answered(matter);
    doAs("resident", () -> followUp.rate(one, 1, "不好"));
    doAs("resident", () -> followUp.rate(two, 2, "也不好"));
    doAs("leader", () -> reviews.uphold(matter, null, "现场看过，已修好"));
    assertThat(find(matter).ratings()).hasSize(2).allSatisfy(rating -> assertThat(rating.review()).isEqualTo("现场看过，已修好"));
    doAs("resident", () -> followUp.rate(matter, 5, "好"));
    assertThat(find(matter).state()).isEqualTo(State.RATED);
    assertThat(find(matter).line().rating()).isEqualTo(5);
  }

  @Test
  void theLeadDoesNotWaitForADepartmentThatWasRecalled() {
    String code = received(null);
    doAs("desk", () -> triage.handOver(code, null, null, "roads", List.of("water"), null));
    doAs("officer", () -> handling.accept(code, null, "roads"));
    assertThatThrownBy(() -> doAs("officer", () -> handling.report(code, null, "roads", "好了", Map.of()))).isInstanceOf(InvalidInput.class);
    doAs("desk", () -> triage.handOver(code, null, null, "roads", List.of(), null));
    assertThat(find(code).handsOf("water").orElseThrow().state()).isEqualTo("RECALLED");
    assertThatThrownBy(() -> doAs("helper", () -> handling.accept(code, null, "water"))).isInstanceOf(IllegalMove.class);
    doAs("officer", () -> handling.report(code, null, "roads", "好了", Map.of()));
    assertThat(find(code).state()).isEqualTo(State.DONE);
  }

  @Test
  void aHelperThatIsDoneIsNotAskedAgainWhenAnotherJoins() {
    String code = received(null);
    doAs("desk", () -> triage.handOver(code, null, null, "roads", List.of("water"), null));
    doAs("officer", () -> handling.accept(code, null, "roads"));
    doAs("helper", () -> handling.accept(code, null, "water"));
    doAs("helper", () -> handling.report(code, null, "water", "已疏通", Map.of()));
    doAs("desk", () -> triage.handOver(code, null, null, "roads", List.of("water", "parks"), null));
    assertThat(find(code).handsOf("water").orElseThrow().state()).isEqualTo("DONE");
    assertThat(find(code).handsOf("roads").orElseThrow().state()).isEqualTo("ACCEPTED");
    assertThat(find(code).handsOf("parks").orElseThrow().state()).isEqualTo("OFFERED");
  }

  @Test
  void whenTheLeadRefusesAndTheDeskAnswersNobodyIsLeftWithAPart() {
    String code = received(null);
    doAs("desk", () -> triage.handOver(code, null, null, "roads", List.of("water"), null));
    doAs("helper", () -> handling.accept(code, null, "water"));
    doAs("officer", () -> handling.refuse(code, null, "roads", "属供电部门"));
    assertThat(find(code).state()).isEqualTo(State.RECEIVED);
    doAs("desk", () -> triage.decide(code, null, Outcome.ANSWER, null, null, List.of()));
    assertThat(find(code).departments()).extracting(Matter.Hands::state).containsExactlyInAnyOrder("REFUSED", "RECALLED");
    assertThat(find(code).lead()).isEmpty();
  }

  @Test
  void anOpenQuestionDoesNotStopTheClockOfWhatComesAfterTheAnswer() {
    String code = received("13800000024");
    doAs("desk", () -> triage.decide(code, null, Outcome.ANSWER, null, null, List.of()));
    doAs("desk", () -> questions.ask(code, null, "是哪一盏？"));
    doAs("desk", () -> answers.draft(code, null, "已修好。", null));
    Matter matter = find(code);
    assertThat(matter.line().clockStopped()).isFalse();
    assertThat(matter.openQuestions()).isEmpty();
  }

  @Test
  void textsThatAreTooLongAreRefusedByTheirField() {
    String code = received("13800000025");
    String tooLong = "长".repeat(4_001);
    assertRefused("reason", () -> triage.decide(code, null, Outcome.ANSWER, null, tooLong, List.of()));
    assertRefused("note", () -> triage.handOver(code, null, null, "roads", List.of(), tooLong));
    assertRefused("address", () -> triage.correct(code, null, "路灯", null, null, "长".repeat(501)));
    answered(code);
    assertRefused("note", () -> tellings.told(code, Tellings.Way.CALL, tooLong));
  }

  private static void assertRefused(String field, Runnable work) {
    assertThatThrownBy(() -> doAs("desk", work))
        .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors().getFirst().field()).isEqualTo(field));
  }

  private void answered(String code) {
    doAs("desk", () -> triage.decide(code, null, Outcome.ANSWER, null, null, List.of()));
    doAs("desk", () -> answers.draft(code, null, "已安排维修。", null));
    doAs("chief", () -> answers.approve(code, null, null));
  }

  private Matter find(String code) {
    return as("desk", () -> matters.find(code));
  }

  private String received(String phone) {
    return received(phone, SUBIAN);
  }

  private String received(String phone, String village) {
    NewRequest light = aLight(phone);
    var request =
        new NewRequest(
            light.channel(), light.words(), null, light.category(), village, null, null, light.address(), null, null, null, null, light.anonymous(), null,
            light.reporterName(), light.reporterPhone(), null, null, null, List.of());
    return as("resident", () -> intake.receive(request)).code();
  }
}

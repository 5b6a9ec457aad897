package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.requests.RequestsFixture.aLight;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.util.List;
import java.util.Map;
import org.guanjia.TownTest;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A request's way through the house, by the services alone. */
@TownTest
class LifeCycleTests {

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
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
  }

  @Test
  void fromTheFirstWordToTheRating() {
    String code = received(null);
    handOver(code, "roads", List.of());
    doAs("officer", () -> handling.accept(code, null, "roads"));
    doAs("officer", () -> handling.report(code, null, "roads", "已更换灯泡，今晚起恢复照明。", Map.of()));
    assertThat(state(code)).isEqualTo(State.DONE);
    doAs("desk", () -> answers.approve(code, null, null));
    assertThat(state(code)).as("an anonymous resident is told on the page").isEqualTo(State.FED_BACK);
    doAs("resident", () -> followUp.rate(code, 5, "很快"));
    assertThat(state(code)).isEqualTo(State.RATED);
    assertThat(request(code).getClosedAt()).isNotNull();
  }

  @Test
  void theDrafterCannotApprove() {
    String code = answeredByTheDesk(null);
    assertThatThrownBy(() -> doAs("desk", () -> answers.approve(code, null, null))).isInstanceOf(InvalidInput.class);
    assertThat(state(code)).isEqualTo(State.DONE);
  }

  @Test
  void aMatterIsNotFedBackBeforeItsMergedReportersAreTold() {
    String matter = received("13800000001");
    String duplicate = received("13800000002");
    doAs("desk", () -> merging.merge(duplicate, null, matter));
    assertThat(state(duplicate)).isEqualTo(State.MERGED);
    answer(matter);
    doAs("chief", () -> answers.approve(matter, null, null));
    assertThat(state(matter)).isEqualTo(State.ANSWERED);
    doAs("clerk", () -> tellings.told(matter, Tellings.Way.CALL, "已告知"));
    assertThat(state(matter)).as("the merged reporter is not told yet").isEqualTo(State.ANSWERED);
    doAs("clerk", () -> tellings.told(duplicate, Tellings.Way.CALL, "已告知"));
    assertThat(state(matter)).isEqualTo(State.FED_BACK);
    assertThatThrownBy(() -> doAs("clerk", () -> tellings.told(duplicate, Tellings.Way.CALL, null)))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void aMergeCanBeUndoneAlsoInAChain() {
    String a = received(null);
    String b = received(null);
    String c = received(null);
    doAs("desk", () -> merging.merge(a, null, b));
    doAs("desk", () -> merging.merge(b, null, c));
    assertThat(request(a).getMergedInto()).isEqualTo(request(c).getId());
    doAs("desk", () -> merging.undo(b, null));
    assertThat(state(b)).isEqualTo(State.RECEIVED);
    assertThat(request(a).getMergedInto()).isEqualTo(request(b).getId());
    assertThatThrownBy(() -> doAs("desk", () -> merging.merge(c, null, c))).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> doAs("desk", () -> merging.merge(c, null, a))).isInstanceOf(InvalidInput.class);
  }

  @Test
  void severalDepartmentsOneLead() {
    String code = received(null);
    handOver(code, "roads", List.of("water"));
    doAs("officer", () -> handling.accept(code, null, "roads"));
    doAs("helper", () -> handling.accept(code, null, "water"));
    assertThatThrownBy(() -> doAs("officer", () -> handling.report(code, null, "roads", "好了", Map.of())))
        .isInstanceOf(InvalidInput.class);
    doAs("helper", () -> handling.report(code, null, "water", "排水口已疏通", Map.of()));
    assertThat(state(code)).isEqualTo(State.IN_DEPARTMENT);
    doAs("officer", () -> handling.report(code, null, "roads", "路面已修复", Map.of()));
    assertThat(state(code)).isEqualTo(State.DONE);
  }

  @Test
  void theLeadsRefusalBringsTheMatterBackToTheDesk() {
    String code = received(null);
    handOver(code, "roads", List.of("water"));
    doAs("helper", () -> handling.refuse(code, null, "water", "不属本部门职责"));
    assertThat(state(code)).isEqualTo(State.IN_DEPARTMENT);
    doAs("officer", () -> handling.refuse(code, null, "roads", "属供电部门"));
    assertThat(state(code)).isEqualTo(State.RECEIVED);
    handOver(code, "water", List.of());
    doAs("helper", () -> handling.accept(code, null, "water"));
    assertThat(state(code)).isEqualTo(State.IN_DEPARTMENT);
  }

  @Test
  void aReturnedAnswerIsDraftedAgain() {
    String code = answeredByTheDesk(null);
    doAs("chief", () -> answers.giveBack(code, null, "请说明什么时候修好"));
    assertThat(state(code)).isEqualTo(State.TRIAGED);
    doAs("desk", () -> answers.draft(code, null, "本周五前修好。", null));
    doAs("chief", () -> answers.approve(code, null, "本周五（27日）前修好。"));
    assertThat(state(code)).isEqualTo(State.FED_BACK);
  }

  @Test
  void aQuestionStopsTheClockAndTheAnswerLetsItRun() {
    String code = received(null);
    var due = request(code).getDueOn();
    doAs("desk", () -> questions.ask(code, null, "是哪一盏灯？"));
    assertThat(request(code).getClockStoppedOn()).isEqualTo(deadlines.today());
    RequestsFixture.execute("update requests.request set clock_stopped_on = current_date - 14 where code = '" + code + "'");
    doAs("resident", () -> questions.answer(code, "小卖部门口那盏"));
    assertThat(request(code).getClockStoppedOn()).isNull();
    assertThat(request(code).getDueOn()).isAfter(due.plusDays(6));
    assertThatThrownBy(() -> doAs("resident", () -> questions.answer(code, "再说一次"))).isInstanceOf(InvalidInput.class);
  }

  @Test
  void aDissatisfiedRatingIsReviewedBySomeoneElse() {
    String code = answeredByTheDesk(null);
    doAs("chief", () -> answers.approve(code, null, null));
    doAs("resident", () -> followUp.rate(code, 1, "还是不亮"));
    assertThat(state(code)).isEqualTo(State.UNDER_REVIEW);
    assertThatThrownBy(() -> doAs("desk", () -> reviews.uphold(code, null, "没问题"))).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> doAs("chief", () -> reviews.redo(code, null, "没问题"))).isInstanceOf(InvalidInput.class);
    doAs("leader", () -> reviews.redo(code, null, "现场看过，确实没修好"));
    assertThat(state(code)).isEqualTo(State.RECEIVED);
  }

  @Test
  void reopenedOnce() {
    String code = answeredByTheDesk(null);
    doAs("chief", () -> answers.approve(code, null, null));
    doAs("resident", () -> followUp.reopen(code, "又坏了"));
    assertThat(state(code)).isEqualTo(State.RECEIVED);
    answer(code);
    doAs("chief", () -> answers.approve(code, null, null));
    assertThatThrownBy(() -> doAs("resident", () -> followUp.reopen(code, "还坏"))).isInstanceOf(InvalidInput.class);
  }

  @Test
  void extendedOnceWithReason() {
    String code = received(null);
    handOver(code, "roads", List.of());
    var due = request(code).getDueOn();
    doAs("chief", () -> deadlines.extend(code, null, 5, "等材料"));
    assertThat(request(code).getDueOn()).isAfter(due);
    assertThatThrownBy(() -> doAs("chief", () -> deadlines.extend(code, null, 5, "再等"))).isInstanceOf(InvalidInput.class);
  }

  @Test
  void aStaleFormWritesNothing() {
    String code = received(null);
    int shown = request(code).getVersion();
    doAs("desk", () -> triage.assign(code, shown, "desk"));
    assertThatThrownBy(() -> doAs("other", () -> triage.assign(code, shown, "other"))).isInstanceOf(StaleRequest.class);
    assertThat(request(code).getAssignee()).isEqualTo("desk");
  }

  @Test
  void illegalMovesAreRefusedWhole() {
    String code = received(null);
    assertThatThrownBy(() -> doAs("desk", () -> answers.approve(code, null, null))).isInstanceOf(IllegalMove.class);
    assertThatThrownBy(() -> doAs("resident", () -> followUp.rate(code, 5, null))).isInstanceOf(IllegalMove.class);
    doAs("resident", () -> followUp.withdraw(code, "自己好了"));
    assertThatThrownBy(() -> handOver(code, "roads", List.of())).isInstanceOf(IllegalMove.class);
    assertThat(state(code)).isEqualTo(State.WITHDRAWN);
  }

  @Test
  void aWishNeedsAReasonAndAPolicyOutcomeItsPolicy() {
    String code = received(null);
    assertThatThrownBy(() -> doAs("desk", () -> triage.decide(code, null, Outcome.WISH, null, " ", List.of())))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> doAs("desk", () -> triage.decide(code, null, Outcome.POLICY, null, null, List.of())))
        .isInstanceOf(InvalidInput.class);
    assertThat(state(code)).isEqualTo(State.RECEIVED);
  }

  @Test
  void theSecretOpensItsOwnMatterOnly() {
    Receipt one = as("resident", () -> intake.receive(aLight(null)));
    Receipt two = as("resident", () -> intake.receive(aLight(null)));
    assertThat(as("resident", () -> followUp.opens(one.code(), one.secret()))).isTrue();
    assertThat(as("resident", () -> followUp.opens(two.code(), one.secret()))).isEqualTo(one.secret().equals(two.secret()));
    assertThat(as("resident", () -> followUp.opens("00000000", one.secret()))).isFalse();
    assertThat(as("resident", () -> followUp.townOf(one.code()))).isEqualTo(RequestsFixture.TOWN);
  }

  @Test
  void badFieldsAreNamedAndNothingIsWritten() {
    int before = count();
    assertThatThrownBy(() -> as("resident", () -> intake.receive(NewRequest.of(Channel.RESIDENT, "  "))))
        .isInstanceOfSatisfying(
            InvalidInput.class, refused -> assertThat(refused.errors().getFirst().field()).isEqualTo("words"));
    assertThatThrownBy(() -> as("resident", () -> intake.receive(aLight("电话在家"))))
        .isInstanceOfSatisfying(
            InvalidInput.class, refused -> assertThat(refused.errors().getFirst().field()).isEqualTo("reporterPhone"));
    assertThat(count()).isEqualTo(before);
  }

  private String received(String phone) {
    return as("resident", () -> intake.receive(aLight(phone))).code();
  }

  private void handOver(String code, String lead, List<String> others) {
    doAs("desk", () -> triage.handOver(code, null, null, lead, others, null));
  }

  private void answer(String code) {
    doAs("desk", () -> triage.decide(code, null, Outcome.ANSWER, null, null, List.of()));
    doAs("desk", () -> answers.draft(code, null, "已安排维修。", null));
  }

  private String answeredByTheDesk(String phone) {
    String code = received(phone);
    answer(code);
    return code;
  }

  private State state(String code) {
    return State.valueOf(request(code).getState());
  }

  private RequestRecord request(String code) {
    return as(
        "desk", () -> transactions.execute(status -> sql.selectFrom(REQUEST).where(REQUEST.CODE.eq(code)).fetchSingle()));
  }

  private int count() {
    return as("desk", () -> transactions.execute(status -> sql.fetchCount(REQUEST)));
  }
}

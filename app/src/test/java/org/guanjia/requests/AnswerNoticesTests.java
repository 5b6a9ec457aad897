package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.aLight;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.guanjia.TownTest;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.notices.NoticeChannel;
import org.guanjia.platform.notices.NoticeNotSent;
import org.guanjia.platform.notices.NoticeSent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of a text message is kept with the matter, whoever's thread brings the news. */
@TownTest
class AnswerNoticesTests {

  @Autowired Intake intake;
  @Autowired Triage triage;
  @Autowired Answers answers;
  @Autowired Matters matters;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionTemplate transactions;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
  }

  @Test
  void aMessageThatArrivedMeansThatTheReporterWasTold() throws InterruptedException {
    String code = answered();
    publish(new NoticeSent(RequestsFixture.TOWN, event(code), NoticeChannel.SMS));
    await(() -> find(code).state() == State.FED_BACK);
  }

  @Test
  void aMessageThatDidNotArriveBecomesACall() throws InterruptedException {
    String code = answered();
    publish(new NoticeNotSent(RequestsFixture.TOWN, event(code), NoticeChannel.SMS, false));
    await(() -> find(code).tellings().getFirst().way() == Tellings.Way.CALL);
    assertThat(find(code).state()).isEqualTo(State.ANSWERED);
  }

  private String answered() {
    String code = as("resident", () -> intake.receive(aLight("13800000001"))).code();
    doAs("desk", () -> triage.decide(code, null, Outcome.ANSWER, null, null, List.of()));
    doAs("desk", () -> answers.draft(code, null, "本周五前修好。", null));
    doAs("chief", () -> answers.approve(code, null, null));
    return code;
  }

  private String event(String code) {
    return "answer:" + find(code).answer().orElseThrow().id() + ":" + code;
  }

  private Matter find(String code) {
    return as("desk", () -> matters.find(code));
  }

  private void publish(Object event) {
    TownContext.system("*").run(() -> transactions.executeWithoutResult(status -> events.publishEvent(event)));
  }

  private static void await(BooleanSupplier reached) throws InterruptedException {
    Instant until = Instant.now().plusSeconds(10);
    while (!reached.getAsBoolean() && Instant.now().isBefore(until)) Thread.sleep(50);
    assertThat(reached.getAsBoolean()).isTrue();
  }
}

package org.guanjia.awards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.awards.AwardsFixture.OLD_AGE;
import static org.guanjia.awards.db.Tables.AWARD;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.awards.Award.EndReason;
import org.guanjia.awards.Award.Finding;
import org.guanjia.people.Attribute;
import org.guanjia.people.Facts;
import org.guanjia.people.LifeEvent;
import org.guanjia.people.PersonMerging;
import org.guanjia.people.Register;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwardsTests {

  private static final TownContext ELSEWHERE = new TownContext(TOWN, "elsewhere", List.of("441900103201"), null);

  @Autowired AwardsFixture fixture;
  @Autowired Awards awards;
  @Autowired AwardLists lists;
  @Autowired Applications applications;
  @Autowired Approvals approvals;
  @Autowired Objections objections;
  @Autowired Appeals appeals;
  @Autowired Procedures procedures;
  @Autowired AwardRounds rounds;
  @Autowired AwardHistory history;
  @Autowired Register register;
  @Autowired PersonMerging merging;
  @Autowired Users users;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;
  private String first;
  private String second;

  @BeforeAll
  void town() {
    fixture.oldAge();
    first = Staff.add(users, "approver", Role.BENEFITS_APPROVER);
    second = Staff.add(users, "approver2", Role.BENEFITS_APPROVER);
    doAs("office", () -> procedures.limit("user:" + first, 15_000, "茶公服〔2026〕1号"));
  }

  private Award find(long id) {
    return as("desk", () -> awards.find(id)).orElseThrow();
  }

  private <T> T within(Supplier<T> work) {
    return as("desk", () -> transactions.execute(any -> work.get()));
  }

  private void check(long id) {
    doAs("checker", () -> approvals.check(id, find(id).version(), Finding.ENTITLED, null));
  }

  private boolean approve(String who, long id) {
    return as(who, () -> approvals.approve(id, find(id).version()));
  }

  private long inPayment(String name, int years) {
    long id = fixture.applied(fixture.old(name, years));
    check(id);
    if (!approve(first, id)) approve(second, id);
    return id;
  }

  private static void refusedFor(ThrowingCallable deed, String field, String key) {
    assertThatThrownBy(deed).isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors()).anySatisfy(error -> {
      assertThat(error.field()).isEqualTo(field);
      assertThat(error.key()).isEqualTo(key);
    }));
  }

  private boolean payable(long id, YearMonth month) {
    return as("desk", () -> awards.payable(id, month));
  }

  @Test
  void belowTheLimitOneWhoDidNotCheckIsEnough() {
    long id = fixture.applied(fixture.old("示例老人一", 85));
    check(id);
    assertThat(find(id).monthlyFen()).isEqualTo(10_000);
    refusedFor(() -> approve("checker", id), "award", "awards.error.ownCheck");
    assertThat(approve(first, id)).isTrue();
    Award paid = find(id);
    assertThat(paid.state()).isEqualTo(AwardState.IN_PAYMENT);
    assertThat(paid.approvedBy()).isEqualTo(first);
    assertThat(payable(id, Today.month())).isTrue();
    assertThat(payable(id, Today.month().minusMonths(1))).isFalse();
    assertThat(within(() -> {
      try (var all = awards.payable(OLD_AGE, Today.month())) {
        return all.map(Award::id).toList();
      }
    })).contains(id);
    assertThat(within(() -> sql.fetchValue("select count(*) from platform.notice where town = ? and event like ?", TOWN, "award:" + id + ":approved:%"))).isEqualTo(1L);
  }

  @Test
  void aboveTheLimitTwoApproveAndTheFirstMayTakeItBack() {
    long id = fixture.applied(fixture.old("示例老人二", 93));
    check(id);
    assertThat(find(id).monthlyFen()).isEqualTo(20_000);
    assertThat(approve(first, id)).isFalse();
    assertThat(find(id).state()).isEqualTo(AwardState.FIRST_APPROVED);
    refusedFor(() -> approve(first, id), "award", "awards.error.ownApproval");
    refusedFor(() -> as(second, () -> {
      approvals.undoApproval(id, find(id).version());
      return 0;
    }), "award", "awards.error.notYours");
    doAs(first, () -> approvals.undoApproval(id, find(id).version()));
    assertThat(find(id).state()).isEqualTo(AwardState.CHECKED);
    approve(first, id);
    assertThat(approve(second, id)).isTrue();
    assertThat(find(id).firstApprover()).isEqualTo(first);
    assertThat(find(id).approvedBy()).isEqualTo(second);
  }

  @Test
  void theCheckSaysWhatTheRulesSay() {
    long young = fixture.applied(fixture.old("示例不够年龄", 70));
    refusedFor(() -> check(young), "finding", "awards.error.finding.NO");
    refusedFor(() -> doAs("checker", () -> approvals.check(young, 1, Finding.NOT_ENTITLED, null)), "words", "awards.error.reason");
    doAs("checker", () -> approvals.check(young, 1, Finding.NOT_ENTITLED, "未满八十周岁"));
    refusedFor(() -> approve(first, young), "award", "awards.error.notEntitled");
    refusedFor(() -> doAs("checker", () -> approvals.refuse(young, find(young).version(), "未满八十周岁")), "award", "awards.error.ownCheck");
    doAs(first, () -> approvals.refuse(young, find(young).version(), "未满八十周岁"));
    assertThat(find(young).state()).isEqualTo(AwardState.REFUSED);
  }

  @Test
  void aMissingFactIsNamedAndNeverTakenForNo() {
    Facts facts = Facts.NONE.with(Attribute.NAME, "示例不知生日").with(Attribute.VILLAGE, SUBIAN).with(Attribute.REGISTERED, true).with(Attribute.RESIDENT, true);
    long id = fixture.applied(fixture.registered(facts));
    assertThat(find(id).missing()).contains("birth");
    refusedFor(() -> check(id), "finding", "awards.error.finding.UNKNOWN");
    refusedFor(() -> doAs("checker", () -> approvals.check(id, 1, Finding.NOT_ENTITLED, "没有生日")), "finding", "awards.error.finding.UNKNOWN");
    doAs("checker", () -> applications.askPapers(id, 1, null));
    assertThat(find(id).papersAskedOn()).isEqualTo(Today.date());
  }

  @Test
  void oneOfAProgrammeAtATime() {
    long person = fixture.old("示例老人三", 85);
    long id = fixture.applied(person);
    refusedFor(() -> fixture.applied(person), "programme", "awards.error.stands");
    assertThatThrownBy(() -> within(() -> {
      var row = sql.selectFrom(AWARD).where(AWARD.ID.eq(id)).fetchSingle();
      return sql.insertInto(AWARD, AWARD.TOWN, AWARD.PERSON_ID, AWARD.RECORDED_FOR, AWARD.PROGRAMME, AWARD.ORIGIN, AWARD.STATE, AWARD.FROM_MONTH, AWARD.CHANGED_AT, AWARD.RECORDED_AT, AWARD.RECORDED_BY)
          .values(TOWN, person, person, OLD_AGE, "PAPER", "APPLIED", row.getFromMonth(), row.getChangedAt(), row.getChangedAt(), "x").execute();
    })).isInstanceOfAny(DataIntegrityViolationException.class, IntegrityConstraintViolationException.class);
    doAs("clerk", () -> applications.withdraw(id, find(id).version(), "本人不想申请"));
    assertThat(fixture.applied(person)).isNotEqualTo(id);
  }

  @Test
  void whatWasProposedIsTakenUp() {
    long person = fixture.old("示例老人四", 88);
    assertThat(as("coverage", () -> applications.propose(List.of(person), OLD_AGE, Today.month()))).isEqualTo(1);
    assertThat(as("coverage", () -> applications.propose(List.of(person), OLD_AGE, Today.month()))).isZero();
    long proposed = as("desk", () -> awards.of(List.of(person))).getFirst().id();
    assertThat(fixture.applied(person)).isEqualTo(proposed);
    assertThat(find(proposed).state()).isEqualTo(AwardState.APPLIED);
  }

  @Test
  void publishedForItsDaysAndEachObjectionAnswered() {
    doAs("office", () -> procedures.set(OLD_AGE, 5, null));
    try {
      long id = fixture.applied(fixture.old("示例老人五", 85));
      check(id);
      refusedFor(() -> approve(first, id), "award", "awards.error.publishFirst");
      LocalDate until = as("checker", () -> approvals.publish(id, find(id).version()));
      assertThat(until).isAfterOrEqualTo(Today.date().plusDays(5));
      assertThat(as("resident", () -> objections.published(id)).orElseThrow().name()).isEqualTo("示****");
      refusedFor(() -> approve(first, id), "award", "awards.error.daysNotOver");
      long objection = as("resident", () -> objections.object(id, true, "此人已搬走", null, null));
      over(id);
      assertThat(as("resident", () -> objections.published(id))).isEmpty();
      assertThatThrownBy(() -> as("resident", () -> objections.object(id, true, "晚了", null, null))).isInstanceOf(NoSuchAward.class);
      refusedFor(() -> approve(first, id), "award", "awards.error.openObjection");
      doAs("checker", () -> objections.answer(id, objection, false, "入户核实仍住本村"));
      assertThatThrownBy(() -> doAs("checker", () -> objections.answer(id, objection, true, "又一次"))).isInstanceOf(StaleAward.class);
      assertThat(approve(first, id)).isTrue();
    } finally {
      doAs("office", () -> procedures.set(OLD_AGE, 0, null));
    }
  }

  private void over(long id) {
    within(() -> sql.update(AWARD).set(AWARD.PUBLISHED_UNTIL, Today.date().minusDays(1)).where(AWARD.ID.eq(id)).execute());
  }

  @Test
  void anObjectionThatIsRightAsksForAnotherCheck() {
    doAs("office", () -> procedures.set(OLD_AGE, 5, null));
    try {
      long id = fixture.applied(fixture.old("示例老人六", 85));
      check(id);
      doAs("checker", () -> approvals.publish(id, find(id).version()));
      long objection = as("clerk", () -> objections.object(id, false, "不住本村", "村民", "10000000001"));
      doAs("checker", () -> objections.answer(id, objection, true, "属实"));
      over(id);
      refusedFor(() -> approve(first, id), "award", "awards.error.upheldObjection");
      doAs(first, () -> approvals.giveBack(id, find(id).version(), "异议属实，重新核对"));
      assertThat(find(id).state()).isEqualTo(AwardState.APPLIED);
    } finally {
      doAs("office", () -> procedures.set(OLD_AGE, 0, null));
    }
  }

  @Test
  void aDeathEndsItWithItsMonthAndADeathToldWrongDoesNot() {
    long id = inPayment("示例老人七", 85);
    long person = find(id).personId();
    doAs("desk", () -> register.happened(person, 1, new LifeEvent(LifeEvent.Kind.DIED, Today.date(), null, false, null, "卫健办")));
    Award ended = find(id);
    assertThat(ended.state()).isEqualTo(AwardState.ENDED);
    assertThat(ended.endReason()).isEqualTo(EndReason.DIED);
    assertThat(ended.until()).isEqualTo(Today.month());
    assertThat(payable(id, Today.month())).isTrue();
    assertThat(payable(id, Today.month().plusMonths(1))).isFalse();
    long statement = within(() -> (Long) sql.fetchValue("select statement_id from people.life_event where town = ? and person_id = ?", TOWN, person));
    int version = within(() -> (Integer) sql.fetchValue("select version from people.person where town = ? and id = ?", TOWN, person));
    doAs("desk", () -> register.retract(person, version, statement, "弄错了人"));
    assertThat(find(id).state()).isEqualTo(AwardState.IN_PAYMENT);
    assertThat(payable(id, Today.month().plusMonths(1))).isTrue();
  }

  @Test
  void whoIsRegisteredElsewhereIsNotPaidAnyMoreThoughTheClerkSeesThemNoLonger() {
    long id = inPayment("示例老人八", 85);
    long person = find(id).personId();
    var clerk = new TownContext(TOWN, "clerk", List.of(SUBIAN), null);
    clerk.run(() -> register.happened(person, 1, new LifeEvent(LifeEvent.Kind.MOVED_OUT, Today.date(), null, true, null, "派出所")));
    assertThat(find(id).endReason()).isEqualTo(EndReason.MOVED);
  }

  @Test
  void ofTwoRecordsOfOnePersonOnlyOneIsPaid() {
    long one = inPayment("示例合并甲", 85);
    long other = inPayment("示例合并乙", 85);
    long survivor = find(one).personId();
    long merged = find(other).personId();
    doAs("desk", () -> merging.merge(survivor, 1, merged, 1, "同一人"));
    assertThat(find(one).state()).isEqualTo(AwardState.IN_PAYMENT);
    assertThat(find(other).state()).isEqualTo(AwardState.ENDED);
    assertThat(find(other).endReason()).isEqualTo(EndReason.DOUBLE);
    assertThat(find(other).personId()).isEqualTo(survivor);
    long merge = as("desk", () -> merging.of(survivor)).getFirst().id();
    doAs("desk", () -> merging.part(merge, "不是同一人"));
    assertThat(find(other).personId()).isEqualTo(merged);
  }

  @Test
  void suspendedMonthsAreNotPaidUnlessTheyAreMadeGood() {
    long id = inPayment("示例老人九", 85);
    YearMonth now = Today.month();
    doAs("checker", () -> awards.suspend(id, find(id).version(), now, Today.date().plusDays(30), "年审未办"));
    assertThat(payable(id, now)).isFalse();
    doAs("checker", () -> awards.resume(id, find(id).version(), now.plusMonths(2), false, null));
    assertThat(List.of(payable(id, now), payable(id, now.plusMonths(1)), payable(id, now.plusMonths(2)))).containsExactly(false, false, true);
    doAs("checker", () -> awards.suspend(id, find(id).version(), now.plusMonths(2), null, "又一次"));
    doAs("checker", () -> awards.resume(id, find(id).version(), now.plusMonths(3), true, "查明无误"));
    assertThat(payable(id, now.plusMonths(2))).isTrue();
    assertThat(payable(id, now)).isFalse();
  }

  @Test
  void anAppealIsDecidedBySomebodyWhoDecidedNothingBefore() {
    long id = inPayment("示例老人十", 85);
    doAs("checker", () -> awards.suspend(id, find(id).version(), Today.month(), null, "查无此人"));
    doAs("clerk", () -> appeals.take(id, find(id).version(), "本人健在，请恢复", Today.date()));
    refusedFor(() -> doAs(first, () -> appeals.decide(id, find(id).version(), true, "属实")), "decision", "awards.error.decidedBefore");
    doAs(second, () -> appeals.decide(id, find(id).version(), true, "入户见到本人"));
    assertThat(find(id).state()).isEqualTo(AwardState.IN_PAYMENT);
    assertThat(payable(id, Today.month())).isTrue();
    assertThat(as("desk", () -> history.of(id)).getFirst().move()).isEqualTo(AwardMove.GRANT);
  }

  @Test
  void whatWasRefusedIsCheckedAnewWhenTheAppealIsRight() {
    long id = fixture.applied(fixture.old("示例不够年龄二", 79));
    doAs("checker", () -> approvals.check(id, 1, Finding.NOT_ENTITLED, "未满八十周岁"));
    doAs(first, () -> approvals.refuse(id, find(id).version(), "未满八十周岁"));
    doAs("clerk", () -> appeals.take(id, find(id).version(), "出生日期登记错了", Today.date()));
    doAs(second, () -> appeals.decide(id, find(id).version(), true, "出生证明属实"));
    assertThat(find(id).state()).isEqualTo(AwardState.APPLIED);
  }

  @Test
  void nothingIsDoneFromWhatOthersChangedMeanwhile() {
    long id = fixture.applied(fixture.old("示例老人十一", 85));
    check(id);
    assertThatThrownBy(() -> doAs("checker", () -> approvals.giveBack(id, 1, "旧"))).isInstanceOf(StaleAward.class);
    assertThatThrownBy(() -> doAs("checker", () -> approvals.check(id, find(id).version(), Finding.ENTITLED, null))).isInstanceOf(IllegalAwardMove.class);
    assertThatThrownBy(() -> doAs("checker", () -> awards.end(id, null, EndReason.OTHER, Today.month(), null))).isInstanceOf(IllegalAwardMove.class);
  }

  @Test
  void whoWorksInAnotherVillageSeesNone() {
    long id = fixture.applied(fixture.old("示例老人十二", 85));
    assertThat(ELSEWHERE.call(() -> awards.find(id))).isEmpty();
    assertThat(ELSEWHERE.call(() -> lists.list(new AwardFilter(AwardFilter.Queue.ALL, "", null, null), null, 50)).lines()).isEmpty();
    assertThatThrownBy(() -> ELSEWHERE.call(() -> fixture.applied(1))).isInstanceOf(RuntimeException.class);
  }

  @Test
  void manyAtOnceWithThoseNamedThatCannotBeAndTakenBackAsOne() {
    long old = fixture.applied(fixture.old("示例批量甲", 95));
    long young = fixture.applied(fixture.old("示例批量乙", 60));
    AwardRounds.Made made = as("checker", () -> rounds.make(AwardRounds.Deed.CHECK, List.of(old, young)));
    assertThat(made.done()).extracting(AwardRounds.Part::award).containsExactly(old);
    assertThat(made.refused()).extracting(AwardRounds.Part::refused).containsExactly("awards.refused.NO");
    assertThat(as("somebody", () -> rounds.undo(made.id()))).isZero();
    assertThat(as("checker", () -> rounds.undo(made.id()))).isEqualTo(1);
    assertThat(as("checker", () -> rounds.undo(made.id()))).isZero();
    assertThat(find(old).state()).isEqualTo(AwardState.APPLIED);
    check(old);
    AwardRounds.Made approved = as(first, () -> rounds.make(AwardRounds.Deed.APPROVE, List.of(old, young)));
    assertThat(approved.done()).hasSize(1);
    assertThat(as(first, () -> rounds.undo(approved.id()))).isEqualTo(1);
    assertThat(find(old).state()).isEqualTo(AwardState.CHECKED);
  }

  @Test
  void aListGoesPageByPage() {
    for (int i = 0; i < 3; i++) fixture.applied(fixture.old("示例翻页" + "甲乙丙".charAt(i), 85));
    AwardFilter filter = new AwardFilter(AwardFilter.Queue.TO_CHECK, "示例翻页", null, SUBIAN);
    AwardLists.Lines one = as("desk", () -> lists.list(filter, null, 2));
    assertThat(one.lines()).hasSize(2);
    AwardLists.Lines two = as("desk", () -> lists.list(filter, one.next(), 2));
    assertThat(two.lines()).hasSize(1);
    assertThat(two.next()).isNull();
    Map<AwardFilter.Queue, Integer> counts = as("desk", () -> lists.counts());
    assertThat(counts.get(AwardFilter.Queue.TO_CHECK)).isGreaterThanOrEqualTo(3);
  }
}

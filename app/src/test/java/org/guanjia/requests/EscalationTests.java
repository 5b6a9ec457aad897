package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.aLight;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;
import static org.guanjia.requests.db.Tables.HISTORY;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.sql.SQLException;
import java.util.List;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Overdue matters go up, and none is passed over because somebody is missing. */
@TownTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EscalationTests {

  @Autowired Intake intake;
  @Autowired Questions questions;
  @Autowired Triage triage;
  @Autowired Escalation escalation;
  @Autowired Users users;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
  }

  @Test
  @Order(1)
  void withNobodyAboveTheMatterStaysAndIsTriedAgain() {
    String code = overdueBy(30);
    run();
    assertThat(request(code).getEscalationLevel()).isZero();
    String chief = add("first-administrator", Role.ADMINISTRATOR);
    run();
    assertThat(request(code).getSupervisor()).isEqualTo(chief);
    assertThat(request(code).getEscalationLevel()).isPositive();
  }

  @Test
  @Order(2)
  void aMatterWithoutSupervisorOrVillageClerkGoesToTheDesk() {
    String desk = add("desk-one", Role.TOWN_DESK);
    String code = overdueBy(2);
    run();
    RequestRecord request = request(code);
    assertThat(request.getSupervisor()).isEqualTo(desk);
    assertThat(details(code)).contains("\"skipped\": [\"VILLAGE\"]").contains(desk);
  }

  @Test
  @Order(3)
  void theVillagesOwnClerkComesFirstThenTheDeskThenTheLeader() {
    String clerk = add("clerk-subian", Role.VILLAGE_CLERK, RequestsFixture.SUBIAN);
    add("clerk-elsewhere", Role.VILLAGE_CLERK, "441900103200");
    add("leader-one", Role.LEADER);
    String code = overdueBy(2);
    run();
    assertThat(request(code).getSupervisor()).isEqualTo(clerk);
    int before = request(code).getEscalationLevel();
    overdue(code, 20);
    run();
    assertThat((int) request(code).getEscalationLevel()).isGreaterThan(before);
    run();
    run();
    assertThat(times(code)).as("village, desk, leader: each step once").isEqualTo(3);
    assertThat(notices(code)).as("each person told once for each step").isEqualTo(3);
  }

  @Test
  @Order(4)
  void aStandingClockIsNotOverdue() {
    String code = overdueBy(0);
    doAs("desk", () -> questions.ask(code, null, "哪一盏？"));
    overdue(code, 10);
    run();
    assertThat(request(code).getEscalationLevel()).isZero();
  }

  @Test
  @Order(5)
  void aSupervisorWhoLeftIsNotWaitedFor() {
    String gone = add("clerk-who-left", Role.WINDOW_CLERK);
    String code = overdueBy(0);
    doAs("desk", () -> triage.supervise(code, null, gone));
    doAs("desk", () -> users.disable(gone));
    overdue(code, 2);
    run();
    RequestRecord request = request(code);
    assertThat(request.getEscalationLevel()).isEqualTo((short) 1);
    assertThat(request.getSupervisor()).as("the village's own clerk stands in").isNotEqualTo(gone);
    assertThat(notified(code, gone)).isZero();
    assertThat(notified(code, request.getSupervisor())).isEqualTo(1);
  }

  @Test
  @Order(6)
  void whoeverHasItIsRemindedElseTheDepartmentElseTheDesk() {
    String officer = add("officer-roads", Role.DEPARTMENT_OFFICER);
    String had = add("window-reminded", Role.WINDOW_CLERK);
    String gone = add("window-who-left", Role.WINDOW_CLERK);
    String assigned = overdueBy(0);
    String handed = overdueBy(0);
    String lost = overdueBy(0);
    doAs("desk", () -> triage.handOver(handed, null, null, "roads", List.of(), null));
    doAs("desk", () -> triage.assign(assigned, null, had));
    doAs("desk", () -> triage.assign(lost, null, gone));
    doAs("desk", () -> users.disable(gone));
    for (String code : List.of(assigned, handed, lost)) overdue(code, 0);
    run();
    run();
    assertThat(notified(assigned, had)).as("once, however often it is looked at").isEqualTo(1);
    assertThat(notified(handed, officer)).isEqualTo(1);
    assertThat(notified(lost, gone)).isZero();
    assertThat(notices("due", lost)).as("nobody has it, so the desk is told").isPositive();
  }

  @Test
  @Order(7)
  void aNewDeadlineBeginsItsWayUpAnew() {
    String code = overdueBy(2);
    run();
    assertThat(request(code).getEscalationLevel()).isPositive();
    doAs("desk", () -> triage.decide(code, null, Outcome.ANSWER, null, null, List.of()));
    assertThat(request(code).getEscalationLevel()).isZero();
  }

  private void run() {
    TownContext.system(TOWN).run(escalation::run);
  }

  private String add(String username, Role role, String... areas) {
    Users.Profile profile = Users.Profile.of(username, username, role, areas);
    return as("system", () -> users.addWithPassword(role == Role.DEPARTMENT_OFFICER ? profile.in("roads") : profile, "a-long-enough-pass-phrase"));
  }

  private String overdueBy(int days) {
    String code = as("resident", () -> intake.receive(aLight(null))).code();
    if (days > 0) overdue(code, days);
    return code;
  }

  private static void overdue(String code, int days) {
    RequestsFixture.execute("update requests.request set due_on = current_date - %d where code = '%s'".formatted(days, code));
  }

  private RequestRecord request(String code) {
    return as(
        "desk", () -> transactions.execute(status -> sql.selectFrom(REQUEST).where(REQUEST.CODE.eq(code)).fetchSingle()));
  }

  private int times(String code) {
    return as(
        "desk",
        () ->
            transactions.execute(
                status ->
                    sql.fetchCount(HISTORY, HISTORY.REQUEST_ID.eq(request(code).getId()), HISTORY.MOVE.eq("ESCALATE"))));
  }

  private String details(String code) {
    return as(
        "desk",
        () ->
            transactions.execute(
                status ->
                    sql.select(HISTORY.DETAILS)
                        .from(HISTORY)
                        .where(HISTORY.REQUEST_ID.eq(request(code).getId()))
                        .and(HISTORY.MOVE.eq("ESCALATE"))
                        .fetchSingle()
                        .value1()
                        .data()));
  }

  private static int notices(String code) {
    return notices("escalated", code);
  }

  private static int notices(String event, String code) {
    return count("select count(*) from platform.notice where event like ? || '%' || ? || '%'", event, code);
  }

  private static int notified(String code, String person) {
    return count("select count(*) from platform.notice where event like '%' || ? || '%' and recipient = 'user:' || ?", code, person);
  }

  private static int count(String sql, String first, String second) {
    try (var owner = TestDatabase.owner();
        var query = owner.prepareStatement(sql)) {
      query.setString(1, first);
      query.setString(2, second);
      try (var answer = query.executeQuery()) {
        answer.next();
        return answer.getInt(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.guanjia.visits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;
import static org.guanjia.requests.db.Tables.REQUEST;
import static org.guanjia.visits.db.Tables.VISIT;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.people.Attribute;
import org.guanjia.people.ChangedSince;
import org.guanjia.people.Disclosure;
import org.guanjia.people.Facts;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.Register;
import org.guanjia.people.Said;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisitsTests {

  private static final String OTHER_VILLAGE = "441900103201";

  @LocalServerPort int port;
  @Autowired Visits visits;
  @Autowired Rounds rounds;
  @Autowired Register register;
  @Autowired Disclosure disclosure;
  @Autowired Users users;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;

  @BeforeAll
  void staff() {
    worker("grid", SUBIAN);
    worker("elsewhere", OTHER_VILLAGE);
  }

  private void worker(String name, String village) {
    Profile profile = new Profile(name, "测试" + name, Role.GRID_WORKER, List.of(village), null, null, false);
    TownContext.system(TOWN).call(() -> users.addWithPassword(profile, Staff.PASSWORD));
  }

  private static Facts elder() {
    return Facts.NONE.with(Attribute.NAME, "示例老人").with(Attribute.BIRTH, LocalDate.of(1940, 3, 1)).with(Attribute.PHONES, List.of("10000000000"))
        .with(Attribute.ADDRESS, "粟边村新村路3巷8号").with(Attribute.VILLAGE, SUBIAN).with(Attribute.RESIDENT, true);
  }

  private long registered() {
    return as("desk", () -> register.register(new Said(elder(), LocalDate.of(2015, 1, 1), "派出所")));
  }

  private static Facts state(Facts of) {
    return Facts.NONE.with(Attribute.PHONES, of.phones()).with(Attribute.ADDRESS, of.address()).with(Attribute.RESIDENT, of.resident());
  }

  private static NewVisit visit(long person, Facts found, String request) {
    return new NewVisit(UUID.randomUUID(), person, Instant.now().minus(Duration.ofHours(3)), NewVisit.Met.PERSON, NewVisit.Condition.CARE, "腿脚不便", state(elder()), found, request);
  }

  private <T> T within(Supplier<T> work) {
    return as("desk", () -> transactions.execute(any -> work.get()));
  }

  private Facts now(long person) {
    return as("desk", () -> disclosure.visited(person));
  }

  @Test
  void whatWasFoundOtherwiseIsInTheRegisterAndWhatIsAskedForIsARequest() {
    long person = registered();
    Facts found = state(elder()).with(Attribute.PHONES, List.of("10000000001"));
    long id = as("grid", () -> visits.record(visit(person, found, "想申请一张助行器")));
    assertThat(now(person).phones()).containsExactly("10000000001");
    var row = within(() -> sql.selectFrom(VISIT).where(VISIT.ID.eq(id)).fetchSingle());
    assertThat(row.getChanged()).containsExactly("PHONES");
    assertThat(new String(row.getWords(), java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("腿脚");
    var request = within(() -> sql.selectFrom(REQUEST).where(REQUEST.CODE.eq(row.getRequestCode())).fetchSingle());
    assertThat(request.getChannel()).isEqualTo("HOME_VISIT");
    assertThat(request.getVillage()).isEqualTo(SUBIAN);
  }

  @Test
  void sentTwiceItIsThereOnce() {
    long person = registered();
    NewVisit visit = visit(person, state(elder()), "路灯不亮");
    long first = as("grid", () -> visits.record(visit));
    assertThat(as("grid", () -> visits.record(visit))).isEqualTo(first);
    assertThat(within(() -> sql.fetchCount(VISIT, VISIT.PERSON_ID.eq(person)))).isEqualTo(1);
  }

  @Test
  void whatSomebodyElseChangedSinceIsNotOverwrittenAndNothingIsHalfDone() {
    long person = registered();
    doAs("desk", () -> register.change(person, 1, new Said(Facts.NONE.with(Attribute.ADDRESS, "粟边村新村路5巷1号"), LocalDate.of(2024, 1, 1), "本人")));
    Facts found = state(elder()).with(Attribute.ADDRESS, "粟边村新村路9巷9号").with(Attribute.PHONES, List.of("10000000002"));
    assertThatThrownBy(() -> as("grid", () -> visits.record(visit(person, found, "想换锁"))))
        .isInstanceOfSatisfying(ChangedSince.class, conflict -> assertThat(conflict.conflicts()).containsOnlyKeys(Attribute.ADDRESS)
            .containsEntry(Attribute.ADDRESS, new ChangedSince.Conflict("粟边村新村路5巷1号", "粟边村新村路9巷9号")));
    assertThat(now(person).phones()).containsExactly("10000000000");
    assertThat(within(() -> sql.fetchCount(VISIT, VISIT.PERSON_ID.eq(person)))).isZero();
    Facts base = state(elder()).without(List.of(Attribute.ADDRESS)).with(Attribute.ADDRESS, "粟边村新村路5巷1号");
    as("grid", () -> visits.record(new NewVisit(UUID.randomUUID(), person, Instant.now(), NewVisit.Met.PERSON, NewVisit.Condition.WELL, null, base, found, null)));
    assertThat(now(person).address()).isEqualTo("粟边村新村路9巷9号");
  }

  @Test
  void whatTheVisitorDidNotTouchIsNoConflict() {
    long person = registered();
    doAs("desk", () -> register.change(person, 1, new Said(Facts.NONE.with(Attribute.PHONES, List.of("10000000009")), LocalDate.of(2024, 1, 1), "本人")));
    as("grid", () -> visits.record(visit(person, state(elder()).with(Attribute.RESIDENT, false), null)));
    assertThat(now(person).phones()).containsExactly("10000000009");
    assertThat(now(person).resident()).isFalse();
  }

  @Test
  void aWorkerOfAnotherVillageVisitsNobodyHere() {
    long person = registered();
    var elsewhere = new TownContext(TOWN, "elsewhere", List.of(OTHER_VILLAGE), null);
    assertThatThrownBy(() -> elsewhere.call(() -> visits.record(visit(person, state(elder()), null)))).isInstanceOf(NoSuchPerson.class);
    elsewhere.run(() -> rounds.add(List.of(person)));
    assertThat(elsewhere.call(() -> rounds.takeAlong(null))).isEmpty();
  }

  @Test
  void whatCannotBeIsRefused() {
    long person = registered();
    NewVisit tomorrow = new NewVisit(UUID.randomUUID(), person, Instant.now().plus(Duration.ofDays(1)), NewVisit.Met.PERSON, NewVisit.Condition.WELL, "x", Facts.NONE, Facts.NONE, null);
    assertThatThrownBy(() -> as("grid", () -> visits.record(tomorrow))).isInstanceOf(InvalidInput.class);
    NewVisit nothing = new NewVisit(UUID.randomUUID(), null, Instant.now(), NewVisit.Met.NOBODY, NewVisit.Condition.UNKNOWN, null, Facts.NONE, Facts.NONE, null);
    assertThatThrownBy(() -> as("grid", () -> visits.record(nothing))).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> as("grid", () -> {
      rounds.add(java.util.stream.LongStream.rangeClosed(1, Rounds.PEOPLE_MAX + 1).boxed().toList());
      return 0;
    })).isInstanceOf(InvalidInput.class);
  }

  @Test
  void theFormWithoutScriptAsksFieldByField() {
    long person = registered();
    Visitor grid = Staff.enter(port, "grid");
    assertThat(grid.get("/visits/new?person=" + person).body()).contains("粟边村新村路3巷8号", "示例老人");
    doAs("desk", () -> register.change(person, 1, new Said(Facts.NONE.with(Attribute.ADDRESS, "粟边村新村路5巷1号"), LocalDate.of(2024, 1, 1), "本人")));
    String[] form = {
      "draft", UUID.randomUUID().toString(), "person", String.valueOf(person), "visitedAt", "2026-11-25T09:00", "met", "FAMILY", "condition", "WELL", "words", "一切正常",
      "phones", "10000000000", "address", "粟边村新村路9巷9号", "resident", "yes", "basePhones", "10000000000", "baseAddress", "粟边村新村路3巷8号", "baseResident", "yes"
    };
    form[5] = java.time.LocalDateTime.now(java.time.ZoneId.of("Asia/Shanghai")).minusHours(1).withNano(0).toString();
    var refused = grid.post("/visits", form);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("粟边村新村路5巷1号", "粟边村新村路9巷9号", "name=\"chooseAddress\"");
    String[] chosen = java.util.Arrays.copyOf(form, form.length + 2);
    chosen[21] = "粟边村新村路5巷1号";
    chosen[form.length] = "chooseAddress";
    chosen[form.length + 1] = "theirs";
    assertThat(grid.post("/visits", chosen).location()).isEqualTo("/visits");
    assertThat(now(person).address()).isEqualTo("粟边村新村路5巷1号");
    assertThat(grid.get("/visits").body()).contains("一切正常", "示例老人");
  }
}

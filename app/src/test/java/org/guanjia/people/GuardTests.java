package org.guanjia.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.people.RegisterTests.aPerson;
import static org.guanjia.people.db.Tables.LOOKUP;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;
import static org.guanjia.platform.db.Tables.AUDIT_ENTRY;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
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
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTests {

  private static final String OTHER_VILLAGE = "441900103201";

  @LocalServerPort int port;
  @Autowired Register register;
  @Autowired Disclosure disclosure;
  @Autowired Looks looks;
  @Autowired Retention retention;
  @Autowired Users users;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;

  @BeforeAll
  void staff() {
    Staff.add(users, "desk", Role.TOWN_DESK);
    Staff.add(users, "window", Role.WINDOW_CLERK);
    for (var each : List.of(List.of("neighbour", Role.VILLAGE_CLERK, OTHER_VILLAGE), List.of("grid", Role.GRID_WORKER, SUBIAN))) {
      Profile profile = new Profile((String) each.get(0), "测试" + each.get(0), (Role) each.get(1), List.of((String) each.get(2)), null, null, false);
      TownContext.system(TOWN).call(() -> users.addWithPassword(profile, Staff.PASSWORD));
    }
  }

  private long registered(Facts facts) {
    return as("desk", () -> register.register(new Said(facts, LocalDate.of(2015, 1, 1), "派出所")));
  }

  private <T> T within(Supplier<T> work) {
    return as("desk", () -> transactions.execute(any -> work.get()));
  }

  @Test
  void whatIsMaskedIsShownForAPurposeThatIsKeptAndTold() {
    long id = registered(aPerson());
    Visitor desk = Staff.enter(port, "desk");
    assertThat(desk.get("/people/" + id + "/reveal").body()).doesNotContain("10000000000").contains("示例甲");
    assertThat(desk.post("/people/" + id + "/reveal", "attributes", "PHONES").status()).isEqualTo(422);
    var shown = desk.post("/people/" + id + "/reveal", "attributes", "PHONES", "purpose", "CONTACT", "note", "通知领取");
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.header("Cache-Control")).contains("no-store");
    assertThat(shown.body()).contains("10000000000").doesNotContain("新村路");
    assertThat(desk.get("/people/" + id + "/looks").body()).contains("测试desk", "查看原文", "联系本人", "通知领取");
    assertThat(desk.get("/people/" + id + "/looks/print").body()).contains("第四十五条", "通知领取");
    String details = within(() -> sql.select(AUDIT_ENTRY.DETAILS).from(AUDIT_ENTRY)
        .where(AUDIT_ENTRY.ACTION.eq("people.reveal"), AUDIT_ENTRY.SUBJECT_ID.eq(String.valueOf(id))).fetchSingle().value1().data());
    assertThat(details).contains("CONTACT", "phones").doesNotContain("10000000000");
  }

  @Test
  void aClerkOfAnotherVillageIsShownNothing() {
    long id = registered(aPerson());
    Visitor neighbour = Staff.enter(port, "neighbour");
    assertThat(neighbour.get("/people/" + id + "/reveal").status()).isEqualTo(404);
    assertThat(neighbour.post("/people/" + id + "/reveal", "attributes", "PHONES", "purpose", "CONTACT").status()).isEqualTo(404);
    assertThat(within(() -> looks.of(id, Long.MAX_VALUE))).isEmpty();
  }

  @Test
  void ofAChildOnlyForAReasonInWords() {
    LocalDate birth = Today.date().minusYears(9);
    long id = registered(aPerson().with(Attribute.DOCUMENT, Document.NONE).with(Attribute.BIRTH, birth));
    Visitor desk = Staff.enter(port, "desk");
    assertThat(desk.get("/people/" + id + "/reveal").body()).contains("未满 14 周岁");
    assertThat(desk.post("/people/" + id + "/reveal", "attributes", "ADDRESS", "purpose", "VISIT").status()).isEqualTo(422);
    assertThat(desk.post("/people/" + id + "/reveal", "attributes", "ADDRESS", "purpose", "VISIT", "note", "困境儿童入户探访").body()).contains("新村路");
    assertThat(Staff.enter(port, "grid").post("/people/" + id + "/reveal", "attributes", "ADDRESS", "purpose", "VISIT", "note", "困境儿童入户探访").status()).isEqualTo(403);
  }

  @Test
  void fourteenYearsEndOnTheBirthday() {
    LocalDate today = LocalDate.of(2026, 11, 26);
    assertThat(Disclosure.child(LocalDate.of(2012, 11, 26), today)).isFalse();
    assertThat(Disclosure.child(LocalDate.of(2012, 11, 27), today)).isTrue();
    assertThat(Disclosure.child(null, today)).isFalse();
  }

  @Test
  void openingCountsOnceAnHourAndExportsForEachPerson() {
    long id = registered(aPerson());
    doAs("someone", () -> looks.opened(id));
    doAs("someone", () -> looks.opened(id));
    doAs("someone", () -> looks.exported(List.of(id), Set.of(Attribute.NAME), "E1"));
    assertThat(within(() -> looks.of(id, Long.MAX_VALUE))).extracting(RecordLook::kind).containsExactly(RecordLook.Kind.EXPORTED, RecordLook.Kind.OPENED);
    assertThatThrownBy(() -> doAs("desk", () -> transactions.executeWithoutResult(any -> sql.execute("delete from people.look")))).isInstanceOf(DataAccessException.class);
  }

  @Test
  void theTableSaysWhatTheDoorsDo() {
    assertThat(PrivacyPolicy.rows()).hasSize(Attribute.values().length);
    assertThat(PrivacyPolicy.rows()).filteredOn(PrivacyRule::guarded).allSatisfy(rule -> {
      assertThat(rule.seenBy()).contains(Role.GRID_WORKER).doesNotContain(Role.LEADER, Role.DEPARTMENT_OFFICER);
      assertThat(rule.revealedTo()).contains(Role.TOWN_DESK).doesNotContain(Role.GRID_WORKER, Role.OTHER_SYSTEM);
    });
    assertThat(Staff.enter(port, "window").get("/people/privacy").body()).contains("加密保存", "年限待核实");
  }

  @Test
  void oneAsksAnotherDecidesAndWhatIsErasedIsGone() {
    long id = registered(aPerson().with(Attribute.DIED_ON, LocalDate.of(2001, 1, 1)).with(Attribute.RESIDENT, false));
    assertThat(within(() -> retention.due(Retention.Kind.DIED))).extracting(Retention.Due::id).contains(id);
    doAs("first", () -> retention.ask(id, true, "保存期满"));
    long erasure = within(() -> retention.open()).stream().filter(each -> each.person() == id).findFirst().orElseThrow().id();
    assertThatThrownBy(() -> doAs("first", () -> retention.decide(erasure, true))).isInstanceOf(InvalidInput.class);
    doAs("second", () -> retention.decide(erasure, true));
    var row = within(() -> sql.selectFrom(PERSON).where(PERSON.ID.eq(id)).fetchSingle());
    assertThat(row.getName()).isEqualTo("＊");
    assertThat(row.getBirth()).isEqualTo(LocalDate.of(1950, 1, 1));
    assertThat(row.getErased()).isTrue();
    assertThat(within(() -> sql.fetchCount(LOOKUP, LOOKUP.PERSON_ID.eq(id)))).isZero();
    var statement = within(() -> sql.selectFrom(STATEMENT).where(STATEMENT.PERSON_ID.eq(id)).fetchSingle());
    assertThat(statement.getDocument()).isNull();
    assertThat(statement.getAddress()).isNull();
    assertThatThrownBy(() -> doAs("second", () -> retention.decide(erasure, true))).isInstanceOf(InvalidInput.class);
    assertThat(within(() -> retention.due(Retention.Kind.DIED))).extracting(Retention.Due::id).doesNotContain(id);
  }

  @Test
  void nothingIsErasedWithoutAnApproval() {
    long id = registered(aPerson());
    assertThatThrownBy(() -> doAs("desk", () -> transactions.executeWithoutResult(any -> org.guanjia.people.db.Routines.erase(sql.configuration(), id))))
        .hasMessageContaining("no erasure of person");
  }

  @Test
  void theScheduleNamesItsRule() {
    Visitor desk = Staff.enter(port, "desk");
    assertThat(desk.post("/people/retention/schedule", "kind", "LEFT", "years", "7", "basis", "").status()).isEqualTo(422);
    assertThat(desk.post("/people/retention/schedule", "kind", "LEFT", "years", "7", "basis", "示例规定第一条").location()).isEqualTo("/people/retention?kind=LEFT");
    assertThat(desk.get("/people/retention?kind=LEFT").body()).contains("迁离后保存 7 年", "示例规定第一条");
  }
}

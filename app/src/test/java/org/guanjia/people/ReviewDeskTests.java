package org.guanjia.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.people.RegisterTests.aPerson;
import static org.guanjia.people.RegisterTests.id;
import static org.guanjia.people.db.Tables.LIFE_EVENT;
import static org.guanjia.people.db.Tables.MEMBERSHIP;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.people.PeopleImports.Done;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.Imports;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** What the register cannot decide by itself, and the lists of groups and events that come the same way. */
@TownTest
@Timeout(120)
class ReviewDeskTests {

  private static final String HEADING = "姓名,身份证,出生日期,电话,住址,村\n";

  @LocalServerPort int port;
  @Autowired Imports imports;
  @Autowired Doubts doubts;
  @Autowired Doubles doubles;
  @Autowired Register register;
  @Autowired PersonMerging merging;
  @Autowired StatementStore statements;
  @Autowired Users users;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;
  private PeopleImports desk;

  @BeforeEach
  void aDesk() {
    desk = new PeopleImports(imports, null);
  }

  @Test
  void aRowOfSomebodyElsesNumberIsShownSideBySideAndDecidedOnce() {
    String number = id("19771111", 301);
    desk.run("people", "派出所", HEADING + "原某人," + number + ",,10000000301,茶山镇粟边村一巷1号,粟边村\n");
    desk.run("people", "残联", HEADING + "别有洞天," + number + ",1977-11-11,10000000302,茶山镇粟边村二巷2号,粟边村\n");
    Doubt doubt = of("别有洞天");
    DoubtView view = as("desk", () -> doubts.view(doubt.id()));
    assertThat(view.candidates()).singleElement().satisfies(each -> {
      assertThat(each.reasons()).isNotEmpty();
      assertThat(each.differing()).contains(Attribute.NAME, Attribute.PHONES, Attribute.ADDRESS).doesNotContain(Attribute.DOCUMENT);
      assertThat(each.facts().get(Attribute.DOCUMENT)).contains("***");
    });
    assertThat(view.row().get(Attribute.PHONES)).contains("***");
    DoubtRuling same = new DoubtRuling(DoubtState.SAME, view.candidates().getFirst().person(), Set.of(Attribute.PHONES), "");
    long person = as("desk", () -> doubts.decide(doubt.id(), 1, same));
    assertThat(now(person).phones()).containsExactly("10000000302");
    assertThat(now(person).name()).isEqualTo("原某人");
    assertThatThrownBy(() -> doAs("desk", () -> doubts.decide(doubt.id(), 1, same))).isInstanceOf(StaleDoubt.class);
    Done again = desk.run("people", "残联", HEADING + "别有洞天," + number + ",1977-11-11,10000000302,茶山镇粟边村二巷2号,粟边村\n");
    assertThat(again.told()).as("what was decided holds for the same row").doesNotContain("2 null people.import.doubt");
  }

  @Test
  void somebodyNewIsRegisteredWithoutTheOthersNumber() {
    String number = id("19771212", 303);
    desk.run("people", "派出所", HEADING + "甲一," + number + ",,,,粟边村\n");
    desk.run("people", "残联", HEADING + "乙二," + number + ",,,,粟边村\n");
    long person = as("desk", () -> doubts.decide(of("乙二").id(), 1, new DoubtRuling(DoubtState.NEW, null, Set.of(), "")));
    assertThat(row(person).getDocumentKind()).isEqualTo("NONE");
    desk.run("people", "残联", HEADING + "丙三," + number + ",,,,粟边村\n");
    long third = of("丙三").id();
    assertThatThrownBy(() -> doAs("desk", () -> doubts.decide(third, 1, new DoubtRuling(DoubtState.DISCARDED, null, Set.of(), " ")))).isInstanceOf(InvalidInput.class);
    doAs("desk", () -> doubts.decide(third, 1, new DoubtRuling(DoubtState.DISCARDED, null, Set.of(), "号码抄错，查无此人")));
    assertThat(desk.run("people", "残联", HEADING + "丙三," + number + ",,,,粟边村\n").told()).containsExactly("2 null people.import.doubt.discarded");
    assertThat(as("desk", () -> doubts.list(new Doubts.Filter(false, null, null, null), null, 10)).doubts()).extracting(Doubt::state).contains(DoubtState.NEW, DoubtState.DISCARDED);
  }

  @Test
  void aNameThatDiffersIsNeverChangedByAList() {
    String number = id("19680808", 305);
    desk.run("people", "派出所", HEADING + "陈示例甲," + number + ",,10000000305,,粟边村\n");
    Done done = desk.run("people", "残联", HEADING + "陈示例乙," + number + ",,10000000306,,粟边村\n");
    assertThat(done.counts()).containsExactly(1, 0, 0);
    Doubt doubt = of("陈示例乙");
    long person = as("desk", () -> doubts.view(doubt.id())).candidates().getFirst().person();
    assertThat(now(person).name()).isEqualTo("陈示例甲");
    as("desk", () -> doubts.decide(doubt.id(), 1, new DoubtRuling(DoubtState.SAME, person, Set.of(Attribute.NAME), "")));
    assertThat(now(person).name()).isEqualTo("陈示例乙");
  }

  @Test
  void doublesAreFoundMergedAndParted() {
    Facts one = aPerson().with(Attribute.NAME, "重复示例").with(Attribute.BIRTH, LocalDate.of(1950, 1, 1));
    long first = as("desk", () -> register.register(new Said(one, LocalDate.of(2015, 1, 1), "派出所")));
    long second = as("desk", () -> register.register(new Said(one.without(Set.of(Attribute.DOCUMENT)).with(Attribute.PHONES, List.of("10000000399")), LocalDate.of(2016, 1, 1), "村委会")));
    assertThat(as("desk", () -> doubles.look())).isEqualTo(1);
    assertThat(as("desk", () -> doubles.look())).as("not asked twice").isZero();
    Doubt doubt = of("重复示例");
    as("desk", () -> doubts.decide(doubt.id(), 1, new DoubtRuling(DoubtState.SAME, first, Set.of(), "同一人登记了两次")));
    assertThat(row(second).getRoot()).isEqualTo(first);
    assertThat(now(first).phones()).containsExactly("10000000399");
    long merge = as("desk", () -> merging.of(first)).getFirst().id();
    doAs("desk", () -> merging.part(merge, "原来是两个人"));
    assertThat(row(second).getRoot()).isEqualTo(second);
    assertThat(now(first).phones()).containsExactly("10000000000");
    assertThatThrownBy(() -> doAs("desk", () -> merging.part(merge, "再来一次"))).isInstanceOf(InvalidInput.class);
  }

  @Test
  void listsOfGroupsFindTheirPeople() {
    String number = id("19550505", 307);
    desk.run("people", "派出所", HEADING + "群体示例," + number + ",,,,粟边村\n");
    String list = "对象类别,残疾类别,残疾等级,姓名,残疾证号,发证日期,有效期至\n残疾人,,,群体示例," + number + "43,2020-05-01,2030-05-01\n";
    assertThat(desk.run("groups", "残联", list).counts()).containsExactly(1, 0, 0);
    assertThat(desk.run("groups", "残联", list).counts()).containsExactly(0, 0, 1);
    var row = in(() -> sql.selectFrom(MEMBERSHIP).where(MEMBERSHIP.PERSON_ID.eq(person("群体示例").getId())).fetchSingle());
    assertThat(row.getKind()).isEqualTo("DISABLED");
    assertThat(row.getCategory()).isEqualTo("4");
    assertThat(row.getGrade()).isEqualTo("3");
    assertThat(desk.run("groups", "残联", list.replace(number + "43", number + "42").replace("2020-05-01", "2024-05-01")).counts()).containsExactly(1, 0, 0);
    assertThat(in(() -> sql.select(MEMBERSHIP.UNTIL).from(MEMBERSHIP).where(MEMBERSHIP.ID.eq(row.getId())).fetchOne(MEMBERSHIP.UNTIL))).isEqualTo(LocalDate.of(2024, 5, 1));
    Done early = desk.run("groups", "残联", list.replace("2020-05-01", "1950-01-01"));
    assertThat(early.told()).containsExactly("2 since groups.import.beforeBirth");
  }

  @Test
  void aListOfDeathsStopsWhatDependsOnThePerson() {
    String number = id("19400404", 309);
    desk.run("people", "派出所", HEADING + "逝者示例," + number + ",,10000000309,,粟边村\n");
    desk.run("groups", "民政", "对象类别,姓名,身份证,起始日期\n低保,逝者示例," + number + ",2020-01-01\n");
    String list = "事件,日期,姓名,身份证\n死亡,2024/3/4,逝者示例," + number + "\n死亡,1939-01-01,逝者示例," + number + "\n死亡,2024-03-04,查无此人," + id("19410404", 310) + "\n死亡,2024-05-05,逝者示例," + number + "\n";
    Done done = desk.run("lifeEvents", "殡仪馆", list);
    assertThat(done.told()).containsExactly("3 on lifeEvents.import.beforeBirth", "4 name people.import.unknown", "5 on lifeEvents.import.died");
    assertThat(done.counts()).containsExactly(1, 3, 0);
    PersonRecord person = person("逝者示例");
    assertThat(person.getDiedOn()).isEqualTo(LocalDate.of(2024, 3, 4));
    assertThat(person.getResident()).isFalse();
    var membership = in(() -> sql.selectFrom(MEMBERSHIP).where(MEMBERSHIP.PERSON_ID.eq(person.getId())).fetchSingle());
    assertThat(membership.getUntil()).isEqualTo(LocalDate.of(2024, 3, 4));
    assertThat(membership.getEndReason()).isEqualTo(MembershipEnds.DIED);
    assertThat(in(() -> sql.select(LIFE_EVENT.KIND).from(LIFE_EVENT).where(LIFE_EVENT.PERSON_ID.eq(person.getId())).fetchInto(String.class))).containsExactly("DIED");
    assertThat(desk.run("people", "村委会", HEADING + "逝者示例," + number + ",,10000000310,,粟边村\n").told()).containsExactly("2 null people.import.died");
  }

  @Test
  void aMoveOutEndsGroupsOnlyWithTheRegisteredHousehold() {
    String number = id("19600606", 311);
    desk.run("people", "派出所", HEADING + "迁出示例," + number + ",,,,粟边村\n");
    desk.run("groups", "民政", "对象类别,姓名,身份证,起始日期\n低保,迁出示例," + number + ",2020-01-01\n");
    desk.run("lifeEvents", "派出所", "事件,日期,姓名,身份证\n迁出,2024-03-04,迁出示例," + number + "\n", "keepsRegistration");
    assertThat(in(() -> sql.select(MEMBERSHIP.UNTIL).from(MEMBERSHIP).where(MEMBERSHIP.PERSON_ID.eq(person("迁出示例").getId())).fetchOne(MEMBERSHIP.UNTIL))).isNull();
    desk.run("lifeEvents", "派出所", "事件,日期,姓名,身份证\n迁出,2024-06-04,迁出示例," + number + "\n");
    assertThat(in(() -> sql.select(MEMBERSHIP.END_REASON).from(MEMBERSHIP).where(MEMBERSHIP.PERSON_ID.eq(person("迁出示例").getId())).fetchOne(MEMBERSHIP.END_REASON)))
        .isEqualTo(MembershipEnds.DEREGISTERED);
  }

  @Test
  void thePagesWorkWithoutScriptAndWhoeverSeesAPartSeesNoDoubts() {
    String number = id("19771113", 313);
    desk.run("people", "派出所", HEADING + "页面甲人," + number + ",,,,粟边村\n");
    desk.run("people", "残联", HEADING + "另外一位," + number + ",,,,粟边村\n");
    Staff.add(users, "reviewer", Role.TOWN_DESK);
    Visitor visitor = Staff.enter(port, "reviewer");
    assertThat(visitor.get("/people/doubts?reason=DOCUMENT_OF_ANOTHER").body()).contains("另外一位");
    Doubt doubt = of("另外一位");
    String address = "/people/doubts/" + doubt.id();
    assertThat(visitor.get(address).body()).contains("是人员").doesNotContain(number);
    Answer bare = visitor.post(address + "/decision", "as", "DISCARDED", "version", "1", "reason", "");
    assertThat(bare.status()).isEqualTo(422);
    Answer done = visitor.post(address + "/decision", "as", "DISCARDED", "version", "1", "reason", "写错了");
    assertThat(done.status()).isEqualTo(303);
    assertThat(visitor.post(address + "/decision", "as", "NEW", "version", "1").status()).isEqualTo(409);
    assertThat(visitor.get("/people/doubts?decided=true").body()).contains("另外一位");
    TownContext part = new TownContext(Staff.TOWN, "desk", List.of("441900103212"), null);
    assertThat(part.call(() -> doubts.list(new Doubts.Filter(false, null, null, null), null, 10)).doubts()).isEmpty();
    assertThatThrownBy(() -> part.call(() -> doubts.view(doubt.id()))).isInstanceOf(NoSuchDoubt.class);
  }

  private Doubt of(String name) {
    return as("desk", () -> doubts.list(Doubts.Filter.OPEN, null, 200)).doubts().stream().filter(doubt -> doubt.name().equals(name)).findFirst().orElseThrow();
  }

  private PersonRecord person(String name) {
    return in(() -> sql.selectFrom(PERSON).where(PERSON.NAME.eq(name)).fetchSingle());
  }

  private PersonRecord row(long id) {
    return in(() -> sql.selectFrom(PERSON).where(PERSON.ID.eq(id)).fetchSingle());
  }

  private Facts now(long id) {
    return in(() -> Timeline.of(statements.of(List.of(id)).get(id)).now());
  }

  private <T> T in(Supplier<T> work) {
    return as("desk", () -> transactions.execute(any -> work.get()));
  }
}

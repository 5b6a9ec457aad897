package org.guanjia.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.people.RegisterTests.id;
import static org.guanjia.people.db.Tables.DOUBT;
import static org.guanjia.people.db.Tables.HOUSEHOLD;
import static org.guanjia.people.db.Tables.HOUSEHOLD_MEMBER;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.as;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guanjia.TownTest;
import org.guanjia.people.PeopleImports.Done;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.identity.Sex;
import org.guanjia.platform.spreadsheets.Imports;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Lists of people from upload to register. */
@TownTest
@Timeout(120)
class PeopleImportTests {

  private static final String HEADING = "姓名,身份证号码,性别,出生日期,民族,联系电话,家庭住址,村（社区）,户号,与户主关系\n";
  private static final String OTHER_VILLAGE = "441900103201";

  @Autowired Imports imports;
  @Autowired StatementStore statements;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;
  private PeopleImports desk;

  @BeforeEach
  void aDesk() {
    desk = new PeopleImports(imports, null);
  }

  @Test
  void aListBringsPersonsAndTheirHouseholds() {
    String head = id("19500203", 11);
    Done done = desk.run("people", "派出所", HEADING
        + "欧阳示例," + head + ",男,1950-02-03,汉,\"10000000000、0769-10000001\",茶山镇粟边村一巷1号,粟边村委会,H-1,户主\n"
        + "示例妻," + id("19520304", 22) + ",女,1952年3月4日,01,,茶山镇粟边村一巷1号,粟边,H-1,妻\n");
    assertThat(done.counts()).as(done.told().toString()).containsExactly(2, 0, 0);
    PersonRecord person = only("欧阳示例");
    assertThat(person.getBirth()).isEqualTo(LocalDate.of(1950, 2, 3));
    assertThat(person.getSex()).isEqualTo("MALE");
    assertThat(person.getVillage()).isEqualTo(SUBIAN);
    assertThat(person.getEthnicGroup()).isEqualTo("01");
    assertThat(person.getInitials()).isEqualTo("oysl");
    assertThat(person.getResident()).isTrue();
    Facts facts = now(person.getId());
    assertThat(facts.phones()).containsExactly("10000000000", "076910000001");
    assertThat(facts.document().number()).isEqualTo(head);
    assertThat(in(() -> sql.selectFrom(HOUSEHOLD).where(HOUSEHOLD.NUMBER.eq(SUBIAN + "-H-1")).fetch())).hasSize(1);
    assertThat(in(() -> sql.select(HOUSEHOLD_MEMBER.RELATION).from(HOUSEHOLD_MEMBER).orderBy(HOUSEHOLD_MEMBER.RELATION).fetchInto(String.class))).contains("02", "12");
    assertThat(in(() -> sql.select(STATEMENT.SOURCE).from(STATEMENT).where(STATEMENT.PERSON_ID.eq(person.getId())).fetchOne(STATEMENT.SOURCE))).isEqualTo("派出所");
  }

  @Test
  void nobodyIsPutBesideAHeadYoungerThanTheirChild() {
    Done done = desk.run("people", "派出所", HEADING
        + "示例幼子," + id("19480203", 17) + ",男,1948-02-03,汉,,茶山镇粟边村三巷1号,粟边村委会,H-31,子\n"
        + "示例户主," + id("19500204", 13) + ",男,1950-02-04,汉,,茶山镇粟边村三巷1号,粟边村委会,H-31,户主\n"
        + "示例母," + id("19520304", 24) + ",女,1952-03-04,汉,,茶山镇粟边村三巷2号,粟边,H-32,母亲\n");
    assertThat(done.counts()).as(done.told().toString()).containsExactly(3, 0, 0);
    assertThat(done.told()).containsExactly("3 relation people.import.household.ages");
    Done later = desk.run("people", "派出所", HEADING + "示例晚," + id("19510305", 15) + ",男,1951-03-05,汉,,茶山镇粟边村三巷2号,粟边村委会,H-32,户主\n");
    assertThat(later.told()).containsExactly("2 relation people.import.household.ages");
    assertThat(in(() -> sql.fetchCount(HOUSEHOLD_MEMBER, HOUSEHOLD_MEMBER.PERSON_ID.in(only("示例户主").getId(), only("示例晚").getId())))).isZero();
    assertThat(in(() -> sql.fetchCount(HOUSEHOLD_MEMBER, HOUSEHOLD_MEMBER.PERSON_ID.in(only("示例幼子").getId(), only("示例母").getId())))).isEqualTo(2);
  }

  @Test
  void aSecondListChangesOnlyWhatDiffers() {
    String number = id("19600101", 31);
    String row = "示例迁," + number + ",男,1960-01-01,汉,10000000002,茶山镇粟边村二巷2号,粟边村,,\n";
    desk.run("people", "派出所", HEADING + row);
    Done again = desk.run("people", "派出所", HEADING + row);
    assertThat(again.counts()).containsExactly(0, 0, 1);
    assertThat(again.told()).containsExactly("2 null people.import.unchanged");
    Done moved = desk.run("people", "村委会", HEADING + row.replace("10000000002", "10000000003"));
    assertThat(moved.counts()).containsExactly(1, 0, 0);
    PersonRecord person = only("示例迁");
    assertThat(person.getVersion()).isEqualTo(2);
    List<Statement> said = in(() -> statements.of(List.of(person.getId())).get(person.getId()));
    assertThat(said).hasSize(2);
    assertThat(said.getLast().facts().attributes()).containsExactly(Attribute.PHONES);
    assertThat(said.getLast().source()).isEqualTo("村委会");
  }

  @Test
  void whatCannotBeIsRefusedCellByCell() {
    String good = id("19700101", 51);
    String wrong = good.substring(0, 17) + (good.endsWith("X") ? "0" : "X");
    Done done = desk.run("people", "民政", HEADING
        + "示例错," + wrong + ",男,1970-01-01,汉,,某处,粟边村,,\n"
        + "示例日,441999197002300512,男,,汉,,某处,粟边村,,\n"
        + "示例村," + id("19700102", 52) + ",女,1970-01-02,汉,,某处,石排村,,\n"
        + "示例话," + id("19700103", 54) + ",女,1970-01-03,汉,123,某处,粟边村,,\n"
        + "示例族," + id("19700104", 56) + ",女,1970-01-04,火星,,某处,粟边村,,\n"
        + "示例远," + id("19700105", 58) + ",女,1985-11-23,汉,,某处,粟边村,,\n"
        + "12," + id("19700106", 60) + ",女,1970-01-06,汉,,某处,粟边村,,\n");
    assertThat(done.counts()).containsExactly(0, 7, 0);
    assertThat(done.told()).containsExactly(
        "2 document identity.resident.CHECK_CHARACTER", "3 document identity.resident.DATE_IMPOSSIBLE", "3 document identity.resident.CHECK_CHARACTER",
        "4 village people.import.village", "5 phones people.error.phones", "6 ethnicGroup sheets.problem.choice", "7 birth people.import.birth.far",
        "8 name people.import.name");
    Done ticked = desk.run("people", "民政", HEADING + "示例错," + wrong + ",男,1970-01-01,汉,,某处,粟边村,,\n", "registerWithoutDocument");
    assertThat(ticked.counts()).containsExactly(1, 0, 0);
    assertThat(only("示例错").getDocumentKind()).isEqualTo("NONE");
    assertThat(in(() -> sql.select(DOUBT.REASON).from(DOUBT).where(DOUBT.NAME.eq("示例错")).fetchOne(DOUBT.REASON))).isEqualTo("DOCUMENT_INVALID");
  }

  @Test
  void numbersAreReadKindly() {
    String small = "441999" + "19440505" + "002";
    String x = IntStream.range(1, 999).mapToObj(i -> id("19440505", i)).filter(each -> each.endsWith("X")).findFirst().orElseThrow();
    String wide = id("19440506", 9).chars().mapToObj(c -> c >= '0' && c <= '9' ? Character.toString(c - '0' + '０') : Character.toString(c)).collect(Collectors.joining());
    String old = "440102" + "440507" + "123";
    Done done = desk.run("people", "", "姓名,身份证\n示例小," + x.toLowerCase() + "\n示例宽," + wide + "\n示例旧," + old + "\n");
    assertThat(done.counts()).as(done.told() + small).containsExactly(3, 0, 0);
    assertThat(now(only("示例小").getId()).document().number()).isEqualTo(x);
    assertThat(now(only("示例宽").getId()).document().number()).isEqualTo(id("19440506", 9));
    assertThat(now(only("示例旧").getId()).document().number()).startsWith("440102194405071").hasSize(18);
    assertThat(only("示例旧").getSex()).isEqualTo(Sex.MALE.name());
  }

  @Test
  void theSameNumberOnAnotherNameIsForTheReviewDesk() {
    String number = id("19800101", 71);
    desk.run("people", "派出所", "姓名,身份证,村\n示例原主," + number + ",粟边村\n");
    Done done = desk.run("people", "残联", "姓名,身份证,村\n完全别人," + number + ",粟边村\n");
    assertThat(done.counts()).containsExactly(1, 0, 0);
    assertThat(done.told()).containsExactly("2 null people.import.doubt");
    int registered = in(() -> sql.fetchCount(PERSON, PERSON.NAME.eq("完全别人")));
    assertThat(registered).isZero();
    assertThat(in(() -> sql.select(DOUBT.REASON).from(DOUBT).where(DOUBT.NAME.eq("完全别人")).fetchOne(DOUBT.REASON))).isEqualTo("DOCUMENT_OF_ANOTHER");
    Done again = desk.run("people", "残联", "姓名,身份证,村\n完全别人," + number + ",粟边村\n");
    assertThat(again.told()).containsExactly("2 null people.import.doubt.open");
  }

  @Test
  void doublesWithinAFileAreOnePerson() {
    String number = id("19810101", 81);
    Done done = desk.run("people", "村委会", HEADING
        + "张示例双," + number + ",男,1981-01-01,汉,10000000081,某巷1号,粟边村,,\n"
        + "張示例双," + number + ",男,1981-01-01,汉,10000000081,某巷1号,粟边村,,\n"
        + "张示例双,,男,1981-01-01,汉,10000000081,某巷1号,粟边村,,\n");
    assertThat(done.counts()).as(done.told().toString()).containsExactly(1, 0, 2);
    assertThat(only("张示例双").getVersion()).isEqualTo(1);
  }

  @Test
  void aRowWithoutNumberFindsItsPersonByTheRest() {
    desk.run("people", "派出所", HEADING + "仝示例," + id("19330909", 91) + ",男,1933-09-09,汉,10000000091,茶山镇粟边村九巷9号,粟边村,,\n");
    Done done = desk.run("people", "村委会", HEADING + "仝示例,,男,1933-09-09,汉,10000000092,茶山镇粟边村九巷9号,粟边村,,\n");
    assertThat(done.counts()).as(done.told().toString()).containsExactly(1, 0, 0);
    assertThat(now(only("仝示例").getId()).phones()).containsExactly("10000000092");
  }

  @Test
  void anotherVillagesClerkLearnsNothing() {
    String number = id("19820101", 101);
    desk.run("people", "派出所", HEADING + "示例隐," + number + ",男,1982-01-01,汉,10000000101,茶山镇粟边村九巷9号,粟边村,,\n");
    PeopleImports clerk = new PeopleImports(imports, List.of(OTHER_VILLAGE));
    Done done = clerk.run("people", "村委会", HEADING + "示例隐," + number + ",男,1982-01-01,汉,10000000102,增埗村一路1号," + OTHER_VILLAGE + ",,\n");
    assertThat(done.told()).containsExactly("2 null people.import.doubt");
    assertThat(now(only("示例隐").getId()).phones()).containsExactly("10000000101");
    Done foreign = clerk.run("people", "村委会", HEADING + "示例外," + id("19820102", 102) + ",女,1982-01-02,汉,,粟边村一路1号,粟边村,,\n");
    assertThat(foreign.told()).containsExactly("2 village people.import.area");
    int waiting = in(() -> sql.fetchCount(DOUBT, DOUBT.NAME.eq("示例隐")));
    assertThat(waiting).isOne();
  }

  @Test
  void rareCharactersStayWhole() {
    byte[] file = ("姓名,身份证,村\n\uD842\uDFB7示䶮," + id("19830101", 111) + ",粟边村\n").getBytes(java.nio.charset.Charset.forName("GB18030"));
    Done done = desk.run("people", "派出所", file, "list.csv");
    assertThat(done.counts()).containsExactly(1, 0, 0);
    assertThat(only("\uD842\uDFB7示䶮").getName().codePointCount(0, 5 - 1)).isEqualTo(3);
  }

  private PersonRecord only(String name) {
    Result<PersonRecord> rows = in(() -> sql.selectFrom(PERSON).where(PERSON.NAME.eq(name)).fetch());
    assertThat(rows).as(name).hasSize(1);
    return rows.getFirst();
  }

  private Facts now(long id) {
    return in(() -> Timeline.of(statements.of(List.of(id)).get(id)).now());
  }

  private <T> T in(Supplier<T> work) {
    return as("desk", () -> transactions.execute(any -> work.get()));
  }
}

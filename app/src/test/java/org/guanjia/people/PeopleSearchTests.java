package org.guanjia.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.people.PeopleFixture.OTHER_VILLAGE;
import static org.guanjia.people.PeopleFixture.aPerson;
import static org.guanjia.people.PeopleFixture.phones;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.Statements;
import org.guanjia.TownTest;
import org.guanjia.people.PersonFilter.Standing;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.identity.Sex;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** One box finds people however they are named; each page costs few statements, and an index answers each of them. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleSearchTests {

  @Autowired PeopleFixture given;
  @Autowired People people;
  @Autowired Memberships memberships;
  @Autowired Statements statements;
  @Autowired Ways ways;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;

  private long wei;
  private Facts weiFacts = Facts.NONE;

  @BeforeAll
  void register() {
    weiFacts = aPerson("张伟峰", LocalDate.of(1950, 1, 1), Sex.MALE).with(Attribute.PHONES, phones("13800138765"))
        .with(Attribute.ADDRESS, "茶山镇粟边村新村路3巷8号").with(Attribute.GROUP, null);
    wei = given.registered(weiFacts, "2015-01-01");
    given.registered(aPerson("欧阳修文", "2016-03-03").with(Attribute.VILLAGE, OTHER_VILLAGE), "2016-03-03");
    given.registered("张伟", "1990-01-01");
    given.registered("单雄信", "1970-01-01");
    given.registered("𠮷田䶮", "1980-01-01");
  }

  private List<String> names(String q) {
    return names(PersonFilter.ALL.seeking(q));
  }

  private List<String> names(PersonFilter filter) {
    return as("desk", () -> people.search(filter, null, 50)).lines().stream().map(PersonLine::name).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "张伟, 张伟|张伟峰", "張偉峯, 张伟峰", "zwf, 张伟峰", "zw, 张伟|张伟峰", "zhangweif, 张伟峰", "Zhang Wei, 张伟|张伟峰", "oyxw, 欧阳修文", "sxx, 单雄信", "shan, 单雄信",
    "8765, 张伟峰", "张 8765, 张伟峰", "13800138765, 张伟峰", "138 0013 8765, 张伟峰", "+86 13800138765, 张伟峰", "新村路3巷, 张伟峰", "粟边村新村路8号, 张伟峰", "𠮷田, 𠮷田䶮", "没有此人, ''"
  })
  void findsPeopleHoweverTheyAreNamed(String typed, String expected) {
    assertThat(names(typed)).containsExactlyInAnyOrderElementsOf(expected.isEmpty() ? List.of() : List.of(expected.split("\\|")));
  }

  @Test
  void findsTheDocumentWholeAndByItsLastFourHoweverItIsWritten() {
    String id = weiFacts.document().number();
    assertThat(names(id)).containsExactly("张伟峰");
    assertThat(names(id.toLowerCase())).containsExactly("张伟峰");
    assertThat(names(id.substring(0, 6) + " " + id.substring(6))).containsExactly("张伟峰");
    assertThat(names(id.substring(14))).contains("张伟峰");
    assertThat(as("desk", () -> people.line(wei)).orElseThrow().document()).isEqualTo("441***********" + id.substring(14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"138", "44199", "001387"})
  void aPieceOfANumberFindsNobodyAndSaysSo(String typed) {
    People.Lines found = as("desk", () -> people.search(PersonFilter.ALL.seeking(typed), null, 50));
    assertThat(found.lines()).isEmpty();
    assertThat(found.understood()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "_", "'", "\\", "张%", "\0", "·", "((((", "𠮷𠮷𠮷𠮷𠮷𠮷"})
  void whatIsNoNameFindsNobodyAndBreaksNothing(String typed) {
    assertThat(names(typed + "无此人")).isEmpty();
    as("desk", () -> people.search(PersonFilter.ALL.seeking(typed), "1.5.x", 50));
  }

  @Test
  void filtersNarrowAndPagesFollowEachOther() {
    doAs("desk", () -> memberships.add(wei, new NewMembership(SpecialGroup.SUBSISTENCE, null, null, LocalDate.of(2020, 1, 1), null, null, null, "民政办")));
    assertThat(names(PersonFilter.ALL.of(SpecialGroup.SUBSISTENCE))).containsExactly("张伟峰");
    assertThat(names(PersonFilter.ALL.of(SpecialGroup.SUBSISTENCE).on(LocalDate.of(2019, 12, 31)))).isEmpty();
    assertThat(names(PersonFilter.ALL.in(OTHER_VILLAGE))).containsExactly("欧阳修文");
    assertThat(names(PersonFilter.ALL.aged(0, 17).standing(Standing.REGISTERED))).containsExactly("欧阳修文");
    assertThat(names(PersonFilter.ALL.standing(Standing.DIED))).isEmpty();
    List<String> all = new ArrayList<>();
    String next = null;
    do {
      String after = next;
      People.Lines page = as("desk", () -> people.search(PersonFilter.ALL.seeking("zhangwei"), after, 1));
      page.lines().forEach(line -> all.add(line.name()));
      next = page.next();
    } while (next != null);
    assertThat(all).containsExactly("张伟", "张伟峰");
    assertThat(names(PersonFilter.ALL)).hasSameElementsAs(as("desk", () -> transactions.execute(any -> people.stream(PersonFilter.ALL).map(PersonLine::name).toList())));
  }

  @Test
  void theRegisterIsAskedAsOfAnyPastDay() {
    long id = given.registered(aPerson("旧名甲", "1960-06-06"), "2010-01-01");
    given.change(id, 1, Facts.NONE.with(Attribute.NAME, "新名甲").with(Attribute.VILLAGE, "441900103003"), "2020-01-01");
    assertThat(names("旧名甲")).isEmpty();
    assertThat(names("新名甲")).containsExactly("新名甲");
    assertThat(names(PersonFilter.ALL.seeking("旧名甲").on(LocalDate.of(2019, 12, 31)))).containsExactly("旧名甲");
    assertThat(names(PersonFilter.ALL.seeking("jmj").on(LocalDate.of(2019, 12, 31)).in(SUBIAN))).containsExactly("旧名甲");
    assertThat(names(PersonFilter.ALL.seeking("新名甲").on(LocalDate.of(2020, 1, 1)))).containsExactly("新名甲");
    assertThat(names(PersonFilter.ALL.seeking("旧名甲").on(LocalDate.of(2009, 12, 31)))).isEmpty();
  }

  @Test
  void aClerkFindsTheirVillageAloneAndAPageCostsFewStatements() {
    var clerk = new TownContext(TOWN, "clerk-people", List.of(OTHER_VILLAGE), null);
    assertThat(clerk.call(() -> people.search(PersonFilter.ALL, null, 50)).lines()).extracting(PersonLine::village).containsOnly(OTHER_VILLAGE);
    assertThat(clerk.call(() -> people.search(PersonFilter.ALL.seeking("张伟"), null, 50)).lines()).isEmpty();
    assertThat(clerk.call(() -> people.search(PersonFilter.ALL.seeking("8765"), null, 50)).lines()).isEmpty();
    int few = statements.of("desk", () -> names("zhang"));
    for (int i = 0; i < 30; i++) given.registered("章节" + (char) ('甲' + i), "1988-08-08");
    assertThat(statements.of("desk", () -> names("zhang"))).isEqualTo(few).isLessThanOrEqualTo(4);
    assertThat(statements.of("desk", () -> names(PersonFilter.ALL.on(LocalDate.of(2016, 6, 6))))).isLessThanOrEqualTo(3);
  }

  /** Row-level security lets an index answer only what leaks nothing: with the planner kept from scanning, each search names its index. */
  @ParameterizedTest
  @CsvSource({"张伟, person_name", "zwf, person_initials"})
  void anIndexAnswersEachSearch(String typed, String index) {
    String plan = as("desk", () -> transactions.execute(any -> {
      sql.execute("set local enable_seqscan = off");
      sql.execute("set local enable_bitmapscan = off");
      PersonSource today = PersonSource.today(null);
      return sql.explain(sql.select().from(today.rows(org.jooq.impl.DSL.noCondition(), ways.of(typed).getFirst(), null, 0, 51).asTable("rows"))).plan();
    }));
    assertThat(plan).contains(index).doesNotContain("Seq Scan on person");
    assertThat(plan).containsPattern("Index Cond:.*>= ").doesNotContain("Sort");
  }
}

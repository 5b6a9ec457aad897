package org.guanjia.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.people.PeopleFixture.OTHER_VILLAGE;
import static org.guanjia.people.PeopleFixture.aPerson;
import static org.guanjia.people.PeopleFixture.phones;
import static org.guanjia.people.PeopleFixture.residentId;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guanjia.ApiCaller;
import org.guanjia.Statements;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.Visitor.Upload;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.Samples;
import org.guanjia.platform.identity.Sex;
import org.guanjia.requests.Intake;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The register's pages over HTTP: what is written down, what is refused and how it comes back, what nobody sees. */
@TownTest
class PeoplePagesTests {

  private static final Map<Role, Visitor> KNOWN = new EnumMap<>(Role.class);
  private static final Map<Role, String> IDS = new EnumMap<>(Role.class);
  private static final String[] SAID = {"validFrom", "2020-01-01", "source", "派出所"};

  @Autowired PeopleFixture given;
  @Autowired People people;
  @Autowired Households households;
  @Autowired Memberships memberships;
  @Autowired Intake intake;
  @Autowired Users users;
  @Autowired Statements statements;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
  }

  private Visitor visitor(Role role) {
    return KNOWN.computeIfAbsent(role, any -> {
      IDS.put(role, Staff.add(users, "people-" + role.name().toLowerCase(), role));
      return Staff.enter(port, "people-" + role.name().toLowerCase());
    });
  }

  private Visitor desk() {
    return visitor(Role.TOWN_DESK);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static String[] with(String[] all, String... more) {
    return java.util.stream.Stream.concat(java.util.Arrays.stream(all), java.util.Arrays.stream(more)).toArray(String[]::new);
  }

  private PersonLine line(long id) {
    return as("desk", () -> people.line(id)).orElseThrow();
  }

  private String version(long id, String form) {
    return desk().get("/people/" + id + "/" + form).body().replaceFirst("(?s).*name=\"version\" value=\"(\\d+)\".*", "$1");
  }

  @Test
  void aPersonIsRegisteredOnceAndSheIsShownMasked() {
    String id = residentId(LocalDate.of(1950, 1, 1), Sex.FEMALE);
    String[] form = with(
        SAID, "key", key(), "name", "新人甲", "documentKind", "RESIDENT_ID", "document", id.toLowerCase(), "village", SUBIAN, "address", "茶山镇粟边村新村路3巷8号", "registered", "true",
        "resident", "true", "phones", "138-0013-1111\n13800132222", "bankAccount", "");
    Answer done = desk().post("/people/new", form);
    assertThat(done.status()).as(done.body()).isEqualTo(303);
    String page = desk().get(done.location()).body();
    assertThat(page).contains("新人甲", "441***********" + id.substring(14), "138****1111", "派出所", "1950年1月1日").doesNotContain(id, "13800131111", "新村路");
    assertThat(desk().post("/people/new", form).location()).isEqualTo(done.location());
    form[5] = key();
    Answer again = desk().post("/people/new", form);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body()).contains("新人甲", "href=\"" + done.location() + "\"", "value=\"新人甲\"");
  }

  @Test
  void whatIsWrongComesBackBesideItsField() {
    Answer refused = desk().post("/people/new", "key", key(), "name", "", "document", "441999195001010020", "birth", "1999-13-01", "phones", "12", "guardian", "999999", "validFrom", "2999-01-01", "source", "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("日期写法应为", "没有找到这个人").contains("value=\"441999195001010020\"");
    Answer checked = desk().post("/people/new", "key", key(), "name", "", "document", "441999195001010020", "phones", "12", "validFrom", "2999-01-01", "source", "");
    assertThat(checked.status()).isEqualTo(422);
    assertThat(checked.body()).contains("请填姓名", "校验码不对", "电话“12”不对", "生效日期不能晚于今天", "请写明是谁说的");
  }

  @Test
  void onlyWhatDiffersIsSaidAndTheStaleFormStandsBesideWhatOthersWrote() {
    long id = given.registered(aPerson("改名甲", "1961-01-01").with(Attribute.PHONES, phones("13800131234")), "2015-01-01");
    String version = version(id, "change");
    String[] form = with(SAID, "version", version, "was.name", "改名甲", "was.village", SUBIAN, "village", SUBIAN, "was.registered", "true", "registered", "true", "name", "改名乙", "phones", "");
    Answer done = desk().post("/people/" + id + "/change", with(form, "key", key()));
    assertThat(done.status()).as(done.body()).isEqualTo(303);
    String page = desk().get("/people/" + id).body();
    assertThat(page).contains("改名乙", "改名甲", "138****1234", "2015年1月1日 至 2020年1月1日 前");
    Answer stale = desk().post("/people/" + id + "/change", with(SAID, "key", key(), "version", version, "was.name", "改名甲", "was.village", SUBIAN, "village", SUBIAN, "name", "改名丙"));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains("别人改过了", "改名乙", "value=\"改名丙\"");
    assertThat(line(id).name()).isEqualTo("改名乙");
    Answer nothing = desk().post("/people/" + id + "/change", with(SAID, "key", key(), "version", version(id, "change"), "was.name", "改名乙", "name", "改名乙"));
    assertThat(nothing.status()).isEqualTo(422);
    Answer cleared = desk().post("/people/" + id + "/change", with(SAID, "key", key(), "version", version(id, "change"), "was.name", "改名乙", "name", "改名乙", "none.phones", "true"));
    assertThat(cleared.status()).as(cleared.body()).isEqualTo(303);
    assertThat(desk().get("/people/" + id + "?day=2019-12-31").body()).contains("138****1234", "改名甲", "2019年12月31日");
    assertThat(desk().get("/people/" + id + "?known=2019-12-31").body()).contains("还没有关于这个人的记载");
  }

  @Test
  void aDeathEndsGroupsAndHouseholdAndTakenBackItEndsNothing() {
    long id = given.registered("老人甲", "1935-01-01");
    long household = as("desk", () -> households.create(new NewHousehold(Household.Kind.REGISTERED, "D-1", "新村路9号", SUBIAN, null), id, LocalDate.of(2016, 1, 1), "派出所"));
    long membership = as("desk", () -> memberships.add(id, new NewMembership(SpecialGroup.EXTREME_HARDSHIP, null, null, LocalDate.of(2018, 1, 1), null, "特困证 1 号", null, "民政办")));
    Answer wrong = desk().post("/people/" + id + "/event", "key", key(), "version", version(id, "event"), "kind", "DIED", "on", "1930-01-01", "source", "派出所");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("死亡日期早于出生日期");
    Answer died = desk().post("/people/" + id + "/event", "key", key(), "version", version(id, "event"), "kind", "DIED", "on", "2024-02-02", "source", "派出所");
    assertThat(died.status()).as(died.body()).isEqualTo(303);
    assertThat(as("desk", () -> memberships.find(membership)).until()).isEqualTo(LocalDate.of(2024, 2, 2));
    assertThat(as("desk", () -> households.find(household)).on(LocalDate.of(2024, 2, 2))).isEmpty();
    assertThat(desk().get("/people/" + id).body()).contains("已故", "因去世结束");
    String form = desk().get("/people/" + id + "/retraction").body();
    String statement = form.replaceFirst("(?s).*?value=\"(s\\d+)\".*", "$1");
    Answer back = desk().post("/people/" + id + "/retraction", "key", key(), "version", version(id, "retraction"), "statement", statement, "reason", "同名的另一个人");
    assertThat(back.status()).as(back.body()).isEqualTo(303);
    assertThat(line(id).diedOn()).isNull();
    assertThat(as("desk", () -> memberships.find(membership)).until()).isNull();
    assertThat(as("desk", () -> households.find(household)).on(LocalDate.of(2024, 2, 2))).hasSize(1);
    assertThat(desk().get("/people/" + id).body()).contains("同名的另一个人");
  }

  @Test
  void householdsHaveOneHeadAndNobodyIsYoungerThanTheirChild() {
    long head = given.registered("户主甲", "1960-01-01");
    long son = given.registered(aPerson("儿子甲", LocalDate.of(1985, 1, 1), Sex.MALE), "2015-01-01");
    long older = given.registered("长者甲", "1959-01-01");
    Answer created = desk().post("/people/" + head + "/household", "key", key(), "kind", "LIVING", "village", SUBIAN, "from", "2019-01-01", "source", "村委会");
    assertThat(created.status()).as(created.body()).isEqualTo(303);
    String path = created.location();
    long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    assertThat(arranged(id, "person", String.valueOf(son), "relation", "20").status()).isEqualTo(303);
    Answer young = arranged(id, "person", String.valueOf(older), "relation", "20");
    assertThat(young.status()).isEqualTo(422);
    assertThat(young.body()).contains("比户主大，不会是户主的晚辈");
    assertThat(arranged(id, "person", String.valueOf(older), "relation", "52").body()).contains("比户主小，不会是户主的长辈");
    assertThat(arranged(id, "person", String.valueOf(older), "relation", "02").body()).contains("只能有一位户主");
    assertThat(arranged(id, "person", String.valueOf(son), "relation", "20").body()).contains("已经在这一户里");
    Household household = as("desk", () -> households.find(id));
    long headRow = household.on(Today.date()).getFirst().row();
    long sonRow = household.on(Today.date()).getLast().row();
    assertThat(arranged(id, "relation." + headRow, "51", "relation." + sonRow, "20").body()).contains("一户要有一位户主");
    assertThat(arranged(id, "relation." + headRow, "52", "relation." + sonRow, "02").status()).isEqualTo(303);
    assertThat(desk().get(path).body()).contains("以前的成员 1 项", "母亲");
    Answer birth = desk().post("/people/" + son + "/change", with(SAID, "key", key(), "version", version(son, "change"), "was.birth", "1985-01-01", "birth", "1950-01-01", "was.name", "儿子甲", "name", "儿子甲"));
    assertThat(birth.status()).isEqualTo(422);
    Answer child = desk().post(path + "/birth", "key", key(), "version", householdVersion(id), "name", "新生甲", "documentKind", "NONE", "sex", "FEMALE", "birth", "2024-05-05", "relation", "30", "source", "卫生院");
    assertThat(child.status()).as(child.body()).isEqualTo(303);
    assertThat(desk().get(child.location()).body()).contains("新生甲", "出生", "同住户", "暂无证件");
    Answer left = arranged(id, "relation." + as("desk", () -> households.find(id)).on(Today.date()).getLast().row(), "left", "from", "2024-06-01");
    assertThat(left.status()).as(left.body()).isEqualTo(303);
  }

  private Answer arranged(long id, String... fields) {
    boolean dated = List.of(fields).contains("from");
    String[] all = with(fields, "key", key(), "version", householdVersion(id), "source", "村委会");
    return desk().post("/people/households/" + id, dated ? all : with(all, "from", "2020-02-02"));
  }

  private String householdVersion(long id) {
    return String.valueOf(as("desk", () -> households.find(id)).version());
  }

  @Test
  void aGuardianIsAnAdultOfTheRegister() {
    long child = given.registered("孩子甲", Today.date().minusYears(9).toString());
    long other = given.registered("孩子乙", Today.date().minusYears(10).toString());
    long adult = given.registered("监护人甲", "1980-01-01");
    String[] form = with(SAID, "was.name", "孩子甲", "name", "孩子甲", "was.guardian", "");
    form[1] = Today.date().toString();
    assertThat(desk().post("/people/" + child + "/change", with(form, "key", key(), "version", version(child, "change"), "guardian", String.valueOf(other))).body()).contains("监护人应是年满 18 岁");
    assertThat(desk().post("/people/" + child + "/change", with(form, "key", key(), "version", version(child, "change"), "guardian", String.valueOf(child))).body()).contains("自己不能是自己的监护人");
    assertThat(desk().post("/people/" + child + "/change", with(form, "key", key(), "version", version(child, "change"), "guardian", String.valueOf(adult))).status()).isEqualTo(303);
    assertThat(desk().get("/people/" + child).body()).contains("href=\"/people/" + adult + "\"", "监护人甲");
  }

  @Test
  void specialGroupsHaveEvidenceAndComeBackForReview() {
    long id = given.registered("残疾甲", "1970-01-01");
    Answer without = desk().post("/people/" + id + "/group", "key", key(), "kind", "DISABLED", "since", "2020-01-01", "source", "残联");
    assertThat(without.status()).isEqualTo(422);
    assertThat(without.body()).contains("请选残疾类别", "请选残疾等级");
    Answer added = desk().post("/people/" + id + "/group", List.of(new Upload("file", "证.jpg", Samples.jpeg(60, 40))), "key", key(), "kind", "DISABLED", "category", "4", "grade", "2", "since", "2020-01-01",
        "reviewOn", Today.date().plusDays(10).toString(), "evidence", "残疾证第 1 号", "source", "残联");
    assertThat(added.status()).as(added.body()).isEqualTo(303);
    assertThat(desk().get("/people/" + id).body()).contains("残疾 · 肢体残疾 二级", "残疾证第 1 号");
    assertThat(desk().post("/people/" + id + "/group", "key", key(), "kind", "ORPHAN", "since", "2020-01-01", "source", "民政办").body()).contains("不是儿童");
    assertThat(desk().get("/people/reviews").body()).doesNotContain("残疾甲");
    assertThat(desk().get("/people/reviews?due=soon&kind=DISABLED&village=" + SUBIAN).body()).contains("残疾甲", "肢体残疾");
    assertThat(desk().get("/people/groups?kind=DISABLED").body()).contains("/people?special=DISABLED&amp;village=" + SUBIAN);
    long membership = as("desk", () -> memberships.of(List.of(id))).getFirst().id();
    assertThat(desk().get("/people/groups/" + membership + "/evidence").status()).isEqualTo(200);
    assertThat(desk().post("/people/groups/" + membership + "/review", "key", key(), "version", "1", "reviewOn", "2020-01-01").status()).isEqualTo(422);
    assertThat(desk().post("/people/groups/" + membership + "/review", "key", key(), "version", "1", "reviewOn", Today.date().plusYears(1).toString()).status()).isEqualTo(303);
    assertThat(desk().post("/people/groups/" + membership + "/termination", "key", key(), "version", "1", "until", "2024-01-01", "reason", "康复").status()).isEqualTo(409);
    assertThat(desk().post("/people/groups/" + membership + "/termination", "key", key(), "version", "2", "until", "2024-01-01", "reason", "康复").status()).isEqualTo(303);
    assertThat(desk().get("/people/" + id).body()).contains("以前的 1 项", "康复");
  }

  @Test
  void thePageTellsWhatWasAskedWithThePersonsPhoneAndCostsBoundedStatements() {
    long id = given.registered(aPerson("诉求甲", "1972-01-01").with(Attribute.PHONES, phones("13800139999")), "2015-01-01");
    as("desk", () -> intake.receive(RequestsFixture.aLight("13800139999")));
    assertThat(desk().get("/people/" + id).body()).contains("反映的诉求", "路灯不亮");
    String deskId = IDS.get(Role.TOWN_DESK);
    int few = statements.of(deskId, () -> desk().get("/people/" + id));
    for (int i = 1; i <= 12; i++) given.change(id, i, Facts.NONE.with(Attribute.ADDRESS, "新村路" + i + "号"), "20" + (10 + i) + "-02-02");
    assertThat(statements.of(deskId, () -> desk().get("/people/" + id))).isEqualTo(few).isLessThanOrEqualTo(20);
    assertThat(statements.of(deskId, () -> desk().get("/people"))).isLessThanOrEqualTo(8);
  }

  @Test
  void aClerkOfAnotherVillageGetsNothing() {
    long id = given.registered("外村甲", "1973-01-01");
    var profile = new Profile("people-clerk", "测试村干部", Role.VILLAGE_CLERK, List.of(OTHER_VILLAGE), null, null, false);
    TownContext.system(TOWN).call(() -> users.addWithPassword(profile, Staff.PASSWORD));
    Visitor clerk = Staff.enter(port, "people-clerk");
    assertThat(clerk.get("/people/" + id).status()).isEqualTo(404);
    assertThat(clerk.get("/people/" + id + "/change").status()).isEqualTo(404);
    assertThat(clerk.get("/people?q=" + java.net.URLEncoder.encode("外村甲", java.nio.charset.StandardCharsets.UTF_8)).body()).contains("没有找到");
    Answer outside = clerk.post("/people/new", with(SAID, "key", key(), "name", "外村乙", "documentKind", "NONE", "village", SUBIAN));
    assertThat(outside.status()).isEqualTo(422);
    assertThat(outside.body()).contains("只能登记在您负责的村");
    assertThat(clerk.post("/people/new", with(SAID, "key", key(), "name", "本村乙", "documentKind", "NONE", "village", OTHER_VILLAGE)).status()).isEqualTo(303);
    assertThat(visitor(Role.GRID_WORKER).get("/people/new").status()).isEqualTo(403);
    assertThat(visitor(Role.LEADER).get("/people").status()).isEqualTo(403);
  }

  @Test
  void programsDoTheSameWithTheSameRights() {
    ApiCaller api = ApiCaller.as(desk());
    String document = residentId(LocalDate.of(1966, 6, 6), Sex.MALE);
    String body = "{\"facts\":{\"name\":\"接口甲\",\"document\":\"" + document + "\",\"village\":\"" + SUBIAN + "\",\"registered\":true},\"validFrom\":\"2019-01-01\",\"source\":\"派出所\"}";
    Answer created = api.post("/api/v1/people", body);
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    String path = created.location();
    assertThat(created.body()).contains("\"birth\":\"1966-06-06\"", "\"sex\":\"MALE\"").doesNotContain(document);
    Answer known = api.post("/api/v1/people", body);
    assertThat(known.status()).isEqualTo(409);
    assertThat(known.body()).contains("接口甲", "\"person\":");
    Answer changed = api.post(path + "/statements", "{\"facts\":{\"bankAccount\":\"6222020000000000125\",\"phones\":[\"13800137777\"]},\"validFrom\":\"2020-01-01\",\"source\":\"本人\",\"version\":1}");
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(api.post(path + "/statements", "{\"facts\":{\"name\":\"接口乙\"},\"validFrom\":\"2020-01-01\",\"source\":\"本人\",\"version\":1}").status()).isEqualTo(409);
    assertThat(api.get(path).body()).contains("138****7777", "***************0125", "\"version\":2").doesNotContain("13800137777", "6222020000000000125");
    assertThat(api.get(path + "?day=2019-06-06").body()).doesNotContain("\"value\":\"138****7777\",\"guarded\"");
    assertThat(api.get("/api/v1/people?q=jkj&limit=1").body()).contains("接口甲");
    Answer wrong = api.get("/api/v1/people?limit=0&standing=SOMEWHERE&day=yesterday&after=nowhere&ageFrom=x");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("\"limit\"", "\"standing\"", "\"day\"", "\"after\"", "\"ageFrom\"");
    assertThat(api.post(path + "/memberships", "{\"kind\":\"SUBSISTENCE\",\"since\":\"2021-01-01\",\"source\":\"民政办\"}").status()).isEqualTo(201);
    assertThat(api.get("/api/v1/people/groups/subsistence").body()).contains(SUBIAN);
    assertThat(api.post(path + "/events", "{\"kind\":\"MOVED_OUT\",\"on\":\"2022-01-01\",\"registration\":true,\"source\":\"派出所\",\"version\":2}").body()).contains("\"registered\":false");
    String csv = desk().get("/people/export.csv?q=jkj").body();
    assertThat(csv).contains("接口甲", "441***********").doesNotContain(document);
    assertThat(desk().get("/people/reviews/export.xlsx").status()).isEqualTo(200);
  }
}

package org.guanjia.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.guanjia.ApiCaller;
import org.guanjia.TownTest;
import org.guanjia.Visitor.Answer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Tokens;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole life of a project by the API, a library by spreadsheet, and everything that can be wrong with a call. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectsApiTests {

  private static final String PATH = "/api/v1/projects";
  private static final JsonMapper JSON = new JsonMapper();

  @Autowired ProjectsFixture given;
  @Autowired Users users;
  @Autowired Tokens tokens;
  @LocalServerPort int port;
  private ApiCaller desk;
  private ApiCaller secretary;
  private ApiCaller roads;
  private String responsible = "";

  @BeforeAll
  void callers() {
    RequestsFixture.departmentsAndCategories();
    desk = loggedIn(Profile.of("papi-desk", "测试前台", Role.TOWN_DESK));
    secretary = loggedIn(Profile.of("papi-secretary", "测试秘书", Role.MEETING_SECRETARY));
    roads = loggedIn(Profile.of("papi-roads", "测试经办", Role.DEPARTMENT_OFFICER).in("roads"));
    responsible = given.officer("water");
  }

  @Test
  void aWholeLifeByTheApi() {
    String body = project("'title':'接口提出的项目','requests':['" + given.request(null) + "']");
    Answer taken = desk.post(PATH, body, "Idempotency-Key", "project-1");
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    String code = json(taken).get("code").asString();
    assertThat(json(desk.post(PATH, body, "Idempotency-Key", "project-1")).get("code").asString()).isEqualTo(code);
    done(desk, code, "correction", project("'title':'改过的项目'"));
    done(desk, code, "survey", "{'surveyedOn':'" + today() + "','findings':'属实','asked':10,'inFavour':9}");
    done(desk, code, "views", "{'departments':['roads','water']}");
    done(roads, code, "view", "{'opinion':'SUPPORT'}");
    assertThat(refused(roads, code, "view", "{'opinion':'AGAINST','text':'x'}", 422)).contains("opinion");
    int year = LocalDate.now(ProjectMoves.ZONE).getYear();
    JsonNode sheet = json(desk.call("PUT", PATH + "/scoring/" + year, quoted("{'version':1,'criteria':[{'name':'迫切','weight':100,'pointsMax':5}]}")));
    String criterion = sheet.get("criteria").get(0).get("id").asString();
    done(roads, code, "score", "{'points':{'" + criterion + "':4}}");
    assertThat(json(desk.get(PATH + "/" + code + "/scores")).get(0).get("total").decimalValue()).isEqualByComparingTo("80");
    assertThat(json(desk.get(PATH + "/ranking/" + year)).get(0).get("project").get("code").asString()).isEqualTo(code);
    done(secretary, code, "meeting", "{}");
    done(secretary, code, "deferral", "{'reason':'等方案'}");
    done(secretary, code, "meeting", "{}");
    assertThat(refused(secretary, code, "approval", "{'amountFen':100,'bySource':{'CITY':40,'TOWN':50}}", 422)).contains("amount", "0.90");
    done(secretary, code, "approval", "{'amountFen':500000,'bySource':{'CITY':300000,'SOCIETY':200000}}");
    done(desk, code, "plan", "{'builder':'示例单位','responsible':'" + responsible + "','milestones':[{'title':'完工','plannedOn':'" + today() + "'}]}");
    done(desk, code, "beginning", "{'startedOn':'" + today() + "'}");
    long milestone = json(desk.get(PATH + "/" + code)).get("milestones").get(0).get("id").asLong();
    done(desk, code, "photos", "{'milestone':" + milestone + ",'slot':'BEFORE','photos':['" + given.picture() + "']}");
    assertThat(refused(desk, code, "photos", "{'milestone':" + milestone + ",'slot':'AFTER','photos':['" + given.picture() + "']}", 422)).contains("slot");
    done(desk, code, "milestone", "{'milestone':" + milestone + ",'doneOn':'" + today() + "'}");
    done(desk, code, "photos", "{'milestone':" + milestone + ",'slot':'AFTER','photos':['" + given.picture() + "']}");
    done(desk, code, "payment", "{'paidOn':'" + today() + "','payee':'示例单位','source':'CITY','fen':100000}");
    done(desk, code, "change", "{'reason':'加量','bySource':{'TOWN':10000}}");
    assertThat(refused(desk, code, "change-decision", "{'approved':true}", 403)).isNotEmpty();
    done(secretary, code, "change-decision", "{'approved':true}");
    done(roads, code, "inspection", "{'accepted':false,'text':'边角没做好'}");
    done(roads, code, "inspection", "{'accepted':true,'text':'好了'}");
    assertThat(done(desk, code, "closure", "{'result':'修好了'}").get("state").asString()).isEqualTo("CLOSED");
    JsonNode whole = json(desk.get(PATH + "/" + code));
    assertThat(whole.get("budget")).hasSize(3);
    assertThat(whole.get("origins").get(0).get("toldAt").isNull()).isFalse();
    assertThat(desk.get(PATH + "/" + code + "/photos/" + whole.get("photos").get(0).get("id").asString()).status()).isEqualTo(200);
    assertThat(json(desk.get(PATH + "/totals?state=closed")).get("byState").get("CLOSED").asInt()).isPositive();
    assertThat(desk.get(PATH + "?kind=micro&limit=100").body()).as("everything but wishes").contains(code).doesNotContain("\"WISH\"");
  }

  @Test
  void conflictsSayWhereTheProjectStands() {
    String code = given.beforeMeeting();
    done(desk, code, "withdrawal", "{'reason':'不做了'}");
    assertThat(refused(secretary, code, "approval", "{'amountFen':1,'bySource':{'CITY':1}}", 409)).contains("WITHDRAWN", "已撤回");
    String other = given.proposed();
    assertThat(refused(desk, other, "correction", project("'version':99"), 409)).contains("\"version\":1");
    String approved = given.approved();
    assertThat(refused(desk, approved, "withdrawal", "{'reason':'x'}", 422)).contains("reason");
    done(secretary, approved, "carrying-over", "{'reason':'联席会议决定'}");
    done(secretary, approved, "withdrawal", "{'reason':'x'}");
    String refusedOne = given.beforeMeeting();
    assertThat(done(secretary, refusedOne, "refusal", "{'reason':'已有计划'}").get("state").asString()).isEqualTo("REFUSED");
    done(desk, given.proposed(), "requests", "{'requests':['" + given.request(null) + "']}");
  }

  @Test
  void everythingWrongIsNamed() {
    assertThat(desk.post(PATH, "{").status()).isEqualTo(400);
    assertThat(desk.post(PATH, "{}").status()).isEqualTo(422);
    Answer many = desk.post(PATH, quoted("{'kind':'WORKS','title':' ','village':'x','need':'','benefiting':0,'estimateFen':-1}"));
    assertThat(many.status()).isEqualTo(422);
    assertThat(many.body()).contains("title", "village", "need", "benefiting", "estimate");
    assertThat(desk.post(PATH, project("'nonsense':1")).status()).isIn(400, 422);
    assertThat(desk.post(PATH, project("'kind':'PALACE'")).status()).isIn(400, 422);
    assertThat(desk.post(PATH, project("'estimateFen':1.5")).status()).isIn(400, 422);
    for (String query : List.of("?year=12", "?kind=x", "?state=x", "?limit=0", "?limit=9999", "?after=x", "?q=" + "x".repeat(101))) {
      assertThat(desk.get(PATH + query).status()).as(query).isEqualTo(422);
    }
    String code = given.surveyed();
    assertThat(refused(desk, code, "views", "{'departments':['nowhere']}", 422)).contains("departments");
    assertThat(refused(desk, code, "survey", "{'surveyedOn':'2999-01-01','findings':'x','asked':1,'inFavour':1}", 422)).contains("surveyedOn");
    assertThat(refused(roads, code, "score", "{'points':{'x':1}}", 422)).contains("points.x");
    assertThat(desk.get(PATH + "/P26-0001A").status()).isEqualTo(404);
    assertThat(desk.call("PUT", PATH + "/scoring/2040", quoted("{'version':7,'criteria':[{'name':'x','weight':100,'pointsMax':1}]}")).status()).isEqualTo(409);
  }

  @Test
  void aTokenSeesAndProposesAsFarAsItMayAndNoFurther() {
    String secret = TownContext.system(TOWN).call(() -> tokens.create("projects-reader", Set.of(Permission.PROJECTS_VIEW), 1)).secret();
    try (ApiCaller reader = ApiCaller.withToken(port, secret)) {
      given.proposed();
      JsonNode page = json(reader.get(PATH + "?limit=1"));
      assertThat(page.get("items")).hasSize(1);
      assertThat(reader.post(PATH, project("")).status()).isEqualTo(403);
    }
  }

  @Test
  void aLibraryComesInBySpreadsheet() throws Exception {
    String file =
        """
        编号,年度,项目类别,项目名称,村社区,实施地点,建设内容,受益人数,估算金额
        A-1,2033,便民工程,村口路灯,粟边村,村口,晚上看不清,300,120000.50
        A-2,2033,公益服务,长者义诊,南社村,,老人看病远,80,"20,000"
        A-2,2033,公益服务,重复编号,南社村,,x,80,1
        A-3,2033,宫殿,名称,南社村,,x,80,1
        A-4,2033,便民工程,=cmd(),没有的村,,x,80,1
        A-5,1999,便民工程,名称,南社村,,x,80,1
        A-6,2033,便民工程,名称,南社村,,x,0,1
        A-7,2033,便民工程,名称,南社村,,x,1,1.005
        """;
    JsonNode done = imported(file);
    assertThat(done.get("counts").get("taken").asInt()).as(done.toString()).isEqualTo(2);
    assertThat(done.get("counts").get("refused").asInt()).isEqualTo(6);
    JsonNode page = json(desk.get(PATH + "?year=2033"));
    assertThat(page.get("items")).hasSize(2);
    assertThat(page.get("items").get(0).get("code").asString()).startsWith("P33-0002");
    assertThat(page.get("items").get(1).get("estimateFen").asLong()).isEqualTo(12_000_050);
    assertThat(imported(file).get("counts").get("taken").asInt()).as("a second time each is known").isZero();
    assertThat(json(desk.post(PATH, project("'year':2033"))).get("code").asString()).as("numbers go on after an import").startsWith("P33-0003");
  }

  private JsonNode imported(String file) throws InterruptedException {
    JsonNode uploaded = json(desk.post("/api/v1/imports?target=projects&name=library.csv&source=village", file));
    String address = "/api/v1/imports/" + uploaded.get("id").asString();
    assertThat(desk.post(address + "/run", "").status()).isBetween(200, 299);
    for (int i = 0; i < 600; i++) {
      JsonNode state = json(desk.get(address));
      if (!state.get("state").asString().equals("RUNNING")) return state;
      Thread.sleep(20);
    }
    throw new AssertionError("the import did not end");
  }

  private JsonNode done(ApiCaller caller, String code, String deed, String body) {
    Answer answer = caller.post(PATH + "/" + code + "/" + deed, quoted(body));
    assertThat(answer.status()).as(deed + " " + answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static String refused(ApiCaller caller, String code, String deed, String body, int status) {
    Answer answer = caller.post(PATH + "/" + code + "/" + deed, quoted(body));
    assertThat(answer.status()).as(deed + " " + answer.body()).isEqualTo(status);
    return answer.body();
  }

  /** A project with these fields in the place of the usual ones. */
  private static String project(String fields) {
    var all = new java.util.LinkedHashMap<String, Object>();
    all.put("kind", "WORKS");
    all.put("title", "村口路灯");
    all.put("village", SUBIAN);
    all.put("need", "晚上看不清");
    all.put("benefiting", 300);
    all.put("estimateFen", 500_000);
    JSON.readTree(quoted("{" + fields + "}")).properties().forEach(field -> all.put(field.getKey(), field.getValue()));
    return JSON.writeValueAsString(all);
  }

  private static String quoted(String body) {
    return body.startsWith("{\"") ? body : body.replace('\'', '"');
  }

  private static JsonNode json(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private static String today() {
    return LocalDate.now(ProjectMoves.ZONE).toString();
  }

  private ApiCaller loggedIn(Profile profile) {
    TownContext.system(TOWN).run(() -> users.addWithPassword(profile, Staff.PASSWORD));
    return ApiCaller.as(Staff.enter(port, profile.username()));
  }
}

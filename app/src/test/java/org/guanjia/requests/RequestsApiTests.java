package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.guanjia.ApiCaller;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Tokens;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole of a request's life by the API, and everything that can be wrong with a call. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsApiTests {

  private static final String PATH = "/api/v1/requests";
  private static final JsonMapper JSON = new JsonMapper();

  @Autowired Users users;
  @Autowired Tokens tokens;
  @LocalServerPort int port;

  private ApiCaller hotline;
  private ApiCaller desk;
  private ApiCaller chief;
  private ApiCaller officer;
  private String officerId;

  @BeforeAll
  void callers() {
    RequestsFixture.departmentsAndCategories();
    hotline = ApiCaller.withToken(port, token("12345", Permission.REQUESTS_RECORD));
    desk = loggedIn(Profile.of("api-desk", "测试前台", Role.TOWN_DESK));
    chief = loggedIn(Profile.of("api-chief", "测试主任", Role.TOWN_DESK));
    officer = loggedIn(Profile.of("api-officer", "测试经办", Role.DEPARTMENT_OFFICER).in("roads"));
    officerId = TownContext.system(TOWN).call(() -> users.byUsername("api-officer")).orElseThrow().id();
  }

  @Test
  void aHotlineBringsARequestAndReadsTheAnswerInTheEnd() {
    Answer taken = hotline.post(PATH, aLight("externalId", "A-1"), "Idempotency-Key", "life-1");
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    String code = json(taken).get("code").asString();
    assertThat(taken.location()).isEqualTo(PATH + "/" + code);
    assertThat(json(taken).get("secret").asString()).matches("[0-9]{6}");
    done(desk, code, "correction", "{'title':'粟边路口路灯不亮','village':'" + SUBIAN + "','address':'粟边路口'}");
    done(desk, code, "supervisor", "{'supervisor':'" + officerId + "'}");
    done(desk, code, "hand-over", "{'lead':'roads','note':'请尽快'}");
    done(officer, code, "acceptance", "{}");
    done(officer, code, "assignment", "{'assignee':'" + officerId + "'}");
    done(officer, code, "question", "{'question':'第几根灯杆？'}");
    assertThat(json(hotline.get(PATH + "/" + code)).get("questions").get(0).get("text").asString()).isEqualTo("第几根灯杆？");
    done(hotline, code, "continuation", "{'answer':'第三根'}");
    done(hotline, code, "addition", "{'text':'灯杆编号 LD-31'}");
    done(desk, code, "addition", "{'text':'来电人着急','internal':true}");
    done(desk, code, "extension", "{'workingDays':3,'reason':'等配件'}");
    done(officer, code, "result", "{'result':'已更换灯泡，今晚起恢复照明。'}");
    done(chief, code, "return", "{'reason':'请写明日期'}");
    done(officer, code, "result", "{'result':'11 月 25 日已更换灯泡，今晚起恢复照明。'}");
    JsonNode line = done(chief, code, "approval", "{'version':" + version(desk, code) + "}");
    assertThat(line.get("state").asString()).as("the hotline tells its caller").isEqualTo("FED_BACK");
    JsonNode seen = json(hotline.get(PATH + "/" + code));
    assertThat(seen.get("answer").asString()).startsWith("11 月 25 日");
    assertThat(seen.get("tellings").get(0).get("way").asString()).isEqualTo("SYSTEM");
    assertThat(seen.get("additions")).hasSize(1);
    assertThat(seen.get("reporterPhone").asString()).isEmpty();
    assertThat(json(desk.get(PATH + "/" + code)).get("additions")).hasSize(2);
  }

  @Test
  void theDeskAnswersMergesTakesBackAndTells() {
    String code = taken(desk, "{'words':'问一下老人卡怎么办','channel':'WINDOW','reporterName':'示例居民'}");
    String other = taken(desk, "{'words':'老人卡怎么办','channel':'WINDOW'}");
    done(desk, other, "merge", "{'into':'" + code.substring(0, 4).toLowerCase() + "-" + code.substring(4) + "'}");
    done(desk, other, "unmerge", "{}");
    done(desk, code, "triage", "{'outcome':'ANSWER'}");
    done(desk, code, "draft", "{'text':'带身份证到村里办。'}");
    assertThat(refused(desk, code, "approval", "{}", 422)).contains("text");
    done(chief, code, "approval", "{'text':'带身份证到村委会办，当天可取。'}");
    assertThat(refused(desk, code, "telling", "{'way':'PIGEON'}", 422)).contains("way", "VISIT");
    assertThat(done(desk, code, "telling", "{'way':'VISIT','note':'窗口当面告知'}").get("state").asString()).isEqualTo("FED_BACK");
    JsonNode person = json(desk.post(PATH + "/" + code + "/reveal", "{\"purpose\":\"TELL\"}"));
    assertThat(person.get("name").asString()).isEqualTo("示例居民");
    assertThat(refused(desk, code, "extension", "{'workingDays':3,'reason':'等配件'}", 409)).contains("FED_BACK");
    assertThat(refused(desk, other, "explanation", "{'reason':'人手不足'}", 422)).contains("reason");
    assertThat(refused(desk, code, "merge", "{'into':'nonsense'}", 422)).contains("into");
    assertThat(refused(desk, other, "assignment", "{'assignee':'somebody'}", 422)).contains("assignee");
  }

  @Test
  void aDepartmentRefuses() {
    String code = taken(desk, "{'words':'井盖响'}");
    done(desk, code, "hand-over", "{'lead':'roads'}");
    assertThat(done(officer, code, "refusal", "{'reason':'属水务'}").get("state").asString()).isEqualTo("RECEIVED");
  }

  @Test
  void sentTwiceIsDoneOnceAndAnsweredTheSame() {
    Answer once = hotline.post(PATH, "{\"words\":\"路灯坏了\"}", "Idempotency-Key", "twice-1");
    Answer twice = hotline.post(PATH, "{\"words\":\"路灯坏了\"}", "Idempotency-Key", "twice-1");
    assertThat(once.status()).isEqualTo(201);
    assertThat(twice.status()).isEqualTo(201);
    assertThat(twice.body()).isEqualTo(once.body());
    assertThat(count("select count(*) from platform.idempotency where answer ~ '" + json(once).get("secret").asString() + "'")).isZero();
    String code = json(once).get("code").asString();
    done(desk, code, "hand-over", "{'lead':'roads','version':1}", "Idempotency-Key", "twice-2");
    done(desk, code, "hand-over", "{'lead':'roads','version':1}", "Idempotency-Key", "twice-2");
    assertThat(version(desk, code)).isEqualTo(2);
    Answer tooLong = hotline.post(PATH, "{\"words\":\"路灯坏了\"}", "Idempotency-Key", "k".repeat(101));
    assertThat(tooLong.status()).isEqualTo(422);
    assertThat(tooLong.body()).contains("Idempotency-Key");
  }

  @Test
  void aNumberOfAnotherSystemIsTakenOnceEvenAtTheSameMoment() throws Exception {
    String body = aLight("externalId", "B-1");
    List<Answer> answers = new ArrayList<>();
    try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) calls.add(() -> hotline.post(PATH, body));
      for (var call : many.invokeAll(calls)) answers.add(call.get());
    }
    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 200);
    assertThat(answers).extracting(Answer::body).containsOnly(answers.getFirst().body());
    assertThat(count("select count(*) from requests.request where external_id = 'B-1'")).isEqualTo(1);
    Answer withKey = hotline.post(PATH, body, "Idempotency-Key", "b-1");
    assertThat(withKey.status()).isEqualTo(200);
    assertThat(withKey.body()).isEqualTo(answers.getFirst().body());
  }

  @Test
  void nobodyGetsTheReceiptOfAnotherSystemByGuessingItsNumber() {
    hotline.post(PATH, aLight("externalId", "C-1"));
    var other = ApiCaller.withToken(port, token("patrol app", Permission.REQUESTS_RECORD));
    Answer guessed = other.post(PATH, "{\"words\":\"x\",\"externalSystem\":\"12345\",\"externalId\":\"C-1\"}");
    assertThat(guessed.status()).isEqualTo(409);
    assertThat(guessed.body()).doesNotContain("secret");
    assertThat(guessed.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void aSystemSeesWhatItBroughtAlsoUnderARenewedTokenAndNothingElse() {
    String own = taken(hotline, "{'words':'自己的'}");
    String others = taken(desk, "{'words':'别人的'}");
    var renewed = ApiCaller.withToken(port, token("12345", Permission.REQUESTS_RECORD));
    assertThat(renewed.get(PATH + "/" + own).status()).isEqualTo(200);
    assertThat(renewed.get(PATH + "/" + others).status()).isEqualTo(404);
    assertThat(renewed.get(PATH + "?state=all&limit=200").body()).contains(own).doesNotContain(others);
    assertThat(renewed.post(PATH + "/" + others + "/addition", "{\"text\":\"x\"}").status()).isEqualTo(404);
    assertThat(renewed.post(PATH + "/" + own + "/continuation", "{\"reason\":\"x\"}").status()).isEqualTo(422);
    assertThat(renewed.post(PATH + "/" + own + "/addition", "{\"text\":\"x\",\"internal\":true}").status()).isEqualTo(422);
    var viewing = ApiCaller.withToken(port, token("city desk", Permission.REQUESTS_VIEW));
    assertThat(viewing.get(PATH + "/" + others).status()).isEqualTo(200);
    assertThat(viewing.post(PATH, "{\"words\":\"x\"}").status()).isEqualTo(403);
  }

  @Test
  void aDeedOnAnOldVersionIsToldHowThingsStand() {
    String code = taken(desk, "{'words':'井盖松了'}");
    done(desk, code, "hand-over", "{'lead':'roads','version':1}");
    Answer stale = desk.post(PATH + "/" + code + "/hand-over", "{\"lead\":\"water\",\"version\":1}");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.header("Content-Type")).startsWith("application/problem+json");
    assertThat(json(stale).get("version").asInt()).isEqualTo(2);
    assertThat(json(stale).get("state").asString()).isEqualTo("IN_DEPARTMENT");
    assertThat(json(desk.get(PATH + "/" + code)).get("departments")).as("nothing was done").hasSize(1);
  }

  @Test
  void listsAreFilteredAndPaged() {
    for (int i = 0; i < 5; i++) taken(hotline, "{'words':'围墙倒了','category':'drain','village':'" + SUBIAN + "'}");
    String page = PATH + "?state=open&category=drain&village=" + SUBIAN + "&channel=system&receivedFrom=2020-01-01&limit=2";
    List<String> codes = new ArrayList<>();
    String after = "";
    do {
      JsonNode found = json(desk.get(page + after));
      assertThat(found.get("items").size()).isLessThanOrEqualTo(2);
      found.get("items").forEach(item -> codes.add(item.get("code").asString()));
      after = found.get("next").isNull() ? "" : "&after=" + found.get("next").asString();
    } while (!after.isEmpty());
    assertThat(codes).hasSize(5).doesNotHaveDuplicates();
    assertThat(json(desk.get(PATH + "?state=WITHDRAWN&category=drain")).get("items")).isEmpty();
  }

  @Test
  void aListParameterThatCannotBeReadIsNamed() {
    List<String> wrong =
        List.of("state=opened", "channel=PHONE", "limit=0", "limit=201", "limit=-1", "limit=ten", "limit=99999999999", "after=x", "after=2026-02-30_1",
            "receivedFrom=2026-02-30", "receivedUntil=20261125", "receivedFrom=-999999999-01-01", "statee=open", "q=" + "a".repeat(101), "village=" + "1".repeat(61));
    for (String parameter : wrong) {
      Answer answer = desk.get(PATH + "?" + parameter);
      assertThat(answer.status()).as(parameter + answer.body()).isEqualTo(422);
      assertThat(json(answer).get("errors").get(0).get("field").asString()).isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }
    assertThat(desk.get(PATH + "?q=%00").status()).isEqualTo(422);
    assertThat(desk.get(PATH + "?q=%27%3B%20drop%20table%20requests.request%3B--").status()).isEqualTo(200);
  }

  @Test
  void aBodyThatCannotBeTakenIsRefusedNamingTheField() {
    List<List<String>> wrong =
        List.of(
            List.of("words", "{}"), List.of("words", "{'words':'  '}"), List.of("words", "{'words':null}"), List.of("words", "{'words':['x']}"),
            List.of("words", "{'words':'" + "长".repeat(20_001) + "'}"), List.of("words", "{'words':'a\\u0000b'}"), List.of("words", "{'words':'a\\ud800b'}"),
            List.of("words", "{'words':'\\udc00'}"), List.of("title", "{'words':'x','title':'\\u0000'}"), List.of("wrods", "{'words':'x','wrods':'y'}"),
            List.of("latitude", "{'words':'x','latitude':'23.1','longitude':113.9}"), List.of("latitude", "{'words':'x','latitude':23.1}"),
            List.of("latitude", "{'words':'x','latitude':91,'longitude':0}"), List.of("affectedCount", "{'words':'x','affectedCount':'12'}"),
            List.of("affectedCount", "{'words':'x','affectedCount':1.5}"), List.of("affectedCount", "{'words':'x','affectedCount':-1}"),
            List.of("affectedCount", "{'words':'x','affectedCount':99999999999}"), List.of("anonymous", "{'words':'x','anonymous':'yes'}"),
            List.of("channel", "{'words':'x','channel':'PHONE'}"), List.of("channel", "{'words':'x','channel':1}"),
            List.of("category", "{'words':'x','category':'no.such'}"), List.of("village", "{'words':'x','village':'1'}"),
            List.of("reporterPhone", "{'words':'x','reporterPhone':'call me'}"), List.of("files[0]", "{'words':'x','files':['no-id']}"),
            List.of("files[0]", "{'words':'x','files':[null]}"), List.of("files", "{'words':'x','files':'no-list'}"), List.of("dropIn", "{'words':'x','dropIn':4711}"),
            List.of("grid", "{'words':'x','grid':'" + "g".repeat(101) + "'}"), List.of("externalId", "{'words':'x','externalSystem':'s'}"),
            List.of("externalId", "{'words':'x','externalId':'" + "i".repeat(101) + "'}"), List.of("words", "{'words':" + "[".repeat(400) + "]}"));
    for (List<String> one : wrong) {
      Answer answer = hotline.post(PATH, one.getLast().replace('\'', '"'));
      assertThat(answer.status()).as(one + answer.body()).isEqualTo(422);
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
      assertThat(json(answer).get("errors").get(0).get("field").asString()).as(answer.body()).isEqualTo(one.getFirst());
      assertThat(json(answer).get("errors").get(0).get("message").asString()).isNotBlank();
    }
  }

  @Test
  void whatIsNoJsonIsToldWhereItBreaks() {
    for (String broken : List.of("{\"words\":", "nonsense", "[]", "\"text\"", "", "{\"words\":\"x\"} trailing", "{\"words\":" + "[".repeat(100_000))) {
      Answer answer = hotline.post(PATH, broken);
      assertThat(answer.status()).as(broken.substring(0, Math.min(30, broken.length())) + answer.body()).isIn(400, 422);
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
    assertThat(json(hotline.post(PATH, "{\"words\":\n x}")).get("position").asString()).startsWith("line 2");
    assertThat(hotline.post(PATH, "words=x", "Accept", "application/json").status()).isEqualTo(400);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedAnnouncedOrNot() throws Exception {
    String large = "{\"words\":\"" + "x".repeat(10_000_000) + "\"}";
    Answer answer = hotline.post(PATH, large);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).contains("/api/v1/files");
    var stream = new java.io.ByteArrayInputStream(large.getBytes());
    var request =
        java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + port + PATH))
            .header("Authorization", "Bearer " + token("12345", Permission.REQUESTS_RECORD))
            .header("Content-Type", "application/json")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofInputStream(() -> stream))
            .build();
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      assertThat(client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void wrongEncodingsAreRefusedAndNamedOnesAreRead() throws Exception {
    byte[] gbk = "{\"words\":\"路灯坏了\"}".getBytes("GBK");
    assertThat(send(gbk, "application/json")).isEqualTo(400);
    assertThat(send("{\"words\":\"路灯坏了\"}".getBytes("UTF-16"), "application/json")).isIn(201, 400);
    assertThat(send("x".getBytes(), "text/plain")).isEqualTo(415);
    assertThat(send("x".getBytes(), "application/xml")).isEqualTo(415);
  }

  @Test
  void onlyASessionNeedsAFormToken() {
    var visitor = Visitor.at(port).logIn("api-desk", Staff.PASSWORD);
    assertThat(visitor.call("POST", PATH, "{\"words\":\"x\"}").status()).isEqualTo(403);
    assertThat(visitor.call("POST", PATH, "{\"words\":\"x\"}", "X-CSRF-TOKEN", "wrong").status()).isEqualTo(403);
    assertThat(ApiCaller.as(visitor).post(PATH, "{\"words\":\"x\"}").status()).isEqualTo(201);
    assertThat(hotline.post(PATH, "{\"words\":\"x\"}").status()).isEqualTo(201);
    assertThat(Visitor.at(port).call("POST", PATH, "{\"words\":\"x\"}").status()).isEqualTo(401);
    assertThat(ApiCaller.withToken(port, "gj_unknown").post(PATH, "{\"words\":\"x\"}").status()).isEqualTo(401);
    assertThat(visitor.call("POST", PATH, "{\"words\":\"x\"}", "Authorization", "Bearer gj_unknown").status()).as("a bearer hides no session").isEqualTo(401);
  }

  @Test
  void formsWithCharactersThatCannotBeKeptAreRefusedToo() {
    var visitor = Visitor.at(port).logIn("api-desk", Staff.PASSWORD);
    Answer answer = visitor.post("/policies", "title", "a\u0000b", "department", "roads", "summary", "x");
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
  }

  @Test
  void addressesOfNothingAreNotFound() {
    for (String path : List.of("/00000000", "/nonsense", "/%E8%8E%9E", "/AAAAAAAA/files/no-id")) {
      assertThat(desk.get(PATH + path).status()).as(path).isEqualTo(404);
    }
    String code = taken(desk, "{'words':'x'}");
    assertThat(desk.get(PATH + "/" + code + "/files/123e4567-e89b-12d3-a456-426614174000").status()).isEqualTo(404);
    assertThat(desk.post(PATH + "/" + code + "/nonsense", "{}").status()).isEqualTo(404);
    assertThat(desk.call("DELETE", PATH + "/" + code, "").status()).isEqualTo(405);
  }

  private int send(byte[] body, String type) throws Exception {
    var request =
        java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + port + PATH))
            .header("Authorization", "Bearer " + token("12345", Permission.REQUESTS_RECORD))
            .header("Content-Type", type)
            .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      return client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }

  private static String aLight(String field, String value) {
    return "{\"words\":\"粟边路口的路灯不亮，晚上很黑。\",\"category\":\"road.light\",\"village\":\"" + SUBIAN + "\",\"" + field + "\":\"" + value + "\"}";
  }

  private String taken(ApiCaller by, String body) {
    Answer answer = by.post(PATH, body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return json(answer).get("code").asString();
  }

  private static JsonNode done(ApiCaller by, String code, String deed, String body, String... headers) {
    Answer answer = by.post(PATH + "/" + code + "/" + deed, body.replace('\'', '"'), headers);
    assertThat(answer.status()).as(deed + answer.body()).isEqualTo(200);
    JsonNode line = json(answer);
    assertThat(line.get("code").asString()).isEqualTo(code);
    return line;
  }

  private static String refused(ApiCaller by, String code, String deed, String body, int status) {
    Answer answer = by.post(PATH + "/" + code + "/" + deed, body.replace('\'', '"'));
    assertThat(answer.status()).as(deed + answer.body()).isEqualTo(status);
    return answer.body();
  }

  private static int version(ApiCaller by, String code) {
    return json(by.get(PATH + "/" + code)).get("version").asInt();
  }

  private String token(String name, Permission first, Permission... more) {
    Set<Permission> permissions = EnumSet.of(first, more);
    return TownContext.system(TOWN).call(() -> tokens.create(name, permissions, 1)).secret();
  }

  private ApiCaller loggedIn(Profile profile) {
    TownContext.system(TOWN).call(() -> users.addWithPassword(profile, Staff.PASSWORD));
    return ApiCaller.as(Visitor.at(port).logIn(profile.username(), Staff.PASSWORD));
  }

  private static JsonNode json(Answer answer) {
    return JSON.readTree(answer.body());
  }

  private static int count(String query) {
    try (var owner = TestDatabase.owner(); var statement = owner.createStatement(); var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
  }
}

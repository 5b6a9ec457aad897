package org.guanjia.open311;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.TOWN;

import java.util.regex.Pattern;
import org.guanjia.ApiCaller;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.open311.ForeignClient.Reply;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.Catalogue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Administrators make and revoke keys and say what a service asks, on the page and by the API. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Open311PagesTests {

  private static final String PAGE = "/admin/open311";
  private static final String API = "/api/v1/open311";
  private static final Pattern KEY = Pattern.compile("gj_[A-Za-z0-9_-]+");
  private static final JsonMapper JSON = new JsonMapper();

  @Autowired Services services;
  @Autowired Catalogue catalogue;
  @Autowired Users users;
  @LocalServerPort int port;

  private Visitor admin;
  private ForeignClient client;

  @BeforeAll
  void town() {
    Open311Fixture.services(services);
    catalogue.forget();
    Staff.add(users, "open311-admin", Role.ADMINISTRATOR);
    admin = Staff.enter(port, "open311-admin");
    client = new ForeignClient("http://127.0.0.1:" + port + "/open311/discovery.xml");
  }

  @Test
  void aKeyIsShownOnceOpensTheDoorAndIsRevoked() {
    Answer made = admin.post(PAGE + "/keys", "name", "随手拍", "days", "30", "postsPerMinute", "5");
    assertThat(made.status()).isEqualTo(201);
    var shown = KEY.matcher(made.body());
    assertThat(shown.find()).isTrue();
    String key = shown.group();
    assertThat(admin.get(PAGE).body()).contains("随手拍", "没有用过").doesNotContain(key);
    assertThat(post(key).status()).isEqualTo(200);
    String page = admin.get(PAGE).body();
    assertThat(page).doesNotContain("没有用过");
    var revocation = Pattern.compile("/admin/open311/keys/([0-9a-f-]{36})/revocation").matcher(page);
    assertThat(revocation.find()).isTrue();
    assertThat(admin.post(revocation.group()).status()).isEqualTo(303);
    assertThat(post(key).status()).isEqualTo(403);
    assertThat(admin.get(PAGE).body()).contains("已作废");
  }

  @Test
  void aKeysLimitIsChangedAndHoldsFromTheNextRequestOn() {
    ApiCaller api = ApiCaller.as(admin);
    JsonNode made = JSON.readTree(api.post(API + "/keys", "{\"name\":\"慢慢来\",\"days\":10,\"postsPerMinute\":1}").body());
    String id = made.get("id").asString();
    String key = made.get("apiKey").asString();
    assertThat(post(key, "甲路口").status()).isEqualTo(200);
    assertThat(post(key, "乙路口").status()).isEqualTo(429);
    assertThat(admin.get(PAGE).body()).contains("href=\"" + PAGE + "/keys/" + id + "\"");
    assertThat(admin.get(PAGE + "/keys/" + id).body()).contains("慢慢来", "name=\"was\" value=\"1\"");
    assertThat(admin.post(PAGE + "/keys/" + id, "was", "1", "postsPerMinute", "0").body()).contains("1 到 6,000");
    assertThat(admin.post(PAGE + "/keys/" + id, "was", "1", "postsPerMinute", "50").status()).isEqualTo(303);
    assertThat(post(key, "丙路口").status()).isEqualTo(200);

    Answer stale = admin.post(PAGE + "/keys/" + id, "was", "1", "postsPerMinute", "70");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains("刚被别人改成了 50", "value=\"70\"", "name=\"was\" value=\"50\"");
    assertThat(api.call("PUT", API + "/keys/" + id, "{\"postsPerMinute\":80,\"was\":1}").status()).isEqualTo(409);
    assertThat(api.call("PUT", API + "/keys/" + id, "{\"postsPerMinute\":6001}").status()).isEqualTo(422);
    Answer changed = api.call("PUT", API + "/keys/" + id, "{\"postsPerMinute\":80,\"was\":50}");
    assertThat(JSON.readTree(changed.body()).get("postsPerMinute").asInt()).isEqualTo(80);
    assertThat(api.call("DELETE", API + "/keys/" + id, "").status()).isEqualTo(204);
    assertThat(admin.get(PAGE + "/keys/" + id).status()).isEqualTo(404);
    assertThat(api.call("PUT", API + "/keys/" + id, "{\"postsPerMinute\":9}").status()).isEqualTo(404);
  }

  @Test
  void aKeyThatCannotBeMadeIsToldByField() {
    Answer refused = admin.post(PAGE + "/keys", "name", " ", "days", "30", "postsPerMinute", "60");
    assertThat(refused.status()).isEqualTo(422);
    Answer tooMany = admin.post(PAGE + "/keys", "name", "x", "days", "30", "postsPerMinute", "100000");
    assertThat(tooMany.status()).isEqualTo(422);
    assertThat(tooMany.body()).contains("6,000");
  }

  @Test
  void theApiDoesTheSame() {
    ApiCaller api = ApiCaller.as(admin);
    JsonNode made = JSON.readTree(api.post(API + "/keys", "{\"name\":\"API\",\"days\":10}").body());
    assertThat(post(made.get("apiKey").asString()).status()).isEqualTo(200);
    JsonNode card = JSON.readTree(api.get(API + "/keys").body()).get(0);
    assertThat(card.get("postsPerMinute").asInt()).isEqualTo(60);
    assertThat(card.toString()).doesNotContain("gj_");
    assertThat(api.call("DELETE", API + "/keys/" + made.get("id").asString(), "").status()).isEqualTo(204);
    assertThat(api.call("DELETE", API + "/keys/" + made.get("id").asString(), "").status()).isEqualTo(404);
    String setting = "{\"version\":0,\"attributes\":[{\"code\":\"pole\",\"description\":\"灯杆编号？\",\"required\":true}]}";
    Answer saved = api.call("PUT", API + "/services/road.light", setting);
    assertThat(saved.status()).as(saved.body()).isEqualTo(200);
    assertThat(JSON.readTree(saved.body()).get("version").asInt()).isEqualTo(1);
    assertThat(api.call("PUT", API + "/services/road.light", setting).status()).as("stale").isEqualTo(409);
    assertThat(client.get("services/road.light.xml").text()).contains("<code>pole</code>");
    assertThat(api.call("PUT", API + "/services/no.such", setting).status()).isEqualTo(404);
    Answer bad = api.call("PUT", API + "/services/road.light", "{\"version\":1,\"attributes\":[{\"code\":\"a b\",\"datatype\":\"SINGLEVALUELIST\"}]}");
    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.body()).contains("attributes[0].code", "attributes[0].description", "attributes[0].values");
    assertThat(api.call("PUT", API + "/services/road.light", "{\"version\":1}").status()).isEqualTo(200);
  }

  @Test
  void twoWhoEditOneServiceAreShownBothVersions() {
    String form = admin.get(PAGE + "/service?code=drain").body();
    assertThat(form).contains("elderly = 老人 = Elderly people");
    String version = String.valueOf(version());
    String[] one = {"service", "drain", "version", version, "offered", "true", "attributes[0].code", "depth", "attributes[0].datatype", "NUMBER", "attributes[0].description", "积水多深？"};
    assertThat(admin.post(PAGE + "/service", one).status()).isEqualTo(303);
    Answer stale =
        admin.post(
            PAGE + "/service", "service", "drain", "version", version, "offered", "true", "attributes[0].code", "who", "attributes[0].datatype", "SINGLEVALUELIST",
            "attributes[0].description", "是谁？", "attributes[0].values", "a = 甲\nb = 乙 = B", "attributes[0].required", "true");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains("积水多深？", "是谁？", "b = 乙 = B", "name=\"version\" value=\"" + version() + "\"");
    Answer wrong = admin.post(PAGE + "/service", "service", "drain", "version", String.valueOf(version()), "attributes[0].code", "中文", "attributes[0].datatype", "STRING");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("中文");
    assertThat(admin.get(PAGE + "/service?code=no.such").status()).isEqualTo(404);
  }

  private int version() {
    return TownContext.system(TOWN).call(() -> Open311Fixture.version(services, "drain"));
  }

  private Reply post(String key) {
    return post(key, "粟边路口");
  }

  private Reply post(String key, String address) {
    return client.post("requests.xml", "api_key", key, "service_code", "road.light", "address_string", address);
  }
}

package org.guanjia.open311;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.execute;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.guanjia.ApiCaller;
import org.guanjia.Statements;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.open311.ForeignClient.Reply;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.requests.Catalogue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The door as a foreign client meets it: what it finds, brings and follows, held to the published schemas. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeoReportTests {

  private static final JsonMapper JSON = new JsonMapper();

  @Autowired Services services;
  @Autowired ApiKeys keys;
  @Autowired Users users;
  @Autowired Catalogue catalogue;
  @Autowired Statements statements;
  @Autowired PublishedInTests published;
  @LocalServerPort int port;

  private ForeignClient client;
  private String key;

  @BeforeAll
  void door() {
    Open311Fixture.services(services);
    catalogue.forget();
    key = Open311Fixture.key(keys, "随手拍", 6_000);
    client = new ForeignClient("http://127.0.0.1:" + port + "/open311/discovery.xml");
  }

  @Test
  void discoveryLeadsToTheEndpointInBothFormats() {
    assertThat(client.endpoint()).isEqualTo("http://127.0.0.1:" + port + "/open311/v2");
    JsonNode json = json(client.get(URI.create("http://127.0.0.1:" + port + "/open311/discovery.json")));
    assertThat(json.get("endpoints").get(0).get("formats")).hasSize(2);
    assertThat(json.get("changeset").asString()).matches("[0-9-]{10}T[0-9:]{8}Z");
    assertThat(json.get("contact").asString()).contains("公共服务办公室");
    assertThat(json).isEqualTo(Spark.json(client.xml("discovery.xml")));
  }

  @Test
  void servicesSayWhatTheyAreAndWhatTheyAsk() {
    JsonNode list = both("services", "services.json");
    JsonNode drain = find(list, "service_code", "drain");
    assertThat(drain.get("service_name").asString()).isEqualTo("排水");
    assertThat(drain.get("metadata").asBoolean()).isTrue();
    assertThat(drain.get("type").asString()).isEqualTo("realtime");
    assertThat(drain.get("keywords").asString()).isEqualTo("积水, 井盖损坏");
    assertThat(find(list, "service_code", "road.light").get("metadata").asBoolean()).isFalse();
    JsonNode asked = both("services/drain", "service-definition.json").get("attributes");
    assertThat(asked.get(0).get("values").get(0).get("name").asString()).isEqualTo("老人");
    assertThat(asked.get(4).get("variable").asBoolean()).isFalse();
    assertThat(both("services/road.light", "service-definition.json").get("attributes")).isEmpty();
    Reply english = client.get(URI.create(client.endpoint() + "/services.json"), "Accept-Language", "en-US,en;q=0.9");
    assertThat(find(json(english), "service_code", "drain").get("service_name").asString()).isEqualTo("Drainage");
    assertThat(client.get("services/no.such.xml").status()).isEqualTo(404);
  }

  @Test
  void aForeignClientBringsARequestAndFollowsItToItsAnswer() {
    Element service = ForeignClient.children(client.xml("services.xml"), "service").stream().filter(each -> ForeignClient.text(each, "metadata").equals("true")).findFirst().orElseThrow();
    String code = ForeignClient.text(service, "service_code");
    Element question = ForeignClient.children(ForeignClient.child(client.xml("services/" + code + ".xml"), "attributes").orElseThrow(), "attribute").getFirst();
    String answer = ForeignClient.text(ForeignClient.children(ForeignClient.child(question, "values").orElseThrow(), "value").getFirst(), "key");
    Reply taken =
        client.post(
            "requests.xml", "api_key", key, "service_code", code, "lat", "23.06412", "long", "113.88273", "address_string", "粟边路口旁",
            "attribute[" + ForeignClient.text(question, "code") + "]", answer, "attribute[what][]", "1", "attribute[what][]", "2", "first_name", "小明", "last_name", "陈",
            "phone", "10000000001", "email", "xm@example.com", "device_id", "d1", "account_id", "a1", "description", "雨后积水\r\n很深",
            "media_url", "https://example.com/p.jpg");
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    Element receipt = ForeignClient.children(ForeignClient.root(taken), "request").getFirst();
    String id = ForeignClient.text(receipt, "service_request_id");
    assertThat(ForeignClient.child(receipt, "token")).as("either an id or a token").isEmpty();
    assertThat(ForeignClient.text(receipt, "service_notice")).isNotBlank();
    assertThat(status(id)).isEqualTo("open");
    assertThat(ForeignClient.text(ForeignClient.children(client.xml("tokens/" + id + ".xml"), "request").getFirst(), "service_request_id")).isEqualTo(id);

    ApiCaller desk = desk("follow-desk");
    JsonNode seen = JSON.readTree(desk.get("/api/v1/requests/" + id).body());
    assertThat(seen.get("words").asString()).startsWith("雨后积水").contains("影响到谁？：老人", "泥沙、垃圾").doesNotContain("xm@example.com", "https://");
    assertThat(JSON.readTree(desk.get("/api/v1/open311/submissions/" + id).body()).get("mediaUrl").asString()).isEqualTo("https://example.com/p.jpg");
    assertThat(desk.get("/api/v1/open311/submissions/ZZZZZZZZ").status()).isEqualTo(404);
    assertThat(desk.get("/requests/" + id).body()).contains("href=\"https://example.com/p.jpg\" rel=\"noopener noreferrer nofollow external\"");
    assertThat(seen.get("affected").asString()).isEqualTo("老人");
    assertThat(seen.get("reporterName").asString()).isEqualTo("陈**");
    assertThat(seen.get("externalSystem").asString()).isEqualTo("随手拍");
    done(desk, id, "triage", "{\"outcome\":\"ANSWER\"}");
    done(desk, id, "draft", "{\"text\":\"今天清疏。\"}");
    done(desk("follow-chief"), id, "approval", "{\"text\":\"今天已经清疏。\"}");
    assertThat(status(id)).as("somebody still has to call").isEqualTo("open");
    done(desk, id, "telling", "{\"way\":\"CALL\"}");
    assertThat(status(id)).isEqualTo("closed");
    assertThat(json(client.get("requests/" + id + ".json")).get(0).get("status_notes").asString()).isEqualTo("已答复");
    JsonNode own = json(client.get("requests/" + id + ".json", "api_key", key)).get(0);
    assertThat(own.get("status_notes").asString()).isEqualTo("今天已经清疏。");
    assertThat(own.get("description").asString()).isEqualTo("雨后积水\n很深");
    assertThat(own.get("media_url").asString()).isEqualTo("https://example.com/p.jpg");
  }

  @Test
  void aListGoesByEachParameter() {
    String light = post("路灯一", "service_code", "road.light");
    String drain = post("水一", "service_code", "drain", "attribute[affected]", "everybody");
    String old = post("路灯旧", "service_code", "road.light");
    String older = post("路灯更旧", "service_code", "road.light");
    execute("update requests.request set received_at = timestamptz '2026-03-01 08:00:00+08' where code = '" + old + "'");
    execute("update requests.request set received_at = timestamptz '2025-03-01 08:00:00+08', state = 'WITHDRAWN', closed_at = now() where code = '" + older + "'");
    assertThat(ids()).contains(light, drain).doesNotContain(old, older);
    assertThat(ids("service_code", "drain")).contains(drain).doesNotContain(light);
    assertThat(ids("service_code", "drain, road.light", "status", "open,closed")).contains(drain, light);
    assertThat(ids("service_code", "no.such")).isEmpty();
    assertThat(ids("status", "closed")).doesNotContain(light, drain);
    assertThat(ids("start_date", "2026-02-28T00:00:00Z", "end_date", "2026-03-02T00:00:00Z")).containsExactly(old);
    assertThat(ids("start_date", "2026-03-01T08:00:00+08:00", "end_date", "2026-03-01T08:00:00 08:00")).as("a plus that came as a space").containsExactly(old);
    assertThat(ids("start_date", "2026-03-01", "end_date", "2026-03-01")).containsExactly(old);
    assertThat(ids("end_date", "2026-03-02T00:00:00Z")).contains(old).doesNotContain(older, light);
    assertThat(ids("start_date", "2025-02-28T00:00:00Z")).contains(older).doesNotContain(old, light);
    assertThat(ids("service_request_id", old + "," + light.toLowerCase() + ",nonsense", "service_code", "drain", "status", "closed", "start_date", "nonsense")).as("overrides all others").containsExactlyInAnyOrder(old, light);
    assertThat(ids("status", "", "service_code", "", "start_date", "", "end_date", "", "service_request_id", "", "jurisdiction_id", "", "api_key", "")).as("empty is absent").isEqualTo(ids());
    assertThat(ids("jurisdiction_id", TOWN)).isEqualTo(ids());
    List<String> all = ids();
    assertThat(ids("page_size", "1")).containsExactly(all.getFirst());
    assertThat(ids("page_size", "1", "page", "2")).containsExactly(all.get(1));
    JsonNode closed = both("requests/" + older, "requests.json").get(0);
    assertThat(closed.get("status_notes").asString()).isEqualTo("已撤回");
    assertThat(closed.get("requested_datetime").asString()).isEqualTo("2025-03-01T00:00:00Z");
  }

  @Test
  void xmlAndJsonSayTheSameAndKeepToTheSchemas() {
    post("<b>&\"' ]]> \u0001\u000b\u001f\ufffe 😀\r\n第二行", "service_code", "road.light", "address_id", SUBIAN);
    for (String resource : List.of("requests", "services")) both(resource, resource + ".json");
    JsonNode own = json(client.get("requests.json", "api_key", key));
    assertThat(own).isEqualTo(Spark.json(client.xml("requests.xml", "api_key", key)));
    assertThat(own.findValuesAsString("description")).anyMatch(text -> text.startsWith("<b>&\"' ]]> \ufffd\ufffd\ufffd\ufffd 😀\n第二行"));
    assertThat(client.get("requests.xml").text()).startsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_requests><request>").doesNotContain("xmlns");
    assertThat(client.get("requests.json", "service_code", "no.such").text()).isEqualTo("[]");
    assertThat(client.get("requests.xml", "service_code", "no.such").text()).endsWith("<service_requests/>");
  }

  @Test
  void contentTypesAreToTheLetter() {
    for (String resource : List.of("services", "services/drain", "requests", "requests/00000000", "tokens/x", "discovery", "nothing")) {
      assertThat(client.get(resource + ".xml").contentType()).as(resource).isEqualTo("text/xml; charset=utf-8");
      assertThat(client.get(resource + ".json").contentType()).as(resource).isEqualTo("application/json; charset=utf-8");
    }
    assertThat(client.post("requests.json").contentType()).isEqualTo("application/json; charset=utf-8");
  }

  @Test
  void nothingOfThePersonAndNoWordLeavesBeforeItIsPublished() {
    String id = post("独居老人张三住在粟边村三巷8号", "service_code", "road.light", "phone", "10000000002", "last_name", "张", "lat", "23.064127", "long", "113.882739", "address_id", SUBIAN);
    JsonNode seen = both("requests/" + id, "requests.json").get(0);
    assertThat(seen.toString()).doesNotContain("张", "10000000002", "三巷", "23.0641");
    assertThat(seen.get("description").isNull()).isTrue();
    assertThat(seen.get("lat").asDouble()).isEqualTo(23.06);
    assertThat(seen.get("long").asDouble()).isEqualTo(113.88);
    assertThat(seen.get("address").asString()).isEqualTo("粟边村");
    String other = Open311Fixture.key(keys, "别的系统", 60);
    assertThat(json(client.get("requests/" + id + ".json", "api_key", other)).get(0).get("description").isNull()).isTrue();
    assertThat(json(client.get("requests/" + id + ".json", "api_key", key)).get(0).get("description").asString()).isEqualTo("独居老人张三住在粟边村三巷8号");
    String renewed = Open311Fixture.key(keys, "随手拍", 60);
    assertThat(json(client.get("requests.json", "api_key", renewed, "service_request_id", id)).get(0).get("description").asString()).startsWith("独居");
    published.publish(id, "独居老人反映路灯不亮", "三盏路灯已经换好。");
    JsonNode open = both("requests/" + id, "requests.json").get(0);
    assertThat(open.get("description").asString()).isEqualTo("独居老人反映路灯不亮");
    assertThat(open.get("status_notes").asString()).as("taken up again").doesNotContain("换好");
    execute("update requests.request set state = 'FED_BACK', closed_at = now() where code = '" + id + "'");
    assertThat(both("requests/" + id, "requests.json").get(0).get("status_notes").asString()).isEqualTo("三盏路灯已经换好。");
  }

  @Test
  void aServiceThatIsNotOfferedIsNeitherListedNorTakenNorToldOf() {
    String id = post("照料", "service_code", "care");
    set(new ServiceSetting("care", false, List.of(), 0));
    assertThat(client.get("services.xml").text()).doesNotContain("care");
    assertThat(client.get("requests/" + id + ".xml").status()).isEqualTo(404);
    assertThat(ids()).doesNotContain(id);
    assertThat(client.post("requests.xml", "api_key", key, "service_code", "care", "address_string", "粟边").status()).isEqualTo(404);
    set(new ServiceSetting("care", true, List.of(), 1));
  }

  @Test
  void aListTakesTheSameStatementsHoweverLongItIs() {
    for (int i = 0; i < 3; i++) post("数一数" + i, "service_code", "road.light", "address_id", SUBIAN);
    assertThat(statements.of(Caller.ANYBODY, () -> client.get("requests.json", "page_size", "1")))
        .isEqualTo(statements.of(Caller.ANYBODY, () -> client.get("requests.json")))
        .isLessThanOrEqualTo(4);
  }

  @Test
  void pagesOfOtherSitesMayRead() {
    Reply reply = client.get(URI.create(client.endpoint() + "/services.json"), "Origin", "https://app.example.org");
    assertThat(reply.status()).isEqualTo(200);
    try (Visitor browser = Visitor.at(port)) {
      assertThat(browser.get("/open311/v2/services.json", "Origin", "https://app.example.org").header("Access-Control-Allow-Origin")).isEqualTo("*");
    }
  }

  /** The answer in JSON, after both formats were held to the schema and to each other. */
  private JsonNode both(String resource, String schema) {
    JsonNode json = json(client.get(resource + ".json"));
    JsonNode xml = Spark.json(client.xml(resource + ".xml"));
    assertThat(Open311Fixture.faults(schema, json)).as(json.toString()).isEmpty();
    assertThat(Open311Fixture.faults(schema, xml)).as(xml.toString()).isEmpty();
    if (json.isObject() && json.get("attributes") != null && json.get("attributes").isEmpty()) return json;
    assertThat(xml).isEqualTo(json);
    return json;
  }

  private List<String> ids(String... query) {
    Element list = client.xml("requests.xml", query);
    assertThat(list.getTagName()).isEqualTo("service_requests");
    return ForeignClient.children(list, "request").stream().map(request -> ForeignClient.text(request, "service_request_id")).toList();
  }

  private String status(String id) {
    return ForeignClient.text(ForeignClient.children(client.xml("requests/" + id + ".xml"), "request").getFirst(), "status");
  }

  private String post(String description, String... fields) {
    var all = new ArrayList<>(List.of("api_key", key, "description", description));
    all.addAll(Arrays.asList(fields));
    if (Stream.of(fields).noneMatch(List.of("lat", "address_id")::contains)) all.addAll(List.of("address_string", "粟边路口"));
    Reply reply = client.post("requests.json", all.toArray(String[]::new));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return json(reply).get(0).get("service_request_id").asString();
  }

  private static void done(ApiCaller by, String id, String deed, String body) {
    Visitor.Answer answer = by.post("/api/v1/requests/" + id + "/" + deed, body);
    assertThat(answer.status()).as(deed + answer.body()).isEqualTo(200);
  }

  private void set(ServiceSetting setting) {
    org.guanjia.platform.database.TownContext.system(TOWN).run(() -> services.save(setting));
  }

  private ApiCaller desk(String name) {
    Staff.add(users, name, Role.TOWN_DESK);
    return ApiCaller.as(Staff.enter(port, name));
  }

  private static JsonNode find(JsonNode list, String field, String value) {
    return list.valueStream().filter(each -> each.get(field).asString().equals(value)).findFirst().orElseThrow();
  }

  private static JsonNode json(Reply reply) {
    return JSON.readTree(reply.text());
  }
}

package org.guanjia.open311;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.TOWN;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.open311.ForeignClient.Reply;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Tokens;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.Catalogue;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is refused, how it is said, and what is done once however often it comes. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeoReportRefusalTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

  @Autowired Services services;
  @Autowired ApiKeys keys;
  @Autowired Tokens tokens;
  @Autowired Catalogue catalogue;
  @Autowired ApplicationContext context;
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

  @ParameterizedTest
  @CsvSource({
    "403, service_code=road.light&address_string=x, api_key",
    "403, api_key=gj_wrong&service_code=road.light&address_string=x, api_key",
    "400, api_key=$&address_string=x, service_code",
    "404, api_key=$&service_code=no.such&address_string=x, no.such",
    "400, api_key=$&service_code=road.light, address_string",
    "400, api_key=$&service_code=road.light&lat=23.1, long",
    "400, api_key=$&service_code=road.light&lat=91&long=113, lat",
    "400, api_key=$&service_code=road.light&lat=north&long=113, lat",
    "400, api_key=$&service_code=road.light&lat=NaN&long=NaN, lat",
    "400, api_key=$&service_code=road.light&lat=23&long=1e2, long",
    "400, api_key=$&service_code=road.light&address_id=4711, address_id",
    "400, api_key=$&service_code=road.light&address_string=x&media_url=javascript:alert(1), media_url",
    "400, api_key=$&service_code=road.light&address_string=x&media_url=file:///etc/passwd, media_url",
    "400, api_key=$&service_code=road.light&address_string=x&phone=call-me, 电话",
    "400, api_key=$&service_code=road.light&address_string=x&attribute[no]=1, no",
    "400, api_key=$&service_code=drain&address_string=x, attribute[affected]",
    "400, api_key=$&service_code=drain&address_string=x&attribute[affected]=, attribute[affected]",
    "400, api_key=$&service_code=drain&address_string=x&attribute[affected]=nobody, attribute[affected]",
    "400, api_key=$&service_code=drain&address_string=x&attribute[affected]=elderly&attribute[depth]=deep, attribute[depth]",
    "400, api_key=$&service_code=drain&address_string=x&attribute[affected]=elderly&attribute[since]=yesterday, attribute[since]",
    "404, api_key=$&service_code=road.light&address_string=x&jurisdiction_id=city.gov, city.gov",
    "400, api_key=$&service_code=road.light&address_string=x&description=a%00b, ",
    "400, api_key=$&service_code=road.light&address_string=%C2%B7%B5%C6, UTF-8"
  })
  void aPostThatIsWrongIsRefusedByTheSpecificationsCodes(int status, String form, String named) {
    String body = form.replace("$", key);
    for (String format : List.of("xml", "json")) {
      Reply reply = client.post("requests." + format, BodyPublishers.ofString(body), FORM);
      assertThat(reply.status()).as(reply.text()).isEqualTo(status);
      JsonNode errors = errors(reply, format);
      assertThat(errors.get(0).get("code").asInt()).isEqualTo(status);
      if (named != null) assertThat(errors.get(0).get("description").asString()).contains(named);
    }
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    Reply reply = client.post("requests.json", "service_code", "no.such", "lat", "x", "long", "200", "media_url", "x", "jurisdiction_id", "city.gov");
    assertThat(reply.status()).as("a key before everything").isEqualTo(403);
    assertThat(errors(reply, "json").findValuesAsString("code")).containsExactlyInAnyOrder("403", "404", "404", "400", "400", "400");
    Reply mixed = client.post("requests.json", "api_key", key, "service_code", "no.such");
    assertThat(mixed.status()).isEqualTo(400);
    assertThat(errors(mixed, "json")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "400, requests.xml?start_date=yesterday, start_date", "400, requests.xml?end_date=2026-13-01T00:00:00Z, end_date",
    "400, requests.xml?start_date=2026-01-01T00:00:00Z&end_date=2026-05-01T00:00:00Z, 90", "400, requests.xml?start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z, end_date",
    "400, requests.xml?start_date=999999999-01-01T00:00:00Z, start_date", "400, requests.xml?status=done, status", "400, requests.xml?page_size=0, page_size", "400, requests.xml?page=3&page_size=500, page_size",
    "403, requests.xml?api_key=wrong, api_key", "404, requests.xml?jurisdiction_id=city.gov, city.gov", "404, services.xml?jurisdiction_id=441900999, 441900999",
    "404, services/no.such.xml, no.such", "404, requests/ZZZZZZZZ.xml, ZZZZZZZZ", "404, requests/1.xml, 1", "404, tokens/unknown.xml, unknown", "404, services.yaml, services.yaml",
    "404, services, services", "404, nothing.xml, nothing", "400, requests.xml?status=%B4, UTF-8"
  })
  void aQuestionThatIsWrongIsRefusedToo(int status, String address, String named) {
    Reply reply = client.get(java.net.URI.create(client.endpoint() + "/" + address));
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(errors(reply, "xml").get(0).get("description").asString()).contains(named);
  }

  @Test
  void aKeyOpensItsTownAndThisDoorAlone() {
    String far = TownContext.system(Staff.OTHER_TOWN).call(() -> keys.create("远方", 30, 60)).apiKey();
    assertThat(client.post("requests.xml", "api_key", far, "jurisdiction_id", TOWN, "service_code", "road.light", "address_string", "x").status()).isEqualTo(403);
    String hotline = TownContext.system(TOWN).call(() -> tokens.create("12345", java.util.Set.of(Permission.REQUESTS_RECORD), 30)).secret();
    assertThat(client.post("requests.xml", "api_key", hotline, "service_code", "road.light", "address_string", "x").status()).isEqualTo(403);
    try (var api = org.guanjia.ApiCaller.withToken(port, key)) {
      assertThat(api.get("/api/v1/requests").status()).isEqualTo(403);
    }
    ApiKeys.Created gone = TownContext.system(TOWN).call(() -> keys.create("停用", 30, 60));
    assertThat(TownContext.system(TOWN).call(() -> keys.revoke(gone.id()))).isTrue();
    assertThat(client.post("requests.xml", "api_key", gone.apiKey(), "service_code", "road.light", "address_string", "x").status()).isEqualTo(403);
  }

  @Test
  void tenMegabytesAreRefusedAnnouncedOrNot() {
    String form = "api_key=" + key + "&service_code=road.light&address_string=x&description=" + "x".repeat(10_000_000);
    Reply announced = client.post("requests.xml", BodyPublishers.ofString(form), FORM);
    assertThat(announced.status()).isEqualTo(400);
    assertThat(errors(announced, "xml").get(0).get("description").asString()).contains("4,000");
    Reply flowing = client.post("requests.json", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8))), FORM);
    assertThat(flowing.status()).isEqualTo(400);
    assertThat(errors(flowing, "json").get(0).get("description").asString()).contains("4,000");
    Reply long1 = client.post("requests.json", "api_key", key, "service_code", "road.light", "address_string", "x", "description", "长".repeat(4_001));
    assertThat(errors(long1, "json").get(0).get("description").asString()).contains("description", "4,000", "4,001");
    assertThat(client.post("requests.json", "api_key", key, "service_code", "road.light", "address_string", "长", "description", "长".repeat(4_000)).status()).isEqualTo(200);
  }

  @Test
  void whatIsNoFormInUtf8IsRefused() {
    String json = "{\"api_key\":\"" + key + "\"}";
    assertThat(client.post("requests.xml", BodyPublishers.ofString(json), "application/json").text()).contains("x-www-form-urlencoded");
    byte[] gbk = ("api_key=" + key + "&service_code=road.light&address_string=粟边").getBytes(Charset.forName("GBK"));
    assertThat(client.post("requests.xml", BodyPublishers.ofByteArray(gbk), FORM).status()).isEqualTo(400);
  }

  @Test
  void sentAgainItIsDoneOnce() throws Exception {
    String[] form = {"api_key", key, "service_code", "road.light", "address_string", "粟边", "description", "同一件事"};
    String first = id(client.post("requests.json", form));
    assertThat(id(client.post("requests.json", form))).isEqualTo(first);
    form[7] = "另一件事";
    assertThat(id(client.post("requests.json", form))).isNotEqualTo(first);
    form[7] = "同时来的一件事";
    List<Callable<String>> same = Collections.nCopies(8, () -> id(client.post("requests.json", form)));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(same).stream().map(each -> each.resultNow()).distinct()).hasSize(1);
    }
    assertThat(count("select count(*) from requests.request where words = '同时来的一件事'")).isEqualTo(1);
  }

  @Test
  void aKeyOfTheClientMakesItOnceAndFindsItAgain() {
    String one = keyed("第一次", "K-1");
    assertThat(keyed("第一次，改了字", "K-1")).isEqualTo(one);
    assertThat(keyed("第一次", "K-2")).isNotEqualTo(one);
    Reply found = client.get("tokens/K-1.json", "api_key", key);
    assertThat(JSON.readTree(found.text()).get(0).get("service_request_id").asString()).isEqualTo(one);
    assertThat(client.get("tokens/K-1.json").status()).as("not for others").isEqualTo(404);
    Reply tooLong = client.post("requests.json", BodyPublishers.ofString(ForeignClient.form("api_key", key)), FORM, "Idempotency-Key", "k".repeat(101));
    assertThat(tooLong.text()).contains("Idempotency-Key");
  }

  @Test
  void aThousandInAMinuteAreLimitedAndToldWhenToComeAgain() throws Exception {
    String fast = Open311Fixture.key(keys, "太快", 60);
    List<Callable<Reply>> posts =
        IntStream.range(0, 1_000)
            .<Callable<Reply>>mapToObj(i -> () -> client.post("requests.json", "api_key", fast, "service_code", "road.light", "address_string", "x", "description", "第" + i + "件"))
            .toList();
    var replies = new ArrayList<Reply>();
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (var reply : threads.invokeAll(posts)) replies.add(reply.get());
    }
    long taken = replies.stream().filter(reply -> reply.status() == 200).count();
    assertThat(taken).as("the clock's minute may end meanwhile").isIn(60L, 120L);
    assertThat(count("select count(*) from requests.request where external_system = '太快'")).isEqualTo((int) taken);
    List<Reply> limited = replies.stream().filter(reply -> reply.status() == 429).toList();
    assertThat(limited).hasSize(1_000 - (int) taken);
    assertThat(Integer.parseInt(limited.getFirst().retryAfter())).isBetween(1, 61);
    assertThat(errors(limited.getFirst(), "json").get(0).get("description").asString()).contains("60");
    assertThat(client.post("requests.json", "api_key", key, "service_code", "road.light", "address_string", "x", "description", "别的系统照常").status()).isEqualTo(200);
  }

  @Test
  void whenTooMuchComesAtATimeItIsSaidAsTheSpecificationSays() {
    var places = (Semaphore) Objects.requireNonNull(ReflectionTestUtils.getField(context.getBean("admissionFilter"), "places"));
    int all = places.drainPermits();
    try {
      for (String format : List.of("xml", "json")) {
        Reply reply = client.get("services." + format);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.retryAfter()).isEqualTo("2");
        assertThat(errors(reply, format).get(0).get("code").asInt()).isEqualTo(503);
      }
    } finally {
      places.release(all);
    }
  }

  @Test
  void whatNobodyForesawIsSaidAsTheSpecificationSays() {
    RequestsFixture.execute("alter table open311.submission rename to lost");
    try {
      for (String format : List.of("xml", "json")) {
        Reply reply = client.post("requests." + format, "api_key", key, "service_code", "road.light", "address_string", "x", "description", "意外");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(errors(reply, format).get(0).get("description").asString()).as("a reference, and nothing of the failure").containsPattern("[0-9a-f]{8}$").doesNotContain("submission");
      }
    } finally {
      RequestsFixture.execute("alter table open311.lost rename to submission");
    }
  }

  private String keyed(String description, String idempotencyKey) {
    String form = ForeignClient.form("api_key", key, "service_code", "road.light", "address_string", "粟边", "description", description);
    return id(client.post("requests.json", BodyPublishers.ofString(form), FORM, "Idempotency-Key", idempotencyKey));
  }

  /** The errors of an answer, after their format was looked at: a bare array, or errors with error elements, of code and description. */
  private static JsonNode errors(Reply reply, String format) {
    boolean xml = format.equals("xml");
    assertThat(reply.contentType()).isEqualTo(xml ? "text/xml; charset=utf-8" : "application/json; charset=utf-8");
    if (xml) assertThat(ForeignClient.root(reply).getTagName()).isEqualTo("errors");
    JsonNode errors = xml ? Spark.json(ForeignClient.root(reply)) : JSON.readTree(reply.text());
    assertThat(errors.isArray() && !errors.isEmpty()).as(reply.text()).isTrue();
    errors.forEach(error -> {
      assertThat(error.propertyNames()).containsExactly("code", "description");
      assertThat(error.get("code").isInt()).isTrue();
      assertThat(error.get("description").asString()).isNotBlank();
    });
    return errors;
  }

  private static String id(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return JSON.readTree(reply.text()).get(0).get("service_request_id").asString();
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

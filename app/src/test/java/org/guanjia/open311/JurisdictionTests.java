package org.guanjia.open311;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.platform.access.Staff.OTHER_TOWN;
import static org.guanjia.requests.RequestsFixture.TOWN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.open311.ForeignClient.Reply;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.Catalogue;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Two towns behind one endpoint: each has its own services, requests and keys, and nothing crosses. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JurisdictionTests {

  @Autowired Services services;
  @Autowired ApiKeys keys;
  @Autowired Catalogue catalogue;
  @LocalServerPort int port;

  private ForeignClient client;
  private String here;
  private String there;

  @BeforeAll
  void towns() {
    Open311Fixture.services(services);
    RequestsFixture.execute(
        "insert into places.town (town, name_zh, name_en, zone) values ('441900999', '另一镇', 'Another Town', 'Asia/Shanghai');"
            + " insert into requests.category (town, code, name) values ('441900999', 'bridge', '桥梁')");
    catalogue.forget();
    here = Open311Fixture.key(keys, "同名系统", 100);
    there = TownContext.system(OTHER_TOWN).call(() -> keys.create("同名系统", 30, 100)).apiKey();
    client = new ForeignClient("http://127.0.0.1:" + port + "/open311/discovery.xml");
  }

  @Test
  void whichTownHasToBeSaidWhereThereAreSeveral() {
    Reply unsaid = client.get("services.xml");
    assertThat(unsaid.status()).isEqualTo(400);
    assertThat(unsaid.text()).contains("jurisdiction_id");
    assertThat(client.get("requests.xml", "jurisdiction_id", "").status()).isEqualTo(400);
    assertThat(client.get("services.xml", "jurisdiction_id", "city.gov").status()).isEqualTo(404);
    assertThat(client.get("services.xml", "jurisdiction_id", TOWN).text()).contains("road.light").doesNotContain("bridge");
    assertThat(client.get("services.xml", "jurisdiction_id", OTHER_TOWN).text()).contains("bridge").doesNotContain("road.light");
    assertThat(client.get("services.xml", "api_key", there).text()).as("a key says it too").contains("bridge");
  }

  @Test
  void aRequestStaysInItsTown() {
    String own = id(post(there, "bridge", "桥面裂缝"));
    assertThat(client.get("requests/" + own + ".xml", "jurisdiction_id", OTHER_TOWN).status()).isEqualTo(200);
    assertThat(client.get("requests/" + own + ".xml", "jurisdiction_id", TOWN).status()).isEqualTo(404);
    assertThat(client.get("tokens/" + own + ".xml", "jurisdiction_id", TOWN).status()).isEqualTo(404);
    assertThat(client.get("requests.xml", "jurisdiction_id", TOWN).text()).doesNotContain(own);
    assertThat(client.get("requests.xml", "api_key", here).text()).as("a system of the same name in another town").doesNotContain(own, "桥面裂缝");
    assertThat(post(here, "bridge", "桥面裂缝").status()).isEqualTo(404);
    assertThat(post(here, "road.light", "路灯", "jurisdiction_id", OTHER_TOWN).status()).isEqualTo(403);
    assertThat(id(post(here, "road.light", "路灯", "jurisdiction_id", TOWN))).isNotEqualTo(own);
  }

  private Reply post(String key, String service, String description, String... more) {
    var form = new ArrayList<>(List.of("api_key", key, "service_code", service, "description", description, "address_string", "路口"));
    form.addAll(Arrays.asList(more));
    return client.post("requests.xml", form.toArray(String[]::new));
  }

  private static String id(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return ForeignClient.text(ForeignClient.children(ForeignClient.root(reply), "request").getFirst(), "service_request_id");
  }
}

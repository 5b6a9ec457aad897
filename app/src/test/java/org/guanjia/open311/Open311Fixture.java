package org.guanjia.open311;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.guanjia.open311.Attribute.Datatype;
import org.guanjia.open311.Attribute.Value;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.RequestsFixture;
import tools.jackson.databind.JsonNode;

/** What tests of this door stand on: two services, one of which asks something, and the schemas. */
final class Open311Fixture {

  private static final String SCHEMAS = "https://schemas.test/";
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Open311Fixture::schema));

  private Open311Fixture() {}

  /** {@code road.light} asks nothing; {@code drain} asks who is affected and offers more to say. */
  static void services(Services services) {
    RequestsFixture.departmentsAndCategories();
    RequestsFixture.execute(
        "update requests.category set examples = '积水、井盖损坏' where code = 'drain';"
            + " insert into requests.category (town, code, name, sort) values ('441900103', 'care', '照料', 9) on conflict do nothing");
    var affected =
        new Attribute(
            Attribute.AFFECTED, Datatype.SINGLEVALUELIST, true, true, "影响到谁？", "Who is affected?", null,
            List.of(new Value("elderly", "老人", "Elderly people"), new Value("everybody", "所有人", "Everybody")));
    var since = new Attribute("since", Datatype.DATETIME, true, false, "什么时候开始的？", "Since when?", "2026-11-25", List.of());
    var depth = new Attribute("depth", Datatype.NUMBER, true, false, "积水多深（厘米）？", null, null, List.of());
    var smells = new Attribute("what", Datatype.MULTIVALUELIST, true, false, "看到什么？", null, null, List.of(new Value("1", "泥沙", null), new Value("2", "垃圾", null)));
    var notice = new Attribute("notice", Datatype.TEXT, false, false, "有人员危险请先拨打 119。", null, null, List.of());
    TownContext.system(RequestsFixture.TOWN)
        .run(() -> services.save(new ServiceSetting("drain", true, List.of(affected, since, depth, smells, notice), version(services, "drain"))));
  }

  static int version(Services services, String service) {
    return services.setting(service).orElseThrow().version();
  }

  static String key(ApiKeys keys, String system, int postsPerMinute) {
    return TownContext.system(RequestsFixture.TOWN).call(() -> keys.create(system, 30, postsPerMinute)).apiKey();
  }

  /** What the schema of that file finds wrong. */
  static List<String> faults(String file, JsonNode json) {
    Schema schema = REGISTRY.getSchema(SchemaLocation.of(SCHEMAS + file));
    return schema.validate(json, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))).stream().map(Object::toString).toList();
  }

  private static String schema(String iri) {
    if (!iri.startsWith(SCHEMAS)) return null;
    try (var in = Objects.requireNonNull(Open311Fixture.class.getResourceAsStream("/open311/" + iri.replace(SCHEMAS, "")), iri)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

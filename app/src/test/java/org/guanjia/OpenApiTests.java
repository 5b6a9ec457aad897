package org.guanjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.EndpointTable.Endpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the running program says of its own API: OpenAPI 3.1, complete, whole in itself. Open311 has a specification of its own. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTests {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head", "options", "trace");

  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

  @LocalServerPort int port;
  private JsonNode api;

  private record Operation(String name, String path, JsonNode node) {}

  @BeforeAll
  void read() {
    try (Visitor visitor = Visitor.at(port)) {
      api = new JsonMapper().readTree(visitor.get("/api/openapi").body());
    }
  }

  @Test
  void isOpenApi31AndSaysWhatItIs() {
    assertThat(api.get("openapi").asString()).startsWith("3.1.");
    assertThat(api.get("info").get("title").asString()).isEqualTo("Guanjia");
    assertThat(api.get("info").get("version").asString()).isNotBlank();
    assertThat(api.get("components").get("securitySchemes").get("token").get("scheme").asString()).isEqualTo("bearer");
  }

  @Test
  void namesEveryEndpointOfTheApiAndNoOther() {
    Set<String> told = operations().map(Operation::name).collect(Collectors.toCollection(TreeSet::new));
    Set<String> there =
        EndpointTable.written().stream()
            .filter(endpoint -> endpoint.path().startsWith("/api/v1/"))
            .map(OpenApiTests::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).isEqualTo(there);
  }

  @Test
  void eachOperationIsDocumentedAndItsPartsFitTogether() {
    var wrong = new ArrayList<String>();
    var ids = new HashSet<String>();
    operations().forEach(operation -> {
      JsonNode node = operation.node();
      if (text(node, "summary").isBlank()) wrong.add(operation.name() + ": no summary");
      if (!ids.add(text(node, "operationId"))) wrong.add(operation.name() + ": operationId twice");
      if (node.get("tags") == null || node.get("tags").isEmpty()) wrong.add(operation.name() + ": no tag");
      if (node.get("responses") == null || node.get("responses").isEmpty()) wrong.add(operation.name() + ": no responses");
      else node.get("responses").forEach(response -> { if (text(response, "description").isBlank()) wrong.add(operation.name() + ": a response without description"); });
      Set<String> inPath = VARIABLE.matcher(operation.path()).results().map(found -> found.group(1)).collect(Collectors.toSet());
      Set<String> declared = new HashSet<>();
      if (node.get("parameters") != null) node.get("parameters").forEach(parameter -> { if (text(parameter, "in").equals("path")) declared.add(text(parameter, "name")); });
      if (!inPath.equals(declared)) wrong.add(operation.name() + ": path has " + inPath + ", parameters " + declared);
    });
    assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> lost = api.findValuesAsString("$ref").stream().distinct().filter(ref -> !ref.startsWith("#/") || api.at(ref.substring(1)).isMissingNode()).toList();
    assertThat(lost).isEmpty();
  }

  private Stream<Operation> operations() {
    return api.get("paths").propertyStream()
        .flatMap(path -> path.getValue().propertyStream().filter(method -> METHODS.contains(method.getKey()))
            .map(method -> new Operation(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), path.getKey(), method.getValue())));
  }

  /** As OpenAPI writes it: variables without their patterns. */
  private static String name(Endpoint endpoint) {
    return endpoint.method() + " " + endpoint.path().replaceAll("\\{([^{}:]*):[^{}]*}", "{$1}");
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null ? "" : value.asString();
  }
}

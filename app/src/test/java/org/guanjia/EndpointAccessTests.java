package org.guanjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.guanjia.EndpointTable.Endpoint;
import org.guanjia.Visitor.Answer;
import org.guanjia.platform.access.AccessTable;
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
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may do what, proven at the door: {@code endpoints.csv} names every address of ours, and each is called as each role,
 * with a token and by nobody. A new endpoint fails here until somebody has written down who may use it.
 */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointAccessTests {

  private static final String VILLAGE = "441900103212";
  private static final String OTHER_VILLAGE = "441900103003";
  private static final String NO_CODE = "00000000";
  private static final JsonMapper JSON = new JsonMapper();

  /** A body for each deed that would be done if the caller saw the request; a deed missing here fails the test below. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("triage", "{\"outcome\":\"ANSWER\"}"), Map.entry("hand-over", "{\"lead\":\"water\"}"), Map.entry("assignment", "{}"),
          Map.entry("supervisor", "{}"), Map.entry("correction", "{\"title\":\"x\"}"), Map.entry("question", "{\"question\":\"x\"}"),
          Map.entry("continuation", "{\"answer\":\"x\"}"), Map.entry("addition", "{\"text\":\"x\"}"), Map.entry("merge", "{\"into\":\"$own\"}"),
          Map.entry("unmerge", "{}"), Map.entry("acceptance", "{}"), Map.entry("refusal", "{\"reason\":\"x\"}"), Map.entry("result", "{\"result\":\"x\"}"),
          Map.entry("draft", "{\"text\":\"x\"}"), Map.entry("approval", "{}"), Map.entry("return", "{\"reason\":\"x\"}"),
          Map.entry("telling", "{\"way\":\"CALL\"}"), Map.entry("review", "{\"finding\":\"REDO\",\"review\":\"x\"}"),
          Map.entry("extension", "{\"workingDays\":1,\"reason\":\"x\"}"), Map.entry("explanation", "{\"reason\":\"x\"}"),
          Map.entry("reveal", "{\"purpose\":\"ASK\"}"));

  @Autowired Users users;
  @Autowired Tokens tokens;
  @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;
  @LocalServerPort int port;

  private final Map<Role, ApiCaller> callers = new LinkedHashMap<>();

  @BeforeAll
  void everybody() {
    RequestsFixture.departmentsAndCategories();
    for (Role role : Role.ofStaff()) {
      callers.put(role, person(Staff.TOWN, "role-" + role.name().toLowerCase(), role, List.of(), role == Role.DEPARTMENT_OFFICER ? "roads" : null));
    }
    callers.put(Role.OTHER_SYSTEM, system("everything", AccessTable.of(Role.OTHER_SYSTEM)));
  }

  @Test
  void theTableNamesEveryEndpointAndWhoMayUseIt() {
    Set<String> declared = EndpointTable.declared(mappings).stream().map(Endpoint::declared).collect(Collectors.toCollection(TreeSet::new));
    Set<String> written = EndpointTable.written().stream().map(Endpoint::declared).collect(Collectors.toCollection(TreeSet::new));
    Set<String> missing = new TreeSet<>(declared);
    missing.removeAll(written);
    Set<String> gone = new TreeSet<>(written);
    gone.removeAll(declared);
    assertThat(missing).as("add to endpoints.csv, after thinking about who may:\n%s\n", String.join("\n", missing)).isEmpty();
    assertThat(gone).as("remove from endpoints.csv, nothing answers there:\n%s\n", String.join("\n", gone)).isEmpty();
    assertThat(EndpointTable.written()).noneMatch(endpoint -> endpoint.who().equals("nobody")).doesNotHaveDuplicates();
  }

  @Test
  void whoeverMayComesInAndNobodyElse() {
    var wrong = new ArrayList<String>();
    for (Endpoint endpoint : inOrder()) {
      try (ApiCaller nobody = ApiCaller.as(Visitor.at(port))) {
        refusal(endpoint, call(nobody, endpoint, NO_CODE), null).ifPresent(wrong::add);
      }
      callers.forEach((role, caller) -> refusal(endpoint, call(caller, endpoint, NO_CODE), role).ifPresent(wrong::add));
    }
    assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
  }

  @Test
  void nobodySeesOrDoesAnythingOutsideTheirVillageDepartmentTownOrSystem() {
    String code = received(callers.get(Role.TOWN_DESK), VILLAGE);
    callers.get(Role.TOWN_DESK).post("/api/v1/requests/" + code + "/hand-over", "{\"lead\":\"roads\"}");
    String before = seen(code);
    var wrong = new ArrayList<String>();
    for (Outsider outsider : outsiders()) {
      String own = outsider.permissions().contains(Permission.REQUESTS_RECORD) ? received(outsider.caller(), outsider.village()) : NO_CODE;
      for (Endpoint endpoint : EndpointTable.written()) {
        if (!endpoint.path().contains("/requests/{code}") || endpoint.isOpen() || !endpoint.permits(outsider.permissions())) continue;
        String deed = endpoint.path().substring(endpoint.path().lastIndexOf('/') + 1);
        assertThat(endpoint.isApi() && !endpoint.method().equals("GET") ? BODIES : Map.of(deed, "")).as("a body for " + endpoint.line()).containsKey(deed);
        Answer answer = call(outsider.caller(), endpoint, code, BODIES.getOrDefault(deed, "").replace("$own", own));
        if (outsider.role() == Role.OTHER_SYSTEM && !endpoint.isApi()) continue;
        boolean page = !endpoint.isApi() && !endpoint.method().equals("GET");
        boolean kept = page ? answer.status() >= 400 && answer.status() < 500 : answer.status() == 404;
        if (!kept) wrong.add(outsider.name() + ": " + endpoint.line() + " -> " + answer.status());
      }
    }
    assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    assertThat(seen(code)).as("nothing was done").isEqualTo(before);
  }

  private record Outsider(String name, Role role, ApiCaller caller, String village, Set<Permission> permissions) {}

  private List<Outsider> outsiders() {
    var all = new ArrayList<Outsider>();
    for (Role role : List.of(Role.VILLAGE_CLERK, Role.GRID_WORKER, Role.WINDOW_CLERK, Role.TOWN_DESK, Role.LEADER)) {
      ApiCaller caller = person(Staff.TOWN, "there-" + role.name().toLowerCase(), role, List.of(OTHER_VILLAGE), null);
      all.add(new Outsider("another village's " + role, role, caller, OTHER_VILLAGE, AccessTable.of(role)));
    }
    ApiCaller officer = person(Staff.TOWN, "there-officer", Role.DEPARTMENT_OFFICER, List.of(), "water");
    all.add(new Outsider("another department's officer", Role.DEPARTMENT_OFFICER, officer, "", AccessTable.of(Role.DEPARTMENT_OFFICER)));
    for (Role role : Role.ofStaff()) {
      ApiCaller caller = person(Staff.OTHER_TOWN, "far-" + role.name().toLowerCase(), role, List.of(), role == Role.DEPARTMENT_OFFICER ? "roads" : null);
      all.add(new Outsider("another town's " + role, role, caller, "", AccessTable.of(role)));
    }
    var few = Set.of(Permission.REQUESTS_RECORD);
    all.add(new Outsider("another system", Role.OTHER_SYSTEM, system("another", few), "", few));
    return all;
  }

  /** What ends a session comes last. */
  private static List<Endpoint> inOrder() {
    return EndpointTable.written().stream().sorted(Comparator.comparing((Endpoint endpoint) -> endpoint.path().matches(".*(logout|sessions.*/end|password).*"))).toList();
  }

  private static java.util.Optional<String> refusal(Endpoint endpoint, Answer answer, Role role) {
    boolean toLogIn = answer.status() == 303 && answer.location().startsWith("/login?");
    boolean shut = answer.status() == 401 || answer.status() == 403 || toLogIn;
    boolean right;
    if (endpoint.isOpen()) right = true;
    else if (answer.status() == 415 && endpoint.further().equals("multipart")) right = true;
    else if (role == null || (role == Role.OTHER_SYSTEM && !endpoint.isApi())) right = endpoint.isApi() ? answer.status() == 401 : toLogIn;
    else if (!endpoint.permits(AccessTable.of(role))) right = answer.status() == 403;
    else right = !shut || (answer.status() == 403 && !endpoint.further().isEmpty());
    if (right && answer.status() < 500) return java.util.Optional.empty();
    return java.util.Optional.of((role == null ? "nobody" : role) + ": " + endpoint.line() + " -> " + answer.status() + " " + answer.location());
  }

  private static Answer call(ApiCaller caller, Endpoint endpoint, String code) {
    return call(caller, endpoint, code, "{}");
  }

  private static Answer call(ApiCaller caller, Endpoint endpoint, String code, String json) {
    String method = endpoint.method().equals("ANY") ? "GET" : endpoint.method();
    String address = endpoint.address(code);
    if (method.equals("GET")) return caller.call(method, address, "");
    return endpoint.isApi() ? caller.call(method, address, json) : caller.form(address);
  }

  private ApiCaller person(String town, String name, Role role, List<String> areas, String department) {
    TownContext.system(town).call(() -> users.addWithPassword(new Profile(name, "测试人员", role, areas, department, null, false), Staff.PASSWORD));
    return ApiCaller.as(Staff.enter(port, name));
  }

  private ApiCaller system(String name, Set<Permission> permissions) {
    return ApiCaller.withToken(port, TownContext.system(Staff.TOWN).call(() -> tokens.create(name, permissions, 1)).secret());
  }

  private static String received(ApiCaller by, String village) {
    String place = village.isEmpty() ? "" : ",\"village\":\"" + village + "\"";
    Answer answer = by.post("/api/v1/requests", "{\"words\":\"路灯不亮\"" + place + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body()).get("code").asString();
  }

  private static String seen(String code) {
    try (var owner = TestDatabase.owner();
        var statement = owner.createStatement();
        var rows = statement.executeQuery(
            "select r::text, (select count(*) from requests.history h where h.request_id = r.id) from requests.request r where code = '" + code + "'")) {
      rows.next();
      return rows.getString(1) + rows.getInt(2);
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
  }
}

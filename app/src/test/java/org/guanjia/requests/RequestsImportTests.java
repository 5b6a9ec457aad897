package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A second town, St. Louis, set up and fed through nothing but the API and the pages that everybody has. */
@TownTest
@Timeout(180)
class RequestsImportTests {
  private static final Path ST_LOUIS = Path.of("../../shared/data/requests/st-louis-csb");
  private static final Map<String, String> COLUMNS = new LinkedHashMap<>(Map.of(
      "REQUESTID", "externalId", "DATETIMEINIT", "received", "DATETIMECLOSED", "closed", "DATECANCELLED", "withdrawn", "DESCRIPTION", "title",
      "EXPLANATION", "words", "GROUP", "category", "WARD", "village", "PROBADDRESS", "address"));
  private static final Map<String, String> MORE_COLUMNS = Map.of("STATUS", "state", "SUBMITTO", "department", "CALLERTYPE", "channel");

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired Places places;
  @Autowired JsonMapper json;
  private String administrator = "";
  private final Map<String, Visitor> sessions = new java.util.HashMap<>();

  @BeforeEach
  void anAdministratorOfAllTowns() {
    Profile profile = new Profile("admin-" + System.nanoTime(), "管理员甲", Role.ADMINISTRATOR, List.of(), null, null, true);
    TownContext.system(Staff.TOWN).run(() -> users.addWithPassword(profile, Staff.PASSWORD));
    administrator = profile.username();
  }

  @Test
  void everyKindOfDirtIsExplainedAndTheCountsAddUp() throws Exception {
    Client stl = stLouis();
    String file = heading() + """
        "","","","","2011-01-05 10:00:00.0","2011-01-03 08:00:00.0","Inspect City Tree","A tree, ""old\""","Trees","07","","","4550 JANUARY AVE","B","x","","1001","1","1","CLOSED","FORESTRY,","16"
        "","","","","2011-01-05 10:00:00.0","2011-01-03 08:00:00.0","Inspect City Tree","","Trees","07","","","4550 JANUARY AVE","B","x","","1001","1","1","CLOSED","FORESTRY,","16"
        "","","","","2010-12-31 10:00:00.0","2011-01-03 08:00:00.0","Closed before opened","","Trees","07","","","1 MAIN","B","x","","1002","1","1","CLOSED","FORESTRY,","16"
        "WEB","","","","2011-01-05 10:00:00.0","2011-01-03 08:00:00.0","No ward","","Trash/Debris","07","","","2 MAIN","B","x","","1003","1","1","CLOSED","REFUSE,",""
        "","","2011-02-05 10:00:00.0","","","2011-01-03 08:00:00.0","Cancelled","","Trees","07","","","3 MAIN","B","x","","1004","1","1","Cancel","FORESTRY,","03"
        "","","","","","2011-01-03 08:00:00.0","Still open","","Trees","07","","","4 MAIN","B","x","","1005","1","1","SCHEDULED","FORESTRY,","3"
        "","","","","2011-02-30 10:00:00.0","2011-01-03 08:00:00.0","No such day","","Trees","07","","","5 MAIN","B","x","","1006","1","1","CLOSED","FORESTRY,","16"
        "","","","","2011-01-05 10:00:00.0","","Nothing received","","Trees","07","","","6 MAIN","B","x","","1007","1","1","CLOSED","FORESTRY,","16"
        "","","","","2011-01-05 10:00:00.0","2011-01-03 08:00:00.0","Ward of elsewhere","","Trees","07","","","7 MAIN","B","x","","1008","1","1","CLOSED","FORESTRY,","99"
        "","","","","2011-01-05 10:00:00.0","2011-01-03 08:00:00.0","=cmd|' /C calc'!A0","<script>alert(1)</script>","Trees","07","","","8 MAIN","B","x","","1009","1","1","CLOSED","FORESTRY,","16"

        "","","","","2011-01-05 10:00:00.0","2011-03-13 02:30:00.0","Before it was received","","Trees","07","","","9 MAIN","B","x","","1010","1","1","CLOSED","FORESTRY,","16","one too many"
        """;
    JsonNode done = stl.importRequests("dirt", file.getBytes(StandardCharsets.UTF_8), List.of("createCategories", "createDepartments"));
    assertThat(counts(done)).containsExactly(11, 11, 5, 6, 0);
    List<String> problems = stl.problems(done);
    assertThat(problems).containsExactly(
        "3 ERROR “REQUESTID” (column Q): Number 1001 stands in row 2 already, so this row was not taken again. If it is the same matter, delete this row; if not, correct its number.",
        "4 ERROR “DATETIMECLOSED” (column E): It ended on 2010-12-31 10:00, before it was received on 2011-01-03 08:00. Check the two times.",
        "5 WARNING “WARD” (column V): No village is given; taken as a request without one.",
        "8 ERROR “DATETIMECLOSED” (column E): There is no such date or time as “2011-02-30 10:00:00.0”. Check and correct it.",
        "9 ERROR “DATETIMEINIT” (column F): It is empty. Fill it in; if the cells are merged, unmerge them and fill each row.",
        "10 ERROR “WARD” (column V): There is no village “99”. Write the name or code of one that exists, or tick “Add villages that are not there”.",
        "13 ERROR This row has 23 cells and the heading 22, so its content may stand in wrong columns. Look for a comma or a cell too many.");
    assertThat(column("select state || ' ' || coalesce(village, '-') || ' ' || external_id from requests.request where external_system = 'dirt' order by external_id"))
        .containsExactly("FED_BACK 16 1001", "FED_BACK - 1003", "WITHDRAWN 03 1004", "IN_DEPARTMENT 03 1005", "FED_BACK 16 1009");
    assertThat(column("select title from requests.request where external_system = 'dirt' and external_id = '1009'")).containsExactly("=cmd|' /C calc'!A0");
    assertThat(column("select received_at at time zone 'UTC' from requests.request where external_system = 'dirt' and external_id = '1001'")).containsExactly("2011-01-03 14:00:00");
    assertThat(column("select count(*) from requests.history h join requests.request r using (town) where external_system = 'dirt' and r.id = h.request_id")).containsExactly("10");
    assertThat(column("select count(*) from requests.wording w join requests.request r on r.town = w.town and r.id = w.request_id where external_system = 'dirt'")).containsExactly("5");
    assertThat(column("select count(*) from platform.audit_entry where action = 'requests.imported' and details ->> 'system' = 'dirt'")).containsExactly("5");
    assertThat(column("select h.department || ' ' || h.state from requests.handling h join requests.request r on r.town = h.town and r.id = h.request_id where external_system = 'dirt' order by r.id")).hasSize(4)
        .allMatch(row -> row.matches("(forestry|refuse) (DONE|ACCEPTED)"));

    JsonNode again = stl.importRequests("dirt", file.getBytes(StandardCharsets.UTF_8), List.of());
    assertThat(counts(again)).as("a second time each sound row is known already").containsExactly(11, 11, 0, 11, 0);
    assertThat(stl.problems(again)).element(0).asString().contains("Number 1001 has been imported before, as ");
  }

  @Test
  void unknownNamesAreCreatedOnlyWhenTicked() throws Exception {
    Client stl = stLouis();
    String row = "\"\",\"\",\"\",\"\",\"\",\"2011-01-03 08:00:00.0\",\"Rats\",\"\",\"Vermin\",\"07\",\"\",\"\",\"1 MAIN\",\"B\",\"x\",\"\",\"%s\",\"1\",\"1\",\"SCHEDULED\",\"VECTOR\",\"%s\"\n";
    JsonNode refused = stl.importRequests("names", (heading() + row.formatted("2001", "Hyde Park")).getBytes(StandardCharsets.UTF_8), List.of());
    assertThat(counts(refused)).containsExactly(1, 1, 0, 1, 0);
    assertThat(stl.problems(refused)).hasSize(3);
    JsonNode taken = stl.importRequests("names", (heading() + row.formatted("2001", "Hyde Park")).getBytes(StandardCharsets.UTF_8),
        List.of("createCategories", "createDepartments", "createVillages"));
    assertThat(counts(taken)).containsExactly(1, 1, 1, 0, 0);
    assertThat(column("select name_en from places.village where town = 'US-STL' and name_en = 'Hyde Park'")).hasSize(1);
    assertThat(column("select count(*) from places.village where town = '441900103'")).as("the other town is left alone").containsExactly("18");
  }

  /** The real file: 4,470 rows. Nothing is lost, each refused row is explained, and an independent count of the dirt agrees. */
  @Test
  void takesTheRealRegisterOfStLouis() throws Exception {
    assumeThat(ST_LOUIS).as("the public data lies beside the project").isDirectory();
    Client stl = stLouis();
    byte[] file = allYears();
    Expected expected = expected(file);
    JsonNode done = stl.importRequests("St. Louis CSB", file, List.of("createCategories", "createDepartments"));
    List<Integer> counts = counts(done);
    assertThat(counts.get(0)).isEqualTo(4470);
    assertThat(counts).containsExactly(4470, 4470, 4470 - expected.duplicates() - expected.closedBefore(), expected.duplicates() + expected.closedBefore(), 0);
    List<String> problems = stl.problems(done);
    assertThat(problems.stream().filter(p -> p.contains(" ERROR ")).map(p -> p.split(" ")[0]).distinct()).hasSize(counts.get(3));
    assertThat(problems.stream().filter(p -> p.contains("stands in row"))).hasSize(expected.duplicates());
    assertThat(problems.stream().filter(p -> p.contains("It ended on"))).hasSize(expected.closedBefore());
    assertThat(problems.stream().filter(p -> p.contains("No village is given"))).hasSize(expected.withoutWard());
    assertThat(column("select count(*) from requests.request where town = 'US-STL' and external_system = 'St. Louis CSB'")).containsExactly(counts.get(2).toString());
    assertThat(column("select count(*) from requests.request where external_system = 'St. Louis CSB' and open and state = 'IN_DEPARTMENT'"))
        .containsExactly(String.valueOf(expected.open()));
  }

  private record Expected(int duplicates, int closedBefore, int withoutWard, int open) {}

  /** Counted from the file alone, by other means than the importer's. */
  private static Expected expected(byte[] file) {
    Set<String> seen = new HashSet<>();
    int duplicates = 0;
    int closedBefore = 0;
    int withoutWard = 0;
    int open = 0;
    try (var reader = CsvReader.builder().ofNamedCsvRecord(new String(file, StandardCharsets.UTF_8))) {
      for (NamedCsvRecord row : reader) {
        String end = row.getField("STATUS").equalsIgnoreCase("cancel") ? row.getField("DATECANCELLED") : row.getField("DATETIMECLOSED");
        if (!seen.add(row.getField("REQUESTID"))) {
          duplicates++;
          continue;
        }
        if (!end.isEmpty() && end.compareTo(row.getField("DATETIMEINIT")) < 0) {
          closedBefore++;
          continue;
        }
        withoutWard += row.getField("WARD").isBlank() ? 1 : 0;
        open += row.getField("STATUS").equals("SCHEDULED") ? 1 : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Expected(duplicates, closedBefore, withoutWard, open);
  }

  private static byte[] allYears() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int year = 2008; year <= 2011; year++) {
      String text = Files.readString(ST_LOUIS.resolve(year + ".csv"));
      all.append(year == 2008 ? text : text.substring(text.indexOf('\n') + 1));
    }
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The town by the API, its wards by spreadsheet. */
  private Client stLouis() throws Exception {
    Client first = new Client(administrator, Staff.TOWN);
    Answer added = first.send("POST", "/api/v1/towns", """
        {"code": "US-STL", "nameZh": "圣路易斯", "nameEn": "St. Louis", "zone": "America/Chicago"}""");
    assertThat(added.status()).as(added.body()).isIn(201, 422);
    Client stl = new Client(administrator, "US-STL");
    assertThat(stl.send("POST", "/api/v1/towns", "{\"code\": \"X\", \"nameZh\": \"甲\", \"nameEn\": \"X\", \"zone\": \"UTC\"}").status())
        .as("towns are added from the first town only").isEqualTo(403);
    StringBuilder wards = new StringBuilder("kind,code,name,name_en,other names\n");
    IntStream.rangeClosed(1, 28).forEach(ward -> wards.append("ward,%02d,第%d选区,Ward %d,%d\n".formatted(ward, ward, ward, ward)));
    JsonNode done = stl.runImport("/api/v1/imports?target=places&name=wards.csv", wards.toString().getBytes(StandardCharsets.UTF_8), null);
    assertThat(counts(done).get(2) + counts(done).get(4)).isEqualTo(28);
    return stl;
  }

  private static String heading() {
    return "\"CALLERTYPE\",\"CITY\",\"DATECANCELLED\",\"DATEINVTDONE\",\"DATETIMECLOSED\",\"DATETIMEINIT\",\"DESCRIPTION\",\"EXPLANATION\",\"GROUP\",\"NEIGHBORHOOD\","
        + "\"PLAIN_ENGLISH_NAME_FOR_PROBLEMCODE\",\"PRJCOMPLETEDATE\",\"PROBADDRESS\",\"PROBADDTYPE\",\"PROBLEMCODE\",\"PROBZIP\",\"REQUESTID\",\"SRX\",\"SRY\",\"STATUS\","
        + "\"SUBMITTO\",\"WARD\"\n";
  }

  /** total, read, taken, refused, skipped */
  private static List<Integer> counts(JsonNode done) {
    JsonNode counts = done.get("counts");
    assertThat(done.get("state").asString()).as(done.toString()).isEqualTo("DONE");
    assertThat(counts.get("read").asInt()).isEqualTo(counts.get("taken").asInt() + counts.get("refused").asInt() + counts.get("skipped").asInt());
    return List.of(counts.get("total").asInt(), counts.get("read").asInt(), counts.get("taken").asInt(), counts.get("refused").asInt(), counts.get("skipped").asInt());
  }

  private static List<String> column(String query) {
    List<String> values = new ArrayList<>();
    try (Connection connection = TestDatabase.owner(); var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
      while (rows.next()) values.add(rows.getString(1));
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An administrator of all towns with a program: logged in by the page, working in one town after the other. */
  private final class Client {
    private final Visitor visitor;
    private final String token;

    Client(String username, String town) {
      visitor = sessions.computeIfAbsent(username, name -> Staff.enter(port, name)).withCookie("lang", "en");
      assertThat(visitor.post("/admin/town", "town", town).status()).isEqualTo(303);
      token = visitor.csrfToken();
    }

    Answer send(String method, String path, String body) {
      return visitor.call(method, path, body, "X-CSRF-TOKEN", token);
    }

    JsonNode importRequests(String source, byte[] file, List<String> options) throws Exception {
      String path = "/api/v1/imports?target=requests&name=csb.csv&source=" + URLEncoder.encode(source, StandardCharsets.UTF_8);
      return runImport(path, file, options);
    }

    JsonNode runImport(String path, byte[] file, @Nullable List<String> options) throws Exception {
      JsonNode uploaded = ok(send("POST", path, new String(file, StandardCharsets.UTF_8)));
      String address = "/api/v1/imports/" + uploaded.get("id").asString();
      if (options != null) {
        ok(send("PUT", address + "/mapping", json.writeValueAsString(Map.of("options", options, "columns", mapping(uploaded)))));
      }
      ok(send("POST", address + "/run", ""));
      for (int i = 0; i < 1200; i++) {
        JsonNode state = ok(send("GET", address, ""));
        if (!state.get("state").asString().equals("RUNNING")) return state;
        Thread.sleep(50);
      }
      throw new AssertionError("the import did not end");
    }

    List<String> problems(JsonNode done) {
      List<String> all = new ArrayList<>();
      int after = 0;
      while (true) {
        JsonNode page = ok(send("GET", "/api/v1/imports/" + done.get("id").asString() + "/problems?after=" + after, ""));
        if (page.isEmpty()) return all;
        for (JsonNode problem : page) {
          all.add(problem.get("row").asInt() + " " + problem.get("severity").asString() + " " + problem.get("text").asString());
          after = problem.get("row").asInt();
        }
      }
    }

    private Map<String, Integer> mapping(JsonNode uploaded) {
      Map<String, String> names = new LinkedHashMap<>(COLUMNS);
      names.putAll(MORE_COLUMNS);
      Map<String, Integer> columns = new LinkedHashMap<>();
      for (int i = 0; i < uploaded.get("headings").size(); i++) {
        String field = names.get(uploaded.get("headings").get(i).asString());
        if (field != null) columns.put(field, i);
      }
      return columns;
    }

    private JsonNode ok(Answer answer) {
      assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
      return json.readTree(answer.body());
    }
  }
}

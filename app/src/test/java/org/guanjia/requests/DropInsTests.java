package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.util.List;
import org.guanjia.ApiCaller;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Leaders' drop-in days: planned, filled with what is raised, taken along as a sheet, by page, spreadsheet and API. */
@TownTest
class DropInsTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PATH = "/api/v1/drop-ins";
  private static final String DAY =
      "{\"leader\":\"分管民政的党委委员\",\"village\":\"%s\",\"heldOn\":\"2099-03-02\",\"from\":\"09:00\",\"place\":\"村委会一楼\"}".formatted(SUBIAN);

  @Autowired Users users;
  @Autowired Triage triage;
  @Autowired Answers answers;
  @LocalServerPort int port;
  private Visitor desk = Visitor.at(0);
  private ApiCaller program = ApiCaller.withToken(0, "");

  @BeforeEach
  void people() {
    RequestsFixture.departmentsAndCategories();
    String name = "drop-" + Long.toString(System.nanoTime(), 36);
    Staff.add(users, name, Role.TOWN_DESK);
    desk = Visitor.at(port).logIn(name, Staff.PASSWORD);
    program = ApiCaller.as(desk);
  }

  @Test
  void whatWasRaisedIsOnTheSheetWithWhatBecameOfIt() {
    long past = add(DAY.replace("2099-03-02", Today.date().minusDays(30).toString()));
    long next = add(DAY.replace("2099-03-02", Today.date().plusDays(7).toString()));
    String answered = raise(past, "路口的树挡住了视线");
    String open = raise(past, "巷口积水");
    doAs("desk", () -> triage.decide(answered, null, Outcome.ANSWER, null, null, List.of()));
    doAs("desk", () -> answers.draft(answered, null, "已安排修剪，周五完成。", null));
    doAs("chief", () -> answers.approve(answered, null, "已安排修剪，周五完成。"));

    JsonNode sheet = json(program.get(PATH + "/" + past));
    assertThat(sheet.at("/day/raised").asInt()).isEqualTo(2);
    assertThat(sheet.get("raised").size()).isEqualTo(2);
    JsonNode taken = json(program.get(PATH + "/" + next)).get("earlier");
    assertThat(taken.findValuesAsString("code")).contains(answered, open);
    assertThat(taken.findValuesAsString("answer")).contains("已安排修剪，周五完成。");

    for (String page : List.of("/drop-ins/" + next, "/drop-ins/" + next + "/print")) {
      assertThat(desk.get(page).body()).contains("路口的树挡住了视线", "巷口积水", "已安排修剪，周五完成。");
    }
    Answer csv = desk.get("/drop-ins/" + past + "/export.csv");
    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.body()).contains("路口的树挡住了视线", "已安排修剪，周五完成。", "巷口积水");
    assertThat(desk.post("/drop-ins/" + past + "/removal").location()).as("a day on which something was raised stays").isEqualTo("/drop-ins/" + past);
    assertThat(json(program.get(PATH + "?past=true&village=" + SUBIAN)).findValuesAsString("id")).contains(String.valueOf(past));
  }

  @Test
  void aDaySentTwiceIsPlannedOnce() {
    String[] key = {"Idempotency-Key", "day-" + System.nanoTime()};
    Answer first = program.post(PATH, DAY, key);
    assertThat(first.status()).isEqualTo(201);
    assertThat(program.post(PATH, DAY, key).body()).isEqualTo(first.body());
  }

  @Test
  void whoeverComesSecondSeesWhatTheFirstSavedAndLosesNothing() {
    long id = add(DAY);
    Answer first = form(id, "村委会二楼");
    assertThat(first.status()).isEqualTo(303);
    Answer second = form(id, "文化广场");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body()).contains("村委会二楼", "value=\"文化广场\"", "name=\"version\" value=\"2\"");
    assertThat(json(program.get(PATH + "/" + id)).at("/day/place").asString()).isEqualTo("村委会二楼");
    assertThat(program.call("PUT", PATH + "/" + id, DAY.replace("}", ",\"version\":1}")).status()).isEqualTo(409);
    assertThat(program.call("PUT", PATH + "/" + id, DAY.replace("}", ",\"version\":2}")).status()).isEqualTo(200);
  }

  @Test
  void whatCannotBeIsRefusedByField() {
    for (String[] wrong :
        new String[][] {
          {"heldOn", DAY.replace("2099-03-02", "2099-02-30")}, {"village", DAY.replace(SUBIAN, "999")}, {"leader", DAY.replace("分管民政的党委委员", " ")},
          {"place", DAY.replace("村委会一楼", "楼".repeat(301))}, {"from", DAY.replace("09:00", "25:00")}
        }) {
      Answer answer = program.post(PATH, wrong[1]);
      assertThat(answer.status()).as(wrong[1] + answer.body()).isIn(400, 422);
      assertThat(answer.body()).contains(wrong[0]);
    }
    assertThat(desk.get("/drop-ins/999999999").status()).isEqualTo(404);
    Answer page = desk.post("/drop-ins", "leader", "<script>x</script>", "village", SUBIAN, "heldOn", "2026-02-30");
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body()).contains("&lt;script>").doesNotContain("<script>x");
  }

  @Test
  void theCodesThatARequestMayBearAreTold() {
    assertThat(json(program.get("/api/v1/categories")).findValuesAsString("code")).contains("road.light", "drain");
    assertThat(json(program.get("/api/v1/departments")).findValuesAsString("code")).contains("roads", "water");
  }

  private long add(String day) {
    Answer added = program.post(PATH, day);
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    return json(added).get("id").asLong();
  }

  private String raise(long day, String words) {
    Answer received = program.post("/api/v1/requests", "{\"words\":\"%s\",\"village\":\"%s\",\"channel\":\"DROP_IN\",\"dropIn\":%d}".formatted(words, SUBIAN, day));
    assertThat(received.status()).as(received.body()).isEqualTo(201);
    return json(received).get("code").asString();
  }

  private Answer form(long id, String place) {
    return desk.post("/drop-ins/" + id, "version", "1", "leader", "镇长", "village", SUBIAN, "heldOn", "2099-03-02", "from", "09:00", "place", place);
  }

  private static JsonNode json(Answer answer) {
    return JSON.readTree(answer.body());
  }
}

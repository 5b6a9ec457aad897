package org.guanjia.benefits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.benefits.BenefitsFixture.MAY;
import static org.guanjia.benefits.BenefitsFixture.OLD_AGE;
import static org.guanjia.requests.RequestsFixture.as;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.guanjia.ApiCaller;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.Visitor.Upload;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages and the API over HTTP: a table written without script, a release by two, a person's entitlements with reasons. */
@TownTest
class BenefitsPagesTests {

  private static Visitor clerk;
  private static Visitor approver;

  @Autowired BenefitsFixture given;
  @Autowired Programmes programmes;
  @Autowired Determinations determinations;
  @Autowired Users users;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
    given.released();
    if (clerk != null) return;
    Staff.add(users, "benefits-clerk", Role.BENEFITS_CLERK);
    Staff.add(users, "benefits-approver", Role.BENEFITS_APPROVER);
    clerk = Staff.enter(port, "benefits-clerk");
    approver = Staff.enter(port, "benefits-approver");
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static String lock(Visitor who, String path) {
    return who.get(path).body().replaceFirst("(?s).*?name=\"lock\" value=\"(\\d+)\".*", "$1");
  }

  /** The table's form as a page shows it, with other texts in some cells. */
  private String[] table(String path, String... changes) {
    String body = clerk.get(path).body();
    List<String> form = new ArrayList<>(List.of("key", key()));
    var inputs = java.util.regex.Pattern.compile("<input[^>]* name=\"((?:i|o|n)\\.[0-9.]+|rows\\.[0-9]+|lock)\"[^>]* value=\"([^\"]*)\"").matcher(body);
    while (inputs.find()) {
      form.add(inputs.group(1));
      form.add(inputs.group(2).replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", "\"").replace("&amp;", "&"));
    }
    for (int i = 0; i < changes.length; i += 2) {
      int at = form.indexOf(changes[i]);
      if (at < 0) form.addAll(List.of(changes[i], changes[i + 1]));
      else form.set(at + 1, changes[i + 1]);
    }
    return form.toArray(String[]::new);
  }

  @Test
  void aTableIsWrittenReleasedByAnotherAndRead() {
    String read = clerk.get("/programmes").body();
    assertThat(read).contains("高龄老人生活津贴", "待核实");
    String page = clerk.get("/programmes/" + OLD_AGE).body();
    assertThat(page).contains("第 1 版", "80", "待核实", "样例");
    Answer drafted = clerk.post("/programmes/" + OLD_AGE + "/drafts", "key", key(), "version", "1", "from", "2027-01");
    assertThat(drafted.status()).as(drafted.body()).isEqualTo(303);
    String path = drafted.location();
    String version = path.replace("/table", "");
    assertThat(clerk.get(path).body()).contains("name=\"i.0.0.0\"", "保存");
    Answer added = clerk.post(path, table(path, "do", "add:0:0"));
    assertThat(added.status()).as(added.body()).isEqualTo(303);
    assertThat(clerk.get(path).body()).contains("重叠");
    assertThat(clerk.post(version + "/proposal", "key", key(), "lock", lock(clerk, path)).status()).isEqualTo(422);
    assertThat(clerk.post(path, table(path, "do", "remove:0:1")).status()).isEqualTo(303);
    Answer gap = clerk.post(path, table(path, "do", "remove:0:0"));
    assertThat(gap.status()).isEqualTo(303);
    assertThat(clerk.get(path).body()).contains("有空档");
    assertThat(clerk.post(path, table(path, "do", "add:0:-1")).status()).isEqualTo(303);
    Answer stale = clerk.post(path, table(path, "lock", "1"));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains("别人已经改过了");
    String dmn = clerk.get("/programmes/" + OLD_AGE + "/versions/1/programme.dmn").body();
    Answer uploaded = clerk.post(version + "/dmn", List.of(new Upload("file", "x.dmn", dmn.getBytes(StandardCharsets.UTF_8))), "key", key(), "lock", lock(clerk, path));
    assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(303);
    assertThat(clerk.get(version + "/parameters").body()).contains("amount_80", "第一档金额");
    Answer wrong = clerk.post(version + "/parameters", "key", key(), "lock", lock(clerk, path), "lines", "1", "name.0", "1x", "value.0", "3", "from.0", "2026-13-01");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("2026-13-01", "参数名");
    assertThat(clerk.get(version + "/examples").body()).contains("八十五岁在册老人");
    String csv = clerk.get("/programmes/" + OLD_AGE + "/versions/1/examples.csv").body();
    Answer torn = clerk.post(version + "/examples/file", List.of(new Upload("file", "x.csv", "name,month\nx".getBytes(StandardCharsets.UTF_8))), "key", key(), "lock", lock(clerk, path));
    assertThat(torn.status()).isEqualTo(422);
    Answer brought = clerk.post(version + "/examples/file", List.of(new Upload("file", "x.csv", csv.getBytes(StandardCharsets.UTF_8))), "key", key(), "lock", lock(clerk, path));
    assertThat(brought.status()).as(brought.body()).isEqualTo(303);
    Answer proposed = clerk.post(version + "/proposal", "key", key(), "lock", lock(clerk, path));
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(303);
    String shown = "/programmes/" + OLD_AGE + "?version=" + version.replaceAll(".*/", "");
    assertThat(clerk.post(version + "/release", "key", key(), "lock", lock(approver, shown)).status()).isEqualTo(403);
    Answer back = approver.post(version + "/return", "key", key(), "lock", lock(approver, shown), "reason", "再核一遍金额");
    assertThat(back.status()).as(back.body()).isEqualTo(303);
    assertThat(clerk.get(shown).body()).contains("再核一遍金额");
    assertThat(approver.get("/programmes/" + OLD_AGE + "?version=1&beside=" + version.replaceAll(".*/", "")).body()).contains("差异");
    assertThat(approver.post(version + "/withdrawal", "key", key(), "lock", lock(approver, shown), "reason", "不用了").status()).isEqualTo(303);
    assertThat(clerk.get("/programmes/none-of-it").status()).isEqualTo(404);
  }

  /** Yes and no, days and choices are shown as people write them, and kept as FEEL. */
  @Test
  void whatTheFormsOfADraftShowIsWhatTheyKeep() {
    Answer drafted = clerk.post("/programmes/" + OLD_AGE + "/drafts", "key", key(), "version", "1", "from", "2028-01");
    String version = drafted.location().replace("/table", "");
    List<Object> before = kept(version);
    assertThat(before.getFirst().toString()).contains("true").doesNotContain("是");
    for (String part : List.of("/table", "/parameters", "/examples")) {
      String body = clerk.get(version + part).body();
      assertThat(body).as(part).contains("是").doesNotContain("value=\"true\" maxlength", "date(");
      Answer kept = clerk.post(version + part, sentBack(body, version + part));
      assertThat(kept.status()).as(part + kept.body()).isEqualTo(303);
    }
    assertThat(kept(version)).isEqualTo(before);
    String path = version + "/table";
    assertThat(clerk.post(version + "/parameters", "key", key(), "lock", lock(clerk, path), "lines", "1", "name.0", "no", "value.0", "3", "from.0", "2026-01-01").status()).isEqualTo(422);
    String shown = "/programmes/" + OLD_AGE + "?version=" + version.replaceAll(".*/", "");
    assertThat(approver.post(version + "/withdrawal", "key", key(), "lock", lock(approver, shown), "reason", "不用了").status()).isEqualTo(303);
  }

  private List<Object> kept(String version) {
    var tables = DmnDocument.read(clerk.get(version + "/programme.dmn").body()).orElseThrow().tables();
    return List.of(tables.stream().map(DmnTable::rows).toList(), clerk.get(version + "/parameters.csv").body(), clerk.get(version + "/examples.csv").body());
  }

  /** The form of that action as a browser would send it untouched. */
  private static String[] sentBack(String body, String action) {
    int begin = body.indexOf("action=\"" + action + "\"");
    String form = body.substring(begin, body.indexOf("</form>", begin));
    List<String> sent = new ArrayList<>();
    var fields = java.util.regex.Pattern.compile("<input[^>]* name=\"([^\"]+)\"(?:[^>]* value=\"([^\"]*)\")?|<select[^>]* name=\"([^\"]+)\".*?</select>", java.util.regex.Pattern.DOTALL).matcher(form);
    while (fields.find()) {
      if (fields.group(3) == null) {
        sent.addAll(List.of(fields.group(1), org.springframework.web.util.HtmlUtils.htmlUnescape(java.util.Objects.requireNonNullElse(fields.group(2), ""))));
      } else {
        var chosen = java.util.regex.Pattern.compile("<option value=\"([^\"]*)\" selected").matcher(fields.group());
        sent.addAll(List.of(fields.group(3), chosen.find() ? chosen.group(1) : ""));
      }
    }
    return sent.toArray(String[]::new);
  }

  @Test
  void aPersonIsToldWhyAndWhatWouldSettleIt() {
    long old = given.registered("讲理由甲", "1940-03-02");
    long young = given.registered("讲理由乙", "1990-03-02");
    long unknown = given.registered(BenefitsFixture.aPerson("讲理由丙", null), "2015-01-01");
    given.registered("讲理由丁", "1946-05-10");
    as("system", () -> determinations.determine(MAY.minusMonths(1)));
    as("system", () -> determinations.determine(MAY));
    assertThat(clerk.get("/people/" + old + "/benefits?month=2026-05").body()).contains("可享受，每月 ¥100.00", "按规则表第", "派出所", "待核实");
    assertThat(clerk.get("/people/" + young + "/benefits?month=2026-05").body()).contains("不符合");
    assertThat(clerk.get("/people/" + unknown + "/benefits?month=2026-05").body()).contains("无法判定", "出生日期", "身份证或户口簿");
    assertThat(clerk.get("/people/" + unknown + "/benefits?month=2026-05&lang=en").status()).isEqualTo(200);
    assertThat(clerk.get("/people/" + old).body()).contains("/people/" + old + "/benefits");
    assertThat(clerk.get("/entitlements?month=2026-05&programme=old-age").body()).contains("讲理由甲").doesNotContain("讲理由乙");
    assertThat(clerk.get("/entitlements?month=2026-05&programme=old-age&answer=UNKNOWN").body()).contains("讲理由丙", "出生日期");
    assertThat(clerk.get("/entitlements/export.csv?month=2026-05&programme=old-age").body()).contains("讲理由甲", "100");
    assertThat(clerk.get("/entitlements/export.xlsx?month=2026-05&programme=old-age").status()).isEqualTo(200);
    String rounds = clerk.get("/determinations").body();
    String round = rounds.replaceFirst("(?s).*?href=\"(/determinations/\\d+)\".*", "$1");
    assertThat(clerk.get(round).body()).contains("高龄老人生活津贴", "新增");
    assertThat(clerk.get(round + "/differences/old-age").body()).contains("讲理由丁", "新增").doesNotContain("讲理由甲");
    assertThat(clerk.get(round + "/differences/old-age/export.csv").body()).contains("讲理由丁");
    Answer stated = clerk.post("/people/" + old + "/benefits/facts", "key", key(), "code", "household_income", "value", "很多", "from", "2026-01-01", "source", "民政办");
    assertThat(stated.status()).isEqualTo(422);
    assertThat(stated.body()).contains("不是这项事实的数值");
    assertThat(clerk.post("/people/" + old + "/benefits/facts", "key", key(), "code", "household_income", "value", "800", "from", "2026-01-01", "source", "民政办").status()).isEqualTo(303);
    assertThat(clerk.get("/people/" + old + "/benefits").body()).contains("家庭人均月收入：800");
    String[] not = {"key", key(), "code", "not-VETERAN", "value", "", "from", "2026-01-01", "source", "本人"};
    for (int i = 0; i < 2; i++) assertThat(clerk.post("/people/" + old + "/benefits/facts", not).status()).isEqualTo(303);
    assertThat(clerk.get("/people/" + old + "/benefits").body()).containsOnlyOnce("不属于：退役军人 ·");
    String listed = ApiCaller.as(clerk).get("/api/v1/people/" + old + "/stated-facts").body();
    assertThat(listed).containsOnlyOnce("\"code\":\"veteran\",\"value\":\"false\"");
    assertThat(ApiCaller.as(clerk).post("/api/v1/people/" + old + "/stated-facts", "{\"code\":\"orphan\",\"value\":\"true\",\"from\":\"2026-01-01\",\"source\":\"本人\"}").status()).isEqualTo(422);
    assertThat(clerk.get("/people/999999999/benefits").status()).isEqualTo(404);
  }

  @Test
  void listsAndJointRulesAreLaidDownOnPages() {
    assertThat(clerk.post("/complete-lists", "key", key(), "kind", "SUBSISTENCE", "asOf", "2999-01-01", "source", "").body()).contains("不能晚于今天", "请写明来源");
    assertThat(clerk.post("/complete-lists", "key", key(), "kind", "SUBSISTENCE", "asOf", "2026-01-01", "source", "民政办").status()).isEqualTo(303);
    assertThat(clerk.get("/complete-lists").body()).contains("低保", "民政办", "完整");
    assertThat(clerk.post("/joint-rules", "key", key(), "kind", "CAP", "programmes", OLD_AGE, "from", "2026-01").status()).isEqualTo(422);
    given.drafted("second", java.time.YearMonth.of(2026, 1));
    assertThat(clerk.post("/joint-rules", "key", key(), "kind", "FIRST", "programmes", OLD_AGE, "programmes", "second", "from", "2030-01").status()).isEqualTo(303);
    String page = approver.get("/joint-rules").body();
    String path = page.replaceFirst("(?s).*?action=\"(/joint-rules/\\d+/approval)\".*", "$1");
    assertThat(approver.post(path, "key", key()).status()).isEqualTo(303);
    assertThat(approver.get("/programmes/" + OLD_AGE).body()).contains("不能同时享受", "（待核实）");
    String confirmation = path.replace("approval", "confirmation");
    assertThat(clerk.post(confirmation, "key", key(), "document", "国发〔2015〕52号").status()).isEqualTo(403);
    assertThat(approver.post(confirmation, "key", key(), "document", " ").status()).isEqualTo(422);
    for (int i = 0; i < 2; i++) assertThat(approver.post(confirmation, "key", key(), "document", "国发〔2015〕52号").status()).as("the second time it is there").isEqualTo(i == 0 ? 303 : 422);
    assertThat(approver.get("/programmes/" + OLD_AGE).body()).contains("（国发〔2015〕52号）");
    assertThat(approver.post(path.replace("approval", "end"), "key", key(), "until", "2030-02").status()).isEqualTo(303);
  }

  @Test
  void programsReadDraftAndRelease() {
    ApiCaller writer = ApiCaller.as(clerk);
    ApiCaller releaser = ApiCaller.as(approver);
    assertThat(writer.get("/api/v1/programmes").body()).contains("\"code\":\"old-age\"", "\"unconfirmed\":true");
    String dmn = given.version(OLD_AGE, 1).dmn();
    String body = tools.jackson.databind.json.JsonMapper.builder().build().writeValueAsString(
        java.util.Map.of("code", "by-api", "name", "接口项目", "nameEn", "By API", "from", "2026-01", "dmn", dmn));
    Answer created = writer.post("/api/v1/programmes", body, "Idempotency-Key", key());
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    Answer unready = writer.post("/api/v1/programmes/by-api/versions/1/proposal", "{\"lock\":1}");
    assertThat(unready.status()).isEqualTo(422);
    assertThat(unready.body()).contains("UNKNOWN_INPUT", "amount_80");
    String parameters = "{\"lock\":1,\"parameters\":[" + String.join(",", given.version(OLD_AGE, 1).parameters().stream().map(each ->
        "{\"name\":\"" + each.name() + "\",\"value\":\"" + each.value() + "\",\"from\":\"" + each.from() + "\"" + (each.to() == null ? "" : ",\"to\":\"" + each.to() + "\"") + "}").toList()) + "]}";
    Answer written = writer.call("PUT", "/api/v1/programmes/by-api/versions/1/parameters", parameters);
    assertThat(written.status()).as(written.body()).isEqualTo(200);
    assertThat(writer.call("PUT", "/api/v1/programmes/by-api/versions/1/terms", "{\"lock\":1,\"from\":\"2026-02\"}").status()).as("stale").isEqualTo(409);
    String example = "{\"lock\":2,\"examples\":[{\"name\":\"老人\",\"facts\":{\"birth\":\"date(\\\"1940-01-01\\\")\",\"died_on\":\"null\",\"moved_out_on\":\"null\",\"registered\":\"true\"},"
        + "\"month\":\"2026-05\",\"answer\":\"YES\",\"amountFen\":10000}]}";
    assertThat(writer.call("PUT", "/api/v1/programmes/by-api/versions/1/examples", example).status()).isEqualTo(200);
    assertThat(writer.get("/api/v1/programmes/by-api/versions/1/check").body()).contains("\"passes\":true");
    assertThat(writer.post("/api/v1/programmes/by-api/versions/1/proposal", "{\"lock\":3}").status()).isEqualTo(200);
    assertThat(writer.post("/api/v1/programmes/by-api/versions/1/release", "{\"lock\":4}").status()).isEqualTo(403);
    assertThat(releaser.post("/api/v1/programmes/by-api/versions/1/release", "{\"lock\":4}").body()).contains("\"state\":\"RELEASED\"");
    assertThat(releaser.post("/api/v1/programmes/by-api/versions/1/release", "{\"lock\":5}").status()).isEqualTo(409);
    long person = given.registered("接口老人", "1940-01-01");
    assertThat(writer.get("/api/v1/people/" + person + "/entitlements?month=2026-05").body()).contains("\"answer\":\"YES\"", "\"amountFen\":10000", "\"sentence\":", "\"birth\":\"date(\\\"1940-01-01\\\")\"");
    assertThat(writer.get("/api/v1/entitlements?programme=old-age&limit=0").status()).isEqualTo(422);
    assertThat(writer.get("/api/v1/entitlements?programme=none").status()).isEqualTo(404);
    Answer started = writer.post("/api/v1/determinations", "{\"month\":\"2026-05\"}");
    assertThat(started.status()).as(started.body()).isEqualTo(202);
    assertThat(writer.post("/api/v1/determinations", "{\"month\":\"2199-05\"}").status()).isEqualTo(422);
    assertThat(releaser.post("/api/v1/programmes/by-api/versions/1/withdrawal", "{\"lock\":5,\"reason\":\"试过了\"}").status()).isEqualTo(200);
  }
}

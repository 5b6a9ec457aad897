package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.Statements;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.Visitor.Upload;
import org.guanjia.platform.files.Samples;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** A resident reports by the page, and what comes of everything else that may be sent there. */
@TownTest
class ReportPagesTests {

  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final Pattern KEPT = Pattern.compile("name=\"kept\" value=\"([^\"]+)\"");

  @LocalServerPort int port;
  @Autowired Statements statements;
  @Autowired Matters matters;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;
  private Visitor visitor;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
    RequestsFixture.execute("delete from platform.attempt");
    visitor = Visitor.at(port);
    visitor.get("/report");
  }

  @AfterEach
  void leave() {
    visitor.close();
  }

  @Test
  void wordsAreEnough() {
    Receipt receipt = Resident.report(visitor, "words", "  粟边路口的路灯不亮\r\n晚上很黑  ");
    RequestRecord request = request(receipt.code());
    assertThat(request.getWords()).isEqualTo("粟边路口的路灯不亮\n晚上很黑");
    assertThat(request.getChannel()).isEqualTo("RESIDENT");
    assertThat(request.getRecordedBy()).isEqualTo("resident");
    assertThat(visitor.get("/follow/" + receipt.code()).body()).contains("晚上很黑", "正在安排由谁来办");
  }

  @Test
  void everythingThatWasFilledInIsKept() {
    Receipt receipt =
        Resident.report(
            visitor, "words", "路灯不亮", "category", "road.light", "village", RequestsFixture.SUBIAN, "villageGroup", "二组", "address", "小学门口",
            "latitude", "23.0717", "longitude", "113.8769", "affected", "上学的孩子", "affectedCount", "３０", "onBehalfOf", "隔壁的老人",
            "reporterName", "示例居民", "reporterPhone", "138 0000 0000");
    RequestRecord request = request(receipt.code());
    assertThat(request.getVillageGroup()).isEqualTo("二组");
    assertThat(request.getLatitude()).isEqualTo(23.0717);
    assertThat(request.getAffectedCount()).isEqualTo(30);
    assertThat(request.getOnBehalfOf()).isEqualTo("隔壁的老人");
    assertThat(request.getReporterPhone()).isNotNull();
    String page = visitor.get("/follow/" + receipt.code()).body();
    assertThat(page).contains("二组", "小学门口", "路灯", "138****0000").doesNotContain("13800000000");
  }

  @Test
  void anAnonymousReportKeepsNoName() {
    Receipt receipt = Resident.report(visitor, "words", "有人乱倒垃圾", "anonymous", "true", "reporterName", "示例居民", "reporterPhone", "13800000000");
    RequestRecord request = request(receipt.code());
    assertThat(request.getAnonymous()).isTrue();
    assertThat(request.getReporterName()).isNull();
    assertThat(request.getReporterPhone()).isNull();
  }

  @Test
  void theReceiptIsOnlyForWhoSentIt() {
    Receipt receipt = Resident.report(visitor, "words", "井盖松了");
    assertThat(visitor.get("/receipt").body()).contains("<svg", "请用手机把这张回执拍下来", "data-print", "/follow</span>");
    assertThat(visitor.get("/receipt").header("Cache-Control")).contains("no-store");
    try (Visitor other = Visitor.at(port)) {
      Answer gone = other.get("/receipt");
      assertThat(gone.status()).isEqualTo(410);
      assertThat(gone.body()).doesNotContain(ReceiptCode.display(receipt.code()));
      other.withCookie("gj-receipt", visitor.cookies().get("gj-receipt").replaceFirst("^.", "A"));
      assertThat(other.get("/receipt").status()).isEqualTo(410);
    }
  }

  @Test
  void aPhoneThatKeepsNoCookiesGetsItsReceiptToo() {
    try (Visitor forgetful = Visitor.at(port)) {
      Answer sent = forgetful.postRaw("/report", "words=" + encoded("路面塌了") + "&key=k-forgetful");
      assertThat(sent.status()).isEqualTo(303);
      forgetful.cookies().clear();
      assertThat(Resident.receipt(forgetful.get(sent.location())).code()).hasSize(8);
    }
  }

  @Test
  void sentTwiceIsOneRequestWithOneReceipt() throws Exception {
    long before = count();
    Callable<Answer> click = () -> visitor.postRaw("/report", "key=double&words=" + encoded("点了两次"));
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (var answer : pool.invokeAll(List.of(click, click))) assertThat(answer.get().status()).isEqualTo(303);
    }
    assertThat(count()).isEqualTo(before + 1);
    Receipt first = Resident.receipt(visitor.get("/receipt"));
    assertThat(Resident.report(visitor, "key", "double", "words", "点了两次")).isEqualTo(first);
    assertThat(count()).isEqualTo(before + 1);
  }

  @Test
  void anothersKeyShowsNothingOfTheirs() {
    Receipt mine = Resident.report(visitor, "key", "seen-over-a-shoulder", "words", "我的事");
    try (Visitor other = Visitor.at(port)) {
      other.get("/report");
      Receipt theirs = Resident.report(other, "key", "seen-over-a-shoulder", "words", "别人的事");
      assertThat(theirs.code()).isNotEqualTo(mine.code());
      assertThat(other.get("/follow/" + mine.code()).location()).startsWith("/follow?code=");
    }
    try (Visitor without = Visitor.at(port)) {
      Answer sent = without.postRaw("/report", "key=seen-over-a-shoulder&words=" + encoded("又一件"));
      assertThat(Resident.receipt(without.get(sent.location())).code()).isNotEqualTo(mine.code());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "words, '', 请写下您要反映的事情",
    "words, '   ', 请写下您要反映的事情",
    "category, nonsense, 没有这个类别",
    "village, 999, 没有这个村",
    "reporterPhone, 电话在家, 电话号码看起来不对",
    "latitude, 23.1, 地图位置不完整",
    "longitude, 113.8, 地图位置不完整",
    "latitude, north, 地图位置不完整",
    "affectedCount, 很多, 人数应当是",
    "affectedCount, -3, 人数应当是",
    "address, \uFFFD\uFFFD, 显示不出来的字",
  })
  void aWrongFieldIsNamedAndNothingTypedIsLost(String field, String value, String told) {
    long before = count();
    String words = field.equals("words") ? value : "写了很久的话";
    Answer refused = visitor.post("/report", "words", words, "onBehalfOf", "隔壁的老人", field, value);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains(told, "隔壁的老人", "aria-invalid=\"true\"");
    if (!field.equals("words")) assertThat(refused.body()).contains("写了很久的话");
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void allWrongFieldsAreNamedAtOnce() {
    Answer refused = visitor.post("/report", "words", "", "reporterPhone", "x", "village", "x", "category", "x", "latitude", "91");
    assertThat(refused.body()).contains("还有 5 处要改", "#f-words", "#f-reporterPhone", "#f-village", "#f-category", "#f-latitude");
  }

  @Test
  void twentyThousandCharactersAreTakenAndOneMoreIsNot() {
    Answer refused = visitor.post("/report", "words", "灯".repeat(20_001));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("最多 20,000 个字，现在有 20,001 个字", "灯".repeat(20_001));
    Receipt receipt = Resident.report(visitor, "words", "灯".repeat(19_998) + "\r\n好");
    assertThat(request(receipt.code()).getWords()).hasSize(20_000);
  }

  @Test
  void aScriptInAnyFieldIsText() {
    String[] fields = {"words", "villageGroup", "address", "affected", "onBehalfOf", "reporterName"};
    String[] sent = Arrays.stream(fields).flatMap(field -> Arrays.stream(new String[] {field, SCRIPT + field})).toArray(String[]::new);
    Receipt receipt = Resident.report(visitor, sent);
    assertThat(visitor.get("/receipt").body()).doesNotContain("<script>alert");
    assertThat(visitor.get("/follow/" + receipt.code()).body()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
    Answer refused = visitor.post("/report", "words", "", "address", "\"><img src=x onerror=alert(1)>", "category", SCRIPT, "village", SCRIPT, "latitude", SCRIPT, "affectedCount", SCRIPT, "reporterPhone", SCRIPT);
    assertThat(refused.body()).doesNotContain("<script>alert").doesNotContain("<img src=x");
  }

  @Test
  void charactersNobodySeesAreLeftOut() {
    Receipt receipt = Resident.report(visitor, "words", "路灯\u202E不\u0007亮", "address", "\u0007");
    assertThat(request(receipt.code()).getWords()).isEqualTo("路灯不亮");
    assertThat(request(receipt.code()).getAddress()).isNull();
    assertThat(visitor.post("/report", "words", "路\u0000灯").status()).as("what no database keeps comes from no keyboard").isEqualTo(422);
  }

  @Test
  void aFormInAnotherEncodingIsRefusedAndNotStoredAsRubbish() {
    long before = count();
    byte[] words = "路灯不亮".getBytes(java.nio.charset.Charset.forName("GB18030"));
    var body = new StringBuilder("words=");
    for (byte b : words) body.append("%%%02X".formatted(b & 0xff));
    Answer refused = visitor.postRaw("/report", body.toString());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("看不懂");
    assertThat(visitor.postRaw("/report", "words=%zz").status()).isEqualTo(400);
    assertThat(visitor.postRaw("/report", "words=" + "a".repeat(3 << 20)).status()).isEqualTo(413);
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void aPhotoTellsThePlaceAndStaysWithTheRequest() {
    var photo = new Upload("photos", "IMG_1.jpg", Samples.withExif(Samples.jpeg(640, 480), 1));
    Answer sent = visitor.post("/report", List.of(photo), "words", "路灯不亮", "pointFromPhoto", "true");
    assertThat(sent.status()).as(sent.body()).isEqualTo(303);
    Receipt receipt = Resident.receipt(visitor.get(sent.location()));
    assertThat(request(receipt.code()).getLatitude()).isBetween(23.07, 23.08);
    Matcher shown = Pattern.compile("/follow/" + receipt.code() + "/files/[0-9a-f-]{36}").matcher(visitor.get("/follow/" + receipt.code()).body());
    assertThat(shown.find()).isTrue();
    assertThat(visitor.get(shown.group() + "?variant=SMALL").header("Content-Type")).isEqualTo("image/jpeg");
    try (Visitor other = Visitor.at(port)) {
      assertThat(other.get(shown.group()).status()).isEqualTo(404);
    }
    Answer without = visitor.post("/report", List.of(photo), "words", "不用照片的位置");
    assertThat(request(Resident.receipt(visitor.get(without.location())).code()).getLatitude()).isNull();
  }

  @Test
  void photosThatArrivedAreNotLostWhenSomethingElseIsWrong() {
    var photo = new Upload("photos", "IMG_2.jpg", Samples.jpeg(64, 48));
    Answer refused = visitor.post("/report", List.of(photo), "words", "");
    assertThat(refused.status()).isEqualTo(422);
    Matcher kept = KEPT.matcher(refused.body());
    assertThat(kept.find()).isTrue();
    assertThat(refused.body()).contains("IMG_2.jpg");
    assertThat(visitor.get("/report/photos/" + kept.group(1)).status()).isEqualTo(200);
    try (Visitor thief = Visitor.at(port)) {
      thief.get("/report");
      assertThat(thief.get("/report/photos/" + kept.group(1)).status()).isEqualTo(404);
      Answer stolen = thief.post("/report", "words", "别人的照片", "kept", kept.group(1));
      assertThat(stolen.status()).isEqualTo(422);
      assertThat(stolen.body()).contains("已经过期");
    }
    Receipt receipt = Resident.report(visitor, "words", "这回写了", "kept", kept.group(1));
    assertThat(as("resident", () -> matters.find(receipt.code())).files()).hasSize(1);
    Answer again = visitor.post("/report", "words", "同一张再用一次", "kept", kept.group(1));
    assertThat(again.status()).as("it belongs to the first request now").isEqualTo(422);
  }

  @Test
  void aPhotoThatIsAProgramIsRefusedBesideItsField() {
    var good = new Upload("photos", "good.jpg", Samples.jpeg(64, 48));
    var bad = new Upload("photos", "virus.jpg", "MZ\u0090\u0000This program cannot be run".getBytes(StandardCharsets.ISO_8859_1));
    Answer refused = visitor.post("/report", List.of(bad, good), "words", "写了很久的话");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("virus.jpg：只能传照片", "写了很久的话", "good.jpg", "#f-photos");
  }

  @Test
  void aHugePhotoIsRefusedBesideItsFieldAndTheTextStays() {
    var huge = new Upload("photos", "huge.jpg", new byte[100 << 20]);
    Answer refused = visitor.post("/report", List.of(huge), "words", "写了很久的话");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("huge.jpg：文件太大了，最大 20 MB", "写了很久的话");
  }

  @Test
  void moreThanTwelvePhotosAreTooMany() {
    var photos = java.util.stream.IntStream.range(0, 13).mapToObj(i -> new Upload("photos", i + ".jpg", Samples.jpeg(20 + i, 20))).toList();
    Answer refused = visitor.post("/report", photos, "words", "很多照片");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("最多可以附 12 个文件", "很多照片");
  }

  @Test
  void whenTheDatabaseIsAwayEverythingTypedStaysAndIsTakenDownOnce() throws Exception {
    visitor.csrfToken();
    Thread.sleep(6_000);
    Answer away;
    setAllowed(false);
    try {
      away = visitor.postRaw("/report", "key=away&words=" + encoded("写了很久的话") + "&village=" + RequestsFixture.SUBIAN + "&category=drain&reporterName=x");
    } finally {
      setAllowed(true);
    }
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.header("Retry-After")).isNotEmpty();
    assertThat(away.body()).contains("您写的都在", "写了很久的话", "value=\"" + RequestsFixture.SUBIAN + "\"", "value=\"drain\"");
    Receipt receipt = Resident.report(visitor, "key", "away", "words", "写了很久的话");
    assertThat(request(receipt.code()).getWords()).isEqualTo("写了很久的话");
  }

  private static void setAllowed(boolean allowed) throws Exception {
    try (var connection = java.sql.DriverManager.getConnection(org.guanjia.TestDatabase.ownerUrl().replace("/guanjia?", "/postgres?"));
        var statement = connection.createStatement()) {
      statement.execute("alter database guanjia allow_connections " + allowed);
      statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'guanjia'");
    }
  }

  @Test
  void costsFewStatements() {
    visitor.get("/report");
    assertThat(statements.during(() -> visitor.get("/report"))).as("places and categories come from memory").isLessThanOrEqualTo(4);
    visitor.csrfToken();
    int sent = statements.during(() -> visitor.postRaw("/report", "key=counted&words=" + encoded("数一数")));
    assertThat(sent).isLessThanOrEqualTo(8);
    assertThat(statements.during(() -> visitor.get("/receipt"))).isLessThanOrEqualTo(2);
  }

  private RequestRecord request(String code) {
    return as("test", () -> transactions.execute(status -> sql.selectFrom(REQUEST).where(REQUEST.CODE.eq(code)).fetchSingle()));
  }

  private long count() {
    return as("test", () -> transactions.execute(status -> (long) sql.fetchCount(REQUEST)));
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

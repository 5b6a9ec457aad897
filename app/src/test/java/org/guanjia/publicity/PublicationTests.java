package org.guanjia.publicity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guanjia.ApiCaller;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.requests.Move;
import org.guanjia.requests.RequestMoved;
import org.guanjia.requests.RequestsFixture;
import org.guanjia.requests.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.ClassPathResource;
import org.springframework.modulith.events.core.EventPublicationRegistry;
import org.springframework.modulith.events.core.Staleness;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the told request to the public page and back: filtered, looked at, published as seen, flagged, taken back. */
@TownTest
class PublicationTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String WORDS = "我叫陈志强，住在粟边村三巷8号，电话13800138000，门前的路灯不亮。";
  private static long next = 700_000;

  @Autowired ApplicationContext context;
  @Autowired Users users;
  @Autowired Publications publications;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionTemplate transactions;
  @LocalServerPort int port;
  private PublicityFixture fixture;
  private Visitor desk = Visitor.at(0);

  @BeforeEach
  void people() {
    fixture = new PublicityFixture(context);
    String name = "pub-" + Long.toString(System.nanoTime(), 36);
    Staff.add(users, name, Role.TOWN_DESK);
    desk = Visitor.at(port).logIn(name, Staff.PASSWORD);
  }

  @Test
  void whatIsProposedIsBlackedOutAndNotPublicUntilSomebodyLooked() {
    long id = proposed();
    assertThat(open("/public/requests/" + id).status()).isEqualTo(404);
    assertThat(open("/api/v1/public/requests/" + id).status()).isEqualTo(404);
    Answer page = desk.get("/publications/" + id);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("陈志强", "我叫〔姓名〕，住在粟边村三巷〔门牌〕，电话〔电话〕");
    assertThat(desk.get("/publications").body()).contains("〔姓名〕").doesNotContain("陈志强");
  }

  /** Names that no rule can tell from words, as long as nobody knows who reported the matter. */
  @Test
  void whatIsKnownOfTheReporterIsBlackedOutWhereverItStands() {
    String code = fixture.told(next++, "小满家的路灯", "林小满家门口没有路灯，旧厂宿舍后座尾间。", "小满家门口已装灯，尾号8000的电话无人接听。");
    fixture.reportedBy(code, "林小满", "13800138000", "旧厂宿舍后座307");
    String page = desk.get("/publications/" + fixture.proposed(code)).body();
    assertThat(page).contains("〔姓名〕家的路灯", "〔姓名〕家门口没有路灯", "〔姓名〕家门口已装灯，尾号〔电话〕的电话");
  }

  @Test
  void whatIsPublishedIsExactlyWhatWasOnTheScreen() {
    long id = proposed();
    String page = desk.get("/publications/" + id).body();
    String[] form = form(page, "title", "路灯不亮", "asked", WORDS, "became", "已换新灯。", "words", "门前", "deed", "publish");
    Answer unseen = desk.post("/publications/" + id, form);
    assertThat(unseen.status()).as("texts that nobody has seen").isEqualTo(409);
    assertThat(unseen.body()).contains("〔隐去〕的路灯不亮");
    assertThat(open("/public/requests/" + id).status()).isEqualTo(404);
    Answer seen = desk.post("/publications/" + id, form(unseen.body(), "title", "路灯不亮", "asked", WORDS, "became", "已换新灯。", "words", "门前", "deed", "publish"));
    assertThat(seen.status()).as(seen.body()).isEqualTo(303);
    Answer published = open("/public/requests/" + id);
    assertThat(published.status()).isEqualTo(200);
    assertThat(published.body()).contains("我叫〔姓名〕", "〔隐去〕的路灯不亮", "已换新灯。").doesNotContain("陈志强", "13800138000", "8号");
    assertThat(desk.get("/publications/" + id).body()).contains("核对并公开");
  }

  @Test
  void ofARequestsPhotosThoseChosenGoOutWithoutTheCamerasTraces() throws IOException {
    String code = fixture.told(next++, "路灯不亮", WORDS, "已换新灯。");
    UUID before = fixture.photo(code, "BEFORE");
    UUID after = fixture.photo(code, "AFTER");
    long id = fixture.proposed(code);
    String page = desk.get("/publications/" + id).body();
    assertThat(page).contains("value=\"" + before + "\"", "value=\"" + after + "\"").doesNotContain("value=\"" + after + "\" checked");
    assertThat(open("/public/requests/" + id + "/photos/" + after + ".jpg").status()).isEqualTo(404);
    String stranger = UUID.randomUUID().toString();
    Answer done = desk.post("/publications/" + id, form(page, "title", "路灯不亮", "asked", WORDS, "became", "已换新灯。", "photo", after.toString(), "photo", stranger, "deed", "publish"));
    assertThat(done.status()).as(done.body()).isEqualTo(303);
    String address = "/public/requests/" + id + "/photos/" + after + ".jpg";
    assertThat(open("/public/requests/" + id).body()).contains(address).doesNotContain(before.toString());
    assertThat(JSON.readTree(open("/api/v1/public/requests/" + id).body()).get("photosAfter").get(0).asString()).isEqualTo(address);
    assertThat(open("/public/requests/" + id + "/photos/" + before + ".jpg").status()).isEqualTo(404);
    var picture = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + address).toURL().openConnection();
    byte[] bytes = picture.getInputStream().readAllBytes();
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "SERIAL-4711");
    assertThat(picture.getHeaderField("Content-Disposition")).as("what the file was called").doesNotContain("filename");
    assertThat(desk.get("/publications/" + id).body()).as("chosen before").contains("value=\"" + after + "\" checked");
    desk.post("/publications/" + id + "/withdrawal", "version", "2", "reason", "当事人要求");
    assertThat(open(address).status()).as("withdrawn with the words").isEqualTo(404);
  }

  @Test
  void aTitleThatWasCutInTheMiddleOfANumberDoesNotShowItsBeginning() {
    long id = fixture.proposed(fixture.told(next++, "门前的路灯不亮，电话1380013…", "门前的路灯不亮，电话13800138000。", "已换新灯。"));
    assertThat(desk.get("/publications").body()).contains("门前的路灯不亮，电话〔电话〕…").doesNotContain("1380013");
    assertThat(desk.get("/publications/" + id).status()).isEqualTo(200);
  }

  @Test
  void aDetailThatIsNobodysMayStay() {
    long id = proposed();
    String page = desk.get("/publications/" + id).body();
    Answer shown = desk.post("/publications/" + id, form(page, "title", "路灯不亮", "asked", WORDS, "became", "好了。", "show", "asked:8号", "deed", "preview"));
    assertThat(shown.body()).contains("粟边村三巷8号，电话〔电话〕");
  }

  @Test
  void somebodyElsesChangeIsToldAndNothingGoesOut() {
    long id = proposed();
    String page = desk.get("/publications/" + id).body();
    PublicityFixture.asDesk(() -> {
      publications.keepBack(id, null, "涉及家庭隐私");
      return true;
    });
    assertThat(desk.post("/publications/" + id, form(page, "title", "路灯", "asked", WORDS, "became", "好了。", "deed", "publish")).status()).isEqualTo(409);
    assertThat(open("/public/requests/" + id).status()).isEqualTo(404);
  }

  @Test
  void keepingBackAndTakingBackNeedAReasonAndAreDoneOnce() {
    long id = fixture.published(next++, "路灯不亮", WORDS, "已换新灯。");
    assertThat(desk.post("/publications/" + id + "/withdrawal", "version", "2").status()).isEqualTo(422);
    ApiCaller program = ApiCaller.as(desk);
    String[] key = {"Idempotency-Key", "w-" + System.nanoTime()};
    Answer first = program.post("/api/v1/publications/" + id + "/withdrawal", "{\"reason\":\"当事人要求\"}", key);
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(program.post("/api/v1/publications/" + id + "/withdrawal", "{\"reason\":\"当事人要求\"}", key).status()).isEqualTo(200);
    assertThat(program.post("/api/v1/publications/" + id + "/withdrawal", "{\"reason\":\"再一次\"}").status()).as("it is not public any more").isEqualTo(409);
    assertThat(open("/public/requests/" + id).status()).isEqualTo(404);
    assertThat(open("/public?q=%E8%B7%AF%E7%81%AF").body()).doesNotContain("/public/requests/" + id + "\"");
    assertThat(desk.post("/publications/" + id + "/proposal", "version", "3").status()).isEqualTo(303);
  }

  @Test
  void manyAreProposedAtOnceAndThoseTickedArePublishedAsShown() {
    fixture.told(next++, "井盖松动", "路口井盖松动。", "已更换。");
    fixture.told(next++, "树枝挡路", "树枝挡住路牌。", "已修剪。");
    assertThat(desk.post("/publications/backlog").status()).isEqualTo(303);
    String list = desk.get("/publications").body();
    var seen = Pattern.compile("name=\"seen-(\\d+)\" value=\"([^\"]+)\"").matcher(list);
    assertThat(seen.find()).isTrue();
    String id = seen.group(1);
    assertThat(desk.post("/publications/bulk", "pick", id, "seen-" + id, "something else").status()).isEqualTo(303);
    assertThat(open("/public/requests/" + id).status()).as("not as it was shown").isEqualTo(404);
    assertThat(desk.post("/publications/bulk", "pick", id, "seen-" + id, seen.group(2)).status()).isEqualTo(303);
    assertThat(open("/public/requests/" + id).status()).isEqualTo(200);
    assertThat(desk.get("/publications/export.csv?state=published").body()).contains("已公开");
  }

  @Test
  void aRequestThatIsToldIsProposedAndOneReopenedIsFlagged() throws InterruptedException {
    long requestId = next++;
    String code = fixture.told(requestId, "公厕太脏", "公厕太脏。", "已增加保洁。");
    moved(requestId, Move.FEED_BACK, State.ANSWERED, State.FED_BACK);
    long id = waitFor(() -> waitingOf(code)).id();
    PublicityFixture.asDesk(() -> {
      publications.publishAsShown(id, publications.look(context.getBean(PublicationWork.class).find(id).orElseThrow(), null).seen());
      return true;
    });
    RequestsFixture.execute("update requests.request set state = 'RECEIVED' where code = '" + code + "'");
    moved(requestId, Move.REOPEN, State.FED_BACK, State.RECEIVED);
    waitFor(() -> open("/public/requests/" + id).body().contains("又在办理中") ? true : null);
    assertThat(desk.get("/publications?state=again").body()).contains("公厕太脏");
    String page = desk.get("/publications/" + id).body();
    assertThat(desk.post("/publications/" + id, form(page, "title", "公厕太脏", "asked", "公厕太脏。", "became", "已增加保洁。", "deed", "publish")).status())
        .as("a matter in work is not published").isEqualTo(409);
  }

  @Test
  void otherModulesReadWhatIsPublicAlone() {
    String kept = fixture.told(next++, "路灯", WORDS, "好了。");
    fixture.proposed(kept);
    long id = fixture.published(next, "路灯不亮", WORDS, "已换新灯。");
    String code = org.guanjia.requests.ReceiptCode.of(next++);
    Map<String, PublishedText> texts = PublicityFixture.asDesk(() -> publications.publishedTexts(List.of(kept, code)));
    assertThat(texts).containsOnlyKeys(code);
    assertThat(texts.get(code).id()).isEqualTo(id);
    assertThat(texts.get(code).asked()).contains("〔姓名〕");
    assertThat(PublicityFixture.asDesk(() -> context.getBean(PublishedRequests.class).of(List.of(kept, code)))).containsOnlyKeys(code);
  }

  @Test
  void programsSeeTheSameAndPublishWhatTheySaw() {
    long id = proposed();
    ApiCaller program = ApiCaller.as(desk);
    JsonNode look = JSON.readTree(program.get("/api/v1/publications/" + id).body());
    assertThat(look.get("details").findValuesAsString("kind")).contains("NAME", "PHONE", "HOUSE_NUMBER");
    String wrong = "{\"version\":1,\"seen\":\"x\",\"source\":\"%s\"}".formatted(look.get("source").asString());
    assertThat(program.post("/api/v1/publications/" + id + "/publication", wrong).status()).isEqualTo(409);
    String right = "{\"version\":1,\"seen\":\"%s\",\"source\":\"%s\"}".formatted(look.get("seen").asString(), look.get("source").asString());
    Answer done = program.post("/api/v1/publications/" + id + "/publication", right);
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(open("/public/requests/" + id).status()).isEqualTo(200);
  }

  private long proposed() {
    return fixture.proposed(fixture.told(next++, "路灯不亮", WORDS, "已换新灯。"));
  }

  private Answer open(String path) {
    try (Visitor nobody = Visitor.at(port)) {
      return nobody.get(path);
    }
  }

  /** The program ended while a listener was at work. */
  @Test
  void aRequestThatWasToldWhenTheProgramEndedIsProposedAfterIt() throws InterruptedException {
    long requestId = next++;
    String code = fixture.told(requestId, "水管漏水", "水管漏水。", "已修好。");
    leftHalfDone(requestId, Move.FEED_BACK, State.ANSWERED, State.FED_BACK);
    context.getBean(EventPublicationRegistry.class).markStalePublicationsFailed(context.getBean(Staleness.class));
    ReflectionTestUtils.invokeMethod(context.getBean("eventsAgain"), "resubmit");
    waitFor(() -> waitingOf(code));
    waitFor(() -> eventsKept() == 0 ? true : null);
  }

  /** The migration is given what a program that kept every move may have left behind. */
  @Test
  void whatAnOlderProgramLeftHalfDoneIsForgottenUnlessItConcernsAPublication() throws IOException {
    RequestsFixture.execute("delete from platform.event_publication");
    leftHalfDone(next++, Move.ACCEPT, State.IN_DEPARTMENT, State.IN_DEPARTMENT);
    leftHalfDone(next++, Move.REOPEN, State.FED_BACK, State.RECEIVED);
    leftHalfDone(next++, Move.FEED_BACK, State.ANSWERED, State.FED_BACK);
    RequestsFixture.execute(
        new ClassPathResource("db/migration/publicity/V263__moves_of_no_concern.sql").getContentAsString(StandardCharsets.UTF_8));
    assertThat(eventsKept()).isEqualTo(2);
    RequestsFixture.execute("delete from platform.event_publication");
  }

  private @Nullable Publication waitingOf(String code) {
    return PublicityFixture.asDesk(() -> context.getBean(PublicationWork.class).list(PublicationWork.Filter.WAITING, null, 100)).publications().stream()
        .filter(each -> each.source().equals(code)).findFirst().orElse(null);
  }

  private static void leftHalfDone(long requestId, Move move, State from, State to) {
    RequestsFixture.execute(
        """
        insert into platform.event_publication (id, listener_id, event_type, serialized_event, publication_date, status, completion_attempts)
        values (gen_random_uuid(), 'org.guanjia.publicity.PublicationListener.on(org.guanjia.requests.RequestMoved)', 'org.guanjia.requests.RequestMoved',
          '{"town":"%s","requestId":%d,"move":"%s","from":"%s","to":"%s"}', now() - interval '1 hour', 'PROCESSING', 1)
        """
            .formatted(RequestsFixture.TOWN, requestId, move, from, to));
  }

  /** Most moves concern no publication and leave nothing to do behind. */
  @Test
  void aMoveThatConcernsNoPublicationIsNotKept() {
    RequestsFixture.execute("delete from platform.event_publication");
    moved(next++, Move.ACCEPT, State.IN_DEPARTMENT, State.IN_DEPARTMENT);
    assertThat(eventsKept()).isZero();
  }

  private static int eventsKept() {
    try (var connection = TestDatabase.owner();
        var rows = connection.createStatement().executeQuery("select count(*) from platform.event_publication")) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void moved(long requestId, Move move, State from, State to) {
    transactions.executeWithoutResult(status -> events.publishEvent(new RequestMoved(RequestsFixture.TOWN, requestId, move, from, to)));
  }

  private static String[] form(String page, String... typed) {
    var values = new java.util.ArrayList<String>();
    for (String name : List.of("version", "seen", "source")) {
      var found = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
      assertThat(found.find()).as(name).isTrue();
      values.addAll(List.of(name, found.group(1)));
    }
    values.addAll(List.of(typed));
    return values.toArray(new String[0]);
  }

  private static <T> T waitFor(java.util.function.Supplier<T> work) throws InterruptedException {
    Instant until = Instant.now().plus(Duration.ofSeconds(10));
    while (Instant.now().isBefore(until)) {
      T found = work.get();
      if (found != null) return found;
      Thread.sleep(50);
    }
    throw new AssertionError("did not happen within ten seconds");
  }
}

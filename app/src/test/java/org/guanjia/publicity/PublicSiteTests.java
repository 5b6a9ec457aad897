package org.guanjia.publicity;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.guanjia.Statements;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.insight.Measure;
import org.guanjia.insight.Target;
import org.guanjia.insight.Targets;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The public site as readers, feed readers and scrapers meet it. */
@TownTest
class PublicSiteTests {

  private static long next = 800_000;

  @Autowired ApplicationContext context;
  @Autowired StoredFiles files;
  @Autowired Statements statements;
  @LocalServerPort int port;
  private PublicityFixture fixture;
  private Visitor reader = Visitor.at(0);

  @BeforeEach
  void town() {
    fixture = new PublicityFixture(context);
    reader = Visitor.at(port);
  }

  @Test
  void isFoundByWordsByReceiptCodeAndByFilter() {
    long request = next++;
    long id = fixture.published(request, "完美塘岔路口路灯不亮", "完美塘岔路口的路灯不亮，晚上很黑。", "已换新灯。");
    long other = fixture.published(next++, "市场门口垃圾多", "市场门口垃圾没人收。", "已清运。");
    String link = "/public/requests/" + id + "\"";
    assertThat(reader.get("/public?q=" + encode("岔路口 路灯")).body()).contains(link).doesNotContain("/public/requests/" + other + "\"");
    assertThat(reader.get("/public?q=" + org.guanjia.requests.ReceiptCode.of(request)).body()).contains(link);
    assertThat(reader.get("/public?village=" + RequestsFixture.SUBIAN + "&year=2026&category=road.light").body()).contains(link);
    assertThat(reader.get("/public?year=2025").body()).doesNotContain(link);
    assertThat(reader.get("/public?q=" + encode("没有这样的事情吧")).body()).contains("没有找到");
    Answer page = reader.get("/public/requests/" + id);
    assertThat(page.body()).contains("og:title", "完美塘岔路口", "已换新灯。").doesNotContain(org.guanjia.requests.ReceiptCode.of(request));
    assertThat(page.header("Cache-Control")).contains("max-age=60");
  }

  @Test
  void longListsGoOnWhereTheyEnded() {
    for (int i = 0; i < 25; i++) fixture.published(next++, "路面破损 " + i, "路面破损。", "已修补。");
    String first = reader.get("/public?q=" + encode("路面破损")).body();
    var more = java.util.regex.Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
    assertThat(more.find()).isTrue();
    assertThat(reader.get(more.group(1).replace("&amp;", "&")).body()).contains("路面破损");
    int few = statements.of("resident", () -> reader.get("/public?after=2000-01-01_1"));
    int many = statements.of("resident", () -> reader.get("/public"));
    assertThat(many - few).as("statements do not grow with the rows").isLessThanOrEqualTo(0);
  }

  @Test
  void theFeedIsValidAndTellsOldReadersThatNothingIsNew() throws Exception {
    fixture.published(next++, "树枝 <挡> & 路灯", "树枝挡住路灯。", "已修剪。");
    Answer feed = reader.get("/public/feed.atom");
    assertThat(feed.header("Content-Type")).startsWith("application/atom+xml");
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(feed.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("entry").getLength()).isPositive();
    String tag = feed.header("ETag");
    assertThat(reader.get("/public/feed.atom", "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(reader.get("/public/feed.atom", "If-Modified-Since", feed.header("Last-Modified")).status()).isEqualTo(304);
    fixture.published(next++, "新的一件", "新的一件事。", "办好了。");
    Answer fresh = reader.get("/public/feed.atom", "If-None-Match", tag);
    assertThat(fresh.status()).as("an old tag").isEqualTo(200);
    assertThat(fresh.body()).contains("新的一件");
    assertThat(reader.get("/public/feed.atom", "If-None-Match", "\"from another age\"").status()).isEqualTo(200);
  }

  @Test
  void leavesAsCsvAndJsonWithBounds() {
    long id = fixture.published(next++, "=1+1 公式", "=cmd 一样的内容。", "好了。");
    Answer csv = reader.get("/public/requests.csv?year=2026");
    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.body()).contains("公式").doesNotContain(",=1+1");
    Answer json = reader.get("/api/v1/public/requests?size=100000");
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.body()).contains("\"id\":" + id);
    assertThat(json.header("Cache-Control")).contains("public");
    assertThat(reader.get("/api/v1/public/figures?year=2026").body()).contains("\"requests\"");
    assertThat(reader.get("/robots.txt").body()).contains("Sitemap: http");
    assertThat(reader.get("/sitemap.xml").body()).contains("/sitemap-0.xml");
    assertThat(reader.get("/sitemap-0.xml").body()).contains("/public/requests/" + id);
  }

  @Test
  void aProjectShowsBeforeAndAfterAndAPictureForChats() throws Exception {
    UUID before = picture(Color.GRAY);
    UUID after = picture(Color.GREEN);
    long id = fixture.project("P26-" + next++, "粟边完美塘岔路口改造", before, after);
    Answer page = reader.get("/public/projects/" + id);
    assertThat(page.body()).contains("before.jpg", "after.jpg", "share.png", "og:image", "¥350,000.00", "2,600");
    assertThat(reader.get("/public/projects/" + id + "/before.jpg").header("Cache-Control")).contains("public");
    assertThat(reader.get("/public/projects").body()).contains("粟边完美塘岔路口改造");
    try (HttpClient client = HttpClient.newHttpClient()) {
      var share = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/public/projects/" + id + "/share.png")).build(), BodyHandlers.ofByteArray());
      assertThat(share.statusCode()).isEqualTo(200);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(share.body()));
      assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(ShareImages.WIDTH, ShareImages.HEIGHT);
      java.nio.file.Files.createDirectories(java.nio.file.Path.of("target/screenshots"));
      java.nio.file.Files.write(java.nio.file.Path.of("target/screenshots/share.png"), share.body());
    }
    assertThat(reader.get("/public/requests/" + id).status()).as("no request has this number").isEqualTo(404);
  }

  @Test
  void charactersThatNoTypeHasAreLeftAwayFromThePicture() {
    assertThat(ShareImages.font("\uD83D\uDEB2\uDB80\uDC00", 20, java.awt.Font.PLAIN)).isNull();
  }

  @Test
  void theYearStandsBesideItsPromise() {
    fixture.project("P26-" + next++, "文化广场加装座椅", null, null);
    PublicityFixture.asDesk(
        () ->
            context.getBean(Targets.class)
                .save(
                    new Target(
                        0, 0, 2026, "民生微实事", Measure.MICRO_PROJECTS, null, BigDecimal.valueOf(35), "件", LocalDate.of(2026, 11, 30),
                        "办好不少于 35 件民生微实事", null, true)));
    context.getBean(PublicFigures.class).forget();
    assertThat(reader.get("/public/figures?year=2026").body()).contains("办好不少于 35 件民生微实事", "/ 35", "粟边村");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/public?q=%3Cscript%3Ealert(1)%3C/script%3E", "/public?q=%27%20or%201%3D1%20--", "/public?after=9999-99-99_999999999999999999", "/public?after=%F0%9F%92%A9",
        "/public?year=abc&village=../../etc&category=%25", "/public?q=%EF%BC%9F%EF%BC%81", "/public/figures?year=99999999999", "/public/projects?kind=NOTHING"
      })
  void strangeAddressesGetACalmPage(String path) {
    Answer answer = reader.get(path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("<script>alert(1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public/requests/abc", "/public/requests/99999999999999999999", "/public/projects/1/before.jpg", "/public/projects/-1", "/outreach/p/nowhere", "/outreach/p/441900103212/999"})
  void whatIsNotThereIsNotFound(String path) {
    assertThat(reader.get(path).status()).isEqualTo(404);
  }

  @Test
  void whoeverCopiesTheSiteIsToldWhenToComeAgain() {
    try (Visitor scraper = Visitor.at(port, "127.0.9.9")) {
      Answer last = scraper.get("/public/requests.csv");
      for (int i = 0; i < 400 && last.status() == 200; i++) last = scraper.get("/public/requests.csv");
      assertThat(last.status()).isEqualTo(429);
      assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 60);
      assertThat(last.body()).contains("秒后再来");
    }
    assertThat(reader.get("/public").status()).as("others do not notice").isEqualTo(200);
  }

  private UUID picture(Color color) throws IOException {
    var image = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, 800, 600);
    graphics.setColor(Color.DARK_GRAY);
    graphics.fillRect(380, 100, 24, 500);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return PublicityFixture.asDesk(() -> files.store(new ByteArrayInputStream(bytes.toByteArray()), "p.jpg")).id();
  }

  private static String encode(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}

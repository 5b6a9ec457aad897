package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.guanjia.TownTest;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.publicity.PublicityFixture;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** A reader finds their matter; a person of the desk looks before it is public; and the pages are quick on a cheap phone. */
@TownTest
class PublicJourneyTests {

  private static final double LCP_MILLIS_MAX = 1_500;
  private static final double SHIFT_MAX = 0.02;

  @Autowired ApplicationContext context;
  @Autowired Users users;
  @Autowired StoredFiles files;
  @LocalServerPort int port;
  private static boolean filled;
  private static long project;
  private static long matter;

  @BeforeEach
  void town() throws IOException {
    if (filled) return;
    filled = true;
    var fixture = new PublicityFixture(context);
    matter = fixture.published(900_001, "完美塘岔路口路灯不亮", "完美塘岔路口的三盏路灯都不亮，晚上骑车看不清，老人不敢出门。", "已更换三盏路灯的灯头和线路，3月5日晚现场查看，全部亮起。");
    fixture.published(900_002, "市场门口垃圾没人收", "市场门口的垃圾桶满了两天，味道很大。", "已改为每天清运两次，并增加一个垃圾桶。");
    fixture.published(900_003, "村口大道积水", "下雨就积水，电动车过不去。", "已疏通雨水井六处，加装水位标尺。");
    fixture.proposed(fixture.told(900_004, "三巷路灯不亮", "我叫陈志强，住在粟边村三巷8号，电话13800138000，门前的路灯不亮。", "已换新灯，谢谢陈先生提醒。"));
    project = fixture.project("P26-90001", "粟边完美塘岔路口改造", picture(new Color(0x5b6b66)), picture(new Color(0x7fb6d6)));
    fixture.project("P26-90002", "文化广场加装座椅和遮阳棚", picture(new Color(0x887755)), picture(new Color(0x99c2a0)));
    fixture.project("P26-90003", "为独居长者装扶手", null, null);
    Staff.add(users, "public-desk", Role.TOWN_DESK);
  }

  @Test
  void aReaderFindsTheirMatterBySearch() {
    for (Browser.Visit visit : List.of(Browser.at(port).phone(), Browser.at(port).desktop(), Browser.at(port).phone().withoutScript())) {
      try (Browser reader = visit.open()) {
        reader.go("/").click("办理公开");
        reader.page().locator("input[name=q]").fill("岔路口 路灯");
        reader.click("筛选");
        assertThat(reader.text()).contains("完美塘岔路口路灯不亮").doesNotContain("垃圾没人收");
        reader.page().locator("main h2 a").first().click();
        assertThat(reader.page().url()).endsWith("/public/requests/" + matter);
        assertThat(reader.text()).contains("已更换三盏路灯");
      }
    }
  }

  @Test
  void thePublicPagesFitAndAreAccessible() {
    for (Browser.Visit visit : List.of(Browser.at(port).phone(), Browser.at(port).desktop(), Browser.at(port).phone().dark(), Browser.at(port).desktop().dark(), Browser.at(port).phone().elder())) {
      try (Browser reader = visit.open()) {
        reader.go("/public").accessible().shot("public-list");
        reader.go("/public?q=nothing-at-all").accessible().shot("public-none");
        reader.go("/public/requests/" + matter).accessible().shot("public-matter");
        reader.go("/public/projects").accessible().shot("public-projects");
        reader.go("/public/projects/" + project).accessible().shot("public-project");
        reader.go("/public/figures?year=2026").accessible().shot("public-figures");
        reader.go("/outreach/p/" + RequestsFixture.SUBIAN).accessible().shot("public-village");
      }
    }
  }

  @Test
  void postersAndLeafletsFitTheScreenAndThePaper() {
    RequestsFixture.execute(
        """
        insert into publicity.leaflet (town, title, who, what, how, written_by, written_at)
        values ('%s', '高龄老人生活津贴怎么领', '年满 80 周岁、户籍在本镇的老人。', '每月按年龄发放生活津贴，直接打到社保卡。', '带身份证和社保卡到村（社区）登记，行动不便的可以请工作人员上门。', 'desk', now())
        """
            .formatted(RequestsFixture.TOWN));
    for (Browser.Visit visit : List.of(Browser.at(port).desktop(), Browser.at(port).phone(), Browser.at(port).desktop().dark(), Browser.at(port).phone().dark())) {
      try (Browser desk = visit.open().logIn("public-desk", Staff.PASSWORD)) {
        desk.go("/outreach").page().locator("a[href$='/poster']").last().click();
        desk.accessible().shot("poster-leaflet");
        desk.go("/outreach/projects/" + project + "/poster").accessible().shot("poster-project");
        desk.go("/outreach/p/" + RequestsFixture.SUBIAN).page().locator("main h2 a, main li a").last().click();
        desk.accessible().shot("leaflet");
      }
    }
    try (Browser desk = Browser.at(port).desktop().open().logIn("public-desk", Staff.PASSWORD)) {
      desk.go("/outreach/projects/" + project + "/poster");
      assertThat(sheets(desk)).as("one A4 sheet").isEqualTo("1 595x842");
      desk.go("/outreach/projects/" + project + "/poster?paper=A3");
      assertThat(sheets(desk)).as("one A3 sheet").isEqualTo("1 842x1191");
    }
  }

  /** How many sheets a page prints on, and the size of the first in points. */
  private static String sheets(Browser browser) {
    byte[] pdf = browser.page().pdf(new com.microsoft.playwright.Page.PdfOptions().setPreferCSSPageSize(true).setPrintBackground(true));
    var boxes = java.util.regex.Pattern.compile("/MediaBox ?\\[0 0 ([0-9.]+) ([0-9.]+)]").matcher(new String(pdf, java.nio.charset.StandardCharsets.ISO_8859_1)).results().toList();
    return boxes.size() + " " + Math.round(Double.parseDouble(boxes.getFirst().group(1))) + "x" + Math.round(Double.parseDouble(boxes.getFirst().group(2)));
  }

  @Test
  void theDeskLooksMarksMoreAndPublishes() {
    for (Browser.Visit visit : List.of(Browser.at(port).desktop(), Browser.at(port).phone())) {
      try (Browser desk = visit.open().logIn("public-desk", Staff.PASSWORD)) {
        desk.go("/publications").accessible().shot("publications");
        desk.page().locator("article h2 a").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("三巷")).first().click();
        assertThat(desk.text()).contains("我叫〔姓名〕，住在粟边村三巷〔门牌〕，电话〔电话〕");
        desk.accessible().shot("publication-look");
        desk.fill("还要隐去的词", "门前");
        desk.click("看看效果");
        assertThat(desk.text()).contains("〔隐去〕的路灯不亮");
        desk.go("/outreach").accessible().shot("outreach");
        desk.go("/outreach/leaflets/new").accessible().shot("leaflet-edit");
      }
    }
  }

  @Test
  void aCheapPhoneOnASlowNetworkSeesThePageSoonAndNothingJumps() {
    for (String path : List.of("/public", "/public/projects", "/public/projects/" + project, "/public/requests/" + matter, "/public/figures?year=2026")) {
      try (Browser phone = Browser.at(port).phone().open()) {
        slow(phone);
        phone.page().addInitScript(
            """
            window.lcp = 0; window.cls = 0;
            new PerformanceObserver(list => { for (const e of list.getEntries()) window.lcp = e.startTime; }).observe({type: "largest-contentful-paint", buffered: true});
            new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.cls += e.value; }).observe({type: "layout-shift", buffered: true});
            """);
        phone.go(path);
        phone.page().waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        double lcp = ((Number) phone.page().evaluate("() => window.lcp")).doubleValue();
        double shift = ((Number) phone.page().evaluate("() => window.cls")).doubleValue();
        System.out.printf("%s: LCP %.0f ms, CLS %.3f%n", path, lcp, shift);
        assertThat(lcp).as("LCP of " + path).isLessThan(LCP_MILLIS_MAX);
        assertThat(shift).as("CLS of " + path).isLessThan(SHIFT_MAX);
      }
    }
  }

  /** 4G as it is at the edge of a village, and a processor four times slower. */
  private static void slow(Browser phone) {
    CDPSession session = phone.page().context().newCDPSession(phone.page());
    var network = new JsonObject();
    network.addProperty("offline", false);
    network.addProperty("latency", 60);
    network.addProperty("downloadThroughput", 4_000_000 / 8);
    network.addProperty("uploadThroughput", 1_000_000 / 8);
    session.send("Network.enable");
    session.send("Network.emulateNetworkConditions", network);
    var processor = new JsonObject();
    processor.addProperty("rate", 4);
    session.send("Emulation.setCPUThrottlingRate", processor);
  }

  private UUID picture(Color sky) throws IOException {
    var image = new BufferedImage(1200, 900, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, sky, 0, 900, sky.darker()));
    graphics.fillRect(0, 0, 1200, 900);
    graphics.setColor(Color.DARK_GRAY);
    graphics.fillPolygon(new int[] {200, 1000, 700, 520}, new int[] {900, 900, 420, 420}, 4);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return TownContext.system(RequestsFixture.TOWN).call(() -> files.store(new ByteArrayInputStream(bytes.toByteArray()), "p.jpg")).id();
  }
}

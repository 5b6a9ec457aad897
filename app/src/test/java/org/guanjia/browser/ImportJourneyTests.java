package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A clerk brings a spreadsheet in by the ordinary pages. */
@TownTest
@Timeout(120)
class ImportJourneyTests {
  private static final String FILE = "类型,代码,名称,所属村\n村小组,%1$s-1,一组,南社\n村小组,%1$s-2,,南社\n村小组,%1$s-3,三组,石排村\n网格,%1$s-4,第一网格,茶溪社区\n";

  @LocalServerPort int port;
  @Autowired Users users;
  private String clerk = "";

  @BeforeEach
  void anAdministrator() {
    clerk = "import" + System.nanoTime();
    Staff.add(users, clerk, Role.ADMINISTRATOR);
  }

  @Test
  void byDesktopWithScript() {
    try (Browser browser = Browser.at(port).desktop().open(Staff.session(port, clerk, Staff.PASSWORD))) {
      journey(browser, "J1", true);
      browser.go("/places").accessible().shot("places");
      browser.go("/places/new").accessible();
      browser.go("/places/town").accessible();
    }
  }

  @Test
  void byPhoneWithoutScript() {
    try (Browser browser = Browser.at(port).phone().withoutScript().open(Staff.session(port, clerk, Staff.PASSWORD))) {
      journey(browser, "J2", false);
    }
  }

  @Test
  void byPhoneWithScript() {
    try (Browser browser = Browser.at(port).phone().open(Staff.session(port, clerk, Staff.PASSWORD))) {
      journey(browser, "J3", true);
      browser.go("/places").accessible().shot("places");
    }
  }

  @Test
  void aFileThatIsNoSpreadsheetIsRefusedBesideItsField() {
    try (Browser browser = Browser.at(port).desktop().open(Staff.session(port, clerk, Staff.PASSWORD))) {
      upload(browser, "表.xlsx", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
      assertThat(browser.text()).contains("这不是表格文件。请上传 Excel 表格（.xlsx）或 CSV 文件。");
      browser.accessible();
    }
  }

  @Test
  void aHundredMegabytesAreRefusedInWords() throws IOException {
    try (Visitor visitor = Staff.enter(port, clerk)) {
      HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/api/v1/imports?target=places").toURL().openConnection();
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(100L << 20);
      connection.setRequestProperty("Content-Type", "text/csv");
      connection.setRequestProperty("Cookie", "gj-session=" + visitor.cookies().get("gj-session"));
      connection.setRequestProperty("X-CSRF-TOKEN", visitor.csrfToken());
      byte[] piece = new byte[1 << 20];
      try (var out = connection.getOutputStream()) {
        for (int i = 0; i < 100; i++) out.write(piece);
      }
      assertThat(connection.getResponseCode()).isEqualTo(413);
      assertThat(new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).contains("文件超过了 64 MB 的上限");
    }
  }

  private static void journey(Browser browser, String prefix, boolean script) {
    browser.go("/imports").accessible().shot("imports-empty");
    upload(browser, "村小组.csv", FILE.formatted(prefix).getBytes(Charset.forName("GB18030")));
    assertThat(browser.text()).contains("前 4 行里有 2 行不会写入").contains("“所属村”（D 列）：没有找到所属的村“石排村”");
    browser.accessible().shot("import-mapping");
    browser.click("开始导入 4 行");
    browser.page().waitForCondition(() -> {
      if (!browser.text().contains("已完成")) browser.page().reload();
      return browser.text().contains("已完成");
    });
    assertThat(browser.text()).contains("读了 4 行 = 写入 2 + 不合格 2 + 跳过 0");
    browser.accessible().shot("import-result");
    if (script) {
      Download download = browser.page().waitForDownload(() -> browser.click("CSV"));
      assertThat(download.suggestedFilename()).endsWith("-errors.csv");
      try {
        assertThat(Files.readString(download.path())).startsWith("\uFEFF\"类型\",\"代码\",\"名称\",\"所属村\",\"原行号\",\"原因\"").contains(prefix + "-2").doesNotContain(prefix + "-4");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    browser.go("/imports");
    assertThat(browser.text()).contains("村小组.csv");
  }

  private static void upload(Browser browser, String name, byte[] content) {
    browser.go("/imports?target=places");
    browser.page().setInputFiles("input[type=file]", new FilePayload(name, "application/octet-stream", content));
    browser.click("上传并预览");
  }
}

package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.guanjia.TownTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the script adds, and that nothing is lost without it. */
@TownTest
class ScriptTests {

  @LocalServerPort int port;

  @Test
  void switchesThemeLanguageAndElderModeWithoutScript() {
    try (var person = Browser.at(port).phone().withoutScript().open()) {
      person.go("/login").click("深色");
      assertThat(person.page().url()).endsWith("/login");
      assertThat(person.page().locator("html").getAttribute("data-bs-theme")).isEqualTo("dark");
      person.click("长者模式");
      assertThat(person.page().locator("html").getAttribute("class")).isEqualTo("elder");
      person.click("English");
      assertThat(person.text()).contains("Staff log-in").doesNotContain("工作人员登录");
    }
  }

  @Test
  void keepsADraftUntilItIsThrownAway() {
    try (var person = Browser.at(port).phone().open()) {
      var page = person.go("/ui").page();
      page.locator("#f-words").fill("村口的井盖松了，踩上去会响");
      page.locator("[name=village]").selectOption("ns");
      page.waitForFunction("() => (localStorage.getItem('draft:sample') || '').includes('\"ns\"')");
      person.go("/login").go("/ui");
      assertThat(page.locator("#f-words").inputValue()).isEqualTo("村口的井盖松了，踩上去会响");
      assertThat(page.locator("[name=village]").inputValue()).isEqualTo("ns");
      person.click("不要了，重新填");
      assertThat(page.locator("#f-words").inputValue()).startsWith("横江村");
      assertThat(page.evaluate("() => localStorage.getItem('draft:sample')")).isNull();
    }
  }

  @Test
  void sendsAFormOnceHoweverOftenItIsClicked() {
    try (var person = Browser.at(port).desktop().open()) {
      Object sent =
          person.go("/ui").page().evaluate(
              """
              () => {
                let sent = 0;
                window.addEventListener("submit", (event) => { if (!event.defaultPrevented) sent++; event.preventDefault(); });
                const button = document.querySelector("form[data-draft] .actions button");
                button.click(); button.click(); button.click();
                return sent;
              }
              """);
      assertThat(sent).isEqualTo(1);
      assertThat(person.page().locator("form[data-draft] button.is-busy").count()).isEqualTo(1);
      person.page().waitForSelector("form[data-draft] .waiting");
      assertThat(person.page().locator("form[data-draft] .waiting").innerText()).contains("正在处理");
    }
  }

  /** Without script too: by style alone. */
  @Test
  void aPhoneShowsTheFirstFiltersAndThoseInUseAndTheRestOnRequest() {
    try (var person = Browser.at(port).phone().withoutScript().open()) {
      var page = person.go("/ui").page();
      assertThat(page.locator(".filters [name=q]").isVisible()).isTrue();
      assertThat(page.locator(".filters [name=until]").isVisible()).as("in use").isTrue();
      assertThat(page.locator(".filters [name=since]").isVisible()).isFalse();
      page.locator(".filters-more summary").click();
      assertThat(page.locator(".filters [name=since]").isVisible()).isTrue();
    }
    try (var person = Browser.at(port).desktop().open()) {
      assertThat(person.go("/ui").page().locator(".filters [name=since]").isVisible()).isTrue();
      assertThat(person.page().locator(".filters-more").isVisible()).isFalse();
    }
  }

  @Test
  void asksInADialogAndWithoutScriptInPlace() {
    try (var person = Browser.at(port).desktop().open()) {
      person.go("/ui").click("删除");
      assertThat(person.page().locator("dialog[open]").innerText()).contains("真的要删除这条记录吗？");
      person.accessible().shot("dialog");
      person.click("取消");
      assertThat(person.page().locator("dialog[open]").count()).isZero();
    }
    try (var person = Browser.at(port).phone().withoutScript().open()) {
      person.go("/ui").click("删除");
      assertThat(person.page().locator(".confirm-sheet").first().isVisible()).isTrue();
    }
  }

  @Test
  void movesTheSliderBetweenBeforeAndAfterAndShowsBothWithoutScript() {
    try (var person = Browser.at(port).desktop().open()) {
      person.go("/ui").page().locator(".beforeafter input").fill("20");
      assertThat(person.page().locator(".beforeafter").evaluate("e => e.style.getPropertyValue('--cut')")).isEqualTo("20%");
    }
    try (var person = Browser.at(port).phone().withoutScript().open()) {
      var pictures = person.go("/ui").page().locator(".beforeafter img");
      assertThat(pictures.nth(0).boundingBox().x + pictures.nth(0).boundingBox().width)
          .isLessThanOrEqualTo(pictures.nth(1).boundingBox().x);
    }
  }

  @Test
  void walksAListWithKeys() {
    try (var person = Browser.at(port).desktop().open()) {
      var keyboard = person.go("/ui").page().keyboard();
      person.page().evaluate("() => document.activeElement.blur()");
      keyboard.press("j");
      keyboard.press("j");
      keyboard.press("x");
      assertThat(person.page().locator("tr.is-here input.tick").isChecked()).isTrue();
      assertThat(person.page().locator("[data-pick-count]").innerText()).isEqualTo("已选 1 件");
      keyboard.press("k");
      keyboard.press("Enter");
      person.page().waitForURL(Pattern.compile(".*/ui\\?row=1"));
    }
  }

  @Test
  void shrinksAPictureBeforeItTravels() throws IOException {
    byte[] large = noise(2600, 1950);
    assertThat(large.length).isGreaterThan(1_200_000);
    try (var person = Browser.at(port).phone().open()) {
      person.go("/ui").page().locator("#f-photos").setInputFiles(new FilePayload("路灯.png", "image/png", large));
      person.page().waitForFunction("() => document.querySelector('#f-photos').files[0]?.name === '路灯.jpg'");
      Object size = person.page().evaluate("() => document.querySelector('#f-photos').files[0].size");
      assertThat(((Number) size).intValue()).isLessThan(large.length / 2);
      assertThat(person.page().locator(".file-previews canvas").count()).isEqualTo(1);
    }
  }

  @Test
  void residentsFirstLoadStaysUnder100Kilobytes() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      String home = text(client, "/");
      long bytes = transferred(client, "/");
      var links = Pattern.compile("(?:href|src)=\"(/(?:assets|webjars)/[^\"#]+)").matcher(home);
      for (String link : links.results().map(result -> result.group(1)).distinct().toList()) bytes += transferred(client, link);
      bytes += transferred(client, "/assets/terraces.svg");
      assertThat(bytes).isBetween(20_000L, 100_000L);
    }
  }

  @Test
  void everyPageCarriesItsContentSecurityPolicy() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      for (String path : new String[] {"/", "/ui", "/login", "/no-such-page", "/api/v1/no-such-thing"}) {
        var policy = client.send(request(path).build(), BodyHandlers.discarding()).headers().firstValue("Content-Security-Policy");
        assertThat(policy).as(path).hasValueSatisfying(value ->
            assertThat(value).contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'").doesNotContain("unsafe"));
      }
    }
  }

  private String text(HttpClient client, String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString()).body();
  }

  private long transferred(HttpClient client, String path) throws Exception {
    var answer = client.send(request(path).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body().length;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Accept", "text/html,*/*");
  }

  private static byte[] noise(int width, int height) throws IOException {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var random = new Random(7);
    for (int x = 0; x < width; x++)
      for (int y = 0; y < height; y++) picture.setRGB(x, y, new Color(x % 256, y % 256, random.nextInt(64)).getRGB());
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }
}

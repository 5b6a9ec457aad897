package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Geolocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.guanjia.TownTest;
import org.guanjia.browser.Browser.Visit;
import org.guanjia.platform.files.Samples;
import org.guanjia.requests.AnswersFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** A resident reports something, keeps the receipt, follows the matter, answers, rates: in every look, with and without script. */
@TownTest
class ResidentJourneyTests {

  private static final int FIRST_LOAD_BYTES_MAX = 100_000;
  private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/(?:assets|webjars)/[^\"#]+)");

  @LocalServerPort int port;
  @Autowired ApplicationContext application;
  private AnswersFixture office;

  @BeforeEach
  void town() {
    office = new AnswersFixture(application);
    office.open();
  }

  static Stream<String> looks() {
    return Stream.of("phone", "desktop", "phone dark", "phone elder", "desktop dark", "phone noscript", "desktop noscript");
  }

  @ParameterizedTest
  @MethodSource("looks")
  void fromTheFirstWordToTheRating(String look) {
    try (var resident = visit(look).open()) {
      resident.go("/").click("我要反映").accessible().shot("report");
      resident.click("提交");
      assertThat(resident.text()).contains("还有 1 处要改", "请写下您要反映的事情");
      resident.accessible().shot("report-wrong");
      resident.page().fill("[name=words]", "粟边小学门口的路灯不亮，晚上接孩子看不见路。\n已经一个星期了。");
      resident.page().setInputFiles("[name=photos]", new FilePayload("路灯.jpg", "image/jpeg", Samples.withExif(Samples.jpeg(1200, 900), 1)));
      resident.page().selectOption("[name=village]", "441900103212");
      resident.page().fill("[name=address]", "小学门口");
      resident.click("提交");
      assertThat(resident.page().url()).endsWith("/receipt");
      resident.accessible().shot("receipt");
      String code = resident.page().locator(".receipt-code").first().innerText().replace("-", "");
      resident.click("现在看看进度");
      assertThat(resident.text()).contains("已经收到", "最迟", "已经一个星期了");
      resident.accessible().shot("follow-received");

      office.asks(code, "是哪一盏灯？左边还是右边？");
      resident.go("/follow/" + code).accessible().shot("follow-question");
      resident.page().fill("[name=answer]", "右边那盏。");
      resident.click("提交回答");
      assertThat(resident.text()).contains("收到您的回答了", "您回答了");
      resident.click("补充情况");
      resident.page().fill("[name=text]", "昨天有人摔了一跤。");
      resident.click("提交补充");
      assertThat(resident.text()).contains("昨天有人摔了一跤");

      office.answers(code, "路灯已经修好：更换了灯泡和镇流器，今晚起恢复照明。如果还有问题，请告诉我们。");
      resident.go("/follow/" + code).accessible().shot("follow-answered");
      assertThat(resident.text()).contains("更换了灯泡和镇流器");
      resident.page().getByText("很满意", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true)).click();
      resident.click("提交评价");
      assertThat(resident.text()).contains("谢谢您的评价", "您的评价：很满意");
      resident.accessible().shot("follow-rated");
    }
  }

  @ParameterizedTest
  @MethodSource("looks")
  void codeAndSecretAndWithdrawal(String look) {
    String[] receipt = office.received();
    try (var resident = visit(look).open()) {
      resident.go("/follow").accessible();
      resident.page().fill("main [name=code]", receipt[0]);
      resident.page().fill("main [name=secret]", receipt[1].equals("000000") ? "000001" : "000000");
      resident.page().locator("main form button.btn-primary").click();
      assertThat(resident.text()).contains("编号和查询码对不上");
      resident.accessible().shot("follow-wrong");
      resident.page().fill("main [name=secret]", receipt[1]);
      resident.page().locator("main form button.btn-primary").click();
      resident.click("不用办了，撤回").accessible().shot("follow-withdraw");
      resident.click("确定撤回");
      assertThat(resident.text()).contains("已经撤回");
      resident.accessible().shot("follow-withdrawn");
      resident.go("/receipt").accessible();
    }
  }

  @Test
  void thePhonesPositionMarksThePlace() {
    try (var resident = Browser.at(port).phone().open()) {
      resident.page().context().grantPermissions(List.of("geolocation"));
      resident.page().context().setGeolocation(new Geolocation(23.0717, 113.8769));
      resident.go("/report").click("我就在现场");
      resident.page().waitForCondition(() -> !resident.page().inputValue("[name=latitude]").isEmpty());
      assertThat(resident.page().inputValue("[name=latitude]")).isEqualTo("23.071700");
      assertThat(resident.text()).contains("已经记下您现在的位置");
      resident.accessible();
    }
  }

  @Test
  void aPhotosPositionMarksThePlaceBeforeThePhotoIsMadeSmall() {
    try (var resident = Browser.at(port).phone().open()) {
      resident.go("/report");
      resident.page().setInputFiles("[name=photos]", new FilePayload("a.jpg", "image/jpeg", Samples.withExif(Samples.jpeg(300, 200), 6)));
      resident.page().waitForCondition(() -> !resident.page().inputValue("[name=latitude]").isEmpty());
      assertThat(Double.parseDouble(resident.page().inputValue("[name=latitude]"))).isBetween(23.07, 23.08);
      assertThat(Double.parseDouble(resident.page().inputValue("[name=longitude]"))).isBetween(113.87, 113.88);
    }
  }

  @Test
  void aDraftSurvivesALostConnection() {
    try (var resident = Browser.at(port).phone().open()) {
      resident.go("/report");
      resident.page().fill("[name=words]", "写到一半断网了");
      resident.page().waitForTimeout(700);
      resident.page().context().setOffline(true);
      try {
        resident.click("提交");
      } catch (com.microsoft.playwright.PlaywrightException offline) {
        assertThat(offline).hasMessageContaining("ERR_INTERNET_DISCONNECTED");
      }
      resident.page().context().setOffline(false);
      resident.go("/report");
      assertThat(resident.page().inputValue("[name=words]")).isEqualTo("写到一半断网了");
      assertThat(resident.text()).contains("上次没提交的内容");
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(strings = {"/", "/report", "/follow"})
  void theFirstLoadIsSmall(String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var page = client.send(request(path), BodyHandlers.ofByteArray());
      String html = unpacked(page.body());
      int bytes = page.body().length;
      var assets = new ArrayList<String>();
      Matcher asset = ASSET.matcher(html);
      while (asset.find()) if (!assets.contains(asset.group(1))) assets.add(asset.group(1));
      assertThat(assets).hasSizeGreaterThanOrEqualTo(3);
      for (String each : assets) bytes += client.send(request(each), BodyHandlers.ofByteArray()).body().length;
      assertThat(bytes).as("bytes as they travel, of %s with %s", path, assets).isLessThan(FIRST_LOAD_BYTES_MAX);
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Accept-Encoding", "gzip").header("Accept", "*/*").build();
  }

  private static String unpacked(byte[] body) throws IOException {
    try (var in = new java.util.zip.GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private Visit visit(String look) {
    Visit visit = look.contains("phone") ? Browser.at(port).phone() : Browser.at(port).desktop();
    if (look.contains("dark")) visit = visit.dark();
    if (look.contains("elder")) visit = visit.elder();
    return look.contains("noscript") ? visit.withoutScript() : visit;
  }
}

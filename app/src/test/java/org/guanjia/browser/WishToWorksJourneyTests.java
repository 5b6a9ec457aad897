package org.guanjia.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.open311.ForeignClient.text;

import com.microsoft.playwright.Page.PdfOptions;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.guanjia.TownTest;
import org.guanjia.open311.ForeignClient;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.files.Samples;
import org.guanjia.publicity.PublicityFixture;
import org.guanjia.requests.ReceiptCode;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.w3c.dom.Element;

/**
 * What a resident asked for becomes works and is shown to everybody, and what another system brought is answered: each person begins at their own
 * start page and gets everywhere by links. The parts are tested in {@link RequestJourneyTests}, {@link ProjectJourneyTests},
 * {@link MeetingJourneyTests} and {@link PublicJourneyTests}; here it is that they lead into one another.
 */
@TownTest
@Timeout(180)
class WishToWorksJourneyTests {

  private static final String ASKED = "粟边市场岔路口没有路灯，晚上摔过人。请装几盏路灯。我叫陈志强，电话13800138000。";
  private static final String RESULT = "岔路口装了六盏路灯，晚上看得清路。";
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

  @LocalServerPort int port;
  @Autowired ApplicationContext context;
  @Autowired Users users;
  private Crew crew;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
    new PublicityFixture(context);
    crew =
        new Crew(users, port)
            .add("desk", Role.TOWN_DESK)
            .add("officer", Role.DEPARTMENT_OFFICER, "roads")
            .add("secretary", Role.MEETING_SECRETARY)
            .add("leader", Role.LEADER)
            .add("admin", Role.ADMINISTRATOR);
  }

  @Test
  void aWishBecomesWorksThatEverybodyFinds() throws Exception {
    try (Browser resident = Browser.at(port).phone().open();
        Browser desk = atDesk("desk");
        Browser officer = atDesk("officer");
        Browser secretary = atDesk("secretary");
        Browser leader = atDesk("leader")) {
      String request = report(resident);
      String project = propose(desk, triage(desk, request));
      survey(desk);
      giveView(officer, project);
      score(desk);
      decide(secretary, project);
      minutes(secretary, leader);
      build(desk);
      accept(secretary, project);
      close(desk);
      tell(leader, request);
      publish(desk);
      follow(resident, request);
      find(resident);
    }
  }

  private Browser atDesk(String who) {
    return crew.open(Browser.at(port).desktop(), who).go("/today");
  }

  private String report(Browser resident) {
    resident.go("/").click("我要反映");
    resident.page().fill("textarea[name=words]", ASKED);
    resident.page().selectOption("select[name=village]", RequestsFixture.SUBIAN);
    resident.page().setInputFiles("main input[type=file]", new FilePayload("夜里.png", "image/png", Samples.photo(Color.DARK_GRAY)));
    resident.click("提交");
    return resident.page().locator(".receipt-code").first().innerText().replace("-", "").strip();
  }

  private String triage(Browser desk, String request) {
    desk.shot("works-01-today").click("待分派");
    desk.click("粟边市场岔路口");
    assertThat(desk.page().url()).contains("/requests/" + request);
    desk.page().check("#deed input[name=outcome][value=MICRO_PROJECT]");
    desk.page().selectOption("#deed select[name=category]", "road.light");
    send(desk, "提出入库");
    desk.accessible().shot("works-03-triaged");
    return request;
  }

  private String propose(Browser desk, String request) {
    desk.click("提出入库");
    var page = desk.page();
    assertThat(page.inputValue("input[name=requests]")).isEqualTo(ReceiptCode.display(request));
    page.fill("input[name=title]", "粟边市场岔路口装路灯");
    page.fill("textarea[name=need]", "市场岔路口没有路灯，晚上摔过人。");
    page.check("input[name=kind][value=WORKS]");
    page.fill("input[name=benefiting]", "1200");
    page.fill("input[name=estimate]", "12万");
    page.click("main form .actions button.btn-primary");
    assertThat(desk.text()).contains("已提出");
    return page.url().replaceFirst(".*/projects/([^?]*).*", "$1");
  }

  private void survey(Browser desk) {
    var page = desk.page();
    page.fill("#deed input[name=surveyedOn]", TODAY.toString());
    page.fill("#deed textarea[name=findings]", "灯杆锈蚀，夜里一片黑。");
    page.fill("#deed input[name=asked]", "30");
    page.fill("#deed input[name=inFavour]", "28");
    page.setInputFiles("#deed input[name=photos]", new FilePayload("现场.png", "image/png", Samples.photo(Color.GRAY)));
    send(desk, "已踏勘");
    page.check("#deed input[name=departments][value=roads]");
    send(desk, "待回复");
  }

  private void giveView(Browser officer, String project) {
    officer.go("/today").click("粟边市场岔路口装路灯");
    assertThat(officer.page().url()).contains("/projects/" + project);
    officer.page().check("#deed input[name=opinion][value=CONDITIONS]");
    officer.page().fill("#deed textarea[name=text]", "请避开早高峰。");
    send(officer, "有条件支持");
  }

  private void score(Browser desk) {
    var page = desk.page();
    page.reload();
    desk.click("评分");
    desk.click("评分表");
    page.fill("input[name='criterion.0.name']", "群众需求迫切程度");
    page.fill("input[name='criterion.0.weight']", "60");
    page.fill("input[name='criterion.0.pointsMax']", "10");
    page.fill("input[name='criterion.1.name']", "惠及人数");
    page.fill("input[name='criterion.1.weight']", "40");
    page.fill("input[name='criterion.1.pointsMax']", "10");
    page.click("main form .actions button.btn-primary");
    desk.click("项目库");
    desk.click("粟边市场岔路口装路灯");
    desk.click("评分");
    page.locator("#deed input[name^='points.']").first().waitFor();
    for (var field : page.locator("#deed input[name^='points.']").all()) field.fill("8");
    send(desk, "平均 80.00 分");
  }

  private void decide(Browser secretary, String project) {
    var page = secretary.page();
    secretary.click("项目库");
    secretary.click("粟边市场岔路口装路灯");
    send(secretary, "待联席会议");
    secretary.click("联席会议");
    secretary.click("安排会议");
    page.fill("input[name=heldOn]", TODAY.toString());
    page.fill("input[name=place]", "镇政府三楼会议室");
    page.fill("input[name=chair]", "分管民政工作的镇领导");
    page.check("input[name=members][value='DEPARTMENT:roads']");
    page.click("main form .actions button.btn-primary");
    page.check("input[name=add][value='PROJECT:" + project + "']");
    page.click("main form .actions button.btn-primary");
    secretary.click("返回会议");
    page.click("form[action$='/convening'] button");
    page.click("form[action$='/holding'] button");
    secretary.click("登记到会情况");
    page.click("form[action$='/attendance'] .actions button.btn-primary");
    secretary.click("粟边市场岔路口装路灯");
    assertThat(secretary.text()).contains("夜里一片黑", "请避开早高峰", "80.00");
    page.check("input[name=ruling][value=APPROVED]");
    page.fill("input[name=amount]", "120000");
    page.fill("input[name='source.CITY']", "60000");
    page.fill("input[name='source.TOWN']", "50000");
    page.fill("input[name='source.SOCIETY']", "10000");
    page.fill("form[action$='/decision'] textarea[name=text]", "会议同意立项，由交通运输分局牵头，年内完成。");
    page.click("form[action$='/decision'] .actions button.btn-primary");
    assertThat(secretary.text()).contains("同意立项", "¥120,000.00");
    secretary.shot("works-12-decided");
  }

  private void minutes(Browser secretary, Browser leader) throws Exception {
    secretary.click("返回会议");
    secretary.click("撰写纪要");
    secretary.page().fill("textarea[name=summary]", "会议听取了踏勘、部门意见和评分情况的汇报，逐项进行了研究。");
    secretary.page().click("form[action$='/minutes'] .actions button.btn-primary");
    assertThat(secretary.text()).contains("等待另一人签发");
    leader.go("/today").page().locator("main table a").first().click();
    leader.page().click("form[action$='/approval'] button");
    assertThat(leader.text()).contains("纪要已签发");
    leader.click("打印纪要");
    Path pdf = Path.of("target", "screenshots", "works-minutes.pdf");
    Files.write(pdf, leader.page().pdf(new PdfOptions().setPreferCSSPageSize(true).setPrintBackground(true)));
    try (PDDocument printed = Loader.loadPDF(pdf.toFile())) {
      String text = new PDFTextStripper().getText(printed).replaceAll("\\s+", "");
      assertThat(text).contains("民生微实事联席会议纪要", "粟边市场岔路口装路灯", "会议同意立项，由交通运输分局牵头，年内完成。", "¥120,000.00", "到会情况", "交通运输分局", "主持人签字");
      assertThat(printed.getNumberOfPages()).isBetween(1, 2);
    }
  }

  private void build(Browser desk) {
    var page = desk.page();
    page.reload();
    desk.shot("works-15-approved");
    page.fill("#deed input[name=builder]", "示例施工单位");
    page.selectOption("#deed select[name=responsible]", crew.id("officer"));
    page.fill("#deed input[name='milestone.0.title']", "安装完成");
    page.fill("#deed input[name='milestone.0.plannedOn']", TODAY.plusDays(9).toString());
    send(desk, "安装完成");
    page.fill("#deed input[name=startedOn]", TODAY.toString());
    send(desk, "实施中");
    photo(desk, "BEFORE", Color.DARK_GRAY);
    page.fill("#deed input[name=doneOn]", TODAY.toString());
    send(desk, "节点已完成");
    photo(desk, "AFTER", Color.ORANGE);
  }

  private static void photo(Browser desk, String slot, Color colour) {
    desk.click("上传照片");
    desk.page().check("#deed input[name=slot][value=" + slot + "]");
    desk.page().setInputFiles("#deed input[name=photos]", new FilePayload(slot + ".png", "image/png", Samples.photo(colour)));
    send(desk, "照片已放好");
  }

  private static void accept(Browser inspector, String project) {
    inspector.go("/today").click("粟边市场岔路口装路灯");
    assertThat(inspector.page().url()).contains("/projects/" + project);
    inspector.page().check("#deed input[name=accepted][value=true]");
    inspector.page().fill("#deed textarea[name=text]", "现场看过，六盏灯都亮。");
    send(inspector, "已验收");
  }

  private static void close(Browser desk) {
    desk.page().reload();
    desk.page().fill("#deed textarea[name=result]", RESULT);
    send(desk, "已办结");
    desk.accessible().shot("works-18-closed");
  }

  /** Whoever asked is answered; a second person approves the words. */
  private static void tell(Browser second, String request) {
    second.go("/today").click("待审核的答复");
    second.click("粟边市场岔路口");
    assertThat(second.page().url()).contains("/requests/" + request);
    assertThat(second.text()).contains(RESULT);
    send(second, "已告知");
  }

  private static void publish(Browser desk) {
    var page = desk.page();
    until(desk, "核对后公开");
    desk.click("核对后公开");
    desk.accessible().shot("works-20-look-project");
    desk.click("已核对，公开");
    assertThat(desk.text()).contains("已公开");
    desk.go("/today").click("粟边市场岔路口没有路灯");
    assertThat(desk.text()).contains("我叫〔姓名〕，电话〔电话〕", RESULT);
    desk.accessible().shot("works-23-look-request");
    desk.click("已核对，公开");
    assertThat(desk.text()).contains("已公开");
    assertThat(page.url()).contains("/publications/");
  }

  /** Whoever asked reads the answer, and sees where everybody reads it. */
  private static void follow(Browser resident, String request) {
    resident.go("/follow/" + request);
    assertThat(resident.text()).contains(RESULT);
    resident.click("看公开页");
    assertThat(resident.page().url()).contains("/public/requests/");
  }

  /** From a reader's own words to the answer, from there to the works, and back to what was asked. */
  private static void find(Browser reader) {
    reader.go("/").click("办理公开");
    reader.fill("找一找", "市场 路灯");
    reader.click("筛选");
    reader.page().locator("main h2 a").first().click();
    assertThat(reader.text()).contains(RESULT, "我叫〔姓名〕").doesNotContain("陈志强", "1380013");
    reader.accessible().shot("works-25-public-request").click("粟边市场岔路口装路灯");
    assertThat(reader.page().url()).contains("/public/projects/");
    assertThat(reader.text()).contains(RESULT);
    assertThat(reader.page().locator("[data-slider]").count()).isEqualTo(1);
    reader.accessible().shot("works-27-public-project").click("粟边市场岔路口没有路灯");
    assertThat(reader.page().url()).contains("/public/requests/");
    reader.go("/public").click("民生微实事");
    reader.fill("找一找", "岔路口");
    reader.click("筛选");
    assertThat(reader.text()).contains("粟边市场岔路口装路灯");
  }

  @Test
  void whatAForeignClientBroughtIsAnsweredThere() {
    String words = "二横路的路灯坏了三盏。";
    try (Browser admin = atDesk("admin");
        Browser desk = atDesk("desk");
        Browser leader = atDesk("leader");
        ForeignClient client = new ForeignClient("http://127.0.0.1:" + port + "/open311/discovery.xml")) {
      String key = key(admin);
      Element service = ForeignClient.children(client.xml("services.xml"), "service").stream().filter(each -> text(each, "service_name").equals("路灯")).findFirst().orElseThrow();
      Element taken =
          ForeignClient.root(client.post("requests.xml", "api_key", key, "service_code", text(service, "service_code"), "address_string", "粟边村二横路", "description", words));
      String id = text(ForeignClient.children(taken, "request").getFirst(), "service_request_id");
      assertThat(text(told(client, id), "status")).isEqualTo("open");

      desk.click("待分派");
      desk.click("二横路的路灯");
      assertThat(desk.text()).contains(ReceiptCode.display(id), words);
      desk.page().check("#deed input[name=outcome][value=ANSWER]");
      send(desk, "答复");
      desk.page().fill("#deed textarea[name=text]", "三盏路灯今天已经换好。");
      send(desk, "答复待审核");
      assertThat(text(told(client, id, key), "status_notes")).doesNotContain("三盏");
      leader.go("/today").click("待审核的答复");
      leader.click("二横路的路灯");
      send(leader, "已告知");

      Element own = told(client, id, key);
      assertThat(text(own, "status")).isEqualTo("closed");
      assertThat(text(own, "status_notes")).isEqualTo("三盏路灯今天已经换好。");
      assertThat(text(told(client, id), "status_notes")).as("to others, before anybody has looked").doesNotContain("三盏");
    }
  }

  /** Made by an administrator, copied from the page that shows it once. */
  private static String key(Browser admin) {
    admin.click("Open311 接入");
    admin.page().fill("input[name=name]", "市民应用");
    admin.page().fill("input[name=days]", "30");
    admin.page().fill("input[name=postsPerMinute]", "60");
    admin.click("生成密钥");
    return admin.page().inputValue("input[readonly]");
  }

  private static Element told(ForeignClient client, String id, String... key) {
    return ForeignClient.children(key.length == 0 ? client.xml("requests/" + id + ".xml") : client.xml("requests/" + id + ".xml", "api_key", key[0]), "request").getFirst();
  }

  private static void send(Browser browser, String then) {
    browser.page().click("#deed form .actions button.btn-primary");
    assertThat(browser.text()).contains(then);
  }

  /** What another module does when it hears of it comes a moment later. */
  private static void until(Browser browser, String text) {
    browser.page().waitForCondition(() -> {
      if (!browser.text().contains(text)) browser.page().reload();
      return browser.text().contains(text);
    });
  }
}

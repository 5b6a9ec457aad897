package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.guanjia.Statements;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.Visitor.Upload;
import org.guanjia.platform.files.Samples;
import org.guanjia.platform.files.StoredFiles;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** A resident follows a matter with code and secret, and nobody else does. */
@TownTest
class FollowPagesTests {

  private static final String SCRIPT = "<script>alert(1)</script>";

  @LocalServerPort int port;
  @Autowired Statements statements;
  @Autowired Triage triage;
  @Autowired Handling handling;
  @Autowired Answers answers;
  @Autowired Questions questions;
  @Autowired Merging merging;
  @Autowired Reviews reviews;
  @Autowired FollowUp followUp;
  @Autowired Deadlines deadlines;
  @Autowired Matters matters;
  @Autowired StoredFiles files;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;
  private Visitor owner;
  private Receipt receipt;
  private String path;

  @BeforeEach
  void reported() {
    RequestsFixture.departmentsAndCategories();
    RequestsFixture.execute("delete from platform.attempt");
    owner = Visitor.at(port);
    owner.get("/report");
    receipt = Resident.report(owner, "words", "路灯不亮，老人看不清路", "village", RequestsFixture.SUBIAN, "reporterPhone", "13800000001");
    path = "/follow/" + receipt.code();
  }

  @AfterEach
  void leave() {
    owner.close();
  }

  @Test
  void codeAndSecretOpenTheMatterHoweverTheyAreTyped() {
    try (Visitor later = Visitor.at(port)) {
      Answer opened = later.post("/follow", "code", " " + ReceiptCode.display(receipt.code()).toLowerCase() + " ", "secret", receipt.secret().substring(0, 3) + " " + receipt.secret().substring(3));
      assertThat(opened.status()).as(opened.body()).isEqualTo(303);
      assertThat(opened.location()).isEqualTo(path);
      assertThat(opened.header("Set-Cookie")).contains("gj-follow=", "HttpOnly", "SameSite=Lax", "Path=" + path);
      assertThat(later.get(path).body()).contains("老人看不清路", "最迟", "138****0001");
    }
  }

  @Test
  void theQrOpensItAndTheSecretDoesNotStayInTheAddress() {
    try (Visitor phone = Visitor.at(port)) {
      Answer opened = phone.get("/follow?code=" + ReceiptCode.display(receipt.code()) + "&secret=" + receipt.secret());
      assertThat(opened.status()).isEqualTo(303);
      assertThat(opened.location()).isEqualTo(path);
      assertThat(phone.get(path).status()).isEqualTo(200);
    }
  }

  @Test
  void anUnknownCodeAndAWrongSecretAnswerTheSame() {
    String unknown = ReceiptCode.of(34_000_000_000L);
    try (Visitor guesser = Visitor.at(port)) {
      Answer one = guesser.post("/follow", "code", receipt.code(), "secret", Resident.wrong(receipt.secret()));
      Answer other = guesser.post("/follow", "code", unknown, "secret", Resident.wrong(receipt.secret()));
      assertThat(one.status()).isEqualTo(422);
      assertThat(plain(one, receipt.code())).isEqualTo(plain(other, unknown)).contains("编号和查询码对不上");
      int known = statements.during(() -> guesser.postRaw("/follow", "code=" + receipt.code() + "&secret=" + Resident.wrong(receipt.secret())));
      int not = statements.during(() -> guesser.postRaw("/follow", "code=" + unknown + "&secret=000000"));
      assertThat(known).as("the same work is done for both").isEqualTo(not);
    }
  }

  @Test
  void aSlipOfThePenIsToldWithoutAskingTheDatabase() {
    try (Visitor visitor = Visitor.at(port)) {
      String slip = (receipt.code().charAt(0) == '2' ? '3' : '2') + receipt.code().substring(1);
      assertThat(visitor.post("/follow", "code", slip, "secret", "123456").body()).contains("大概有一个字写错了", slip);
      assertThat(visitor.post("/follow", "code", "K7QM", "secret", "").body()).contains("这里有 4 位", "请填写查询码");
      assertThat(visitor.post("/follow", "code", "", "secret", "12345").body()).contains("请填写回执编号", "查询码是 6 位数字");
      int asked = statements.during(() -> visitor.postRaw("/follow", "code=" + slip + "&secret=123456"));
      assertThat(asked).isZero();
    }
  }

  @Test
  void guessersAreSlowedDownAndTheOwnerIsNot() {
    try (Visitor guesser = Visitor.at(port, "127.0.66.1"); Visitor elsewhere = Visitor.at(port, "127.0.67.1")) {
      for (int i = 0; i < Following.PAIR_MAX; i++) assertThat(guess(guesser, receipt.code()).status()).isEqualTo(422);
      Answer slowed = guess(guesser, receipt.code());
      assertThat(slowed.status()).isEqualTo(429);
      assertThat(slowed.header("Retry-After")).isNotEmpty();
      assertThat(slowed.body()).contains("分钟再试");
      assertThat(guesser.post("/follow", "code", receipt.code(), "secret", receipt.secret()).status()).as("not even the right one").isEqualTo(429);
      assertThat(elsewhere.post("/follow", "code", receipt.code(), "secret", receipt.secret()).status()).isEqualTo(303);
    }
  }

  @Test
  void aSiegeFromManyNetworksDoesNotLockTheOwnerOut() {
    for (int network = 1; network <= Following.CODE_MAX / 4; network++) {
      try (Visitor guesser = Visitor.at(port, "127.1.%d.1".formatted(network))) {
        for (int i = 0; i < 4; i++) guess(guesser, receipt.code());
      }
    }
    try (Visitor another = Visitor.at(port, "127.2.1.1"); Visitor late = Visitor.at(port, "127.2.2.1")) {
      for (int i = 0; i < Following.BESIEGED_MAX; i++) assertThat(guess(another, receipt.code()).status()).isEqualTo(422);
      assertThat(guess(another, receipt.code()).status()).as("a new network has two tries while the code is under siege").isEqualTo(429);
      assertThat(late.post("/follow", "code", receipt.code(), "secret", receipt.secret()).status()).isEqualTo(303);
      assertThat(owner.get(path).status()).as("who is in stays in").isEqualTo(200);
    }
  }

  @Test
  void theSameNetworkCannotTryCodeAfterCode() {
    try (Visitor guesser = Visitor.at(port, "127.3.1.1")) {
      for (int i = 0; i < Following.NETWORK_MAX; i++) assertThat(guess(guesser, ReceiptCode.of(30_000_000_000L + i)).status()).isEqualTo(422);
      assertThat(guess(guesser, ReceiptCode.of(31_000_000_000L)).status()).isEqualTo(429);
    }
  }

  @Test
  void withoutItsCookieNothingOpens() {
    try (Visitor other = Visitor.at(port)) {
      other.get("/report");
      Receipt theirs = Resident.report(other, "words", "别人的事");
      assertThat(other.get(path).location()).isEqualTo("/follow?code=" + ReceiptCode.display(receipt.code()));
      assertThat(other.get("/follow/" + theirs.code()).status()).isEqualTo(200);
      String theirCookie = other.cookies().get("gj-follow");
      try (Visitor borrower = Visitor.at(port).withCookie("gj-follow", theirCookie)) {
        assertThat(borrower.get(path).status()).isEqualTo(303);
        assertThat(borrower.post(path + "/withdrawal").status()).isEqualTo(401);
        assertThat(borrower.withCookie("gj-follow", theirCookie.substring(1)).get("/follow/" + theirs.code()).status()).isEqualTo(303);
      }
      assertThat(state(receipt.code())).isEqualTo(State.RECEIVED);
    }
  }

  @Test
  void whatWasTypedWhenTheCookieRanOutComesBack() {
    try (Visitor late = Visitor.at(port)) {
      Answer expired = late.post(path + "/additions", "text", "写了很久的补充\"><b>");
      assertThat(expired.status()).isEqualTo(401);
      assertThat(expired.body()).contains("写了很久的补充&#34;", "您写的文字还在");
      Answer opened = late.post("/follow", "code", receipt.code(), "secret", receipt.secret(), "deed", "additions", "text", "写了很久的补充");
      assertThat(opened.status()).isEqualTo(200);
      assertThat(opened.body()).contains(">写了很久的补充</textarea>", "再提交一次就好");
      assertThat(late.post(path + "/additions", "text", "写了很久的补充").status()).isEqualTo(303);
    }
  }

  @Test
  void factsAndPhotosAreAddedOnce() throws Exception {
    var photo = new Upload("photos", "IMG_3.jpg", Samples.jpeg(90, 60));
    assertThat(owner.post(path + "/additions", List.of(photo), "key", "add-1", "text", "就在小卖部门口" + SCRIPT).status()).isEqualTo(303);
    owner.post(path + "/additions", "key", "add-1", "text", "就在小卖部门口" + SCRIPT);
    String page = owner.get(path).body();
    assertThat(page).contains("收到您的补充了", "您补充了情况和 1 张照片", "就在小卖部门口&lt;script&gt;").doesNotContain("<script>alert");
    assertThat(as("desk", () -> matters.find(receipt.code())).additions()).hasSize(1);
    Callable<Answer> click = () -> owner.postRaw(path + "/additions", "key=double&text=twice");
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (var answer : pool.invokeAll(List.of(click, click))) assertThat(answer.get().status()).isEqualTo(303);
    }
    assertThat(as("desk", () -> matters.find(receipt.code())).additions()).hasSize(2);
  }

  @Test
  void emptyAndEndlessAdditionsAreRefused() {
    assertThat(owner.post(path + "/additions", "text", " ").body()).contains("请填写这一项");
    Answer endless = owner.post(path + "/additions", "text", "长".repeat(20_001));
    assertThat(endless.status()).isEqualTo(422);
    assertThat(endless.body()).contains("现在有 20,001 个字", "长".repeat(20_001));
    var program = new Upload("photos", "x.jpg", "#!/bin/sh\n".getBytes());
    assertThat(owner.post(path + "/additions", List.of(program), "text", "有照片").body()).contains("只能传照片", "有照片");
  }

  @Test
  void aQuestionIsAnswered() {
    doAs("desk", () -> questions.ask(receipt.code(), null, "是哪一盏灯？"));
    assertThat(owner.get(path).body()).contains("是哪一盏灯？", "有一个问题要问您", "不算在期限里");
    assertThat(owner.post(path + "/answer", "answer", "").status()).isEqualTo(422);
    assertThat(owner.post(path + "/answer", "answer", "小卖部门口那盏").status()).isEqualTo(303);
    assertThat(owner.get(path).body()).contains("您回答了", "小卖部门口那盏").doesNotContain("name=\"answer\"");
    Answer again = owner.post(path + "/answer", "answer", "再答一次");
    assertThat(again.status()).isEqualTo(422);
  }

  @Test
  void withdrawnAndThenNothingMore() {
    assertThat(owner.get(path).body()).contains("确定要撤回这件事吗");
    assertThat(owner.post(path + "/withdrawal", "reason", "邻居修好了" + SCRIPT).status()).isEqualTo(303);
    assertThat(owner.get(path).body()).contains("您已经撤回", "邻居修好了").doesNotContain("/withdrawal", "/additions", "/rating", "<script>alert");
    for (String deed : List.of("/rating", "/additions", "/withdrawal", "/reopening")) {
      Answer refused = owner.post(path + deed, "score", "5", "text", "还有话说", "reason", "还有话说");
      assertThat(refused.status()).as(deed).isEqualTo(409);
      assertThat(refused.body()).contains("刚才有了新进展");
    }
    assertThat(state(receipt.code())).isEqualTo(State.WITHDRAWN);
  }

  @Test
  void theAnswerIsShownOnceItIsApprovedAndMayBeRated() {
    handOver();
    assertThat(owner.get(path).body()).contains("已经交给交通运输分局", "等他们接手");
    doAs("officer", () -> handling.accept(receipt.code(), null, "roads"));
    report(Map.of(AttachmentKind.BEFORE, List.of(stored(101)), AttachmentKind.AFTER, List.of(stored(102)), AttachmentKind.PAPER, List.of(stored(103))));
    assertThat(owner.get(path).body()).contains("正在核对给您的答复").doesNotContain("已更换灯泡", "data-slider");
    doAs("chief", () -> answers.approve(receipt.code(), null, null));
    Answer shown = owner.get(path);
    assertThat(shown.body()).contains("已更换灯泡", "data-slider", "交通运输分局").doesNotContain("officer", "chief", "/rating");
    doAs("clerk", () -> followUpTold());
    assertThat(owner.post(path + "/rating", "score", "7").status()).isEqualTo(422);
    assertThat(owner.post(path + "/rating", "score", "5", "comment", "很好" + SCRIPT).status()).isEqualTo(303);
    assertThat(owner.get(path).body()).contains("您的评价：很满意（5 分）").doesNotContain("<script>alert");
    assertThat(owner.post(path + "/rating", "score", "1").body()).contains("您已经评价过了");
  }

  @Test
  void aDissatisfiedRatingBringsSomeoneElseAndItMayBeRatedAgain() {
    answered();
    assertThat(owner.post(path + "/rating", "score", "1", "comment", "还是不亮").status()).isEqualTo(303);
    assertThat(owner.get(path).body()).contains("正由另一位工作人员重新看");
    doAs("leader", () -> reviews.redo(receipt.code(), null, "内部理由：现场没修好"));
    assertThat(owner.get(path).body()).contains("决定重新办理").doesNotContain("内部理由");
    answered();
    assertThat(owner.post(path + "/rating", "score", "4").status()).isEqualTo(303);
    assertThat(state(receipt.code())).isEqualTo(State.RATED);
  }

  @Test
  void reopenedOnceWithAReason() {
    answered();
    assertThat(owner.post(path + "/reopening", "reason", " ").status()).isEqualTo(422);
    assertThat(owner.post(path + "/reopening", "reason", "又坏了").status()).isEqualTo(303);
    assertThat(state(receipt.code())).isEqualTo(State.RECEIVED);
    assertThat(owner.get(path).body()).contains("又坏了");
    answered();
    assertThat(owner.get(path).body()).doesNotContain("/reopening");
    assertThat(owner.post(path + "/reopening", "reason", "还坏").body()).contains("已经重新办理过一次");
  }

  @Test
  void nothingForStaffAppears() {
    doAs("desk-zhang", () -> triage.assign(receipt.code(), null, "desk-zhang"));
    var internal = as("desk-zhang", () -> stored(104));
    doAs("desk-zhang", () -> followUp.add(receipt.code(), "内部：反映人以前投诉过", List.of(internal), true));
    handOver();
    doAs("officer", () -> handling.refuse(receipt.code(), null, "roads", "内部：不想管"));
    handOver();
    doAs("chief-li", () -> deadlines.extend(receipt.code(), null, 3, "内部：等材料"));
    RequestsFixture.execute("update requests.request set due_on = date '2020-01-02' where code = '" + receipt.code() + "'");
    doAs("desk-zhang", () -> deadlines.explain(receipt.code(), null, "内部：忘了"));
    String page = owner.get(path).body();
    assertThat(page).contains("需要更多时间", "现在已经超过").doesNotContain("内部", "desk-zhang", "chief-li", internal.toString());
    assertThat(owner.get(path + "/files/" + internal).status()).isEqualTo(404);
  }

  @Test
  void aMergedRequestShowsTheAnswerOfItsMatterAndNothingOfTheOther() {
    try (Visitor other = Visitor.at(port)) {
      other.get("/report");
      var photo = new Upload("photos", "private.jpg", Samples.jpeg(61, 61));
      Answer sent = other.post("/report", List.of(photo), "words", "别人说的话", "reporterName", "示例居民乙", "reporterPhone", "13900000009");
      Receipt carrier = Resident.receipt(other.get(sent.location()));
      doAs("desk", () -> merging.merge(receipt.code(), null, carrier.code()));
      other.post("/follow/" + carrier.code() + "/additions", "text", "别人的补充");
      doAs("desk", () -> triage.decide(carrier.code(), null, Outcome.ANSWER, null, null, List.of()));
      doAs("desk", () -> answers.draft(carrier.code(), null, "本周五前修好。", null));
      doAs("chief", () -> answers.approve(carrier.code(), null, null));
      String page = owner.get(path).body();
      assertThat(page).contains("和别人反映的同一件事一起办", "本周五前修好").doesNotContain("别人说的话", "别人的补充", carrier.code(), ReceiptCode.display(carrier.code()), "139****0009");
      UUID theirs = as("desk", () -> matters.find(carrier.code())).files().getFirst().id();
      assertThat(owner.get(path + "/files/" + theirs).status()).isEqualTo(404);
    }
  }

  @Test
  void whoWithdrawsDoesNotWithdrawForOthers() {
    try (Visitor other = Visitor.at(port)) {
      other.get("/report");
      Receipt carrier = Resident.report(other, "words", "同一盏灯");
      doAs("desk", () -> merging.merge(receipt.code(), null, carrier.code()));
      assertThat(other.post("/follow/" + carrier.code() + "/withdrawal").status()).isEqualTo(303);
      assertThat(state(receipt.code())).isEqualTo(State.RECEIVED);
      assertThat(owner.get(path).body()).contains("正在安排由谁来办").doesNotContain("您已经撤回");
    }
  }

  @Test
  void aScriptCannotReadTheCookieAndOthersSitesCannotUseIt() {
    Answer opened = owner.post("/follow", "code", receipt.code(), "secret", receipt.secret());
    assertThat(opened.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
    assertThat(owner.get(path).header("Cache-Control")).contains("no-store");
    assertThat(owner.get(path).header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(owner.get("/follow/nonsense").status()).isEqualTo(404);
    assertThat(owner.get(path + "/files/not-a-uuid").status()).isEqualTo(404);
  }

  @Test
  void costsABoundedNumberOfStatements() {
    owner.get(path);
    int few = statements.during(() -> owner.get(path));
    for (int i = 0; i < 5; i++) owner.post(path + "/additions", List.of(new Upload("photos", i + ".jpg", Samples.jpeg(30 + i, 30))), "text", "补充 " + i);
    owner.get(path);
    assertThat(few).isLessThanOrEqualTo(14);
    assertThat(statements.during(() -> owner.get(path))).as("as many for a long story").isLessThanOrEqualTo(few + 1);
  }

  private static String plain(Answer answer, String code) {
    return answer.body().replace(code, "CODE").replace(ReceiptCode.display(code), "CODE").replaceAll("name=\"(key|_csrf)\" value=\"[^\"]+\"", "");
  }

  private static Answer guess(Visitor guesser, String code) {
    return guesser.postRaw("/follow", "code=" + code + "&secret=" + "000000");
  }

  private void handOver() {
    doAs("desk", () -> triage.handOver(receipt.code(), null, null, "roads", List.of(), "内部：请尽快"));
  }

  private void report(Map<AttachmentKind, List<UUID>> pictures) {
    doAs("officer", () -> handling.report(receipt.code(), null, "roads", "已更换灯泡，今晚起恢复照明。", pictures));
  }

  @Autowired Tellings tellings;

  private void followUpTold() {
    tellings.told(receipt.code(), Tellings.Way.CALL, "内部：电话里说的");
  }

  private void answered() {
    doAs("desk", () -> triage.decide(receipt.code(), null, Outcome.ANSWER, null, null, List.of()));
    doAs("desk", () -> answers.draft(receipt.code(), null, "本周五前修好。", null));
    doAs("chief", () -> answers.approve(receipt.code(), null, null));
    doAs("clerk", this::followUpTold);
  }

  private UUID stored(int side) {
    return as("officer", () -> files.store(new ByteArrayInputStream(Samples.jpeg(side, side)), side + ".jpg")).id();
  }

  private State state(String code) {
    return as("test", () -> transactions.execute(status -> State.valueOf(sql.select(REQUEST.STATE).from(REQUEST).where(REQUEST.CODE.eq(code)).fetchSingle().value1())));
  }
}

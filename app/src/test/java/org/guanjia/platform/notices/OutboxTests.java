package org.guanjia.platform.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.platform.database.OneCopy;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.db.tables.records.NoticeRecord;
import org.guanjia.platform.notices.Carrier.Outcome;
import org.guanjia.platform.notices.NoticeList.View;
import org.guanjia.platform.web.Messages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outbox against servers that speak the real protocols. Its clock stands in 2030, so that the running application's
 * own dispatcher, which lives today, leaves these notices alone.
 */
@TownTest
class OutboxTests {

  private static final String TOWN = "441900103";
  private static final String PHONE = "138 0013 1234";

  @Autowired Notices applicationNotices;
  @Autowired Outbox outbox;
  @Autowired Envelopes envelopes;
  @Autowired Messages messages;
  @Autowired JsonMapper json;
  @Autowired NoticeDesk desk;
  @Autowired TransactionTemplate transactions;
  @Autowired OneCopy oneCopy;

  /** Monday morning in Shanghai. */
  private final MovingClock clock = new MovingClock(Instant.parse("2030-01-07T02:00:00Z"));

  private final List<Object> events = new ArrayList<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Gateway gateway = new Gateway();
  private String run = "";

  @BeforeEach
  void begin() {
    run = UUID.randomUUID().toString();
  }

  @AfterEach
  void end() throws Exception {
    gateway.close();
    executor.close();
    try (var owner = TestDatabase.owner(); var statement = owner.createStatement()) {
      statement.execute("truncate platform.notice");
    }
  }

  @Test
  void sendsATextMessageAndSaysSo() throws Exception {
    enqueue(sms("answer"));
    dispatcher(smsCarrier(false)).dispatch();
    assertThat(gateway.delivered()).singleElement().satisfies(message -> {
      assertThat(message.body()).contains("\"to\":\"13800131234\"").contains("【茶山镇】没有要处理的通知");
      assertThat(message.authorization()).isEqualTo("Bearer secret");
    });
    assertThat(only().getStatus()).isEqualTo("SENT");
    assertThat(only().getReference()).isEqualTo("G-1");
    assertThat(events).containsExactly(new NoticeSent(TOWN, event("answer"), NoticeChannel.SMS));
  }

  @Test
  void tellsOneEventToOneRecipientOnce() throws Exception {
    assertThat(enqueue(sms("answer"))).isTrue();
    assertThat(enqueue(sms("answer"))).isFalse();
    assertThat(enqueue(Notice.of(event("answer"), new Recipient.Phone("+86 13800131234"), "notices.empty.OPEN"))).isFalse();
    assertThat(enqueue(Notice.of(event("answer"), new Recipient.Phone("13900000000"), "notices.empty.OPEN"))).isTrue();
    dispatcher(smsCarrier(false)).dispatch();
    dispatcher(smsCarrier(false)).dispatch();
    assertThat(gateway.requests()).hasSize(2);
  }

  /** Ten copies of the program at once, forty notices: each goes out once. */
  @Test
  void copiesOfTheProgramShareTheWork() throws Exception {
    for (int i = 0; i < 40; i++) enqueue(sms("answer" + i));
    List<Callable<Object>> copies = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Dispatcher copy = dispatcher(smsCarrier(false));
      copies.add(() -> {
        copy.dispatch();
        return copy;
      });
    }
    for (var copy : executor.invokeAll(copies)) copy.get();
    assertThat(gateway.requests()).hasSize(40);
    assertThat(gateway.delivered()).hasSize(40);
  }

  @Test
  void isPartOfTheTransactionThatItTellsOf() throws Exception {
    assertThatThrownBy(() -> inTown(() -> applicationNotices.enqueue(sms("outside")))).isInstanceOf(IllegalTransactionStateException.class);
    inTown(() -> transactions.execute(status -> {
      status.setRollbackOnly();
      return notices().enqueue(sms("undone"));
    }));
    dispatcher(smsCarrier(false)).dispatch();
    assertThat(gateway.requests()).isEmpty();
  }

  @Test
  void waitsAsLongAsTheGatewayAsks() throws Exception {
    gateway.plan(Gateway.Mood.TOO_FAST);
    enqueue(sms("answer"));
    Dispatcher dispatcher = dispatcher(smsCarrier(false));
    dispatcher.dispatch();
    assertThat(only().getStatus()).isEqualTo("WAITING");
    assertThat(only().getNextAt()).isEqualTo(clock.instant().plusSeconds(600));
    clock.forward(Duration.ofSeconds(599));
    dispatcher.dispatch();
    assertThat(gateway.requests()).hasSize(1);
    clock.forward(Duration.ofSeconds(1));
    dispatcher.dispatch();
    assertThat(only().getStatus()).isEqualTo("SENT");
  }

  @Test
  void givesUpAfterEightAttemptsAndAPersonMayTryAgain() throws Exception {
    Carrier unreachable = new SmsCarrier(settings(false, "http://localhost:1/sms"), json, Duration.ofSeconds(1));
    enqueue(sms("answer"));
    Dispatcher dispatcher = dispatcher(unreachable);
    for (int i = 0; i < 12; i++) {
      dispatcher.dispatch();
      // Always ten in the morning, so that the rest of the night never stands in the way.
      clock.forward(Duration.ofHours(24));
    }
    assertThat(only().getStatus()).isEqualTo("FAILED");
    assertThat(only().getAttempts()).isEqualTo(Dispatcher.ATTEMPTS_MAX);
    assertThat(events).containsExactly(new NoticeNotSent(TOWN, event("answer"), NoticeChannel.SMS, false));
    inTown(() -> transactions.execute(status -> {
      desk.retry(only().getId());
      return true;
    }));
    dispatcher(smsCarrier(false)).dispatch();
    assertThat(only().getStatus()).isEqualTo("SENT");
  }

  @Test
  void doesNotRepeatWhatWasRefused() throws Exception {
    gateway.plan(Gateway.Mood.REFUSE);
    enqueue(sms("answer"));
    Dispatcher dispatcher = dispatcher(smsCarrier(true));
    dispatcher.dispatch();
    clock.forward(Duration.ofDays(1));
    dispatcher.dispatch();
    assertThat(gateway.requests()).hasSize(1);
    assertThat(only().getStatus()).isEqualTo("FAILED");
  }

  /** The message arrived, the answer did not: without a promise of the gateway nothing is sent again by itself. */
  @Test
  void neverBlindlyRepeatsAnUnknownOutcome() throws Exception {
    for (Gateway.Mood mood : List.of(Gateway.Mood.TAKE_AND_HANG, Gateway.Mood.TAKE_AND_BREAK_OFF, Gateway.Mood.BROKEN)) {
      String name = mood.name();
      gateway.plan(mood);
      enqueue(sms(name));
      Dispatcher dispatcher = dispatcher(smsCarrier(false));
      int before = gateway.requests().size();
      dispatcher.dispatch();
      clock.forward(Duration.ofDays(1));
      dispatcher.dispatch();
      assertThat(gateway.requests()).as(name).hasSize(before + 1);
      assertThat(events).contains(new NoticeNotSent(TOWN, event(name), NoticeChannel.SMS, true));
    }
    assertThat(inTown(() -> desk.list(View.OPEN, null)).notices()).hasSize(3).allMatch(notice -> notice.status() == NoticeStatus.UNCERTAIN);
  }

  /** With the promise it is sent again under the same key, and arrives once. */
  @Test
  void repeatsUnderTheSameKeyWhereTheGatewayPromisesToSendOnce() throws Exception {
    gateway.plan(Gateway.Mood.TAKE_AND_HANG, Gateway.Mood.TAKE_AND_BREAK_OFF, Gateway.Mood.BROKEN);
    enqueue(sms("answer"));
    Dispatcher dispatcher = dispatcher(smsCarrier(true));
    for (int i = 0; i < 4; i++) {
      dispatcher.dispatch();
      clock.forward(Duration.ofHours(24));
    }
    assertThat(gateway.requests()).hasSize(4).extracting(Gateway.Received::key).containsOnly(gateway.requests().getFirst().key());
    assertThat(gateway.delivered()).hasSize(1);
    assertThat(only().getStatus()).isEqualTo("SENT");
  }

  /** Killed after the message went out and before that was written down. */
  @Test
  void aKillBetweenSendingAndNotingIsAnUnknownOutcome() throws Exception {
    enqueue(sms("answer"));
    dispatcher(dyingAfterSending(false)).dispatch();
    assertThat(only().getStatus()).as("the lease holds it").isEqualTo("SENDING");
    dispatcher(smsCarrier(false)).dispatch();
    assertThat(gateway.requests()).as("nobody takes a leased notice").hasSize(1);
    clock.forward(Dispatcher.LEASE.plusSeconds(1));
    dispatcher(smsCarrier(false)).dispatch();
    assertThat(only().getStatus()).isEqualTo("UNCERTAIN");
    assertThat(gateway.requests()).hasSize(1);
  }

  @Test
  void aKillIsHealedWhereTheGatewayPromisesToSendOnce() throws Exception {
    enqueue(sms("answer"));
    dispatcher(dyingAfterSending(true)).dispatch();
    clock.forward(Dispatcher.LEASE.plusSeconds(1));
    dispatcher(smsCarrier(true)).dispatch();
    clock.forward(Duration.ofHours(1));
    dispatcher(smsCarrier(true)).dispatch();
    assertThat(gateway.requests()).hasSize(2);
    assertThat(gateway.delivered()).hasSize(1);
    assertThat(only().getStatus()).isEqualTo("SENT");
  }

  /** A sender that comes back after its lease ended writes nothing over what happened since. */
  @Test
  void aSlowSenderCannotOverwriteWhatAPersonDecided() throws Exception {
    enqueue(sms("answer"));
    Carrier slow = carrier(letter -> {
      clock.forward(Dispatcher.LEASE.plusMinutes(1));
      try {
        dispatcher(smsCarrier(false)).dispatch();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      inTown(() -> transactions.execute(status -> {
        desk.settle(only().getId());
        return true;
      }));
      return new Outcome.Sent(null);
    });
    dispatcher(slow).dispatch();
    assertThat(only().getStatus()).isEqualTo("SETTLED");
  }

  @Test
  void letsPeopleSleep() throws Exception {
    clock.forward(Duration.ofHours(11).plusMinutes(30));
    enqueue(sms("answer"));
    enqueue(new Notice(event("fire"), new Recipient.Phone(PHONE), "notices.title", List.of(), Locale.ENGLISH, true));
    Dispatcher dispatcher = dispatcher(smsCarrier(false));
    dispatcher.dispatch();
    assertThat(gateway.requests()).as("at 21:30 only what is urgent").singleElement().satisfies(message -> assertThat(message.body()).contains("Notices"));
    clock.forward(Duration.ofHours(10).plusMinutes(29));
    dispatcher.dispatch();
    assertThat(gateway.requests()).as("at 07:59").hasSize(1);
    clock.forward(Duration.ofMinutes(1));
    dispatcher.dispatch();
    assertThat(gateway.requests()).as("at 08:00").hasSize(2);
  }

  @Test
  void keepsNumbersAndTextsClosedInTheDatabase() throws Exception {
    enqueue(sms("answer"));
    try (var owner = TestDatabase.owner(); var statement = owner.createStatement();
        var rows = statement.executeQuery("select n::text || encode(address, 'escape') || encode(content, 'escape') from platform.notice n")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).doesNotContain("13800131234").doesNotContain("没有要处理的通知");
    }
    assertThat(inTown(() -> desk.list(View.WAITING, null)).notices().getFirst().recipient()).isEqualTo("138****1234");
  }

  @Test
  void forgetsTextsThreeMonthsAfterTheEnd() throws Exception {
    enqueue(sms("answer"));
    dispatcher(smsCarrier(false)).dispatch();
    var jobs = new NoticeJobs(dispatcher(smsCarrier(false)), outbox, transactions, oneCopy, clock);
    jobs.forget(clock.instant().minusSeconds(1));
    assertThat(only().getContent()).isNotNull();
    jobs.forget(clock.instant().plusSeconds(1));
    assertThat(only().getContent()).isNull();
    assertThat(only().getAddress()).isNull();
    assertThat(enqueue(sms("answer"))).as("still known as told").isFalse();
  }

  @Test
  void postsToChatRoomsAndReadsTheirErrorCodes() throws Exception {
    gateway.plan(Gateway.Mood.CHAT_TOO_FAST, Gateway.Mood.CHAT_TAKE, Gateway.Mood.CHAT_REFUSE);
    var rooms = Map.of("desk", new NoticeSettings.Room(gateway.address(), "SEC123"));
    Dispatcher dispatcher = dispatcher(new ChatCarrier(rooms, json, clock, Duration.ofSeconds(2)));
    enqueue(Notice.of(event("one"), new Recipient.Room("desk"), "notices.title"));
    dispatcher.dispatch();
    assertThat(only().getStatus()).isEqualTo("WAITING");
    clock.forward(Duration.ofMinutes(2));
    dispatcher.dispatch();
    assertThat(only().getStatus()).isEqualTo("SENT");
    assertThat(gateway.delivered().getFirst().body()).isEqualTo("{\"msgtype\":\"text\",\"text\":{\"content\":\"短信和通知\"}}");
    enqueue(Notice.of(event("two"), new Recipient.Room("desk"), "notices.title"));
    enqueue(Notice.of(event("three"), new Recipient.Room("nowhere"), "notices.title"));
    dispatcher.dispatch();
    assertThat(inTown(() -> desk.list(View.OPEN, null)).notices()).extracting(NoticeView::problem)
        .containsExactlyInAnyOrder("errcode 93000", "no room nowhere in guanjia.notices.rooms");
  }

  /** The example of 钉钉's own documentation is secret; this value was computed by openssl dgst -sha256 -hmac. */
  @Test
  void signsTheAddressOfAChatRoom() {
    var room = new NoticeSettings.Room(java.net.URI.create("https://oapi.example/robot/send?access_token=x"), "SEC123");
    assertThat(ChatCarrier.address(room, 1700000000000L))
        .hasToString("https://oapi.example/robot/send?access_token=x&timestamp=1700000000000&sign=lkcPI1uoxBY1gUnCnnPH1Kkru0Hqjo7rFpA3haIVhEQ%3D");
  }

  @Test
  void sendsMailUnderOneMessageId() throws Exception {
    var mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    mail.start();
    try {
      Dispatcher dispatcher = dispatcher(new MailCarrier(sender(mail.getSmtp().getPort()), "desk@chashan.example"));
      enqueue(Notice.of(event("mail"), new Recipient.Mail("li@example.org"), "test.inbox"));
      dispatcher.dispatch();
      var message = mail.getReceivedMessages()[0];
      assertThat(message.getSubject()).isEqualTo("标题");
      assertThat(message.getMessageID()).isEqualTo(only().getReference()).endsWith("@chashan.example>");
      assertThat(only().getStatus()).isEqualTo("SENT");
    } finally {
      mail.stop();
    }
    Dispatcher without = dispatcher(new MailCarrier(sender(1), "desk@chashan.example"));
    enqueue(Notice.of(event("later"), new Recipient.Mail("li@example.org"), "test.inbox"));
    without.dispatch();
    assertThat(inTown(() -> desk.list(View.WAITING, null)).notices()).singleElement().satisfies(notice -> assertThat(notice.problem()).isEqualTo("mail server not reached"));
  }

  /** What a mail server's answer, or its silence, means. */
  @Test
  void readsAMailServersReplies() throws Exception {
    try (var server = new RudeMailServer()) {
      var carrier = new MailCarrier(sender(server.port()), "desk@chashan.example");
      var letter = new Carrier.Letter(UUID.randomUUID(), "li@example.org", "s", "t");
      server.answer("RCPT", "550 5.1.1 no such user");
      assertThat(carrier.send(letter)).isEqualTo(new Outcome.Refused("SMTP 550"));
      server.answer("RCPT", "451 4.7.1 greylisted");
      assertThat(carrier.send(letter)).isEqualTo(new Outcome.Later("SMTP 451", null));
      server.answer(".", "452 4.3.1 mailbox full");
      assertThat(carrier.send(letter)).isEqualTo(new Outcome.Later("SMTP 452", null));
      server.answer(".", "");
      assertThat(carrier.send(letter)).as("hung up after the text").isInstanceOf(Outcome.Unknown.class);
      assertThat(carrier.send(new Carrier.Letter(UUID.randomUUID(), "no address", "s", "t"))).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void staffReadTheirOwnNoticesOnly() throws Exception {
    enqueue(Notice.of(event("a"), new Recipient.Staff("u1"), "test.inbox"));
    enqueue(Notice.of(event("b"), new Recipient.Staff("u2"), "test.inbox"));
    NoticeList inbox = inTown(() -> desk.inbox("u1", null));
    assertThat(inbox.notices()).singleElement().satisfies(notice -> assertThat(notice.subject()).isEqualTo("标题"));
    assertThat(inbox.open()).isEqualTo(1);
    inTown(() -> {
      desk.markRead("u1", inbox.notices().getFirst().id());
      return true;
    });
    assertThat(inTown(() -> desk.inbox("u1", null)).open()).isZero();
    assertThat(inTown(() -> desk.inbox("u2", null)).open()).isEqualTo(1);
  }

  @Test
  void anotherTownSeesNothing() throws Exception {
    enqueue(sms("answer"));
    assertThat(TownContext.system("US-STL").call(() -> desk.list(View.WAITING, null)).notices()).isEmpty();
  }

  @Test
  void pausesGrowAndDiffer() {
    for (int attempt = 1; attempt <= 8; attempt++) {
      long middle = Math.min(30_000L << (attempt - 1), Duration.ofHours(6).toMillis());
      for (int i = 0; i < 100; i++) assertThat(Dispatcher.pause(attempt).toMillis()).isBetween(middle / 2, middle * 3 / 2);
    }
  }

  private Notice sms(String name) {
    return Notice.of(event(name), new Recipient.Phone(PHONE), "notices.empty.OPEN");
  }

  private String event(String name) {
    return name + ":" + run;
  }

  private boolean enqueue(Notice notice) {
    return Boolean.TRUE.equals(inTown(() -> transactions.execute(status -> notices().enqueue(notice))));
  }

  private Notices notices() {
    return new Notices(outbox, envelopes, messages, clock);
  }

  private Dispatcher dispatcher(Carrier carrier) {
    var settings = new NoticeSettings(null, null, Map.of(), LocalTime.of(21, 0), LocalTime.of(8, 0));
    ApplicationEventPublisher publisher = events::add;
    return new Dispatcher(outbox, envelopes, Map.of(carrier.channel(), carrier), settings, transactions, publisher, executor, clock);
  }

  private SmsCarrier smsCarrier(boolean idempotent) {
    return new SmsCarrier(settings(idempotent, gateway.address().toString()), json, Duration.ofSeconds(2));
  }

  private static NoticeSettings.Sms settings(boolean idempotent, String url) {
    return new NoticeSettings.Sms(java.net.URI.create(url), "secret", idempotent, "【茶山镇】");
  }

  private Carrier dyingAfterSending(boolean idempotent) {
    Carrier sending = smsCarrier(idempotent);
    return carrier(letter -> {
      sending.send(letter);
      throw new Killed();
    });
  }

  private static final class Killed extends RuntimeException {}

  private interface Sending {
    Outcome send(Carrier.Letter letter);
  }

  private static Carrier carrier(Sending sending) {
    return new Carrier() {
      @Override
      public NoticeChannel channel() {
        return NoticeChannel.SMS;
      }

      @Override
      public boolean idempotent() {
        return false;
      }

      @Override
      public Outcome send(Letter letter) {
        return sending.send(letter);
      }
    };
  }

  private static JavaMailSenderImpl sender(int port) {
    var sender = new JavaMailSenderImpl();
    sender.setHost("localhost");
    sender.setPort(port);
    sender.getJavaMailProperties().put("mail.smtp.timeout", "3000");
    sender.getJavaMailProperties().put("mail.smtp.connectiontimeout", "1000");
    return sender;
  }

  private NoticeRecord only() {
    return inTown(() -> transactions.execute(status -> Objects.requireNonNull(
        outbox.list(TOWN, List.of(NoticeStatus.values()), null, 2).getFirst())));
  }

  private static <T> T inTown(Callable<T> work) {
    return TownContext.system(TOWN).call(() -> {
      try {
        return work.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }
}

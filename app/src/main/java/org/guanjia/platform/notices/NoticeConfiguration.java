package org.guanjia.platform.notices;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.crypto.EncryptedColumn;
import org.guanjia.platform.crypto.EncryptedColumns;
import org.guanjia.platform.web.NavEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Chooses the carrier of each channel: the one that is set up, else the screen in demo mode, else none. */
@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

  @Bean(destroyMethod = "shutdown")
  ExecutorService noticeExecutor() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("notice-", 0).factory());
  }

  @Bean
  Dispatcher noticeDispatcher(
      Outbox outbox,
      Envelopes envelopes,
      NoticeSettings settings,
      JsonMapper json,
      ObjectProvider<JavaMailSender> mail,
      Environment environment,
      TransactionTemplate transactions,
      ApplicationEventPublisher events,
      ExecutorService noticeExecutor,
      Clock clock) {
    boolean demo = environment.acceptsProfiles(Profiles.of("demo"));
    var carriers = carriers(settings, json, mail.getIfAvailable(), demo, clock);
    return new Dispatcher(outbox, envelopes, carriers, settings, transactions, events, noticeExecutor, clock);
  }

  @Bean
  NavEntry noticesNav() {
    return new NavEntry(NavEntry.Section.ADMINISTRATION, 60, "mail", "notices.nav", "/notices", Permission.NOTICES_MANAGE);
  }

  @Bean
  NavEntry inboxNav() {
    return new NavEntry(NavEntry.Section.ACCOUNT, 5, "bell", "notices.inbox.nav", "/inbox");
  }

  @Bean
  static EncryptedColumns noticeEncryptedColumns() {
    List<String> key = List.of("town", "id");
    return new EncryptedColumns(
        new EncryptedColumn("platform.notice", key, "address", Envelopes.ADDRESS), new EncryptedColumn("platform.notice", key, "content", Envelopes.CONTENT));
  }

  private static Map<NoticeChannel, Carrier> carriers(
      NoticeSettings settings, JsonMapper json, @Nullable JavaMailSender mail, boolean demo, Clock clock) {
    Map<NoticeChannel, Carrier> carriers = new EnumMap<>(NoticeChannel.class);
    for (NoticeChannel channel : NoticeChannel.values())
      carriers.put(channel, demo ? new ScreenCarrier(channel) : new NoCarrier(channel));
    if (settings.sms() != null) carriers.put(NoticeChannel.SMS, new SmsCarrier(settings.sms(), json, HttpCarrier.TIME_LIMIT));
    if (!settings.rooms().isEmpty())
      carriers.put(NoticeChannel.CHAT, new ChatCarrier(settings.rooms(), json, clock, HttpCarrier.TIME_LIMIT));
    if (mail != null && settings.mailFrom() != null)
      carriers.put(NoticeChannel.MAIL, new MailCarrier(mail, settings.mailFrom()));
    return carriers;
  }
}

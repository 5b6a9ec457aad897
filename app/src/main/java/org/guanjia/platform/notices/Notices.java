package org.guanjia.platform.notices;

import java.time.Clock;
import java.time.Instant;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.db.tables.records.NoticeRecord;
import org.guanjia.platform.web.Messages;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells people things: by text message, mail, chat room or on the staff's own page. */
@Component
public class Notices {

  private static final int TEXT_LENGTH_MAX = 2_000;

  private final Outbox outbox;
  private final Envelopes envelopes;
  private final Messages messages;
  private final Clock clock;

  Notices(Outbox outbox, Envelopes envelopes, Messages messages, Clock clock) {
    this.outbox = outbox;
    this.envelopes = envelopes;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * Puts a notice into the outbox of the current town, in the caller's transaction: without the change nobody is told, and
   * with it somebody surely will be. {@link NoticeSent} or {@link NoticeNotSent} says later what came of it.
   *
   * @return false when this event was put there before for this recipient: then nothing happens
   * @throws org.springframework.context.NoSuchMessageException when there is no such template
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean enqueue(Notice notice) {
    Instant now = clock.instant();
    NoticeChannel channel = notice.recipient().channel();
    var record = new NoticeRecord();
    record.setTown(TownContext.required().town());
    record.setEvent(notice.event());
    record.setTemplate(notice.template());
    record.setUrgent(notice.urgent());
    record.setAttempts(0);
    record.setNextAt(now);
    record.setCreatedAt(now);
    envelopes.close(record, notice.recipient(), subject(notice, channel), text(notice, notice.template()));
    // A page in the same house is reached by being written down.
    boolean arrived = channel == NoticeChannel.INBOX;
    record.setStatus(arrived ? NoticeStatus.SENT.name() : NoticeStatus.WAITING.name());
    record.setEndedAt(arrived ? now : null);
    return outbox.add(record);
  }

  private String subject(Notice notice, NoticeChannel channel) {
    boolean none = channel == NoticeChannel.SMS || channel == NoticeChannel.CHAT;
    return none ? "" : text(notice, notice.template() + ".subject").replaceAll("\\R", " ");
  }

  private String text(Notice notice, String key) {
    String text = messages.text(notice.locale(), key, notice.arguments().toArray());
    return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX);
  }
}

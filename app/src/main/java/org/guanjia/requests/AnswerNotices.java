package org.guanjia.requests;

import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.notices.Notice;
import org.guanjia.platform.notices.NoticeChannel;
import org.guanjia.platform.notices.NoticeNotSent;
import org.guanjia.platform.notices.NoticeSent;
import org.guanjia.platform.notices.Notices;
import org.guanjia.platform.notices.Recipient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;

/** What reporters are told by text message, and what became of the messages. */
@Component
class AnswerNotices {

  private static final String ANSWER = "answer:";

  private final Notices notices;
  private final ObjectProvider<Tellings> tellings;

  AnswerNotices(Notices notices, ObjectProvider<Tellings> tellings) {
    this.notices = notices;
    this.tellings = tellings;
  }

  /** In the caller's transaction. */
  void answerReady(long answerId, String code, String phone) {
    notices.enqueue(
        Notice.of(
            ANSWER + answerId + ":" + code, new Recipient.Phone(phone), "requests.notice.answer", ReceiptCode.display(code)));
  }

  /** In the caller's transaction. */
  void questionAsked(long questionId, String code, String phone) {
    notices.enqueue(
        Notice.of(
            "question:" + questionId + ":" + code, new Recipient.Phone(phone), "requests.notice.question",
            ReceiptCode.display(code)));
  }

  // No transaction around it: one begun before the town is known would see no town's rows.
  @ApplicationModuleListener(propagation = Propagation.NOT_SUPPORTED)
  void on(NoticeSent sent) {
    if (sent.channel() != NoticeChannel.SMS || !sent.event().startsWith(ANSWER)) return;
    Answered answered = Answered.parse(sent.event());
    TownContext.system(sent.town()).run(() -> tellings.getObject().sent(answered.answerId(), answered.code()));
  }

  @ApplicationModuleListener(propagation = Propagation.NOT_SUPPORTED)
  void on(NoticeNotSent failed) {
    if (failed.channel() != NoticeChannel.SMS || !failed.event().startsWith(ANSWER)) return;
    Answered answered = Answered.parse(failed.event());
    TownContext.system(failed.town()).run(() -> tellings.getObject().notDelivered(answered.answerId(), answered.code()));
  }

  /** The answer and the reporter's request that a notice's event names. */
  private record Answered(long answerId, String code) {
    static Answered parse(String event) {
      String[] parts = event.split(":");
      return new Answered(Long.parseLong(parts[1]), parts[2]);
    }
  }
}

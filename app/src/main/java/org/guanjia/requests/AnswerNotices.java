package org.guanjia.requests;

import org.guanjia.platform.database.TownContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What reporters are told by text message. */
@Component
class AnswerNotices {

  /** The answer of a request is ready for its reporter. */
  record AnswerReady(String town, long answerId, String code, String phone) {}

  /** The reporter of a request is asked for facts. */
  record QuestionAsked(String town, long questionId, String code, String phone) {}

  private final ApplicationEventPublisher events;

  AnswerNotices(ApplicationEventPublisher events) {
    this.events = events;
  }

  void answerReady(long answerId, String code, String phone) {
    events.publishEvent(new AnswerReady(TownContext.required().town(), answerId, code, phone));
  }

  void questionAsked(long questionId, String code, String phone) {
    events.publishEvent(new QuestionAsked(TownContext.required().town(), questionId, code, phone));
  }
}

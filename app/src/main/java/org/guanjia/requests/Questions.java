package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.QUESTION;

import java.time.Clock;
import java.util.Map;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Questions to the reporter. The clock stands from the question to the answer. */
@Service
public class Questions {

  private final DSLContext sql;
  private final Moves moves;
  private final Deadlines deadlines;
  private final PersonalData personal;
  private final AnswerNotices notices;
  private final Clock clock;

  Questions(
      DSLContext sql, Moves moves, Deadlines deadlines, PersonalData personal, AnswerNotices notices, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.deadlines = deadlines;
    this.personal = personal;
    this.notices = notices;
    this.clock = clock;
  }

  /** Asks the reporter for facts; the question is the reason why the clock stands. */
  @Transactional
  public void ask(String code, @Nullable Integer version, String text) {
    String question = Texts.required("question", text);
    RequestRecord request = moves.lock(code, version);
    deadlines.stop(request);
    long id =
        sql.insertInto(QUESTION)
            .set(QUESTION.TOWN, request.getTown())
            .set(QUESTION.REQUEST_ID, request.getId())
            .set(QUESTION.TEXT, question)
            .set(QUESTION.ASKED_BY, TownContext.required().actor())
            .set(QUESTION.ASKED_AT, clock.instant())
            .returning(QUESTION.ID)
            .fetchSingle()
            .getId();
    moves.stay(request, Move.ASK, question, Map.of());
    if (request.getReporterPhone() != null) {
      notices.questionAsked(id, code, personal.decrypt("requests.phone", request.getReporterPhone()));
    }
  }

  /** The reporter answers every open question; the clock runs again. */
  @Transactional
  public void answer(String code, String text) {
    answer(code, null, text);
  }

  /** The same, written down by a member of staff for the reporter. */
  @Transactional
  public void answer(String code, @Nullable Integer version, String text) {
    String answer = Texts.required("answer", text, Intake.WORDS_LENGTH_MAX);
    RequestRecord request = moves.lock(code, version);
    if (close(request, answer) == 0) throw new InvalidInput("answer", "requests.error.noQuestion");
    deadlines.resume(request);
    if (Move.RESUME.from().contains(State.valueOf(request.getState()))) {
      moves.stay(request, Move.RESUME, null, Map.of());
    } else {
      moves.stay(request, Move.ADD, null, Map.of("answered", true));
      moves.cameIn(request);
    }
  }

  /** Nobody waits for the reporter any more: the answer is drafted. In the caller's transaction, on a locked request. */
  void close(RequestRecord request) {
    if (request.getClockStoppedOn() == null) return;
    close(request, null);
    deadlines.resume(request);
  }

  /** The desk goes on without an answer. */
  @Transactional
  public void goOnWithout(String code, @Nullable Integer version, String reason) {
    String why = Texts.required("reason", reason);
    RequestRecord request = moves.lock(code, version);
    if (request.getClockStoppedOn() == null) throw new InvalidInput("reason", "requests.error.noQuestion");
    close(request, null);
    deadlines.resume(request);
    moves.stay(request, Move.RESUME, why, Map.of());
  }

  private int close(RequestRecord request, @Nullable String answer) {
    return sql.update(QUESTION)
        .set(QUESTION.ANSWER, answer)
        .set(QUESTION.ANSWERED_AT, clock.instant())
        .where(QUESTION.TOWN.eq(request.getTown()))
        .and(QUESTION.REQUEST_ID.eq(request.getId()))
        .and(QUESTION.ANSWERED_AT.isNull())
        .execute();
  }
}

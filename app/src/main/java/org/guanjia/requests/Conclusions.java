package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.database.WholeTown;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What became of a matter outside this module, such as of a micro-project that was proposed for it, comes back as an answer:
 * drafted, approved by a second person, told to every reporter, as any other.
 */
@Service
public class Conclusions {

  private final DSLContext sql;
  private final Moves moves;
  private final Answers answers;
  private final Deadlines deadlines;
  private final WholeTown wholeTown;
  private final Clock clock;

  Conclusions(DSLContext sql, Moves moves, Answers answers, Deadlines deadlines, WholeTown wholeTown, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.answers = answers;
    this.deadlines = deadlines;
    this.wholeTown = wholeTown;
    this.clock = clock;
  }

  /**
   * Drafts the answer of a request, or one more answer when it had one before. A merged request is answered by the matter that
   * carries it, a withdrawn one by nobody.
   *
   * @param answer at most 20,000 characters
   * @return false when the request cannot take an answer now, because departments, a review or a draft stand before; to be tried again
   */
  @Transactional
  public boolean conclude(String code, String answer) {
    String text = Texts.required("text", answer, Answers.TEXT_LENGTH_MAX);
    var done = new AtomicBoolean();
    // Whoever ends a village's project need not see every request behind it.
    wholeTown.run(() -> done.set(concludeInTown(code, text)));
    return done.get();
  }

  private boolean concludeInTown(String code, String text) {
    RequestRecord request = moves.lock(code, null);
    while (request.getMergedInto() != null) request = moves.lock(codeOf(request), null);
    return switch (State.valueOf(request.getState())) {
      case WITHDRAWN -> true;
      case TRIAGED -> {
        answers.draft(request, text, null, Map.of());
        yield true;
      }
      case FED_BACK, RATED -> {
        draftAgain(request, text);
        yield true;
      }
      case RECEIVED, IN_DEPARTMENT, DONE, ANSWERED, UNDER_REVIEW, MERGED -> false;
    };
  }

  private void draftAgain(RequestRecord request, String text) {
    sql.insertInto(ANSWER)
        .set(ANSWER.TOWN, request.getTown())
        .set(ANSWER.REQUEST_ID, request.getId())
        .set(ANSWER.TEXT, text)
        .set(ANSWER.DRAFTED_BY, TownContext.required().actor())
        .set(ANSWER.DRAFTED_AT, clock.instant())
        .execute();
    request.setDueOn(deadlines.handlingDue(request.getCategory()));
    moves.make(request, Move.ANSWER_AGAIN, State.DONE, null, Map.of());
  }

  private String codeOf(RequestRecord merged) {
    return sql.select(REQUEST.CODE).from(REQUEST).where(REQUEST.TOWN.eq(merged.getTown())).and(REQUEST.ID.eq(merged.getMergedInto())).fetchSingle(REQUEST.CODE);
  }
}

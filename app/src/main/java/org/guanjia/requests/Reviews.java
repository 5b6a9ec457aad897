package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.RATING;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.util.Map;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A dissatisfied reporter's matter is looked at by someone who neither drafted nor approved its answers. */
@Service
public class Reviews {

  private final DSLContext sql;
  private final Moves moves;
  private final Deadlines deadlines;
  private final Clock clock;

  Reviews(DSLContext sql, Moves moves, Deadlines deadlines, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  /** The answer stands; the review says why. */
  @Transactional
  public void uphold(String code, @Nullable Integer version, String review) {
    RequestRecord request = review(code, version, review);
    moves.make(request, Move.UPHOLD, State.RATED, review.strip(), Map.of());
  }

  /** The matter must be done again: it is new on the desk. */
  @Transactional
  public void redo(String code, @Nullable Integer version, String review) {
    RequestRecord request = review(code, version, review);
    request.setDueOn(deadlines.triageDue(clock.instant()));
    request.setOutcome(null);
    forgetRatings(request);
    moves.make(request, Move.REDO, State.RECEIVED, review.strip(), Map.of());
  }

  private RequestRecord review(String code, @Nullable Integer version, String review) {
    String text = Texts.required("review", review);
    RequestRecord request = moves.lock(code, version);
    String actor = TownContext.required().actor();
    if (answeredBy(request, actor)) throw new InvalidInput("review", "requests.error.ownAnswer");
    sql.update(RATING)
        .set(RATING.REVIEWED_BY, actor)
        .set(RATING.REVIEWED_AT, clock.instant())
        .set(RATING.REVIEW, text)
        .where(RATING.TOWN.eq(request.getTown()))
        .and(RATING.REQUEST_ID.eq(request.getId()))
        .and(RATING.SCORE.lt((short) FollowUp.SATISFIED_FROM_SCORE))
        .and(RATING.REVIEWED_AT.isNull())
        .execute();
    return request;
  }

  /**
   * The matter is done again, and each of its reporters may say anew what they think of it; what they said before stays
   * in its list. In the caller's transaction, on a locked request that is stored after it.
   */
  void forgetRatings(RequestRecord matter) {
    matter.setRating(null);
    sql.update(REQUEST)
        .setNull(REQUEST.RATING)
        .where(REQUEST.TOWN.eq(matter.getTown()))
        .and(REQUEST.MERGED_INTO.eq(matter.getId()))
        .execute();
  }

  private boolean answeredBy(RequestRecord request, String actor) {
    return sql.fetchExists(
        ANSWER,
        ANSWER.TOWN.eq(request.getTown()),
        ANSWER.REQUEST_ID.eq(request.getId()),
        ANSWER.DRAFTED_BY.eq(actor).or(ANSWER.DECIDED_BY.eq(actor)));
  }
}

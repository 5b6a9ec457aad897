package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.RATING;

import java.time.Clock;
import java.util.Map;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.RatingRecord;
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
    moves.make(request, Move.REDO, State.RECEIVED, review.strip(), Map.of());
  }

  private RequestRecord review(String code, @Nullable Integer version, String review) {
    String text = Texts.required("review", review);
    RequestRecord request = moves.lock(code, version);
    String actor = TownContext.required().actor();
    if (answeredBy(request, actor)) throw new InvalidInput("review", "requests.error.ownAnswer");
    RatingRecord rating =
        sql.selectFrom(RATING)
            .where(RATING.TOWN.eq(request.getTown()))
            .and(RATING.REQUEST_ID.eq(request.getId()))
            .and(RATING.REVIEWED_AT.isNull())
            .orderBy(RATING.ID.desc())
            .limit(1)
            .fetchOne();
    if (rating != null) {
      rating.setReviewedBy(actor);
      rating.setReviewedAt(clock.instant());
      rating.setReview(text);
      rating.update();
    }
    return request;
  }

  private boolean answeredBy(RequestRecord request, String actor) {
    return sql.fetchExists(
        ANSWER,
        ANSWER.TOWN.eq(request.getTown()),
        ANSWER.REQUEST_ID.eq(request.getId()),
        ANSWER.DRAFTED_BY.eq(actor).or(ANSWER.DECIDED_BY.eq(actor)));
  }
}

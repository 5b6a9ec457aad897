package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was asked and what became of it, for whoever makes it public after a look; as far as the actor sees requests. */
@Service
public class AnsweredRequests {

  public static final int PAGE_SIZE_MAX = 500;

  private static final Field<String> LAST_ANSWER =
      DSL.field(
          DSL.select(ANSWER.TEXT).from(ANSWER).where(ANSWER.TOWN.eq(REQUEST.TOWN)).and(ANSWER.REQUEST_ID.eq(REQUEST.ID)).and(ANSWER.APPROVED).orderBy(ANSWER.ID.desc()).limit(1));

  private final DSLContext sql;

  AnsweredRequests(DSLContext sql) {
    this.sql = sql;
  }

  /** The request of that receipt code, told or not any more. */
  @Transactional(readOnly = true)
  public Optional<ToldRequest> find(String code) {
    return fetch(REQUEST.CODE.eq(code), 1).stream().findFirst();
  }

  /** The request of that number, told or not any more. */
  @Transactional(readOnly = true)
  public Optional<ToldRequest> find(long id) {
    return fetch(REQUEST.ID.eq(id), 1).stream().findFirst();
  }

  /** Told requests with larger numbers than that one, in their order, at most {@value #PAGE_SIZE_MAX}. */
  @Transactional(readOnly = true)
  public List<ToldRequest> after(long id, int most) {
    Condition told = REQUEST.STATE.in(State.FED_BACK.name(), State.RATED.name());
    return fetch(told.and(REQUEST.ID.gt(id)), Math.clamp(most, 1, PAGE_SIZE_MAX));
  }

  private List<ToldRequest> fetch(Condition which, int most) {
    return sql.select(
            REQUEST.ID, REQUEST.CODE, REQUEST.STATE, REQUEST.TITLE, REQUEST.WORDS, REQUEST.OUTCOME, REQUEST.CATEGORY, REQUEST.VILLAGE, REQUEST.RECEIVED_AT,
            REQUEST.CLOSED_AT, LAST_ANSWER.as("answer"))
        .from(REQUEST)
        .where(REQUEST.TOWN.eq(TownContext.required().town()))
        .and(which)
        .orderBy(REQUEST.ID)
        .limit(most)
        .fetch(AnsweredRequests::told);
  }

  private static ToldRequest told(Record row) {
    State state = State.valueOf(row.get(REQUEST.STATE));
    String outcome = row.get(REQUEST.OUTCOME);
    var received = row.get(REQUEST.RECEIVED_AT);
    var closed = Objects.requireNonNullElse(row.get(REQUEST.CLOSED_AT), received);
    return new ToldRequest(
        row.get(REQUEST.ID), row.get(REQUEST.CODE), state == State.FED_BACK || state == State.RATED, row.get(REQUEST.TITLE), row.get(REQUEST.WORDS),
        Objects.requireNonNullElse(row.get("answer", String.class), ""), outcome == null ? null : Outcome.valueOf(outcome), row.get(REQUEST.CATEGORY),
        row.get(REQUEST.VILLAGE), received.atZone(Deadlines.ZONE).toLocalDate(), closed.atZone(Deadlines.ZONE).toLocalDate());
  }
}

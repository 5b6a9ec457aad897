package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.HISTORY;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Who moved a run or a recovery, when and why; rows are added, never changed. */
@Component
class PaymentHistory {

  private static final int SHOWN_MAX = 500;

  /** What moved. */
  enum Subject {
    RUN,
    RECOVERY
  }

  /** One move. */
  record Event(Instant at, String actor, String move, @Nullable String from, String to, @Nullable String reason, Map<String, Object> details) {}

  private final DSLContext sql;
  private final JsonMapper json;
  private final Clock clock;

  PaymentHistory(DSLContext sql, JsonMapper json, Clock clock) {
    this.sql = sql;
    this.json = json;
    this.clock = clock;
  }

  void add(Subject subject, long id, String move, @Nullable String from, String to, @Nullable String reason, Map<String, ?> details) {
    sql.insertInto(HISTORY)
        .set(HISTORY.TOWN, TownContext.required().town())
        .set(HISTORY.SUBJECT, subject.name())
        .set(HISTORY.SUBJECT_ID, id)
        .set(HISTORY.AT, clock.instant())
        .set(HISTORY.ACTOR, TownContext.required().actor())
        .set(HISTORY.MOVE, move)
        .set(HISTORY.FROM_STATE, from)
        .set(HISTORY.TO_STATE, to)
        .set(HISTORY.REASON, reason)
        .set(HISTORY.DETAILS, details.isEmpty() ? null : JSONB.valueOf(json.writeValueAsString(details)))
        .execute();
  }

  /** The latest first, {@value #SHOWN_MAX} at most. */
  @SuppressWarnings("unchecked")
  List<Event> of(Subject subject, long id) {
    return sql.selectFrom(HISTORY)
        .where(HISTORY.TOWN.eq(TownContext.required().town()), HISTORY.SUBJECT.eq(subject.name()), HISTORY.SUBJECT_ID.eq(id))
        .orderBy(HISTORY.ID.desc())
        .limit(SHOWN_MAX)
        .fetch(row -> new Event(
            row.getAt(), row.getActor(), row.getMove(), row.getFromState(), row.getToState(), row.getReason(),
            row.getDetails() == null ? Map.of() : json.readValue(row.getDetails().data(), Map.class)));
  }
}

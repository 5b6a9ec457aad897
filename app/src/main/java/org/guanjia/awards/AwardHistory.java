package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.HISTORY;
import static org.guanjia.awards.db.Tables.SUSPENSION;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What happened to an award, and in which months it was not paid. */
@Component
@Transactional(readOnly = true)
public class AwardHistory {

  private static final int SHOWN_MAX = 300;

  private final DSLContext sql;
  private final JsonMapper json;

  AwardHistory(DSLContext sql, JsonMapper json) {
    this.sql = sql;
    this.json = json;
  }

  /** @param details what else is kept; no personal data */
  public record Event(Instant at, String actor, AwardMove move, @Nullable String reason, Map<String, Object> details) {}

  /** @param until the last month that was not paid; null while it lasts */
  public record Suspension(YearMonth from, @Nullable YearMonth until, boolean madeGood, String reason) {}

  /** The latest first; at most {@value #SHOWN_MAX}. */
  public List<Event> of(long award) {
    return sql.selectFrom(HISTORY).where(HISTORY.TOWN.eq(TownContext.required().town()), HISTORY.AWARD_ID.eq(award)).orderBy(HISTORY.ID.desc()).limit(SHOWN_MAX)
        .fetch(row -> new Event(
            row.getAt(), row.getActor(), AwardMove.valueOf(row.getMove()), row.getReason(),
            row.getDetails() == null ? Map.of() : json.readValue(row.getDetails().data(), new TypeReference<Map<String, Object>>() {})));
  }

  /** The earliest first. */
  public List<Suspension> suspensions(long award) {
    return sql.selectFrom(SUSPENSION).where(SUSPENSION.TOWN.eq(TownContext.required().town()), SUSPENSION.AWARD_ID.eq(award)).orderBy(SUSPENSION.ID).limit(SHOWN_MAX)
        .fetch(row -> new Suspension(YearMonth.from(row.getFromMonth()), AwardRows.month(row.getUntilMonth()), row.getMadeGood(), row.getReason()));
  }
}

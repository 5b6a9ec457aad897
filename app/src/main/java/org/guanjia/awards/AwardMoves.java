package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.AWARD;
import static org.guanjia.awards.db.Tables.HISTORY;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the moves of the life cycle: state, history and audit in the caller's transaction; the row is locked from the moment it is read, so
 * that two moves at once are made one after the other.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class AwardMoves {

  static final String SUBJECT = "award";

  private final DSLContext sql;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;

  AwardMoves(DSLContext sql, Audit audit, JsonMapper json, Clock clock) {
    this.sql = sql;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * The award, locked until the transaction ends.
   *
   * @param version what the form was made from; null where the caller does not mind a change in between
   * @throws NoSuchAward when there is none that this actor may see
   * @throws StaleAward when it has changed since
   */
  AwardRecord lock(long id, @Nullable Integer version) {
    AwardRecord row = sql.selectFrom(AWARD).where(AwardRows.inTown(), AWARD.ID.eq(id)).forUpdate().fetchOne();
    if (row == null) throw new NoSuchAward(id);
    if (version != null && !version.equals(row.getVersion())) throw new StaleAward(id);
    return row;
  }

  /** A new award, with its history and audit. */
  long begin(AwardRecord row, AwardMove move, @Nullable String reason, Map<String, ?> details) {
    row.setTown(TownContext.required().town());
    row.setRecordedAt(clock.instant());
    row.setRecordedBy(TownContext.required().actor());
    row.setChangedAt(clock.instant());
    long id = sql.insertInto(AWARD).set(row).returning(AWARD.ID).fetchSingle().getId();
    row.setId(id);
    trace(row, move, null, reason, details);
    return id;
  }

  /** A move that keeps the state; changed fields of the row are stored with it. */
  void stay(AwardRecord row, AwardMove move, @Nullable String reason, Map<String, ?> details) {
    make(row, move, AwardState.valueOf(row.getState()), reason, details);
  }

  /**
   * Makes the move and stores the changed fields of the row.
   *
   * @param details what else the history keeps; no personal data
   * @throws IllegalAwardMove when the graph has no such edge
   */
  void make(AwardRecord row, AwardMove move, AwardState to, @Nullable String reason, Map<String, ?> details) {
    AwardState from = AwardState.valueOf(row.getState());
    if (!move.to(from).contains(to)) throw new IllegalAwardMove(move, from);
    row.setState(to.name());
    row.setVersion(row.getVersion() + 1);
    row.setChangedAt(clock.instant());
    row.update();
    trace(row, move, from, reason, details);
  }

  /** Refuses a move that the award's state does not have, before anything else of it is worked out. */
  static void mustBe(AwardRecord row, AwardMove move) {
    AwardState from = AwardState.valueOf(row.getState());
    if (move.to(from).isEmpty()) throw new IllegalAwardMove(move, from);
  }

  private void trace(AwardRecord row, AwardMove move, @Nullable AwardState from, @Nullable String reason, Map<String, ?> details) {
    sql.insertInto(HISTORY)
        .set(HISTORY.TOWN, row.getTown()).set(HISTORY.AWARD_ID, row.getId()).set(HISTORY.AT, clock.instant()).set(HISTORY.ACTOR, TownContext.required().actor())
        .set(HISTORY.MOVE, move.name()).set(HISTORY.FROM_STATE, from == null ? null : from.name()).set(HISTORY.TO_STATE, row.getState()).set(HISTORY.REASON, reason)
        .set(HISTORY.DETAILS, details.isEmpty() ? null : JSONB.valueOf(json.writeValueAsString(details)))
        .execute();
    audit.record("awards." + move.name().toLowerCase(Locale.ROOT), SUBJECT, String.valueOf(row.getId()), details);
  }
}

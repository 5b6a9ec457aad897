package org.guanjia.publicity;

import static org.guanjia.publicity.db.Tables.HISTORY;
import static org.guanjia.publicity.db.Tables.PUBLICATION;
import static org.guanjia.publicity.db.Tables.WORDING;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.publicity.db.tables.records.PublicationRecord;
import org.guanjia.requests.matching.TextGrams;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Makes moves: state, history row, audit entry, the words of the search, and the event, in the caller's transaction. */
@Component
class PublicationMoves {

  private final DSLContext sql;
  private final Audit audit;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  PublicationMoves(DSLContext sql, Audit audit, Clock clock, ApplicationEventPublisher events) {
    this.sql = sql;
    this.audit = audit;
    this.clock = clock;
    this.events = events;
  }

  /**
   * The publication, locked until the transaction ends.
   *
   * @param version what was shown; null where the caller does not mind a change in between
   */
  PublicationRecord lock(long id, @Nullable Integer version) {
    PublicationRecord row = sql.selectFrom(PUBLICATION).where(PUBLICATION.TOWN.eq(TownContext.required().town())).and(PUBLICATION.ID.eq(id)).forUpdate().fetchOne();
    if (row == null) throw new PublicationProblem.Unknown(id);
    if (version != null && !version.equals(row.getVersion())) throw new PublicationProblem.Stale(id);
    return row;
  }

  /** Makes the move and stores the changed fields of the record. */
  void make(PublicationRecord row, PublicationMove move, @Nullable String reason) {
    PublicationState from = PublicationState.valueOf(row.getState());
    if (!move.possible(from)) throw new PublicationProblem.Illegal(move, from);
    row.setState(move.to().name());
    row.setReason(reason);
    row.setVersion(row.getVersion() + 1);
    row.update();
    record(row, move, from, reason);
    if (move == PublicationMove.PUBLISH) index(row);
    if (move == PublicationMove.WITHDRAW) sql.deleteFrom(WORDING).where(WORDING.TOWN.eq(row.getTown())).and(WORDING.PUBLICATION_ID.eq(row.getId())).execute();
    if (from == PublicationState.PUBLISHED || move.to() == PublicationState.PUBLISHED) {
      events.publishEvent(new PublicationChanged(row.getTown(), PublicationKind.valueOf(row.getKind()), row.getSource(), move.to() == PublicationState.PUBLISHED));
    }
  }

  /** The history row and the audit entry of a move. */
  void record(PublicationRecord row, PublicationMove move, @Nullable PublicationState from, @Nullable String reason) {
    sql.insertInto(HISTORY)
        .set(HISTORY.TOWN, row.getTown())
        .set(HISTORY.PUBLICATION_ID, row.getId())
        .set(HISTORY.AT, clock.instant())
        .set(HISTORY.ACTOR, TownContext.required().actor())
        .set(HISTORY.MOVE, move.name())
        .set(HISTORY.FROM_STATE, from == null ? null : from.name())
        .set(HISTORY.TO_STATE, row.getState())
        .set(HISTORY.REASON, reason)
        .execute();
    audit.record("publicity." + move.name().toLowerCase(Locale.ROOT), "publication", String.valueOf(row.getId()), Map.of("source", row.getSource()));
  }

  private void index(PublicationRecord row) {
    Integer[] grams = grams(row.getTitle(), row.getAsked(), row.getBecame());
    sql.insertInto(WORDING, WORDING.TOWN, WORDING.PUBLICATION_ID, WORDING.GRAMS)
        .values(row.getTown(), row.getId(), grams)
        .onConflict(WORDING.TOWN, WORDING.PUBLICATION_ID)
        .doUpdate()
        .set(WORDING.GRAMS, grams)
        .execute();
  }

  /** What the index keeps of the texts. */
  static Integer[] grams(String title, String asked, String became) {
    return boxed(TextGrams.of(title + "\n" + asked + "\n" + became));
  }

  static Integer[] boxed(int[] grams) {
    Integer[] boxed = new Integer[grams.length];
    for (int i = 0; i < grams.length; i++) boxed[i] = grams[i];
    return boxed;
  }
}

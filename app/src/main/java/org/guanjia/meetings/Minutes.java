package org.guanjia.meetings;

import static org.guanjia.meetings.db.Tables.ADDENDUM;
import static org.guanjia.meetings.db.Tables.HISTORY;
import static org.guanjia.meetings.db.Tables.ITEM;

import java.util.Map;
import org.guanjia.meetings.db.tables.records.ItemRecord;
import org.guanjia.meetings.db.tables.records.MeetingRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The minutes (会议纪要): written by one, approved by another, from then on only added to. */
@Service
public class Minutes {

  private final DSLContext sql;
  private final MeetingMoves moves;

  Minutes(DSLContext sql, MeetingMoves moves) {
    this.sql = sql;
    this.moves = moves;
  }

  /**
   * Writes the minutes: what is to be said beside the decisions, and the decisions in better words. What was decided stays.
   *
   * @param texts words by id of a decided item; those not named stay
   */
  @Transactional
  public void write(long id, @Nullable Integer version, @Nullable String summary, Map<Long, String> texts) {
    MeetingRecord meeting = moves.lock(id, version, MeetingMove.WRITE);
    Map<Long, ItemRecord> items = sql.selectFrom(ITEM).where(ITEM.TOWN.eq(meeting.getTown())).and(ITEM.MEETING_ID.eq(id)).and(ITEM.RULING.isNotNull()).fetchMap(ITEM.ID);
    var checks = new Checks();
    meeting.setSummary(checks.optional("summary", summary, Checks.SUMMARY_LENGTH_MAX));
    texts.forEach(
        (item, text) -> {
          ItemRecord row = items.get(item);
          if (row == null) checks.error("text." + item, "meetings.error.noSuchItem");
          else if (Ruling.valueOf(row.getRuling()) == Ruling.LEFT_OVER) row.setText(checks.optional("text." + item, text, Checks.TEXT_LENGTH_MAX));
          else row.setText(checks.required("text." + item, text, Checks.TEXT_LENGTH_MAX));
        });
    checks.refuse();
    sql.batchUpdate(items.values().stream().filter(ItemRecord::modified).toList()).execute();
    meeting.setWrittenBy(MeetingMoves.actor());
    meeting.setWrittenAt(moves.now());
    moves.make(meeting, MeetingMove.WRITE, null, Map.of());
  }

  /**
   * Approves the minutes.
   *
   * @throws org.guanjia.platform.web.InvalidInput field {@code minutes} when they are not written, an item is not decided, or the approver wrote them
   */
  @Transactional
  public void approve(long id, @Nullable Integer version) {
    MeetingRecord meeting = moves.lock(id, version, MeetingMove.APPROVE);
    var checks = new Checks();
    int undecided = sql.fetchCount(ITEM, ITEM.TOWN.eq(meeting.getTown()), ITEM.MEETING_ID.eq(id), ITEM.RULING.isNull());
    if (undecided > 0) checks.error("minutes", "meetings.error.undecided", undecided);
    else if (meeting.getWrittenBy() == null) checks.error("minutes", "meetings.error.notWritten");
    else if (wrote(meeting)) checks.error("minutes", "meetings.error.ownMinutes");
    checks.refuse();
    meeting.setApprovedBy(MeetingMoves.actor());
    meeting.setApprovedAt(moves.now());
    moves.make(meeting, MeetingMove.APPROVE, null, Map.of());
  }

  /** Adds something to approved minutes, such as a correction. */
  @Transactional
  public void amend(long id, @Nullable String text) {
    MeetingRecord meeting = moves.lock(id, null, MeetingMove.AMEND);
    var checks = new Checks();
    String said = checks.required("addendum", text, Checks.TEXT_LENGTH_MAX);
    int standing = sql.fetchCount(ADDENDUM, ADDENDUM.TOWN.eq(meeting.getTown()), ADDENDUM.MEETING_ID.eq(id));
    if (standing >= Meetings.PARTS_MAX) checks.error("addendum", "meetings.error.tooManyAddenda", Meetings.PARTS_MAX);
    checks.refuse();
    sql.insertInto(ADDENDUM)
        .set(ADDENDUM.TOWN, meeting.getTown())
        .set(ADDENDUM.MEETING_ID, id)
        .set(ADDENDUM.TEXT, said)
        .set(ADDENDUM.ADDED_BY, MeetingMoves.actor())
        .set(ADDENDUM.ADDED_AT, moves.now())
        .execute();
    moves.add(meeting, MeetingMove.AMEND, Map.of());
  }

  /** Whoever wrote a decision or any of the words does not approve them. */
  private boolean wrote(MeetingRecord meeting) {
    return sql.fetchExists(
        HISTORY, HISTORY.TOWN.eq(meeting.getTown()), HISTORY.MEETING_ID.eq(meeting.getId()), HISTORY.ACTOR.eq(MeetingMoves.actor()),
        HISTORY.MOVE.in(MeetingMove.WRITE.name(), MeetingMove.DECIDE.name()));
  }
}

package org.guanjia.meetings;

import static org.guanjia.meetings.db.Tables.HISTORY;
import static org.guanjia.meetings.db.Tables.MEETING;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.guanjia.meetings.db.tables.records.MeetingRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the moves of the life cycle. State, history and audit are written in the caller's transaction; the row is locked
 * from the moment it is read, so that two moves at once are made one after the other.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MeetingMoves {

  static final ZoneId ZONE = WorkingDays.ZONE;

  private final DSLContext sql;
  private final Audit audit;
  private final Clock clock;
  private final JsonMapper json;

  MeetingMoves(DSLContext sql, Audit audit, Clock clock, JsonMapper json) {
    this.sql = sql;
    this.audit = audit;
    this.clock = clock;
    this.json = json;
  }

  /**
   * The meeting, locked until the transaction ends, when the move is possible from where it stands.
   *
   * @param version what the form was made from; null where the move overwrites nothing
   * @throws NoSuchMeeting when there is none that this actor may see
   * @throws IllegalMeetingMove when the life cycle does not allow the move
   * @throws StaleMeeting when it has changed since
   */
  MeetingRecord lock(long id, @Nullable Integer version, MeetingMove move) {
    MeetingRecord meeting = sql.selectFrom(MEETING).where(MEETING.TOWN.eq(town())).and(MEETING.ID.eq(id)).forUpdate().fetchOne();
    if (meeting == null) throw new NoSuchMeeting(id);
    if (move.to(state(meeting)).isEmpty()) throw new IllegalMeetingMove(id, move, state(meeting));
    if (version != null && !version.equals(meeting.getVersion())) throw new StaleMeeting(id);
    return meeting;
  }

  /** A move that adds without overwriting: the version stays, so that two people can write at once. */
  void add(MeetingRecord meeting, MeetingMove move, Map<String, ?> details) {
    record(meeting, move, state(meeting), null, details);
  }

  /** Makes the move and stores the changed fields of the record. */
  void make(MeetingRecord meeting, MeetingMove move, @Nullable String reason, Map<String, ?> details) {
    MeetingState from = state(meeting);
    MeetingState to = move.to(from).stream().findFirst().orElseThrow(() -> new IllegalMeetingMove(meeting.getId(), move, from));
    meeting.setState(to.name());
    meeting.setVersion(meeting.getVersion() + 1);
    meeting.update();
    record(meeting, move, from, reason, details);
  }

  /** The history row and the audit entry of a move. */
  void record(MeetingRecord meeting, MeetingMove move, @Nullable MeetingState from, @Nullable String reason, Map<String, ?> details) {
    sql.insertInto(HISTORY)
        .set(HISTORY.TOWN, meeting.getTown())
        .set(HISTORY.MEETING_ID, meeting.getId())
        .set(HISTORY.AT, now())
        .set(HISTORY.ACTOR, actor())
        .set(HISTORY.MOVE, move.name())
        .set(HISTORY.FROM_STATE, from == null ? null : from.name())
        .set(HISTORY.TO_STATE, meeting.getState())
        .set(HISTORY.REASON, reason)
        .set(HISTORY.DETAILS, details.isEmpty() ? null : JSONB.valueOf(json.writeValueAsString(details)))
        .execute();
    audit.record("meetings." + move.name().toLowerCase(Locale.ROOT), "meeting", meeting.getYear() + "-" + meeting.getNumber(), details);
  }

  static MeetingState state(MeetingRecord meeting) {
    return MeetingState.valueOf(meeting.getState());
  }

  static String town() {
    return TownContext.required().town();
  }

  static String actor() {
    return TownContext.required().actor();
  }

  Instant now() {
    return clock.instant();
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZONE);
  }
}

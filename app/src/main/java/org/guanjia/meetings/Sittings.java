package org.guanjia.meetings;

import static org.guanjia.meetings.db.Tables.FOLLOW_UP;
import static org.guanjia.meetings.db.Tables.ITEM;
import static org.guanjia.meetings.db.Tables.MEMBER;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.meetings.db.tables.records.FollowUpRecord;
import org.guanjia.meetings.db.tables.records.ItemRecord;
import org.guanjia.meetings.db.tables.records.MeetingRecord;
import org.guanjia.meetings.db.tables.records.MemberRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What happens while a meeting sits: who came, what was decided, who is to do what. A decision and what it moves are one transaction. */
@Service
public class Sittings {

  private final DSLContext sql;
  private final MeetingMoves moves;
  private final Rulings rulings;
  private final Parties parties;
  private final MeetingNotices notices;
  private final JsonMapper json;

  Sittings(DSLContext sql, MeetingMoves moves, Rulings rulings, Parties parties, MeetingNotices notices, JsonMapper json) {
    this.sql = sql;
    this.moves = moves;
    this.rulings = rulings;
    this.parties = parties;
    this.notices = notices;
    this.json = json;
  }

  /**
   * Whether a member came.
   *
   * @param member id
   * @param who the person; required for a substitute
   */
  public record Seat(long member, @Nullable Attendance attendance, @Nullable String who) {}

  /** The meeting has begun, or has sat. */
  @Transactional
  public void hold(long id, @Nullable Integer version) {
    MeetingRecord meeting = moves.lock(id, version, MeetingMove.HOLD);
    var checks = new Checks();
    if (meeting.getHeldOn().isAfter(moves.today())) checks.error("heldOn", "meetings.error.notYet", meeting.getHeldOn().toString());
    checks.refuse();
    moves.make(meeting, MeetingMove.HOLD, null, Map.of());
  }

  /** Writes down who came; a member who is not named stays as written before. */
  @Transactional
  public void attend(long id, @Nullable Integer version, List<Seat> seats) {
    MeetingRecord meeting = moves.lock(id, version, MeetingMove.ATTEND);
    Map<Long, MemberRecord> members = sql.selectFrom(MEMBER).where(MEMBER.TOWN.eq(meeting.getTown())).and(MEMBER.MEETING_ID.eq(id)).fetchMap(MEMBER.ID);
    var checks = new Checks();
    for (Seat seat : seats) {
      MemberRecord member = members.get(seat.member());
      if (member == null) {
        checks.error("member." + seat.member(), "meetings.error.noSuchMember", Long.toString(seat.member()));
        continue;
      }
      String field = "who." + seat.member();
      String who =
          seat.attendance() == Attendance.SUBSTITUTE ? checks.required(field, seat.who(), Checks.NAME_LENGTH_MAX) : checks.optional(field, seat.who(), Checks.NAME_LENGTH_MAX);
      member.setAttendance(seat.attendance() == null ? null : seat.attendance().name());
      member.setWho(who);
    }
    checks.refuse();
    sql.batchUpdate(members.values().stream().filter(MemberRecord::modified).toList()).execute();
    moves.make(meeting, MeetingMove.ATTEND, null, Map.of("members", seats.size()));
  }

  /**
   * Writes a decision down and moves the matter with it.
   *
   * @throws DecidedBefore when somebody else has written one down
   * @throws MatterMovedOn when the matter is not what it was: withdrawn a minute ago, decided elsewhere, changed
   * @throws org.guanjia.platform.web.InvalidInput naming each field that is wrong
   */
  @Transactional
  public void decide(long id, long item, Decision decision) {
    MeetingRecord meeting = moves.lock(id, null, MeetingMove.DECIDE);
    ItemRecord row =
        sql.selectFrom(ITEM).where(ITEM.TOWN.eq(meeting.getTown())).and(ITEM.MEETING_ID.eq(id)).and(ITEM.ID.eq(item)).forUpdate().fetchOne();
    if (row == null) throw new NoSuchMeeting(id + "/" + item);
    if (row.getRuling() != null) throw new DecidedBefore(item);
    Rulings.Made made = rulings.make(ItemKind.valueOf(row.getKind()), row.getRef(), decision);
    row.setTitle(made.title() == null ? row.getTitle() : made.title());
    row.setRuling(made.ruling().name());
    row.setText(made.text());
    row.setDetails(made.details().isEmpty() ? null : JSONB.valueOf(json.writeValueAsString(made.details())));
    row.setDecidedBy(MeetingMoves.actor());
    row.setDecidedAt(moves.now());
    row.update();
    var kept = new HashMap<String, Object>(made.details());
    kept.put("item", row.getKind() + ":" + row.getRef());
    kept.put("ruling", row.getRuling());
    moves.add(meeting, MeetingMove.DECIDE, kept);
  }

  /**
   * Gives somebody something to do, and tells them.
   *
   * @return its id
   */
  @Transactional
  public long give(long id, NewFollowUp given) {
    MeetingRecord meeting = moves.lock(id, null, MeetingMove.FOLLOW);
    var checks = new Checks();
    FollowUpRecord row = sql.newRecord(FOLLOW_UP);
    row.setTown(meeting.getTown());
    row.setMeetingId(id);
    row.setItemId(given.item());
    row.setText(checks.required("task", given.text(), Checks.TASK_LENGTH_MAX));
    fillOwner(row, given, checks);
    var due = checks.present("dueOn", given.dueOn());
    if (due != null && (due.isBefore(meeting.getHeldOn()) || due.getYear() > 2099)) checks.error("dueOn", "meetings.error.dueBefore", meeting.getHeldOn().toString());
    if (given.item() != null && !sql.fetchExists(ITEM, ITEM.TOWN.eq(meeting.getTown()), ITEM.MEETING_ID.eq(id), ITEM.ID.eq(given.item()))) {
      checks.error("item", "meetings.error.noSuchItem");
    }
    int standing = sql.fetchCount(FOLLOW_UP, FOLLOW_UP.TOWN.eq(meeting.getTown()), FOLLOW_UP.MEETING_ID.eq(id));
    if (standing >= Meetings.PARTS_MAX) checks.error("task", "meetings.error.tooManyFollowUps", Meetings.PARTS_MAX);
    checks.refuse();
    row.setFirstDue(due);
    row.setDueOn(due);
    row.setCreatedBy(MeetingMoves.actor());
    row.setCreatedAt(moves.now());
    row.insert();
    moves.add(meeting, MeetingMove.FOLLOW, Map.of("followUp", row.getId(), "owner", row.getOwnerKind() + ":" + row.getOwner(), "dueOn", row.getDueOn().toString()));
    notices.owed(meeting, row);
    return row.getId();
  }

  private void fillOwner(FollowUpRecord row, NewFollowUp given, Checks checks) {
    Party party = given.party();
    String owner = given.owner();
    if (party == null || owner == null) {
      checks.error("owner", "requests.error.required");
      return;
    }
    row.setOwnerKind(party.name());
    row.setOwner(owner);
    parties.name(party, owner).ifPresentOrElse(row::setOwnerName, () -> checks.error("owner", "meetings.error.noSuchMember", owner));
  }
}

package org.guanjia.meetings;

import static org.guanjia.meetings.db.Tables.ITEM;
import static org.guanjia.meetings.db.Tables.MEETING;
import static org.guanjia.meetings.db.Tables.MEMBER;
import static org.guanjia.meetings.db.Tables.YEAR;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.meetings.NewMeeting.Invitee;
import org.guanjia.meetings.db.tables.records.ItemRecord;
import org.guanjia.meetings.db.tables.records.MeetingRecord;
import org.guanjia.meetings.db.tables.records.MemberRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Prepares meetings: day and place, members, agenda, invitation. */
@Service
public class Planning {

  private final DSLContext sql;
  private final MeetingMoves moves;
  private final AgendaCandidates candidates;
  private final Parties parties;
  private final MeetingNotices notices;

  Planning(DSLContext sql, MeetingMoves moves, AgendaCandidates candidates, Parties parties, MeetingNotices notices) {
    this.sql = sql;
    this.moves = moves;
    this.candidates = candidates;
    this.parties = parties;
    this.notices = notices;
  }

  /**
   * Puts a meeting on the calendar. What earlier meetings gave out and is not done stands first on its agenda.
   *
   * @return its id
   */
  @Transactional
  public long plan(NewMeeting planned) {
    var checks = new Checks();
    MeetingRecord meeting = sql.newRecord(MEETING);
    fill(meeting, planned, checks);
    Map<Invitee, String> names = named(planned.members(), checks);
    checks.refuse();
    meeting.setTown(MeetingMoves.town());
    meeting.setState(MeetingState.PLANNED.name());
    meeting.setYear((short) meeting.getHeldOn().getYear());
    meeting.setNumber(nextNumber(meeting.getYear()));
    meeting.setCreatedBy(MeetingMoves.actor());
    meeting.setCreatedAt(moves.now());
    meeting.insert();
    invite(meeting, names);
    List<AgendaCandidates.Candidate> owed = candidates.followUps();
    putOn(meeting, owed.stream().limit(Meetings.PARTS_MAX / 2).toList(), 0);
    moves.record(meeting, MeetingMove.PLAN, null, null, Map.of("heldOn", meeting.getHeldOn().toString()));
    return meeting.getId();
  }

  /** Changes day, place, chair or members; the number stays, and so does the year. */
  @Transactional
  public void change(long id, @Nullable Integer version, NewMeeting changed) {
    MeetingRecord meeting = moves.lock(id, version, MeetingMove.CHANGE);
    var checks = new Checks();
    fill(meeting, changed, checks);
    if (checks.good() && meeting.getHeldOn().getYear() != meeting.getYear()) checks.error("heldOn", "meetings.error.otherYear", Short.toString(meeting.getYear()));
    Map<Invitee, String> names = named(changed.members(), checks);
    checks.refuse();
    sql.deleteFrom(MEMBER).where(MEMBER.TOWN.eq(meeting.getTown())).and(MEMBER.MEETING_ID.eq(id)).execute();
    invite(meeting, names);
    moves.make(meeting, MeetingMove.CHANGE, null, Map.of("heldOn", meeting.getHeldOn().toString(), "members", names.size()));
  }

  /**
   * Puts the agenda together anew: these items in this order, and no others.
   *
   * @throws org.guanjia.platform.web.InvalidInput field {@code items} for one that cannot be put on an agenda, or stands on another
   */
  @Transactional
  public void arrange(long id, @Nullable Integer version, List<Entry> wanted) {
    MeetingRecord meeting = moves.lock(id, version, MeetingMove.ARRANGE);
    var entries = new LinkedHashSet<>(wanted);
    var checks = new Checks();
    if (entries.size() > Meetings.PARTS_MAX) checks.error("items", "meetings.error.tooManyItems", Meetings.PARTS_MAX);
    checks.refuse();
    Map<Entry, ItemRecord> standing = standing(meeting);
    var fresh = new ArrayList<Entry>(entries);
    fresh.removeAll(standing.keySet());
    Map<Entry, AgendaCandidates.Candidate> found = candidates.of(fresh);
    for (Entry entry : fresh) if (!found.containsKey(entry)) checks.error("items", "meetings.error.notForAgenda", entry.ref());
    checks.refuse();
    List<Long> gone = standing.entrySet().stream().filter(one -> !entries.contains(one.getKey())).map(one -> one.getValue().getId()).toList();
    if (!gone.isEmpty()) sql.deleteFrom(ITEM).where(ITEM.TOWN.eq(meeting.getTown())).and(ITEM.ID.in(gone)).execute();
    short sort = 0;
    var rows = new ArrayList<ItemRecord>();
    for (Entry entry : entries) {
      ItemRecord row = standing.get(entry);
      if (row == null) rows.add(item(meeting, Objects.requireNonNull(found.get(entry)), sort));
      else row.setSort(sort);
      sort++;
    }
    sql.batchUpdate(standing.values().stream().filter(row -> !gone.contains(row.getId()) && row.modified()).toList()).execute();
    sql.batchInsert(rows).execute();
    moves.make(meeting, MeetingMove.ARRANGE, null, Map.of("items", entries.size(), "added", fresh.size(), "removed", gone.size()));
  }

  /** Fixes the agenda and invites the members. */
  @Transactional
  public void convene(long id, @Nullable Integer version) {
    MeetingRecord meeting = moves.lock(id, version, MeetingMove.CONVENE);
    List<Invitee> members = members(meeting);
    int items = sql.fetchCount(ITEM, ITEM.TOWN.eq(meeting.getTown()), ITEM.MEETING_ID.eq(id));
    var checks = new Checks();
    if (members.isEmpty()) checks.error("members", "meetings.error.noMembers");
    if (items == 0) checks.error("items", "meetings.error.noItems");
    checks.refuse();
    meeting.setRound(meeting.getRound() + 1);
    moves.make(meeting, MeetingMove.CONVENE, null, Map.of("members", members.size(), "items", items));
    notices.convened(meeting, members, items);
  }

  /** Opens the agenda again. */
  @Transactional
  public void reopen(long id, @Nullable Integer version) {
    moves.make(moves.lock(id, version, MeetingMove.REOPEN), MeetingMove.REOPEN, null, Map.of());
  }

  /** Calls the meeting off; what stood on its agenda is free for another. */
  @Transactional
  public void callOff(long id, @Nullable Integer version, @Nullable String reason) {
    MeetingRecord meeting = moves.lock(id, version, MeetingMove.CALL_OFF);
    var checks = new Checks();
    String why = checks.required("reason", reason, Checks.TEXT_LENGTH_MAX);
    checks.refuse();
    sql.update(ITEM)
        .set(Map.of(ITEM.RULING, Ruling.LEFT_OVER.name(), ITEM.DECIDED_BY, MeetingMoves.actor(), ITEM.DECIDED_AT, moves.now()))
        .where(ITEM.TOWN.eq(meeting.getTown()))
        .and(ITEM.MEETING_ID.eq(id))
        .and(ITEM.RULING.isNull())
        .execute();
    boolean known = MeetingMoves.state(meeting) == MeetingState.CONVENED || meeting.getRound() > 0;
    moves.make(meeting, MeetingMove.CALL_OFF, why, Map.of());
    if (known) notices.calledOff(meeting, members(meeting), why);
  }

  private void fill(MeetingRecord meeting, NewMeeting planned, Checks checks) {
    var day = checks.present("heldOn", planned.heldOn());
    if (day != null && (day.getYear() < 2000 || day.getYear() > 2099)) checks.error("heldOn", "meetings.error.date");
    var from = checks.present("from", planned.from());
    if (day != null) meeting.setHeldOn(day);
    if (from != null) meeting.setFromTime(from);
    meeting.setPlace(checks.required("place", planned.place(), Checks.PLACE_LENGTH_MAX));
    meeting.setChair(checks.required("chair", planned.chair(), Checks.NAME_LENGTH_MAX));
  }

  private Map<Invitee, String> named(List<Invitee> members, Checks checks) {
    var names = new LinkedHashMap<Invitee, String>();
    if (members.size() > Meetings.PARTS_MAX) checks.error("members", "meetings.error.tooManyMembers", Meetings.PARTS_MAX);
    for (Invitee member : members.stream().limit(Meetings.PARTS_MAX).toList()) {
      parties.name(member.party(), member.code()).ifPresentOrElse(name -> names.put(member, name), () -> checks.error("members", "meetings.error.noSuchMember", member.code()));
    }
    return names;
  }

  private void invite(MeetingRecord meeting, Map<Invitee, String> names) {
    var rows = new ArrayList<MemberRecord>();
    names.forEach(
        (member, name) -> {
          var row = new MemberRecord();
          row.setTown(meeting.getTown());
          row.setMeetingId(meeting.getId());
          row.setKind(member.party().name());
          row.setCode(member.code());
          row.setName(name);
          rows.add(row);
        });
    sql.batchInsert(rows).execute();
  }

  private void putOn(MeetingRecord meeting, List<AgendaCandidates.Candidate> items, int first) {
    var rows = new ArrayList<ItemRecord>();
    for (int i = 0; i < items.size(); i++) rows.add(item(meeting, items.get(i), (short) (first + i)));
    sql.batchInsert(rows).execute();
  }

  private static ItemRecord item(MeetingRecord meeting, AgendaCandidates.Candidate candidate, short sort) {
    var row = new ItemRecord();
    row.setTown(meeting.getTown());
    row.setMeetingId(meeting.getId());
    row.setSort(sort);
    row.setKind(candidate.entry().kind().name());
    row.setRef(candidate.entry().ref());
    row.setTitle(candidate.title());
    return row;
  }

  private Map<Entry, ItemRecord> standing(MeetingRecord meeting) {
    var standing = new LinkedHashMap<Entry, ItemRecord>();
    sql.selectFrom(ITEM)
        .where(ITEM.TOWN.eq(meeting.getTown()))
        .and(ITEM.MEETING_ID.eq(meeting.getId()))
        .orderBy(ITEM.SORT, ITEM.ID)
        .forEach(row -> standing.put(new Entry(ItemKind.valueOf(row.getKind()), row.getRef()), row));
    return standing;
  }

  private List<Invitee> members(MeetingRecord meeting) {
    return sql.select(MEMBER.KIND, MEMBER.CODE)
        .from(MEMBER)
        .where(MEMBER.TOWN.eq(meeting.getTown()))
        .and(MEMBER.MEETING_ID.eq(meeting.getId()))
        .orderBy(MEMBER.ID)
        .fetch(row -> new Invitee(Party.valueOf(row.value1()), row.value2()));
  }

  private int nextNumber(short year) {
    return sql.insertInto(YEAR)
        .set(YEAR.TOWN, MeetingMoves.town())
        .set(YEAR.YEAR_, year)
        .set(YEAR.LAST_NUMBER, 1)
        .onConflict(YEAR.TOWN, YEAR.YEAR_)
        .doUpdate()
        .set(YEAR.LAST_NUMBER, YEAR.LAST_NUMBER.plus(1))
        .returning(YEAR.LAST_NUMBER)
        .fetchSingle()
        .getLastNumber();
  }
}

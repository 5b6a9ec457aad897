package org.guanjia.meetings;

import static org.guanjia.meetings.db.Tables.ADDENDUM;
import static org.guanjia.meetings.db.Tables.FOLLOW_UP;
import static org.guanjia.meetings.db.Tables.HISTORY;
import static org.guanjia.meetings.db.Tables.ITEM;
import static org.guanjia.meetings.db.Tables.MEETING;
import static org.guanjia.meetings.db.Tables.MEMBER;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.guanjia.meetings.Meeting.Addendum;
import org.guanjia.meetings.Meeting.Event;
import org.guanjia.meetings.Meeting.Item;
import org.guanjia.meetings.Meeting.Member;
import org.guanjia.meetings.db.tables.records.MeetingRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads meetings: the list by keyset, one whole. Row-level security decides which of them an actor sees at all. */
@Service
public class Meetings {

  public static final int PAGE_SIZE = 50;
  static final int PAGE_SIZE_MAX = 200;
  /** Of each kind of part: members, items, follow-ups. */
  static final int PARTS_MAX = 200;
  private static final int HISTORY_MAX = 1_000;

  private static final Field<Integer> ITEMS = count("items", ITEM.TOWN.eq(MEETING.TOWN).and(ITEM.MEETING_ID.eq(MEETING.ID)));
  private static final Field<Integer> DECIDED = count("decided", ITEM.TOWN.eq(MEETING.TOWN).and(ITEM.MEETING_ID.eq(MEETING.ID)).and(ITEM.RULING.isNotNull()));
  private static final Field<Integer> OPEN =
      DSL.field(
              DSL.selectCount().from(FOLLOW_UP).where(FOLLOW_UP.TOWN.eq(MEETING.TOWN)).and(FOLLOW_UP.MEETING_ID.eq(MEETING.ID)).and(FOLLOW_UP.DONE_AT.isNull()))
          .as("open_follow_ups");

  private final DSLContext sql;
  private final FollowUps followUps;
  private final JsonMapper json;

  Meetings(DSLContext sql, FollowUps followUps, JsonMapper json) {
    this.sql = sql;
    this.followUps = followUps;
    this.json = json;
  }

  /**
   * One page of the list, the latest day first.
   *
   * @param next where the page after this one begins; null at the end
   */
  public record Lines(List<MeetingLine> lines, @Nullable String next) {}

  /**
   * @param year null for all
   * @param state null for all
   * @param after {@link Lines#next} of the page before; one that cannot be read begins anew
   */
  @Transactional(readOnly = true)
  public Lines list(@Nullable Integer year, @Nullable MeetingState state, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    Condition wanted = MEETING.TOWN.eq(MeetingMoves.town());
    if (year != null) wanted = wanted.and(MEETING.YEAR.eq(year.shortValue()));
    if (state != null) wanted = wanted.and(MEETING.STATE.eq(state.name()));
    DayCursor cursor = DayCursor.parse(after);
    if (cursor != null) wanted = wanted.and(DSL.row(MEETING.HELD_ON, MEETING.ID).lt(DSL.row(cursor.day(), cursor.id())));
    List<MeetingLine> found =
        sql.select(MEETING.asterisk(), ITEMS, DECIDED, OPEN).from(MEETING).where(wanted).orderBy(MEETING.HELD_ON.desc(), MEETING.ID.desc()).limit(most + 1).fetch(Meetings::line);
    boolean more = found.size() > most;
    List<MeetingLine> shown = more ? found.subList(0, most) : found;
    return new Lines(List.copyOf(shown), more ? new DayCursor(shown.getLast().heldOn(), shown.getLast().id()).toString() : null);
  }

  /** All of a list, read {@value #PAGE_SIZE_MAX} at a time; needs a transaction until its end. */
  public Stream<MeetingLine> stream(@Nullable Integer year, @Nullable MeetingState state) {
    return Stream.iterate(
            list(year, state, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : list(year, state, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.lines().stream());
  }

  /** The years that have meetings, the latest first. */
  @Transactional(readOnly = true)
  public List<Integer> years() {
    return sql.selectDistinct(MEETING.YEAR).from(MEETING).where(MEETING.TOWN.eq(MeetingMoves.town())).orderBy(MEETING.YEAR.desc()).limit(100).fetch(row -> row.value1().intValue());
  }

  /**
   * The meeting whole.
   *
   * @throws NoSuchMeeting when there is none that this actor may see
   */
  @Transactional(readOnly = true)
  public Meeting find(long id) {
    var row = sql.select(MEETING.asterisk(), ITEMS, DECIDED, OPEN).from(MEETING).where(MEETING.TOWN.eq(MeetingMoves.town())).and(MEETING.ID.eq(id)).fetchOne();
    if (row == null) throw new NoSuchMeeting(id);
    MeetingRecord meeting = row.into(MEETING);
    return new Meeting(
        line(row), meeting.getSummary(), meeting.getWrittenBy(), meeting.getWrittenAt(), meeting.getApprovedBy(), meeting.getApprovedAt(), members(id), items(id),
        followUps.of(id), addenda(id), history(id));
  }

  /** The meetings that had this matter on their agenda, or have it, the latest first. */
  @Transactional(readOnly = true)
  public List<MeetingLine> about(ItemKind kind, String ref) {
    var with = DSL.select(ITEM.MEETING_ID).from(ITEM).where(ITEM.TOWN.eq(MeetingMoves.town())).and(ITEM.KIND.eq(kind.name())).and(ITEM.REF.eq(ref));
    return sql.select(MEETING.asterisk(), ITEMS, DECIDED, OPEN)
        .from(MEETING)
        .where(MEETING.TOWN.eq(MeetingMoves.town()))
        .and(MEETING.ID.in(with))
        .orderBy(MEETING.HELD_ON.desc(), MEETING.ID.desc())
        .limit(PAGE_SIZE)
        .fetch(Meetings::line);
  }

  /** Where a list by day goes on: day and id of the last one shown. */
  record DayCursor(LocalDate day, long id) {
    static @Nullable DayCursor parse(@Nullable String text) {
      if (text == null || !text.matches("\\d{4}-\\d{2}-\\d{2}_\\d{1,18}")) return null;
      try {
        return new DayCursor(LocalDate.parse(text.substring(0, 10)), Long.parseLong(text.substring(11)));
      } catch (java.time.format.DateTimeParseException e) {
        return null;
      }
    }

    @Override
    public String toString() {
      return day + "_" + id;
    }
  }

  private List<Member> members(long id) {
    return sql.selectFrom(MEMBER)
        .where(MEMBER.TOWN.eq(MeetingMoves.town()))
        .and(MEMBER.MEETING_ID.eq(id))
        .orderBy(MEMBER.ID)
        .limit(PARTS_MAX)
        .fetch(
            row ->
                new Member(
                    row.getId(), Party.valueOf(row.getKind()), row.getCode(), row.getName(),
                    row.getAttendance() == null ? null : Attendance.valueOf(row.getAttendance()), row.getWho()));
  }

  private List<Item> items(long id) {
    return sql.selectFrom(ITEM)
        .where(ITEM.TOWN.eq(MeetingMoves.town()))
        .and(ITEM.MEETING_ID.eq(id))
        .orderBy(ITEM.SORT, ITEM.ID)
        .limit(PARTS_MAX)
        .fetch(
            row ->
                new Item(
                    row.getId(), ItemKind.valueOf(row.getKind()), row.getRef(), row.getTitle(), row.getRuling() == null ? null : Ruling.valueOf(row.getRuling()),
                    row.getText(), details(row.getDetails()), row.getDecidedBy(), row.getDecidedAt()));
  }

  private List<Addendum> addenda(long id) {
    return sql.selectFrom(ADDENDUM)
        .where(ADDENDUM.TOWN.eq(MeetingMoves.town()))
        .and(ADDENDUM.MEETING_ID.eq(id))
        .orderBy(ADDENDUM.ID)
        .limit(PARTS_MAX)
        .fetch(row -> new Addendum(row.getText(), row.getAddedBy(), row.getAddedAt()));
  }

  private List<Event> history(long id) {
    return sql.selectFrom(HISTORY)
        .where(HISTORY.TOWN.eq(MeetingMoves.town()))
        .and(HISTORY.MEETING_ID.eq(id))
        .orderBy(HISTORY.ID)
        .limit(HISTORY_MAX)
        .fetch(
            row ->
                new Event(
                    MeetingMove.valueOf(row.getMove()), row.getFromState() == null ? null : MeetingState.valueOf(row.getFromState()),
                    MeetingState.valueOf(row.getToState()), row.getAt(), row.getActor(), row.getReason(), details(row.getDetails())));
  }

  private Map<String, Object> details(@Nullable JSONB stored) {
    return stored == null ? Map.of() : json.readValue(stored.data(), new TypeReference<Map<String, Object>>() {});
  }

  private static MeetingLine line(Record row) {
    return new MeetingLine(
        row.get(MEETING.ID), row.get(MEETING.YEAR), row.get(MEETING.NUMBER), MeetingState.valueOf(row.get(MEETING.STATE)), row.get(MEETING.HELD_ON),
        row.get(MEETING.FROM_TIME), row.get(MEETING.PLACE), row.get(MEETING.CHAIR), row.get("items", Integer.class), row.get("decided", Integer.class),
        row.get("open_follow_ups", Integer.class), row.get(MEETING.VERSION));
  }

  private static Field<Integer> count(String name, Condition condition) {
    return DSL.field(DSL.selectCount().from(ITEM).where(condition)).as(name);
  }
}

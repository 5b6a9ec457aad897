package org.guanjia.meetings;

import static org.guanjia.meetings.db.Tables.FOLLOW_UP;
import static org.guanjia.meetings.db.Tables.MEETING;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.guanjia.meetings.db.tables.records.FollowUpRecord;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.audit.Audit;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What meetings gave people to do: who owes it, by when, whether it is done. */
@Service
public class FollowUps {

  public static final int PAGE_SIZE = 50;
  static final int PAGE_SIZE_MAX = 200;

  /** Which follow-ups a list shows. */
  public enum Standing {
    OPEN,
    /** Open, and its day is over. */
    OVERDUE,
    DONE,
    ALL
  }

  /**
   * One page of a list, by the day they are due.
   *
   * @param next where the page after this one begins; null at the end
   */
  public record Lines(List<MeetingFollowUp> lines, @Nullable String next) {}

  private final DSLContext sql;
  private final MeetingMoves moves;
  private final Audit audit;

  FollowUps(DSLContext sql, MeetingMoves moves, Audit audit) {
    this.sql = sql;
    this.moves = moves;
    this.audit = audit;
  }

  /**
   * @param mine those alone that the viewer, or the viewer's department or villages, owe
   * @param after {@link Lines#next} of the page before; one that cannot be read begins anew
   */
  @Transactional(readOnly = true)
  public Lines list(Standing standing, boolean mine, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    Condition wanted = condition(standing, mine);
    Meetings.DayCursor cursor = Meetings.DayCursor.parse(after);
    if (cursor != null) wanted = wanted.and(DSL.row(FOLLOW_UP.DUE_ON, FOLLOW_UP.ID).gt(DSL.row(cursor.day(), cursor.id())));
    List<MeetingFollowUp> found = fetch(wanted, most + 1);
    boolean more = found.size() > most;
    List<MeetingFollowUp> shown = more ? found.subList(0, most) : found;
    return new Lines(List.copyOf(shown), more ? new Meetings.DayCursor(shown.getLast().dueOn(), shown.getLast().id()).toString() : null);
  }

  /** All of a list, read {@value #PAGE_SIZE_MAX} at a time; needs a transaction until its end. */
  public Stream<MeetingFollowUp> stream(Standing standing, boolean mine) {
    return Stream.iterate(
            list(standing, mine, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : list(standing, mine, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.lines().stream());
  }

  /** How many there are, counted up to {@code most}. */
  @Transactional(readOnly = true)
  public int count(Standing standing, boolean mine, int most) {
    return sql.fetchCount(sql.selectOne().from(FOLLOW_UP).where(condition(standing, mine)).limit(most));
  }

  /** @throws NoSuchMeeting when there is none that this actor may see */
  @Transactional(readOnly = true)
  public MeetingFollowUp find(long id) {
    return fetch(inTown().and(FOLLOW_UP.ID.eq(id)), 1).stream().findFirst().orElseThrow(() -> new NoSuchMeeting(id));
  }

  /**
   * Says that it is done, and what was done.
   *
   * @throws AccessDeniedException for anybody but the owner and those who keep the meetings
   * @throws StaleMeeting when somebody else changed it since, or has done it already
   */
  @Transactional
  public void complete(long id, @Nullable Integer version, @Nullable String note) {
    FollowUpRecord row = lock(id);
    if (!maySay(row)) throw new AccessDeniedException("somebody else's follow-up");
    if (row.getDoneAt() != null || version != null && !version.equals(row.getVersion())) throw new StaleMeeting(id);
    var checks = new Checks();
    String said = checks.required("note", note, Checks.TASK_LENGTH_MAX);
    checks.refuse();
    done(row, said);
  }

  /** A later meeting found it done; in the caller's transaction. Nothing happens when it was done before. */
  void foundDone(long id, String note) {
    FollowUpRecord row = lock(id);
    if (row.getDoneAt() == null) done(row, note.substring(0, Math.min(note.length(), Checks.TASK_LENGTH_MAX)));
  }

  /** A later meeting gives it another date; in the caller's transaction. One that is done already is begun again. */
  void move(long id, LocalDate dueOn) {
    FollowUpRecord row = lock(id);
    row.setDueOn(dueOn);
    row.setDoneAt(null);
    row.setDoneBy(null);
    row.setVersion(row.getVersion() + 1);
    row.update();
    audit.record("meetings.followup.moved", "follow-up", Long.toString(id), Map.of("dueOn", dueOn.toString()));
  }

  /** Those of a meeting in the order they were given. */
  List<MeetingFollowUp> of(long meeting) {
    return fetchOrdered(inTown().and(FOLLOW_UP.MEETING_ID.eq(meeting)), Meetings.PARTS_MAX, false);
  }

  /** Whether this viewer may say that it is done. */
  static boolean maySay(MeetingFollowUp followUp, Viewer viewer) {
    return owes(followUp.party(), followUp.owner(), viewer) || viewer.may(Permission.MEETINGS_EDIT);
  }

  private static boolean maySay(FollowUpRecord row) {
    Viewer viewer = CurrentViewer.get();
    return viewer == null || viewer.may(Permission.MEETINGS_EDIT) || owes(Party.valueOf(row.getOwnerKind()), row.getOwner(), viewer);
  }

  private static boolean owes(Party party, String owner, Viewer viewer) {
    return switch (party) {
      case DEPARTMENT -> owner.equals(viewer.department());
      case VILLAGE -> viewer.areas() != null && viewer.areas().contains(owner);
      case USER -> owner.equals(viewer.userId());
    };
  }

  private void done(FollowUpRecord row, String note) {
    row.setDoneAt(moves.now());
    row.setDoneBy(MeetingMoves.actor());
    row.setNote(note);
    row.setVersion(row.getVersion() + 1);
    row.update();
    audit.record("meetings.followup.done", "follow-up", row.getId().toString());
  }

  private FollowUpRecord lock(long id) {
    FollowUpRecord row = sql.selectFrom(FOLLOW_UP).where(inTown()).and(FOLLOW_UP.ID.eq(id)).forUpdate().fetchOne();
    if (row == null) throw new NoSuchMeeting(id);
    return row;
  }

  private Condition condition(Standing standing, boolean mine) {
    Condition wanted = inTown();
    if (mine) wanted = wanted.and(owed());
    return switch (standing) {
      case OPEN -> wanted.and(FOLLOW_UP.DONE_AT.isNull());
      case OVERDUE -> wanted.and(FOLLOW_UP.DONE_AT.isNull()).and(FOLLOW_UP.DUE_ON.lt(moves.today()));
      case DONE -> wanted.and(FOLLOW_UP.DONE_AT.isNotNull());
      case ALL -> wanted;
    };
  }

  private static Condition owed() {
    Viewer viewer = CurrentViewer.get();
    Condition owed = FOLLOW_UP.OWNER_KIND.eq(Party.USER.name()).and(FOLLOW_UP.OWNER.eq(MeetingMoves.actor()));
    if (viewer == null) return owed;
    if (viewer.department() != null) owed = owed.or(FOLLOW_UP.OWNER_KIND.eq(Party.DEPARTMENT.name()).and(FOLLOW_UP.OWNER.eq(viewer.department())));
    if (viewer.areas() != null) owed = owed.or(FOLLOW_UP.OWNER_KIND.eq(Party.VILLAGE.name()).and(FOLLOW_UP.OWNER.in(viewer.areas())));
    return owed;
  }

  private List<MeetingFollowUp> fetch(Condition wanted, int most) {
    return fetchOrdered(wanted, most, true);
  }

  /** The number is 0 for whoever owes something but was not invited to the meeting it comes from. */
  private List<MeetingFollowUp> fetchOrdered(Condition wanted, int most, boolean byDay) {
    var rows =
        sql.select(FOLLOW_UP.asterisk(), MEETING.YEAR, MEETING.NUMBER)
            .from(FOLLOW_UP)
            .leftJoin(MEETING)
            .on(MEETING.TOWN.eq(FOLLOW_UP.TOWN))
            .and(MEETING.ID.eq(FOLLOW_UP.MEETING_ID))
            .where(wanted);
    return (byDay ? rows.orderBy(FOLLOW_UP.DUE_ON, FOLLOW_UP.ID) : rows.orderBy(FOLLOW_UP.ID)).limit(most).fetch(FollowUps::followUp);
  }

  private static MeetingFollowUp followUp(Record row) {
    Short year = row.get(MEETING.YEAR);
    Integer number = row.get(MEETING.NUMBER);
    return new MeetingFollowUp(
        row.get(FOLLOW_UP.ID), row.get(FOLLOW_UP.MEETING_ID), year == null ? 0 : year, number == null ? 0 : number, row.get(FOLLOW_UP.ITEM_ID),
        row.get(FOLLOW_UP.TEXT), Party.valueOf(row.get(FOLLOW_UP.OWNER_KIND)), row.get(FOLLOW_UP.OWNER), row.get(FOLLOW_UP.OWNER_NAME),
        row.get(FOLLOW_UP.FIRST_DUE), row.get(FOLLOW_UP.DUE_ON), row.get(FOLLOW_UP.DONE_BY), row.get(FOLLOW_UP.DONE_AT), row.get(FOLLOW_UP.NOTE),
        row.get(FOLLOW_UP.VERSION));
  }

  private static Condition inTown() {
    return FOLLOW_UP.TOWN.eq(MeetingMoves.town());
  }
}

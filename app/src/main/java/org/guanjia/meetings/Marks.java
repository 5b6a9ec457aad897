package org.guanjia.meetings;

import static org.guanjia.meetings.db.Tables.MARK;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.meetings.db.tables.records.MarkRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.Matters;
import org.guanjia.requests.NoSuchRequest;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Difficult requests that wait for a meeting: marked by the desk with the reason, settled when one has decided, or when the mark is taken back. */
@Service
public class Marks {

  static final int MARKS_MAX = 200;

  private final DSLContext sql;
  private final MeetingMoves moves;
  private final Matters matters;
  private final Audit audit;

  Marks(DSLContext sql, MeetingMoves moves, Matters matters, Audit audit) {
    this.sql = sql;
    this.moves = moves;
    this.matters = matters;
    this.audit = audit;
  }

  /**
   * Marks a request; one that is marked already keeps its mark.
   *
   * @throws InvalidInput field {@code request} when nothing can be decided on it any more, {@code reason} when that is missing
   */
  @Transactional
  public void mark(String code, @Nullable String reason) {
    MatterLine line = matters.line(code).orElseThrow(() -> new NoSuchRequest(code));
    var checks = new Checks();
    String why = checks.required("reason", reason, Checks.TEXT_LENGTH_MAX);
    switch (line.state()) {
      case RECEIVED, TRIAGED, IN_DEPARTMENT -> {}
      default -> checks.error("request", "meetings.error.notMarkable");
    }
    checks.refuse();
    int added =
        sql.insertInto(MARK)
            .set(MARK.TOWN, MeetingMoves.town())
            .set(MARK.REQUEST_CODE, code)
            .set(MARK.REASON, why)
            .set(MARK.MARKED_BY, MeetingMoves.actor())
            .set(MARK.MARKED_AT, moves.now())
            .onConflictDoNothing()
            .execute();
    if (added > 0) audit.record("meetings.marked", "request", code);
  }

  /** Takes a mark back. */
  @Transactional
  public void unmark(String code) {
    if (settle(code) == 0) throw new NoSuchMeeting(code);
    audit.record("meetings.unmarked", "request", code);
  }

  /** Those that wait, in the order they were marked; at most {@value #MARKS_MAX}. */
  @Transactional(readOnly = true)
  public List<Mark> open() {
    return sql.selectFrom(MARK).where(waiting()).orderBy(MARK.ID).limit(MARKS_MAX).fetch(Marks::mark);
  }

  @Transactional(readOnly = true)
  public Optional<Mark> of(String code) {
    return sql.selectFrom(MARK).where(waiting()).and(MARK.REQUEST_CODE.eq(code)).fetchOptional(Marks::mark);
  }

  /** A meeting has decided; in the caller's transaction. */
  int settle(String code) {
    return sql.update(MARK)
        .set(Map.of(MARK.SETTLED_BY, MeetingMoves.actor(), MARK.SETTLED_AT, moves.now()))
        .where(waiting())
        .and(MARK.REQUEST_CODE.eq(code))
        .execute();
  }

  private static Condition waiting() {
    return MARK.TOWN.eq(MeetingMoves.town()).and(MARK.SETTLED_AT.isNull());
  }

  private static Mark mark(MarkRecord row) {
    return new Mark(row.getRequestCode(), row.getReason(), row.getMarkedBy(), row.getMarkedAt());
  }
}

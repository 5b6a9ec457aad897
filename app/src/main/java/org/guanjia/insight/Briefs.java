package org.guanjia.insight;

import static org.guanjia.insight.db.Tables.BRIEF;

import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.insight.db.tables.records.BriefRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Monthly briefs: issued with the figures of that moment, approved by another person, kept as they were. */
@Service
public class Briefs {

  static final int REMARKS_LENGTH_MAX = 4_000;
  static final int REASON_LENGTH_MAX = 1_000;
  private static final int LISTED_MAX = 240;

  private final DSLContext sql;
  private final Board board;
  private final Audit audit;
  private final Clock clock;
  private final JsonMapper json;

  Briefs(DSLContext sql, Board board, Audit audit, Clock clock, JsonMapper json) {
    this.sql = sql;
    this.board = board;
    this.audit = audit;
    this.clock = clock;
    this.json = json;
  }

  /** The latest months first; those taken back too. */
  @Transactional(readOnly = true)
  public List<Brief.Line> list() {
    return sql.select(BRIEF.ID, BRIEF.VERSION, BRIEF.MONTH, BRIEF.STATE, BRIEF.ISSUED_AT, BRIEF.APPROVED_AT)
        .from(BRIEF)
        .where(BRIEF.TOWN.eq(town()))
        .orderBy(BRIEF.MONTH.desc(), BRIEF.ID.desc())
        .limit(LISTED_MAX)
        .fetch(row -> new Brief.Line(row.value1(), row.value2(), YearMonth.from(row.value3()), BriefState.valueOf(row.value4()), row.value5(), row.value6()));
  }

  @Transactional(readOnly = true)
  public Optional<Brief> find(long id) {
    return sql.selectFrom(BRIEF).where(BRIEF.TOWN.eq(town())).and(BRIEF.ID.eq(id)).fetchOptional(this::brief);
  }

  /** What a brief of that month would say now; nothing is kept. */
  @Transactional(readOnly = true)
  public Brief preview(YearMonth month) {
    checkMonth(month);
    return new Brief(0, 0, month, BriefState.ISSUED, null, board.snapshot(month), null, null, null, null, null, null, null);
  }

  /**
   * Issues the brief of a month and freezes its figures.
   *
   * @return its id
   * @throws InvalidInput when the month has one already, or has not begun
   */
  @Transactional
  public long issue(YearMonth month, @Nullable String remarks) {
    checkMonth(month);
    if (remarks != null && remarks.length() > REMARKS_LENGTH_MAX) throw new InvalidInput("remarks", "requests.error.tooLong", REMARKS_LENGTH_MAX, remarks.length());
    var row = new BriefRecord();
    row.setTown(town());
    row.setMonth(month.atDay(1));
    row.setState(BriefState.ISSUED.name());
    row.setRemarks(remarks == null || remarks.isBlank() ? null : remarks.strip());
    row.setFigures(JSONB.jsonb(json.writeValueAsString(board.snapshot(month))));
    row.setIssuedBy(TownContext.required().actor());
    row.setIssuedAt(clock.instant());
    var written =
        sql.insertInto(BRIEF)
            .set(row)
            .onConflict(BRIEF.TOWN, BRIEF.MONTH)
            .where(BRIEF.STATE.ne(DSL.inline(BriefState.WITHDRAWN.name())))
            .doNothing()
            .returning(BRIEF.ID)
            .fetchOptional()
            .orElseThrow(() -> new InvalidInput("month", "board.brief.error.twice", month.toString()));
    audit.record("brief.issued", "brief", String.valueOf(written.getId()), Map.of("month", month.toString()));
    return written.getId();
  }

  /** Approves a brief that somebody else issued. */
  @Transactional
  public void approve(long id, int version) {
    BriefRecord row = locked(id, version, BriefState.APPROVED);
    if (row.getIssuedBy().equals(TownContext.required().actor())) throw new InvalidInput("state", "board.brief.error.own");
    row.setApprovedBy(TownContext.required().actor());
    row.setApprovedAt(clock.instant());
    move(row, BriefState.APPROVED);
    audit.record("brief.approved", "brief", String.valueOf(id));
  }

  /** Takes a brief back, with a reason. */
  @Transactional
  public void withdraw(long id, int version, @Nullable String reason) {
    BriefRecord row = locked(id, version, BriefState.WITHDRAWN);
    if (reason == null || reason.isBlank()) throw new InvalidInput("reason", "requests.error.required");
    if (reason.length() > REASON_LENGTH_MAX) throw new InvalidInput("reason", "requests.error.tooLong", REASON_LENGTH_MAX, reason.length());
    row.setWithdrawnBy(TownContext.required().actor());
    row.setWithdrawnAt(clock.instant());
    row.setReason(reason.strip());
    move(row, BriefState.WITHDRAWN);
    audit.record("brief.withdrawn", "brief", String.valueOf(id));
  }

  private BriefRecord locked(long id, int version, BriefState next) {
    BriefRecord row =
        sql.selectFrom(BRIEF).where(BRIEF.TOWN.eq(town())).and(BRIEF.ID.eq(id)).forUpdate().fetchOptional().orElseThrow(() -> new InvalidInput("state", "board.brief.error.gone"));
    if (row.getVersion() != version) throw new InvalidInput("state", "board.brief.error.stale");
    if (!BriefState.valueOf(row.getState()).mayBecome(next)) throw new InvalidInput("state", "board.brief.error.state");
    return row;
  }

  private static void move(BriefRecord row, BriefState next) {
    row.setState(next.name());
    row.setVersion(row.getVersion() + 1);
    row.update();
  }

  private void checkMonth(YearMonth month) {
    if (month.getYear() < Targets.YEAR_MIN || month.atDay(1).isAfter(board.today())) throw new InvalidInput("month", "board.brief.error.month");
  }

  private Brief brief(BriefRecord row) {
    return new Brief(
        row.getId(), row.getVersion(), YearMonth.from(row.getMonth()), BriefState.valueOf(row.getState()), row.getRemarks(),
        json.readValue(row.getFigures().data(), Snapshot.class), row.getIssuedBy(), row.getIssuedAt(), row.getApprovedBy(), row.getApprovedAt(), row.getWithdrawnBy(),
        row.getWithdrawnAt(), row.getReason());
  }

  private static String town() {
    return TownContext.required().town();
  }
}

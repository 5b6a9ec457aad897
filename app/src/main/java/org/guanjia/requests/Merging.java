package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.MERGE;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.MergeRecord;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Joins duplicates to one matter; their reporters are told with it. Can be undone. */
@Service
public class Merging {

  private final DSLContext sql;
  private final Moves moves;
  private final Tellings tellings;
  private final Deadlines deadlines;
  private final Clock clock;

  Merging(DSLContext sql, Moves moves, Tellings tellings, Deadlines deadlines, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.tellings = tellings;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  /**
   * Merges a request into another, which must still be worked on. What was merged into the first goes along.
   *
   * @throws InvalidInput when both are the same, or the other is closed or merged itself
   */
  @Transactional
  public void merge(String code, @Nullable Integer version, String intoCode) {
    if (code.equals(intoCode)) throw new InvalidInput("into", "requests.error.mergeWithItself");
    // Always locked in the same order, so that two desks merging crosswise cannot block each other.
    boolean first = code.compareTo(intoCode) < 0;
    RequestRecord one = moves.lock(first ? code : intoCode, first ? version : null);
    RequestRecord other = moves.lock(first ? intoCode : code, first ? null : version);
    RequestRecord request = first ? one : other;
    RequestRecord into = first ? other : one;
    if (!Move.MERGE.from().contains(State.valueOf(into.getState()))) {
      throw new InvalidInput("into", "requests.error.mergeIntoClosed");
    }
    keep(request, into);
    sql.update(REQUEST)
        .set(REQUEST.MERGED_INTO, into.getId())
        .where(REQUEST.TOWN.eq(request.getTown()))
        .and(REQUEST.MERGED_INTO.eq(request.getId()))
        .execute();
    request.setMergedInto(into.getId());
    moves.make(request, Move.MERGE, State.MERGED, null, Map.of("into", into.getCode()));
    moves.stay(into, Move.ADD, null, Map.of("merged", request.getCode()));
  }

  /** Takes the merge back: the request stands where it stood before. */
  @Transactional
  public void undo(String code, @Nullable Integer version) {
    RequestRecord request = moves.lock(code, version);
    MergeRecord merge =
        sql.selectFrom(MERGE)
            .where(MERGE.TOWN.eq(request.getTown()))
            .and(MERGE.REQUEST_ID.eq(request.getId()))
            .fetchOne();
    if (merge == null) throw new IllegalMove(Move.UNMERGE, State.valueOf(request.getState()));
    State before = State.valueOf(merge.getFromState());
    Set<Long> chained = chainedThrough(request);
    sql.update(REQUEST)
        .set(REQUEST.MERGED_INTO, request.getId())
        .where(REQUEST.TOWN.eq(request.getTown()))
        .and(REQUEST.ID.in(chained))
        .execute();
    merge.delete();
    long carrier = request.getMergedInto();
    request.setMergedInto(null);
    runAgain(request, before);
    moves.make(request, Move.UNMERGE, before, null, Map.of());
    chained.add(request.getId());
    tellings.leave(request.getTown(), carrier, chained);
  }

  /** The time that it was merged by mistake does not make it late. */
  private void runAgain(RequestRecord request, State before) {
    LocalDate due = before == State.RECEIVED ? deadlines.triageDue(clock.instant()) : deadlines.handlingDue(request.getCategory());
    if (request.getClockStoppedOn() != null) request.setClockStoppedOn(deadlines.today());
    if (request.getDueOn().isBefore(due)) request.setDueOn(due);
  }

  /** Takes back every merge into that request, in the caller's transaction, on a locked request. */
  void undoAllInto(RequestRecord matter) {
    if (State.valueOf(matter.getState()) == State.MERGED) return;
    List<String> codes =
        sql.select(REQUEST.CODE)
            .from(MERGE)
            .join(REQUEST)
            .on(REQUEST.TOWN.eq(MERGE.TOWN))
            .and(REQUEST.ID.eq(MERGE.REQUEST_ID))
            .where(MERGE.TOWN.eq(matter.getTown()))
            .and(MERGE.INTO_ID.eq(matter.getId()))
            .orderBy(REQUEST.ID)
            .fetch(REQUEST.CODE);
    for (String code : codes) undo(code, null);
  }

  private void keep(RequestRecord request, RequestRecord into) {
    sql.insertInto(MERGE)
        .set(MERGE.TOWN, request.getTown())
        .set(MERGE.REQUEST_ID, request.getId())
        .set(MERGE.INTO_ID, into.getId())
        .set(MERGE.FROM_STATE, request.getState())
        .set(MERGE.MERGED_BY, TownContext.required().actor())
        .set(MERGE.MERGED_AT, clock.instant())
        .execute();
  }

  /** Requests that had been merged into this one, by whatever way, before it was merged on. */
  private Set<Long> chainedThrough(RequestRecord request) {
    var all = new LinkedHashSet<Long>();
    List<Long> into = List.of(request.getId());
    while (!into.isEmpty()) {
      into =
          sql.select(MERGE.REQUEST_ID)
              .from(MERGE)
              .where(MERGE.TOWN.eq(request.getTown()))
              .and(MERGE.INTO_ID.in(into))
              .fetch(MERGE.REQUEST_ID)
              .stream()
              .filter(all::add)
              .toList();
    }
    return all;
  }
}

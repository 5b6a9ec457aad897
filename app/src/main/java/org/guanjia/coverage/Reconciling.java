package org.guanjia.coverage;

import static org.guanjia.coverage.db.Tables.FINDING;
import static org.guanjia.coverage.db.Tables.FOUND;
import static org.guanjia.coverage.db.Tables.HISTORY;
import static org.guanjia.coverage.db.Tables.STANDING;
import static org.guanjia.coverage.db.Tables.STOOD;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.guanjia.people.PersonPlaces;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings the findings into line with what a pass found, by a number of statements that does not depend on how much that is. The same found again is the
 * same finding; what is not found any more is gone, or settled where somebody had brought the facts; what was settled and is found after it had been away is open
 * again.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Reconciling {

  private static final Condition SAME = FOUND.TOWN.eq(FINDING.TOWN)
      .and(FOUND.KIND.eq(FINDING.KIND)).and(FOUND.PERSON_ID.eq(FINDING.PERSON_ID)).and(FOUND.PROGRAMME.eq(FINDING.PROGRAMME)).and(FOUND.OTHER.eq(FINDING.OTHER));
  /** Results after which the facts are expected to settle a finding. */
  private static final List<String> BROUGHT = List.of(ContactResult.FACT_STATED.name(), ContactResult.MOVED.name(), ContactResult.DIED.name());

  private final DSLContext sql;
  private final Clock clock;

  Reconciling(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * What a pass changed.
   *
   * @param found new ones
   * @param again such as were gone or settled
   * @param gone such as nobody settled
   * @param settled by facts that somebody brought
   */
  public record Changes(int found, int again, int gone, int settled) {

    public boolean any() {
      return found + again + gone + settled > 0;
    }
  }

  /**
   * @param kinds what the pass looked for
   * @param persons whom it looked at; null for everybody
   */
  Changes reconcile(long round, YearMonth month, Set<FindingKind> kinds, @Nullable Collection<Long> persons) {
    Instant now = clock.instant();
    List<String> names = FindingKind.names(kinds);
    Condition scope = CoverageRows.inTown().and(FINDING.KIND.in(names));
    if (persons != null) scope = scope.and(FINDING.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))));
    int again = again(round, scope, now);
    int found = insert(round, month, now);
    refresh(round, month);
    Condition lost = scope.and(DSL.notExists(DSL.selectOne().from(FOUND).where(FOUND.ROUND.eq(round), SAME)));
    int settled = leave(lost.and(FINDING.LAST_RESULT.in(BROUGHT)), FindingMove.SETTLE, FindingState.RESOLVED, now);
    int gone = leave(lost, FindingMove.VANISH, FindingState.GONE, now);
    sql.update(FINDING).set(FINDING.HOLDS, false).where(lost, DSL.condition(FINDING.HOLDS), FINDING.STATE.eq(FindingState.RESOLVED.name())).execute();
    standings(round, month, persons);
    sql.deleteFrom(FOUND).where(FOUND.TOWN.eq(CoverageRows.town()), FOUND.ROUND.eq(round)).execute();
    sql.deleteFrom(STOOD).where(STOOD.TOWN.eq(CoverageRows.town()), STOOD.ROUND.eq(round)).execute();
    return new Changes(found, again, gone, settled);
  }

  private int insert(long round, YearMonth month, Instant now) {
    var at = DSL.val(now, FINDING.FOUND_AT);
    return sql.insertInto(
            FINDING, FINDING.TOWN, FINDING.KIND, FINDING.PERSON_ID, FINDING.PROGRAMME, FINDING.OTHER, FINDING.PROGRAMMES, FINDING.MISSING, FINDING.BY_LIST, FINDING.BEFORE_FEN,
            FINDING.AMOUNT_FEN, FINDING.AWARD_ID, FINDING.MONTH, FINDING.VILLAGE, FINDING.GRID, FINDING.STATE, FINDING.WHY, FINDING.FIRST_FOUND_AT, FINDING.FOUND_AT, FINDING.CHANGED_AT)
        .select(DSL.select(
                FOUND.TOWN, FOUND.KIND, FOUND.PERSON_ID, FOUND.PROGRAMME, FOUND.OTHER, FOUND.PROGRAMMES, FOUND.MISSING, FOUND.BY_LIST, FOUND.BEFORE_FEN, FOUND.AMOUNT_FEN, FOUND.AWARD_ID,
                DSL.val(month.atDay(1), FINDING.MONTH), PersonPlaces.village(FOUND.TOWN, FOUND.PERSON_ID), PersonPlaces.grid(FOUND.TOWN, FOUND.PERSON_ID), DSL.val(FindingState.FOUND.name()),
                FOUND.WHY, at, at, at)
            .from(FOUND).where(FOUND.TOWN.eq(CoverageRows.town()), FOUND.ROUND.eq(round))
            .andNotExists(DSL.selectOne().from(FINDING).where(SAME))
            .orderBy(FOUND.KIND, FOUND.PERSON_ID, FOUND.PROGRAMME, FOUND.OTHER))
        .execute();
  }

  /** Open again: what had gone, what was settled and had been away since, and whoever is to be asked again. */
  private int again(long round, Condition scope, Instant now) {
    LocalDate today = WorkingDays.dayOf(now);
    Condition found = scope.and(DSL.exists(DSL.selectOne().from(FOUND).where(FOUND.ROUND.eq(round), SAME)));
    Condition away = FINDING.STATE.eq(FindingState.GONE.name()).or(FINDING.STATE.eq(FindingState.RESOLVED.name()).andNot(DSL.condition(FINDING.HOLDS)));
    int reappeared = open(found.and(away), FindingMove.REAPPEAR, now);
    Condition due = FINDING.STATE.eq(FindingState.RESOLVED.name()).and(FINDING.HOLDS).and(FINDING.ASK_AGAIN_ON.le(today));
    return reappeared + open(found.and(due), FindingMove.ASK_AGAIN, now);
  }

  private int open(Condition which, FindingMove move, Instant now) {
    Long[] ids = ids(which);
    if (ids.length == 0) return 0;
    trace(ids, move, FindingState.FOUND, now);
    return sql.update(FINDING)
        .set(FINDING.STATE, FindingState.FOUND.name()).set(FINDING.HOLDS, true).set(FINDING.VERSION, FINDING.VERSION.plus(1)).setNull(FINDING.ASSIGNEE).setNull(FINDING.DUE_ON)
        .setNull(FINDING.NEXT_TRY).setNull(FINDING.LAST_RESULT).setNull(FINDING.ASK_AGAIN_ON).set(FINDING.FOUND_AT, now).set(FINDING.CHANGED_AT, now)
        .where(CoverageRows.inTown(), FINDING.ID.eq(DSL.any(ids))).execute();
  }

  /** What it says may have changed; whoever looks at it need not begin anew. */
  private void refresh(long round, YearMonth month) {
    sql.update(FINDING)
        .set(FINDING.PROGRAMMES, FOUND.PROGRAMMES).set(FINDING.MISSING, FOUND.MISSING).set(FINDING.BY_LIST, FOUND.BY_LIST).set(FINDING.BEFORE_FEN, FOUND.BEFORE_FEN)
        .set(FINDING.AMOUNT_FEN, FOUND.AMOUNT_FEN).set(FINDING.AWARD_ID, FOUND.AWARD_ID).set(FINDING.WHY, FOUND.WHY).set(FINDING.MONTH, DSL.val(month.atDay(1), FINDING.MONTH))
        .set(FINDING.VILLAGE, PersonPlaces.village(FINDING.TOWN, FINDING.PERSON_ID)).set(FINDING.GRID, PersonPlaces.grid(FINDING.TOWN, FINDING.PERSON_ID))
        .from(FOUND)
        .where(CoverageRows.inTown(), FOUND.ROUND.eq(round), SAME)
        .and(DSL.row(FINDING.PROGRAMMES, FINDING.MISSING, FINDING.BY_LIST, FINDING.BEFORE_FEN, FINDING.AMOUNT_FEN, FINDING.MONTH)
            .ne(DSL.row(FOUND.PROGRAMMES, FOUND.MISSING, FOUND.BY_LIST, FOUND.BEFORE_FEN, FOUND.AMOUNT_FEN, DSL.val(month.atDay(1), FINDING.MONTH)))
            .or(FINDING.AWARD_ID.isDistinctFrom(FOUND.AWARD_ID)).or(FINDING.WHY.isDistinctFrom(FOUND.WHY))
            .or(FINDING.VILLAGE.isDistinctFrom(PersonPlaces.village(FINDING.TOWN, FINDING.PERSON_ID)))
            .or(FINDING.GRID.isDistinctFrom(PersonPlaces.grid(FINDING.TOWN, FINDING.PERSON_ID))))
        .execute();
  }

  private int leave(Condition lost, FindingMove move, FindingState to, Instant now) {
    Long[] ids = ids(lost.and(FINDING.STATE.in(move.fromNames())));
    if (ids.length == 0) return 0;
    trace(ids, move, to, now);
    return sql.update(FINDING)
        .set(FINDING.STATE, to.name()).set(FINDING.HOLDS, false).set(FINDING.VERSION, FINDING.VERSION.plus(1)).setNull(FINDING.NEXT_TRY).set(FINDING.CHANGED_AT, now)
        .where(CoverageRows.inTown(), FINDING.ID.eq(DSL.any(ids))).execute();
  }

  private Long[] ids(Condition which) {
    return sql.select(FINDING.ID).from(FINDING).where(which).orderBy(FINDING.ID).forUpdate().fetchArray(FINDING.ID);
  }

  private void trace(Long[] ids, FindingMove move, FindingState to, Instant now) {
    sql.insertInto(HISTORY, HISTORY.TOWN, HISTORY.FINDING_ID, HISTORY.AT, HISTORY.ACTOR, HISTORY.MOVE, HISTORY.FROM_STATE, HISTORY.TO_STATE)
        .select(DSL.select(FINDING.TOWN, FINDING.ID, DSL.val(now, HISTORY.AT), DSL.val(TownContext.required().actor()), DSL.val(move.name()), FINDING.STATE, DSL.val(to.name()))
            .from(FINDING).where(CoverageRows.inTown(), FINDING.ID.eq(DSL.any(ids))).orderBy(FINDING.ID))
        .execute();
  }

  private void standings(long round, YearMonth month, @Nullable Collection<Long> persons) {
    Condition scope = STANDING.TOWN.eq(CoverageRows.town());
    if (persons != null) scope = scope.and(STANDING.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))));
    Condition same = STOOD.TOWN.eq(STANDING.TOWN).and(STOOD.ROUND.eq(round)).and(STOOD.PROGRAMME.eq(STANDING.PROGRAMME)).and(STOOD.PERSON_ID.eq(STANDING.PERSON_ID));
    sql.deleteFrom(STANDING).where(scope).andNotExists(DSL.selectOne().from(STOOD).where(same)).execute();
    sql.insertInto(STANDING, STANDING.TOWN, STANDING.PROGRAMME, STANDING.PERSON_ID, STANDING.VILLAGE, STANDING.ENTITLED, STANDING.AMOUNT_FEN, STANDING.PAID, STANDING.RECEIVED, STANDING.ASKED, STANDING.MONTH)
        .select(DSL.select(
                STOOD.TOWN, STOOD.PROGRAMME, STOOD.PERSON_ID, PersonPlaces.village(STOOD.TOWN, STOOD.PERSON_ID), STOOD.ENTITLED, STOOD.AMOUNT_FEN, STOOD.PAID, STOOD.RECEIVED, STOOD.ASKED,
                DSL.val(month.atDay(1), STANDING.MONTH))
            .from(STOOD).where(STOOD.TOWN.eq(CoverageRows.town()), STOOD.ROUND.eq(round)))
        .onConflict(STANDING.TOWN, STANDING.PROGRAMME, STANDING.PERSON_ID).doUpdate()
        .set(STANDING.VILLAGE, DSL.excluded(STANDING.VILLAGE)).set(STANDING.ENTITLED, DSL.excluded(STANDING.ENTITLED)).set(STANDING.AMOUNT_FEN, DSL.excluded(STANDING.AMOUNT_FEN))
        .set(STANDING.PAID, DSL.excluded(STANDING.PAID)).set(STANDING.RECEIVED, DSL.excluded(STANDING.RECEIVED)).set(STANDING.ASKED, DSL.excluded(STANDING.ASKED)).set(STANDING.MONTH, DSL.excluded(STANDING.MONTH))
        .where(DSL.row(STANDING.ENTITLED, STANDING.AMOUNT_FEN, STANDING.PAID, STANDING.RECEIVED, STANDING.ASKED, STANDING.MONTH)
            .ne(DSL.row(DSL.excluded(STANDING.ENTITLED), DSL.excluded(STANDING.AMOUNT_FEN), DSL.excluded(STANDING.PAID), DSL.excluded(STANDING.RECEIVED), DSL.excluded(STANDING.ASKED), DSL.excluded(STANDING.MONTH)))
            .or(STANDING.VILLAGE.isDistinctFrom(DSL.excluded(STANDING.VILLAGE))))
        .execute();
  }
}

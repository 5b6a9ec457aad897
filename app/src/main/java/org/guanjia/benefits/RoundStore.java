package org.guanjia.benefits;

import static org.guanjia.benefits.db.Tables.ROUND;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.guanjia.benefits.db.tables.records.RoundRecord;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Rounds in the database. */
@Component
@Transactional
class RoundStore {

  static final int SHOWN_MAX = 60;

  private final DSLContext sql;
  private final Clock clock;

  RoundStore(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  long add(Round.Kind kind, YearMonth month, String reason, long rulebook, Instant known, int total) {
    RoundRecord row = sql.newRecord(ROUND);
    row.setTown(town());
    row.setKind(kind.name());
    row.setMonth(month.atDay(1));
    row.setState(Round.State.RUNNING.name());
    row.setReason(reason);
    row.setRulebook(rulebook);
    row.setKnownAt(known);
    row.setStartedBy(TownContext.required().actor());
    row.setStartedAt(clock.instant());
    row.setTotal(total);
    row.setBeatAt(clock.instant());
    row.insert();
    return row.getId();
  }

  @Transactional(readOnly = true)
  Optional<Round> find(long id) {
    return sql.selectFrom(ROUND).where(ROUND.TOWN.eq(town()), ROUND.ID.eq(id)).fetchOptional(RoundStore::round);
  }

  /** Rounds of the whole register, the latest first. */
  @Transactional(readOnly = true)
  List<Round> whole() {
    return sql.selectFrom(ROUND).where(ROUND.TOWN.eq(town()), ROUND.KIND.eq(Round.Kind.WHOLE.name())).orderBy(ROUND.ID.desc()).limit(SHOWN_MAX).fetch(RoundStore::round);
  }

  @Transactional(readOnly = true)
  Optional<Round> running(YearMonth month) {
    return sql.selectFrom(ROUND).where(ROUND.TOWN.eq(town()), ROUND.MONTH.eq(month.atDay(1)), ROUND.KIND.eq(Round.Kind.WHOLE.name()), ROUND.STATE.eq(Round.State.RUNNING.name()))
        .fetchOptional(RoundStore::round);
  }

  @Transactional(readOnly = true)
  boolean anyRunning() {
    return sql.fetchExists(ROUND, ROUND.TOWN.eq(town()).and(ROUND.KIND.eq(Round.Kind.WHOLE.name())).and(ROUND.STATE.eq(Round.State.RUNNING.name())));
  }

  /** Months of which the whole register was determined, or is being, the earliest first. */
  @Transactional(readOnly = true)
  List<YearMonth> months() {
    return sql.selectDistinct(ROUND.MONTH).from(ROUND)
        .where(ROUND.TOWN.eq(town()), ROUND.KIND.eq(Round.Kind.WHOLE.name()), ROUND.STATE.in(Round.State.DONE.name(), Round.State.RUNNING.name())).orderBy(ROUND.MONTH)
        .fetch(row -> YearMonth.from(row.value1()));
  }

  /** The latest whole round of a month that came to its end. */
  @Transactional(readOnly = true)
  Optional<Round> done(YearMonth month) {
    return sql.selectFrom(ROUND).where(ROUND.TOWN.eq(town()), ROUND.MONTH.eq(month.atDay(1)), ROUND.KIND.eq(Round.Kind.WHOLE.name()), ROUND.STATE.eq(Round.State.DONE.name()))
        .orderBy(ROUND.ID.desc()).limit(1).fetchOptional(RoundStore::round);
  }

  /** What the latest round reads as known; of a town without rounds, long ago. */
  @Transactional(readOnly = true)
  Instant known() {
    return sql.select(ROUND.KNOWN_AT).from(ROUND).where(ROUND.TOWN.eq(town())).orderBy(ROUND.ID.desc()).limit(1).fetchOptional(ROUND.KNOWN_AT).orElse(Instant.EPOCH);
  }

  /** Whether it was ours to move: false when it was cancelled, or another process goes on with it. */
  boolean advance(long id, long from, long to, int persons, int appended) {
    return sql.update(ROUND).set(ROUND.POSITION, to).set(ROUND.PERSONS, ROUND.PERSONS.plus(persons)).set(ROUND.APPENDED, ROUND.APPENDED.plus(appended)).set(ROUND.BEAT_AT, clock.instant())
        .where(ROUND.TOWN.eq(town()), ROUND.ID.eq(id), ROUND.POSITION.eq(from), ROUND.STATE.eq(Round.State.RUNNING.name())).execute() == 1;
  }

  /** Ends it in that state, once. */
  boolean end(long id, Round.State state, @org.jspecify.annotations.Nullable String fault) {
    return sql.update(ROUND).set(ROUND.STATE, state.name()).set(ROUND.FAULT, fault).set(ROUND.FINISHED_AT, clock.instant())
        .where(ROUND.TOWN.eq(town()), ROUND.ID.eq(id), ROUND.STATE.eq(Round.State.RUNNING.name())).execute() == 1;
  }

  /** Running ones of which nothing was heard since; the caller's from now on. */
  List<Round> takeOver(Instant silentSince) {
    return sql.update(ROUND).set(ROUND.BEAT_AT, clock.instant())
        .where(ROUND.TOWN.eq(town()), ROUND.KIND.eq(Round.Kind.WHOLE.name()), ROUND.STATE.eq(Round.State.RUNNING.name()), ROUND.BEAT_AT.lt(silentSince))
        .returning().fetch(RoundStore::round);
  }

  private static Round round(RoundRecord row) {
    return new Round(
        row.getId(), Round.Kind.valueOf(row.getKind()), YearMonth.from(row.getMonth()), Round.State.valueOf(row.getState()), row.getReason(), row.getRulebook(), row.getKnownAt(),
        row.getStartedBy(), row.getStartedAt(), row.getPosition(), row.getPersons(), row.getTotal(), row.getAppended(), row.getFinishedAt(), row.getFault());
  }

  private static String town() {
    return TownContext.required().town();
  }
}

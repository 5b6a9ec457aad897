package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.ATTEMPT;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts attempts in the database, so that all copies of the application share the counts. An attempt is counted before
 * it is made: a burst sent at the same moment gets no more tries than one after the other.
 */
@Component
class Throttle {

  private final DSLContext sql;
  private final EveryTown everyTown;
  private final Clock clock;

  Throttle(DSLContext sql, EveryTown everyTown, Clock clock) {
    this.sql = sql;
    this.everyTown = everyTown;
    this.clock = clock;
  }

  /**
   * Something of which only so much is allowed.
   *
   * @param key what is counted; kept as a digest
   * @param limit attempts within the window
   */
  record Limit(String key, int limit, Duration window) {
    byte[] digest() {
      return Secrets.hash(key);
    }
  }

  /**
   * Counts one attempt against each limit, in order; stops at the first that is used up, so that what is refused does
   * not weigh on the wider limits after it.
   *
   * @return how long to wait; zero when the attempt may be made
   */
  Duration reserve(List<Limit> limits) {
    Instant now = clock.instant();
    for (Limit limit : limits) {
      Duration wait = everyTown.call(() -> count(limit, now));
      if (!wait.isZero()) return wait;
    }
    return Duration.ZERO;
  }

  /** Takes an attempt back that turned out to be the rightful one. */
  void refund(List<Limit> limits) {
    everyTown.run(
        () ->
            sql.update(ATTEMPT)
                .set(ATTEMPT.ATTEMPTS, greatest(ATTEMPT.ATTEMPTS.minus(1), inline(0)))
                .where(ATTEMPT.KEY.in(limits.stream().map(Limit::digest).toList()))
                .execute());
  }

  @Scheduled(fixedDelay = 10, initialDelay = 10, timeUnit = TimeUnit.MINUTES)
  void forgetOld() {
    everyTown.run(() -> sql.deleteFrom(ATTEMPT).where(ATTEMPT.ENDS_AT.lt(clock.instant())).execute());
  }

  private Duration count(Limit limit, Instant now) {
    Instant ends = now.plus(limit.window());
    var row =
        sql.insertInto(ATTEMPT)
            .set(ATTEMPT.KEY, limit.digest())
            .set(ATTEMPT.ATTEMPTS, 1)
            .set(ATTEMPT.ENDS_AT, ends)
            .onConflict(ATTEMPT.KEY)
            .doUpdate()
            .set(ATTEMPT.ATTEMPTS, when(ATTEMPT.ENDS_AT.le(now), 1).otherwise(ATTEMPT.ATTEMPTS.plus(1)))
            .set(ATTEMPT.ENDS_AT, when(ATTEMPT.ENDS_AT.le(now), ends).otherwise(ATTEMPT.ENDS_AT))
            .returning(ATTEMPT.ATTEMPTS, ATTEMPT.ENDS_AT)
            .fetchSingle();
    return row.getAttempts() <= limit.limit() ? Duration.ZERO : Duration.between(now, row.getEndsAt()).plusSeconds(1);
  }
}

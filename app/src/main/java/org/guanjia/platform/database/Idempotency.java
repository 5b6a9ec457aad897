package org.guanjia.platform.database;

import static org.guanjia.platform.db.Tables.IDEMPOTENCY;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sent twice, done once: the answer of a mutating call is kept under the client's key, in the same transaction. */
@Component
public class Idempotency {

  private static final Duration KEPT = Duration.ofDays(7);
  private static final int KEY_LENGTH_MAX = 100;

  private final DSLContext sql;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Idempotency(DSLContext sql, TransactionTemplate transactions, Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Runs the work in a transaction unless this actor already sent this key; then the first answer is given again. Two
   * at the same moment: the second waits for the first at the key's row.
   *
   * @param key the client's key; null or blank means that the client takes no such precaution
   * @throws InvalidInput when the key has more than 100 characters
   * @param work gives the answer to keep: usually where to go next; at most a few hundred characters
   */
  public String once(@Nullable String key, Supplier<String> work) {
    if (key == null || key.isBlank()) return inTransaction(work);
    if (key.length() > KEY_LENGTH_MAX) throw new InvalidInput("Idempotency-Key", "json.error.key", KEY_LENGTH_MAX);
    try {
      return inTransaction(() -> workAndKeep(key, work));
    } catch (RuntimeException failure) {
      return inTransaction(() -> answer(key).orElseThrow(() -> failure));
    }
  }

  @Scheduled(fixedDelay = 6, timeUnit = TimeUnit.HOURS, initialDelay = 1)
  void forgetOld() {
    transactions.executeWithoutResult(
        status ->
            sql.deleteFrom(IDEMPOTENCY).where(IDEMPOTENCY.CREATED_AT.lt(clock.instant().minus(KEPT))).execute());
  }

  private String inTransaction(Supplier<String> work) {
    return Objects.requireNonNull(transactions.execute(status -> work.get()));
  }

  private String workAndKeep(String key, Supplier<String> work) {
    String answer = work.get();
    TownContext context = TownContext.required();
    sql.insertInto(IDEMPOTENCY)
        .set(IDEMPOTENCY.TOWN, context.town())
        .set(IDEMPOTENCY.ACTOR, context.actor())
        .set(IDEMPOTENCY.KEY, key)
        .set(IDEMPOTENCY.ANSWER, answer)
        .set(IDEMPOTENCY.CREATED_AT, clock.instant())
        .execute();
    return answer;
  }

  private Optional<String> answer(String key) {
    TownContext context = TownContext.required();
    return sql.select(IDEMPOTENCY.ANSWER)
        .from(IDEMPOTENCY)
        .where(IDEMPOTENCY.TOWN.eq(context.town()))
        .and(IDEMPOTENCY.ACTOR.eq(context.actor()))
        .and(IDEMPOTENCY.KEY.eq(key))
        .fetchOptional(IDEMPOTENCY.ANSWER);
  }
}

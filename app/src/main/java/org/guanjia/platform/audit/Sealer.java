package org.guanjia.platform.audit;

import static org.guanjia.platform.db.Tables.AUDIT_ERA;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.guanjia.platform.audit.Anchors.Anchor;
import org.guanjia.platform.audit.Chain.Entry;
import org.guanjia.platform.audit.Chain.Position;
import org.guanjia.platform.audit.Chain.Seal;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Seals the entries of finished transactions, every second, one copy of the application at a time. */
@Component
class Sealer {

  static final int BATCH_MAX = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
  private static final long LOCK = 0x6A75616E6A6961L;
  private static final Field<Boolean> LOCKED =
      field("pg_try_advisory_xact_lock({0})", Boolean.class, inline(LOCK));
  private static final Field<Long> SYSTEM_IDENTIFIER =
      field("(select system_identifier from pg_control_system())", Long.class);

  private final DSLContext sql;
  private final TransactionTemplate transactions;
  private final Log log;
  private final Chain chain;
  private final Anchors anchors;
  private final Clock clock;
  private boolean warned;

  Sealer(DSLContext sql, TransactionTemplate transactions, Log log, Chain chain, Anchors anchors, Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.log = log;
    this.chain = chain;
    this.anchors = anchors;
    this.clock = clock;
  }

  /** After a restore into another cluster transaction numbers begin anew: so does the era. */
  @PostConstruct
  void beginEra() {
    transactions.executeWithoutResult(
        status ->
            sql.insertInto(AUDIT_ERA, AUDIT_ERA.ERA, AUDIT_ERA.SYSTEM_IDENTIFIER)
                .select(
                    sql.select(max(AUDIT_ERA.ERA).plus(1), SYSTEM_IDENTIFIER)
                        .from(AUDIT_ERA)
                        .having(
                            SYSTEM_IDENTIFIER.ne(
                                field(
                                    sql.select(AUDIT_ERA.SYSTEM_IDENTIFIER)
                                        .from(AUDIT_ERA)
                                        .orderBy(AUDIT_ERA.ERA.desc())
                                        .limit(1)))))
                .onConflictDoNothing()
                .execute());
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void sealFinished() {
    try {
      while (sealBatch() == BATCH_MAX) {
        // more is waiting
      }
    } catch (DataAccessException | org.jooq.exception.DataAccessException | org.springframework.transaction.TransactionException e) {
      LOG.warn("audit entries wait to be sealed: {}", e.getMessage());
    }
  }

  /** Seals at most one batch and says how many entries it holds. */
  int sealBatch() {
    Optional<Seal> seal =
        TownContext.system("*").call(() -> transactions.execute(status -> addSeal()));
    seal.ifPresent(anchors::note);
    return seal.map(Seal::count).orElse(0);
  }

  private Optional<Seal> addSeal() {
    if (!Boolean.TRUE.equals(sql.select(LOCKED).fetchSingle(LOCKED))) return Optional.empty();
    Optional<Seal> last = log.lastSeal();
    List<Entry> batch = log.finishedAfter(last.map(Seal::to).orElse(Position.START), BATCH_MAX);
    if (batch.isEmpty()) return Optional.empty();
    warnWhenCutOff(last.map(Seal::seq).orElse(0L));
    Seal seal =
        chain.seal(
            last.map(Seal::seq).orElse(0L) + 1,
            last.map(Seal::hash).orElse(Chain.BEGINNING),
            batch,
            batch.size() < BATCH_MAX,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    log.add(seal);
    return Optional.of(seal);
  }

  private void warnWhenCutOff(long lastSeq) {
    boolean cutOff = anchors.all().stream().mapToLong(Anchor::seq).max().orElse(0) > lastSeq;
    if (cutOff && !warned) {
      anchors.keepNewest();
      LOG.error("The audit log ends at seal {}, earlier than noted in the data folder: run verify-audit", lastSeq);
    }
    warned = cutOff;
  }
}

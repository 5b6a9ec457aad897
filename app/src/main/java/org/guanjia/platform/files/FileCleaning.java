package org.guanjia.platform.files;

import static org.guanjia.platform.db.Tables.FILE;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.guanjia.platform.database.OneCopy;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes files that no form took within a day, and bytes that no row speaks of. */
@Component
class FileCleaning {

  private static final Logger LOG = LoggerFactory.getLogger(FileCleaning.class);
  private static final Duration WAITING = Duration.ofDays(1);
  private static final int BATCH_MAX = 200;

  private final DSLContext sql;
  private final TransactionTemplate transactions;
  private final StoredFiles files;
  private final OneCopy oneCopy;
  private final Clock clock;

  FileCleaning(DSLContext sql, TransactionTemplate transactions, StoredFiles files, OneCopy oneCopy, Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.files = files;
    this.oneCopy = oneCopy;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 6, initialDelay = 1, timeUnit = TimeUnit.HOURS)
  void clean() {
    oneCopy.run("files.cleaning", this::cleanAll);
  }

  private void cleanAll() {
    Instant now = clock.instant();
    files.folder().clearWork(now);
    for (String town : files.folder().towns()) TownContext.system(town).run(() -> cleanTown(town, now));
  }

  private void cleanTown(String town, Instant now) {
    List<UUID> forgotten = forgotten(town, now);
    while (!forgotten.isEmpty()) {
      forgotten.forEach(id -> transactions.executeWithoutResult(status -> remove(town, id)));
      LOG.info("{} files that no form took were removed", forgotten.size());
      forgotten = forgotten.size() < BATCH_MAX ? List.of() : forgotten(town, now);
    }
    try (Stream<String> settled = files.folder().settled(town, now)) {
      settled.forEach(sha256 -> transactions.executeWithoutResult(status -> removeBytesNobodyKnows(town, sha256)));
    }
  }

  private List<UUID> forgotten(String town, Instant now) {
    List<UUID> ids =
        transactions.execute(
            status ->
                sql.select(FILE.ID)
                    .from(FILE)
                    .where(FILE.TOWN.eq(town))
                    .and(FILE.OWNER.isNull())
                    .and(FILE.UPLOADED_AT.lt(now.minus(WAITING)))
                    .limit(BATCH_MAX)
                    .fetch(FILE.ID));
    return ids == null ? List.of() : ids;
  }

  private void remove(String town, UUID id) {
    var row = sql.selectFrom(FILE).where(FILE.TOWN.eq(town)).and(FILE.ID.eq(id)).and(FILE.OWNER.isNull()).forUpdate().fetchOne();
    if (row == null) return;
    row.delete();
    removeBytesNobodyKnows(town, row.getSha256());
  }

  private void removeBytesNobodyKnows(String town, String sha256) {
    files.lock(sha256);
    boolean known = sql.fetchExists(FILE, FILE.TOWN.eq(town).and(FILE.SHA256.eq(sha256)));
    if (!known) files.folder().remove(town, sha256);
  }
}

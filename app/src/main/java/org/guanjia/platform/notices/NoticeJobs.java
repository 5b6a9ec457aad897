package org.guanjia.platform.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.guanjia.platform.database.OneCopy;
import org.guanjia.platform.database.TownContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends what is due every two seconds, in each copy of the program, and forgets old texts once a day. */
@Component
class NoticeJobs {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeJobs.class);
  private static final Duration KEPT = Duration.ofDays(90);

  private final Dispatcher dispatcher;
  private final Outbox outbox;
  private final TransactionTemplate transactions;
  private final OneCopy oneCopy;
  private final Clock clock;

  NoticeJobs(Dispatcher dispatcher, Outbox outbox, TransactionTemplate transactions, OneCopy oneCopy, Clock clock) {
    this.dispatcher = dispatcher;
    this.outbox = outbox;
    this.transactions = transactions;
    this.oneCopy = oneCopy;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 2, initialDelay = 2, timeUnit = TimeUnit.SECONDS)
  void dispatch() {
    try {
      dispatcher.dispatch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (DataAccessException | org.jooq.exception.DataAccessException | TransactionException e) {
      LOG.warn("Notices wait for the database: {}", e.getMessage());
    }
  }

  @Scheduled(fixedDelay = 24, initialDelay = 1, timeUnit = TimeUnit.HOURS)
  void forgetOld() {
    oneCopy.run("notices.forget", () -> forget(clock.instant().minus(KEPT)));
  }

  void forget(Instant before) {
    List<String> towns = transactions.execute(status -> outbox.townsEnded(before));
    for (String town : towns == null ? List.<String>of() : towns)
      TownContext.system(town).run(() -> transactions.executeWithoutResult(status -> outbox.forget(town, before)));
  }
}

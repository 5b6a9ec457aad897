package org.guanjia.publicity;

import static org.guanjia.publicity.db.Tables.VISIT;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts how often leaflets are opened: a number for each day, village and way, and nothing of whoever opened them, so that there is
 * nothing to track anybody by. Added up in memory and written every few seconds; a machine that stops loses those seconds.
 */
@Component
class VisitCounter implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(VisitCounter.class);
  private static final int PLACES_MAX = 20_000;

  private record Place(String town, long leaflet, String village, LocalDate day, boolean poster) {}

  private final DSLContext sql;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final Map<Place, AtomicInteger> counts = new ConcurrentHashMap<>();

  VisitCounter(DSLContext sql, TransactionTemplate transactions, Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.clock = clock;
  }

  void opened(long leaflet, String village, boolean poster) {
    if (counts.size() > PLACES_MAX) return;
    var place = new Place(TownContext.required().town(), leaflet, village, LocalDate.ofInstant(clock.instant(), PublicSite.ZONE), poster);
    counts.computeIfAbsent(place, any -> new AtomicInteger()).incrementAndGet();
  }

  @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
  void keep() {
    for (Place place : counts.keySet()) {
      AtomicInteger count = counts.remove(place);
      if (count == null) continue;
      try {
        TownContext.system(place.town()).run(() -> transactions.executeWithoutResult(status -> add(place, count.get())));
      } catch (RuntimeException e) {
        // The number is not worth more than one more try.
        counts.computeIfAbsent(place, any -> new AtomicInteger()).addAndGet(count.get());
        log.warn("visits could not be kept; tried again in some seconds: {}", e.toString());
        return;
      }
    }
  }

  private void add(Place place, int visits) {
    sql.insertInto(VISIT)
        .set(VISIT.TOWN, place.town())
        .set(VISIT.LEAFLET_ID, place.leaflet())
        .set(VISIT.VILLAGE, place.village())
        .set(VISIT.DAY, place.day())
        .set(VISIT.WAY, place.poster() ? "POSTER" : "LINK")
        .set(VISIT.VISITS, visits)
        .onConflict(VISIT.TOWN, VISIT.LEAFLET_ID, VISIT.VILLAGE, VISIT.DAY, VISIT.WAY)
        .doUpdate()
        .set(VISIT.VISITS, VISIT.VISITS.plus(visits))
        .execute();
  }

  @Override
  public void destroy() {
    keep();
  }
}

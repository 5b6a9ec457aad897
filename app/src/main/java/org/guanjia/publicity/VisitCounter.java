package org.guanjia.publicity;

import static org.guanjia.publicity.db.Tables.PROJECT_VISIT;
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
 * Counts how often leaflets are opened, and projects by the code on their posters: a number for each day, village and way, and nothing of
 * whoever opened them, so that there is nothing to track anybody by. Added up in memory and written every few seconds; a machine that stops loses those seconds.
 */
@Component
class VisitCounter implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(VisitCounter.class);
  private static final int PLACES_MAX = 20_000;

  private enum Way {
    POSTER,
    LINK,
    PROJECT_POSTER
  }

  /** @param id of the leaflet, or of the project's publication */
  private record Place(String town, long id, String village, LocalDate day, Way way) {}

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
    count(leaflet, village, poster ? Way.POSTER : Way.LINK);
  }

  /** Somebody came to a project's page by its poster. */
  void cameByPoster(Publication project) {
    if (project.village() != null) count(project.id(), project.village(), Way.PROJECT_POSTER);
  }

  private void count(long id, String village, Way way) {
    if (counts.size() > PLACES_MAX) return;
    var place = new Place(TownContext.required().town(), id, village, LocalDate.ofInstant(clock.instant(), PublicSite.ZONE), way);
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
    if (place.way() == Way.PROJECT_POSTER) addToProject(place, visits);
    else addToLeaflet(place, visits);
  }

  private void addToProject(Place place, int visits) {
    sql.insertInto(PROJECT_VISIT)
        .set(PROJECT_VISIT.TOWN, place.town())
        .set(PROJECT_VISIT.PUBLICATION_ID, place.id())
        .set(PROJECT_VISIT.VILLAGE, place.village())
        .set(PROJECT_VISIT.DAY, place.day())
        .set(PROJECT_VISIT.VISITS, visits)
        .onConflict(PROJECT_VISIT.TOWN, PROJECT_VISIT.PUBLICATION_ID, PROJECT_VISIT.VILLAGE, PROJECT_VISIT.DAY)
        .doUpdate()
        .set(PROJECT_VISIT.VISITS, PROJECT_VISIT.VISITS.plus(visits))
        .execute();
  }

  private void addToLeaflet(Place place, int visits) {
    sql.insertInto(VISIT)
        .set(VISIT.TOWN, place.town())
        .set(VISIT.LEAFLET_ID, place.id())
        .set(VISIT.VILLAGE, place.village())
        .set(VISIT.DAY, place.day())
        .set(VISIT.WAY, place.way().name())
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

package org.guanjia.requests.matching;

import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** How frequent the words of each town are: counted over its most recent requests, in memory, and counted anew from time to time. */
@Component
public class TownFrequencies {

  private static final Logger log = LoggerFactory.getLogger(TownFrequencies.class);

  /** Enough to tell words of every fiftieth request from those of every thousandth; counted in a fraction of a second. */
  private static final int SAMPLE_SIZE = 5_000;

  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration KEPT_WHILE_YOUNG = Duration.ofMinutes(2);

  private record Counted(Frequencies frequencies, Instant until) {}

  private final DSLContext sql;
  private final TransactionTemplate apart;
  private final Clock clock;
  private final Map<String, Counted> towns = new ConcurrentHashMap<>();
  private final Map<String, Boolean> counting = new ConcurrentHashMap<>();

  TownFrequencies(DSLContext sql, PlatformTransactionManager transactions, Clock clock) {
    this.sql = sql;
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.apart.setReadOnly(true);
    this.clock = clock;
  }

  /** Of the current town. Only the very first caller waits for the counting; later ones get the last count while a new one is made. */
  Frequencies current() {
    var town = TownContext.required().town();
    var counted = towns.get(town);
    if (counted == null) return count(town);
    if (counted.until().isBefore(clock.instant())) countBehind(town);
    return counted.frequencies();
  }

  /** Forgets what is counted; for tests that exchange the database under the running application, and after a large import. */
  public void forget() {
    towns.clear();
  }

  private void countBehind(String town) {
    if (counting.putIfAbsent(town, true) != null) return;
    Thread.ofVirtual().name("frequencies-" + town).start(() -> {
      try {
        count(town);
      } catch (RuntimeException e) {
        log.warn("words of town {} could not be counted; the last count stays", town, e);
      } finally {
        counting.remove(town);
      }
    });
  }

  private Frequencies count(String town) {
    var frequencies = TownContext.system(town).call(() -> Objects.requireNonNull(apart.execute(status -> sample(town))));
    var kept = frequencies.texts() < SAMPLE_SIZE ? KEPT_WHILE_YOUNG : KEPT;
    towns.put(town, new Counted(frequencies, clock.instant().plus(kept)));
    return frequencies;
  }

  private Frequencies sample(String town) {
    var matters =
        sql.select(REQUEST.ID, REQUEST.TITLE, REQUEST.WORDS, REQUEST.VILLAGE_GROUP, REQUEST.ADDRESS, REQUEST.RECEIVED_AT)
            .from(REQUEST)
            .where(REQUEST.TOWN.eq(town))
            .orderBy(REQUEST.RECEIVED_AT.desc(), REQUEST.ID.desc())
            .limit(SAMPLE_SIZE)
            .fetchInto(RequestRecord.class)
            .stream()
            .map(Wordings::matter)
            .toList();
    var readings = matters.stream().map(matter -> Reading.of(matter.text(), matter.address())).toList();
    return Frequencies.over(readings, matters.isEmpty() ? 1 : Likeness.days(matters.getFirst(), matters.getLast()));
  }
}

package org.guanjia.people;

import static org.guanjia.people.db.Tables.NAME_COUNTS;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.guanjia.linkage.Linkage;
import org.guanjia.linkage.NameFrequencies;
import org.guanjia.linkage.Weights;
import org.guanjia.places.Places;
import org.guanjia.platform.database.TownContext;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many people the town has and how frequent their names are, for {@link Linkage}. Counted anew once the register has grown by a half, so that
 * the counting costs an import of any size the same for each row.
 */
@Component
class Population {

  private static final int FETCH_ROWS = 1000;
  private static final int GROWN_BY_MIN = 5000;

  private record Counted(Linkage linkage, long persons, AtomicLong registeredSince) {}

  /** A register that is only beginning is of as many people as the town has; where nobody knows how many, of these. */
  private static final int PEOPLE_OF_A_TOWN = 50_000;

  private final DSLContext sql;
  private final Places places;
  private final Map<String, Counted> towns = new ConcurrentHashMap<>();

  Population(DSLContext sql, Places places) {
    this.sql = sql;
    this.places = places;
  }

  /** Linkage with the names of the current town. */
  @Transactional(propagation = Propagation.MANDATORY)
  Linkage linkage() {
    String town = TownContext.required().town();
    Counted counted = towns.get(town);
    if (counted == null || counted.registeredSince().get() > Math.max(GROWN_BY_MIN, counted.persons() / 2)) {
      counted = count();
      towns.put(town, counted);
    }
    return counted.linkage();
  }

  /** Told when persons have been registered; that a transaction may be rolled back does no harm. */
  void grew(int persons) {
    Counted counted = towns.get(TownContext.required().town());
    if (counted != null) counted.registeredSince().addAndGet(persons);
  }

  private Counted count() {
    NameFrequencies names = new NameFrequencies();
    long persons = 0;
    try (Cursor<? extends Record> rows = sql.select(NAME_COUNTS.NAME_KEY, NAME_COUNTS.PERSONS).from(NAME_COUNTS()).fetchSize(FETCH_ROWS).fetchLazy()) {
      for (Record row : rows) {
        long bearers = row.get(NAME_COUNTS.PERSONS);
        for (long i = 0; i < bearers; i++) names.add(row.get(NAME_COUNTS.NAME_KEY));
        persons += bearers;
      }
    }
    long inTown = places.hasTown() && places.town().population() != null ? places.town().population() : PEOPLE_OF_A_TOWN;
    return new Counted(new Linkage(Weights.TYPICAL, names, Math.max(persons, inTown)), persons, new AtomicLong());
  }
}

package org.guanjia.places;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The town one works for and what lies in it. Answers come from memory: places are read all the time and changed a few times a year.
 * Everything is of the town of the current {@link TownContext}.
 */
@Component
public class Places {
  /** How long another copy of the application may not know of a change. */
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  /** How long a database that is away is not asked again: it takes seconds to say so, on every page. */
  private static final Duration NOT_ASKED_AGAIN = Duration.ofSeconds(30);

  private final PlaceStore store;
  private final Clock clock;
  private final Map<String, Remembered> towns = new ConcurrentHashMap<>();

  private record Remembered(Gazetteer gazetteer, Instant until) {}

  Places(PlaceStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * The town.
   *
   * @throws java.util.NoSuchElementException when no such town has been set up
   */
  public Town town() {
    return gazetteer().town().orElseThrow();
  }

  /** Whether the town has been set up. */
  public boolean hasTown() {
    return gazetteer().town().isPresent();
  }

  /** Codes of all towns of the installation, for work that goes on by itself in each of them. */
  public List<String> townCodes() {
    return store.townCodes();
  }

  /** Villages in use, by code. */
  public List<Village> villages() {
    return gazetteer().villages().stream().filter(village -> !village.retired()).toList();
  }

  /** The village of that code, also a retired one. */
  public Optional<Village> village(String code) {
    return gazetteer().village(code);
  }

  /** The one village that goes by that code, name or other name, however it is spelt; empty when none or several do. */
  public Optional<Village> villageNamed(String name) {
    return gazetteer().villageNamed(name);
  }

  /** Village groups in use in a village, by code. */
  public List<SubArea> groups(String village) {
    return gazetteer().within(SubArea.Kind.GROUP, village);
  }

  /** Grids in use in a village, by code. */
  public List<SubArea> grids(String village) {
    return gazetteer().within(SubArea.Kind.GRID, village);
  }

  /** The village group of that code, also a retired one. */
  public Optional<SubArea> group(String code) {
    return gazetteer().subArea(SubArea.Kind.GROUP, code);
  }

  /** The grid of that code, also a retired one. */
  public Optional<SubArea> grid(String code) {
    return gazetteer().subArea(SubArea.Kind.GRID, code);
  }

  /** Villages by name as the current transaction sees them, for work that adds some as it goes; not from memory. */
  public Function<String, Optional<Village>> villageNames() {
    return store.gazetteer()::villageNamed;
  }

  /** Adds villages that another module met in a file and a person ticked to create; in the caller's transaction. Call {@link #forget} after it. */
  public void add(List<Village> villages) {
    store.saveAll(villages.stream().map(Place::of).toList());
  }

  /** Groups and grids, also retired ones, by kind and code. */
  Collection<SubArea> subAreas() {
    return gazetteer().subAreas();
  }

  Gazetteer gazetteer() {
    String town = TownContext.required().town();
    Remembered known = towns.get(town);
    if (known == null || known.until().isBefore(clock.instant())) {
      known = load(known);
      towns.put(town, known);
    }
    return known.gazetteer();
  }

  /** While the database is away, what was known of the places is still true. */
  private Remembered load(@Nullable Remembered before) {
    try {
      return new Remembered(store.gazetteer(), clock.instant().plus(REMEMBERED));
    } catch (DataAccessException | TransactionException away) {
      if (before == null) throw away;
      return new Remembered(before.gazetteer(), clock.instant().plus(NOT_ASKED_AGAIN));
    }
  }

  /** Forgets what is remembered; after a change, and in tests that exchange the database under the running application. */
  public void forget() {
    towns.clear();
  }
}

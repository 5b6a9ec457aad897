package org.guanjia.places;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.database.TownMemory;
import org.springframework.stereotype.Component;

/**
 * The town one works for and what lies in it. Answers come from memory: places are read all the time and changed a few times a year.
 * Everything is of the town of the current {@link TownContext}.
 */
@Component
public class Places {

  private final PlaceStore store;
  private final TownMemory<Gazetteer> gazetteers;

  Places(PlaceStore store, Clock clock) {
    this.store = store;
    this.gazetteers = new TownMemory<>(clock, store::gazetteer);
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

  /** Work that goes on by itself, in each town of the installation, one after the other. */
  public void eachTown(Runnable work) {
    for (String town : TownContext.system("*").call(store::townCodes)) TownContext.system(town).run(work);
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

  /** The one group or grid in use in a village that goes by that code, name or other name, however it is spelt; empty when none or several do. */
  public Optional<SubArea> named(SubArea.Kind kind, String village, String name) {
    return gazetteer().subAreaNamed(kind, village, name);
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
    return gazetteers.get();
  }

  /** Forgets what is remembered; after a change, and in tests that exchange the database under the running application. */
  public void forget() {
    gazetteers.forget();
  }
}

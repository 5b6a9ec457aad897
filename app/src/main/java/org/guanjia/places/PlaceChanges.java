package org.guanjia.places;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Changes of the town and its places, by form and API. */
@Service
class PlaceChanges {
  private static final String CODE = "[0-9A-Za-z][0-9A-Za-z.-]{0,19}";
  private static final int NAME_ZH_CHARS_MAX = 60;
  private static final int NAME_EN_CHARS_MAX = 100;
  private static final int VARIANTS_MAX = 20;

  private final PlaceStore store;
  private final Places places;
  private final Audit audit;

  PlaceChanges(PlaceStore store, Places places, Audit audit) {
    this.store = store;
    this.places = places;
    this.audit = audit;
  }

  /** Every place of the town, retired ones too, villages first. */
  List<Place> all() {
    Gazetteer gazetteer = places.gazetteer();
    return Stream.concat(gazetteer.villages().stream().map(Place::of), gazetteer.subAreas().stream().map(Place::of)).toList();
  }

  /** The place of that code. */
  Optional<Place> find(String code) {
    return all().stream().filter(place -> place.code().equals(code)).findFirst();
  }

  /**
   * Writes a place as it is now.
   *
   * @param mustBeNew whether a place of that code is an error
   * @throws InvalidInput naming each field that was refused
   */
  @Transactional
  void save(Place place, boolean mustBeNew) {
    check(place, mustBeNew);
    boolean isNew = place.placeKind().isVillage()
        ? store.save(place.asVillage(places.village(place.code()).map(Village::urbanRuralClass).orElse(null)))
        : store.save(place.asSubArea());
    audit.record(isNew ? "place.added" : "place.changed", "place", place.code(), Map.of("kind", place.kind(), "retired", place.retired()));
    forgetAfterCommit();
  }

  /** Writes the town one works for as it is now. */
  @Transactional
  void save(Town town) {
    check(town);
    store.save(town);
    audit.record("town.changed", "town", town.code());
    forgetAfterCommit();
  }

  /**
   * Sets up another town of this installation.
   *
   * @throws InvalidInput naming each field that was refused, also when the town exists
   */
  void add(Town town) {
    check(town);
    new TownContext(town.code(), TownContext.required().actor(), null, null).run(() -> {
      if (!store.addTown(town, audit)) throw new InvalidInput("code", "places.error.townExists");
      places.forget();
    });
  }

  private void check(Place place, boolean mustBeNew) {
    List<FieldError> errors = new ArrayList<>();
    code(errors, place.code());
    names(errors, place.nameZh(), place.nameEn());
    Optional<Place> known = find(place.code());
    if (mustBeNew && known.isPresent()) errors.add(FieldError.of("code", "places.error.codeTaken", known.get().nameZh()));
    known.filter(before -> before.placeKind().isVillage() != place.placeKind().isVillage() || !before.placeKind().isVillage() && !before.kind().equals(place.kind()))
        .ifPresent(before -> errors.add(FieldError.of("kind", "places.error.kindFixed")));
    String village = place.village();
    if (!place.placeKind().isVillage() && (village == null || places.village(village).isEmpty())) {
      errors.add(FieldError.of("village", "places.error.village"));
    }
    if (place.variants().size() > VARIANTS_MAX || place.variants().stream().anyMatch(name -> name.isBlank() || name.length() > NAME_ZH_CHARS_MAX)) {
      errors.add(FieldError.of("variants", "places.error.variants", VARIANTS_MAX, NAME_ZH_CHARS_MAX));
    }
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static void check(Town town) {
    List<FieldError> errors = new ArrayList<>();
    code(errors, town.code());
    names(errors, town.nameZh(), town.nameEn());
    population(errors, town.population(), town);
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static void population(List<FieldError> errors, @Nullable Integer population, Town town) {
    if (population != null && (population < 0 || town.populationOn() == null || town.populationSource() == null || town.populationSource().isBlank())) {
      errors.add(FieldError.of("population", "places.error.population"));
    }
  }

  private static void code(List<FieldError> errors, String code) {
    if (!code.matches(CODE)) errors.add(FieldError.of("code", "places.error.code"));
  }

  private static void names(List<FieldError> errors, String zh, String en) {
    if (zh.isBlank() || zh.length() > NAME_ZH_CHARS_MAX) errors.add(FieldError.of("nameZh", "places.error.name", NAME_ZH_CHARS_MAX));
    if (en.isBlank() || en.length() > NAME_EN_CHARS_MAX) errors.add(FieldError.of("nameEn", "places.error.name", NAME_EN_CHARS_MAX));
  }

  private void forgetAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCompletion(int status) {
        places.forget();
      }
    });
  }
}

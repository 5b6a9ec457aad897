package org.guanjia.places;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything known of one town's places at one moment. */
final class Gazetteer {
  private final @Nullable Town town;
  private final List<Village> villages;
  private final List<SubArea> subAreas;
  private final Map<String, Village> byCode = new HashMap<>();
  private final Map<String, Set<Village>> byName = new HashMap<>();

  Gazetteer(@Nullable Town town, List<Village> villages, List<SubArea> subAreas) {
    this.town = town;
    this.villages = villages;
    this.subAreas = subAreas;
    for (Village village : villages) {
      byCode.put(village.code(), village);
      Stream.concat(Stream.of(village.code(), village.nameZh(), village.nameEn()), village.variants().stream())
          .forEach(name -> byName.computeIfAbsent(PlaceNames.fold(name), folded -> new HashSet<>()).add(village));
    }
  }

  Optional<Town> town() {
    return Optional.ofNullable(town);
  }

  List<Village> villages() {
    return villages;
  }

  Optional<Village> village(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  Optional<Village> villageNamed(String name) {
    Village exact = byCode.get(name.strip());
    if (exact != null) return Optional.of(exact);
    Set<Village> named = byName.getOrDefault(PlaceNames.fold(name), Set.of());
    return named.size() == 1 ? Optional.of(named.iterator().next()) : Optional.empty();
  }

  List<SubArea> within(SubArea.Kind kind, String village) {
    return subAreas.stream().filter(area -> area.kind() == kind && area.village().equals(village) && !area.retired()).toList();
  }

  Optional<SubArea> subArea(SubArea.Kind kind, String code) {
    return subAreas.stream().filter(area -> area.kind() == kind && area.code().equals(code)).findFirst();
  }

  Optional<SubArea> subAreaNamed(SubArea.Kind kind, String village, String name) {
    String folded = PlaceNames.fold(name);
    List<SubArea> named = within(kind, village).stream().filter(area -> area.code().equals(name.strip()) || names(area).anyMatch(each -> PlaceNames.fold(each).equals(folded))).toList();
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  private static Stream<String> names(SubArea area) {
    return Stream.concat(Stream.of(area.nameZh(), area.nameEn()), area.variants().stream());
  }

  Collection<SubArea> subAreas() {
    return subAreas;
  }
}

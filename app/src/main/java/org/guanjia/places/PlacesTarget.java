package org.guanjia.places;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Villages, groups and grids by spreadsheet; what leaves by export comes back in unchanged. */
@Component
class PlacesTarget implements ImportTarget {
  static final String UPDATE = "update";
  private static final ImportField<PlaceKind> KIND = ImportField.oneOf("kind", Map.ofEntries(
          Map.entry("村", PlaceKind.VILLAGE), Map.entry("行政村", PlaceKind.VILLAGE), Map.entry("village", PlaceKind.VILLAGE),
          Map.entry("社区", PlaceKind.COMMUNITY), Map.entry("community", PlaceKind.COMMUNITY),
          Map.entry("选区", PlaceKind.WARD), Map.entry("ward", PlaceKind.WARD),
          Map.entry("村小组", PlaceKind.GROUP), Map.entry("小组", PlaceKind.GROUP), Map.entry("group", PlaceKind.GROUP),
          Map.entry("网格", PlaceKind.GRID), Map.entry("grid", PlaceKind.GRID)))
      .mandatory().alias("类型", "类别", "种类");
  private static final ImportField<String> CODE = ImportField.code("code", 20).mandatory().alias("代码", "编码", "编号", "区划代码");
  private static final ImportField<String> NAME = ImportField.text("name", 60).mandatory().alias("名称", "村名", "中文名", "中文名称", "name_zh");
  private static final ImportField<String> NAME_EN = ImportField.text("nameEn", 100).alias("英文名", "英文名称", "name_en", "English name");
  private static final ImportField<String> VILLAGE = ImportField.text("village", 60).alias("所属村", "所属村社区", "村代码", "belongs to");
  private static final ImportField<String> VARIANTS = ImportField.text("variants", 400).alias("别名", "其他名称", "other names");
  private static final ImportField<Boolean> RETIRED = ImportField.yesNo("retired").alias("停用", "已停用");

  private final Places places;
  private final PlaceStore store;
  private final Audit audit;

  PlacesTarget(Places places, PlaceStore store, Audit audit) {
    this.places = places;
    this.store = store;
    this.audit = audit;
  }

  @Override
  public String name() {
    return "places";
  }

  @Override
  public Permission permission() {
    return Permission.TOWN_EDIT;
  }

  @Override
  public List<ImportField<?>> fields() {
    return List.of(KIND, CODE, NAME, NAME_EN, VILLAGE, VARIANTS, RETIRED);
  }

  @Override
  public List<String> options() {
    return List.of(UPDATE);
  }

  /** Looks at the database itself, not at what is remembered: earlier batches of the same file must be seen. */
  @Override
  public void take(ImportBatch batch) {
    Gazetteer known = store.gazetteer();
    Map<String, Place> byCode = new HashMap<>();
    known.villages().stream().map(Place::of).forEach(place -> byCode.put(place.code(), place));
    known.subAreas().stream().map(Place::of).forEach(place -> byCode.put(place.code(), place));
    Map<String, Integer> rowOfCode = new HashMap<>();
    Set<String> villagesInFile = villagesIn(batch);
    List<Place> taken = new ArrayList<>();
    for (ImportRow row : batch.standing()) {
      Place place = place(row, known, villagesInFile);
      Integer earlier = rowOfCode.putIfAbsent(place.code(), row.number());
      Place before = byCode.get(place.code());
      if (earlier != null) {
        batch.refuse(row, CODE, "places.import.twice", place.code(), earlier);
      } else if (!place.placeKind().isVillage() && (place.village() == null || place.village().isEmpty())) {
        batch.refuse(row, VILLAGE, "places.import.village", Objects.requireNonNullElse(row.get(VILLAGE), ""));
      } else if (place.equals(before)) {
        batch.skip(row, CODE, "places.import.same", place.code());
      } else if (before != null && !batch.ticked(UPDATE)) {
        batch.refuse(row, CODE, "places.import.exists", place.code(), before.nameZh());
      } else if (before != null && changesLevel(before, place)) {
        batch.refuse(row, KIND, "places.error.kindFixed");
      } else {
        taken.add(place);
      }
    }
    store.saveAll(taken);
    if (!taken.isEmpty()) {
      audit.record("places.imported", "import", String.valueOf(batch.importId()), Map.of("places", taken.size()));
    }
  }

  @Override
  public void taken() {
    places.forget();
  }

  private static Set<String> villagesIn(ImportBatch batch) {
    Set<String> codes = new HashSet<>();
    for (ImportRow row : batch.standing()) {
      if (row.must(KIND).isVillage()) codes.add(row.must(CODE));
    }
    return codes;
  }

  private static Place place(ImportRow row, Gazetteer known, Set<String> villagesInFile) {
    PlaceKind kind = row.must(KIND);
    String name = row.must(NAME);
    String variants = Objects.requireNonNullElse(row.get(VARIANTS), "");
    return new Place(kind.name(), row.must(CODE), name, Objects.requireNonNullElse(row.get(NAME_EN), name),
        kind.isVillage() ? null : village(row.get(VILLAGE), known, villagesInFile),
        Arrays.stream(variants.split("[,，、;；\n]")).map(String::strip).filter(each -> !each.isEmpty()).toList(),
        Objects.requireNonNullElse(row.get(RETIRED), false));
  }

  private static @Nullable String village(@Nullable String told, Gazetteer known, Set<String> villagesInFile) {
    if (told == null) return null;
    return villagesInFile.contains(told) ? told : known.villageNamed(told).map(Village::code).orElse(null);
  }

  private static boolean changesLevel(Place before, Place after) {
    return before.placeKind().isVillage() != after.placeKind().isVillage() || !before.placeKind().isVillage() && before.placeKind() != after.placeKind();
  }
}

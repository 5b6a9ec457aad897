package org.guanjia.places;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place below the town, whatever its kind: how forms, spreadsheets and the API speak of it.
 *
 * @param kind VILLAGE, COMMUNITY, WARD, GROUP or GRID
 * @param village code of the village a group or grid belongs to; null for a village
 */
public record Place(String kind, String code, String nameZh, String nameEn, @Nullable String village, List<String> variants, boolean retired) {

  static Place of(Village village) {
    return new Place(village.kind().name(), village.code(), village.nameZh(), village.nameEn(), null, village.variants(), village.retired());
  }

  static Place of(SubArea area) {
    return new Place(area.kind().name(), area.code(), area.nameZh(), area.nameEn(), area.village(), area.variants(), area.retired());
  }

  PlaceKind placeKind() {
    return PlaceKind.valueOf(kind);
  }

  Village asVillage(@Nullable String urbanRuralClass) {
    return new Village(code, Village.Kind.valueOf(kind), nameZh, nameEn, variants, urbanRuralClass, retired);
  }

  SubArea asSubArea() {
    if (village == null) throw new IllegalStateException(code + " belongs to no village");
    return new SubArea(SubArea.Kind.valueOf(kind), code, village, nameZh, nameEn, variants, retired);
  }
}

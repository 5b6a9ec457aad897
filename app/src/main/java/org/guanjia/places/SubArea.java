package org.guanjia.places;

import java.util.List;
import java.util.Locale;

/**
 * A part of a village.
 *
 * @param code code within the town
 * @param village code of the village it belongs to
 */
public record SubArea(Kind kind, String code, String village, String nameZh, String nameEn, List<String> variants, boolean retired) {

  /** What kind of part it is. */
  public enum Kind {
    /** 村小组, a group of villagers. */
    GROUP,
    /** 网格, the beat of a grid worker. */
    GRID
  }

  /** The name in the reader's language. */
  public String name(Locale locale) {
    return PlaceNames.in(locale, nameZh, nameEn);
  }
}

package org.guanjia.places;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A village or community: the part of a town that answers for itself.
 *
 * @param code code within the town; users' areas and requests name it
 * @param variants other names people use, without those that {@link PlaceNames} folds away by itself
 * @param urbanRuralClass class of the National Bureau of Statistics (111 to 220); null when not known
 * @param retired no longer offered in forms, still shown where it is named
 */
public record Village(
    String code,
    Kind kind,
    String nameZh,
    String nameEn,
    List<String> variants,
    @Nullable String urbanRuralClass,
    boolean retired) {

  /** What kind of part it is. */
  public enum Kind {
    /** 行政村, with a village committee. */
    VILLAGE,
    /** 社区, with a residents' committee. */
    COMMUNITY,
    /** An electoral ward of a town outside China. */
    WARD
  }

  /** The name in the reader's language. */
  public String name(Locale locale) {
    return PlaceNames.in(locale, nameZh, nameEn);
  }
}

package org.guanjia.places;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A town.
 *
 * @param code division code; in China the six digits of the county or city with the town's three, elsewhere what the town chose
 * @param zone where its clocks are read: times in its spreadsheets are times there
 * @param population residents (常住人口); null when not known
 * @param populationOn day of that count
 * @param populationSource who counted
 * @param profile what pages say of it beside its name
 */
public record Town(
    String code,
    String nameZh,
    String nameEn,
    ZoneId zone,
    @Nullable Integer population,
    @Nullable LocalDate populationOn,
    @Nullable String populationSource,
    Profile profile) {

  /**
   * What pages say of a town.
   *
   * @param aboveZh what it lies in, such as 东莞市; empty for nothing
   * @param officeZh who answers for the platform
   * @param phone the number residents may call; null for none
   */
  public record Profile(String aboveZh, String aboveEn, String officeZh, String officeEn, @Nullable String phone) {
    /** Nothing said. */
    public static final Profile NONE = new Profile("", "", "", "", null);
  }

  /** The name in the reader's language. */
  public String name(Locale locale) {
    return PlaceNames.in(locale, nameZh, nameEn);
  }
}

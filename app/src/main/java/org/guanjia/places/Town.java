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
 */
public record Town(
    String code,
    String nameZh,
    String nameEn,
    ZoneId zone,
    @Nullable Integer population,
    @Nullable LocalDate populationOn,
    @Nullable String populationSource) {

  /** The name in the reader's language. */
  public String name(Locale locale) {
    return PlaceNames.in(locale, nameZh, nameEn);
  }
}

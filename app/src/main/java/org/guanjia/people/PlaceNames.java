package org.guanjia.people;

import java.util.Locale;
import org.guanjia.places.Places;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/** Names of villages, groups and grids in the reader's language. */
public record PlaceNames(Places places, Locale locale) {

  /** In the language of that page's reader. */
  public static PlaceNames of(Page page, Places places) {
    return new PlaceNames(places, page.locale());
  }

  public String village(@Nullable String code) {
    return code == null ? "" : places.village(code).map(village -> village.name(locale)).orElse(code);
  }

  public String group(@Nullable String code) {
    return code == null ? "" : places.group(code).map(group -> group.name(locale)).orElse(code);
  }

  public String grid(@Nullable String code) {
    return code == null ? "" : places.grid(code).map(grid -> grid.name(locale)).orElse(code);
  }

  /** Village and group in one line; empty when neither is known. */
  public String where(@Nullable String village, @Nullable String group) {
    return group == null ? village(village) : (village(village) + " " + group(group)).strip();
  }
}

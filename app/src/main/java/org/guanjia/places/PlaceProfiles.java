package org.guanjia.places;

import java.util.Locale;
import java.util.Optional;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.TownProfile;
import org.guanjia.platform.web.TownProfiles;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Tells pages the name of the town they are of. */
@Component
class PlaceProfiles implements TownProfiles {
  private final Places places;

  PlaceProfiles(Places places) {
    this.places = places;
  }

  @Override
  public Optional<TownProfile> of(String town, Locale locale) {
    try {
      return TownContext.system(town).call(() -> places.gazetteer().town()).map(known -> profile(known, locale));
    } catch (DataAccessException | TransactionException away) {
      return Optional.empty(); // the page that says so must not fail for want of a name
    }
  }

  private static TownProfile profile(Town town, Locale locale) {
    boolean zh = locale.getLanguage().equals("zh");
    Town.Profile said = town.profile();
    String name = town.name(locale);
    String above = zh ? said.aboveZh() : said.aboveEn();
    String office = zh ? said.officeZh() : said.officeEn();
    String fullName = above.isEmpty() ? name : zh ? above + name : name + ", " + above;
    return new TownProfile(name, fullName, office.isEmpty() ? fullName : office, said.phone());
  }
}

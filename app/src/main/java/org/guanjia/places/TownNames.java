package org.guanjia.places;

import java.util.Locale;
import java.util.Optional;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.TownProfile;
import org.guanjia.platform.web.TownProfiles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The name that pages bear is the town's own; the first town's full name and office are in the messages. */
@Component
class TownNames implements TownProfiles {

  private final Places places;
  private final String firstTown;

  TownNames(Places places, @Value("${guanjia.town}") String firstTown) {
    this.places = places;
    this.firstTown = firstTown;
  }

  @Override
  public Optional<TownProfile> of(String town, Locale locale) {
    TownContext context = TownContext.current();
    if (context == null || town.equals(firstTown) || !places.hasTown()) return Optional.empty();
    String name = places.town().name(locale);
    return Optional.of(new TownProfile(name, name, name, null));
  }
}

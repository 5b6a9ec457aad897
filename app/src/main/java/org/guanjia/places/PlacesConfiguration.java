package org.guanjia.places;

import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PlacesConfiguration {

  @Bean
  static NavEntry placesNav() {
    return new NavEntry(Section.ADMINISTRATION, 30, "pin", "places.title", "/places", Permission.TOWN_EDIT);
  }
}

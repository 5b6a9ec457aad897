package org.guanjia.platform.calendar;

import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.NavEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to the calendar from every page. */
@Configuration(proxyBeanMethods = false)
class CalendarConfiguration {

  @Bean
  NavEntry calendarNav() {
    return new NavEntry(
        NavEntry.Section.RECORDS, 80, "calendar", "calendar.nav", "/calendar",
        Permission.REQUESTS_VIEW, Permission.TOWN_EDIT);
  }
}

package org.guanjia.simulation;

import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SimulationConfiguration {

  /** For whoever sees the whole town: a simulation is never of a part of it. */
  @Bean
  static NavEntry simulationsNav() {
    return new NavEntry(Section.SERVICES, 51, "chart", "simulation.title", "/simulations", Permission.PROGRAMMES_EDIT, Permission.REQUESTS_SUPERVISE, Permission.AUDIT_READ);
  }
}

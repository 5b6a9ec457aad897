package org.guanjia.benefits;

import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BenefitsConfiguration {

  @Bean
  static NavEntry programmesNav() {
    return new NavEntry(Section.SERVICES, 46, "table", "benefits.programmes", "/programmes", Permission.BENEFITS_VIEW);
  }

  @Bean
  static NavEntry determinationsNav() {
    return new NavEntry(Section.SERVICES, 47, "check", "benefits.determinations", "/determinations", Permission.BENEFITS_VIEW);
  }
}

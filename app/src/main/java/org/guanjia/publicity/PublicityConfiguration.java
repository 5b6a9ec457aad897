package org.guanjia.publicity;

import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PublicityConfiguration {

  @Bean
  static NavEntry publicationsNav() {
    return new NavEntry(Section.SERVICES, 60, "globe", "publicity.work.nav", "/publications", Permission.PUBLICITY_EDIT);
  }

  @Bean
  static NavEntry outreachNav() {
    return new NavEntry(Section.SERVICES, 65, "chat", "publicity.outreach.nav", "/outreach", Permission.OUTREACH_RECORD, Permission.PUBLICITY_EDIT);
  }
}

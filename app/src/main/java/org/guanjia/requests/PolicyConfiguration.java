package org.guanjia.requests;

import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

  @Bean
  static NavEntry policiesNav() {
    return new NavEntry(Section.RECORDS, 20, "document", "policies.title", "/policies", Permission.REQUESTS_VIEW, Permission.POLICIES_EDIT);
  }
}

package org.guanjia.platform.access;

import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessNavigation {

  @Bean
  static NavEntry usersNav() {
    return new NavEntry(Section.ADMINISTRATION, 10, "users", "access.nav.users", "/admin/users", Permission.USERS_MANAGE);
  }

  @Bean
  static NavEntry accessTableNav() {
    return new NavEntry(Section.ADMINISTRATION, 20, "lock", "access.nav.table", "/admin/access", Permission.USERS_MANAGE);
  }

  @Bean
  static NavEntry sessionsNav() {
    return new NavEntry(Section.ADMINISTRATION, 30, "eye", "access.nav.sessions", "/admin/sessions", Permission.USERS_MANAGE);
  }

  @Bean
  static NavEntry tokensNav() {
    return new NavEntry(Section.ADMINISTRATION, 40, "gear", "access.nav.tokens", "/admin/tokens", Permission.USERS_MANAGE);
  }

  @Bean
  static NavEntry ownAccountNav() {
    return new NavEntry(Section.ACCOUNT, 10, "shield", "access.nav.account", "/account");
  }
}

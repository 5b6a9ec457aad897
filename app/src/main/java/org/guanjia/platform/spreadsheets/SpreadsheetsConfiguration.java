package org.guanjia.platform.spreadsheets;

import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SpreadsheetsConfiguration {

  @Bean
  static NavEntry importsNav() {
    return new NavEntry(Section.RECORDS, 80, "upload", "sheets.imports.title", "/imports", Permission.IMPORT);
  }
}

package org.guanjia.requests;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.guanjia.platform.web.Page;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where staff start: what is mine, what is late, what came in. Whoever has nothing to do with requests finds the ways to the rest. */
@RestController
class TodayPages {

  private final Desk desk;
  private final Templates templates;

  TodayPages(Desk desk, Templates templates) {
    this.desk = desk;
    this.templates = templates;
  }

  @Bean
  static NavEntry todayNav() {
    return new NavEntry(Section.WORK, 10, "today", "desk.today.title", "/today");
  }

  @Allowed
  @GetMapping("/today")
  JteModel today(Page page) {
    return page.may(Permission.REQUESTS_VIEW) ? templates.deskToday(page, desk.today(page)) : templates.deskStart(page);
  }
}

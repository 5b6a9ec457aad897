package org.guanjia.requests;

import static org.guanjia.platform.web.Redirects.seeOther;

import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.guanjia.platform.web.Page;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The queue: by deadline, filtered by the address, searched by code, phone or words. */
@RestController
@Allowed(Permission.REQUESTS_VIEW)
class QueuePages {

  private final Desk desk;
  private final Matters matters;
  private final Export export;
  private final Templates templates;

  QueuePages(Desk desk, Matters matters, Export export, Templates templates) {
    this.desk = desk;
    this.matters = matters;
    this.export = export;
    this.templates = templates;
  }

  @Bean
  static NavEntry queueNav() {
    return new NavEntry(Section.WORK, 20, "inbox", "desk.queue.title", "/requests", Permission.REQUESTS_VIEW);
  }

  @Bean
  static NavEntry queueSeek() {
    return new NavEntry(Section.SEARCH, 10, "search", "desk.queue.title", "/requests", Permission.REQUESTS_VIEW);
  }

  /** A receipt code alone leads to its matter at once. */
  @GetMapping("/requests")
  Object queue(Page page, @RequestParam Map<String, String> parameters) {
    MatterFilter filter = MatterLists.filter(parameters);
    Optional<MatterLine> named = ReceiptCode.parse(filter.q()).flatMap(matters::line);
    if (named.isPresent()) return seeOther("/requests/" + named.get().code());
    return templates.deskQueue(page, desk.queue(page, filter, parameters.get("after")), List.of(), Map.of());
  }

  /** The list as it stands, read page by page, so that memory does not grow with it. */
  @GetMapping("/requests/export.{format:csv|xlsx}")
  @Allowed(value = Permission.EXPORT, and = Permission.REQUESTS_VIEW)
  void export(Page page, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    MatterFilter filter = MatterLists.filter(parameters);
    export.send(response, SheetFormat.of(format), page.t("desk.queue.title"), MatterColumns.of(page), () -> desk.all(page, filter));
  }
}

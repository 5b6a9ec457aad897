package org.guanjia.requests;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.Export.Column;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.guanjia.platform.web.Page;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of overdue matters with their reasons, for whoever has to see that they are done. */
@RestController
@Allowed(Permission.REQUESTS_SUPERVISE)
class SupervisionPages {

  private final Supervision supervision;
  private final Export export;
  private final Templates templates;

  SupervisionPages(Supervision supervision, Export export, Templates templates) {
    this.supervision = supervision;
    this.export = export;
    this.templates = templates;
  }

  @Bean
  static NavEntry supervisionNav() {
    return new NavEntry(Section.WORK, 40, "flag", "desk.supervision.title", "/supervision", Permission.REQUESTS_SUPERVISE);
  }

  @GetMapping("/supervision")
  JteModel list(Page page, @RequestParam Map<String, String> parameters) {
    return templates.deskSupervision(page, supervision.view(page, MatterLists.filter(parameters), parameters.get("after")));
  }

  @GetMapping("/supervision/export.{format:csv|xlsx}")
  @Allowed(value = Permission.EXPORT, and = Permission.REQUESTS_SUPERVISE)
  void export(Page page, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    export.send(response, SheetFormat.of(format), page.t("desk.supervision.title"), columns(page), () -> supervision.all(page, MatterLists.filter(parameters)));
  }

  private static List<Column<Supervised>> columns(Page page) {
    var columns = new ArrayList<Column<Supervised>>();
    for (Column<MatterRow> column : MatterColumns.of(page)) columns.add(new Column<>(column.title(), matter -> column.value().apply(matter.row())));
    columns.add(new Column<>(page.t("desk.supervision.before"), matter -> String.join(page.t("desk.comma"), matter.before())));
    columns.add(new Column<>(page.t("desk.supervision.reason"), Supervised::reason));
    columns.add(new Column<>(page.t("desk.supervision.reasonBy"), Supervised::reasonBy));
    columns.add(new Column<>(page.t("desk.supervision.reasonAt"), matter -> MatterColumns.local(matter.reasonAt())));
    return columns;
  }
}

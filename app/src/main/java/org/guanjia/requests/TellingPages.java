package org.guanjia.requests;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.Export.Column;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.Tellings.Way;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Call-back tasks: who waits to be told the answer by a member of staff. */
@RestController
@Allowed(Permission.REQUESTS_TELL)
class TellingPages {

  /** Those of a page or another system are told at once, so nobody waits for them. */
  private static final List<Way> WAITING = List.of(Way.CALL, Way.VISIT, Way.SMS);

  private final TellingTasks tasks;
  private final MatterRows rows;
  private final Deadlines deadlines;
  private final Export export;
  private final Templates templates;

  TellingPages(TellingTasks tasks, MatterRows rows, Deadlines deadlines, Export export, Templates templates) {
    this.tasks = tasks;
    this.rows = rows;
    this.deadlines = deadlines;
    this.export = export;
    this.templates = templates;
  }

  @Bean
  static NavEntry tellingsNav() {
    return new NavEntry(Section.WORK, 30, "phone", "desk.tellings.title", "/tellings", Permission.REQUESTS_TELL);
  }

  @GetMapping("/tellings")
  JteModel list(
      Page page, @RequestParam(required = false) @Nullable String way, @RequestParam(required = false) @Nullable String village, @RequestParam(required = false) @Nullable String after) {
    Way by = way(way);
    String at = orNull(village);
    TellingTasks.Tasks found = tasks.list(by, at, after);
    List<TellingRow> shown = found.tasks().stream().map(task -> row(page, task)).toList();
    String next = found.next() == null ? null : TellingView.address("/tellings", by, at, found.next());
    return templates.deskTellings(page, new TellingView(shown, chips(page, by, at), rows.villages(page.locale()), by, at, after != null, next));
  }

  @GetMapping("/tellings/export.{format:csv|xlsx}")
  @Allowed(value = Permission.EXPORT, and = Permission.REQUESTS_TELL)
  void export(
      Page page, @PathVariable String format, @RequestParam(required = false) @Nullable String way, @RequestParam(required = false) @Nullable String village, HttpServletResponse response) {
    List<Column<TellingTasks.Task>> columns =
        List.of(
            new Column<>(page.t("desk.column.code"), task -> ReceiptCode.display(task.code())),
            new Column<>(page.t("desk.column.title"), TellingTasks.Task::title),
            new Column<>(page.t("desk.tellings.way"), task -> page.t("requests.way." + task.way().name())),
            new Column<>(page.t("desk.column.village"), task -> rows.village(task.village(), page.locale())),
            new Column<>(page.t("desk.column.dueOn"), TellingTasks.Task::dueOn),
            new Column<>(page.t("desk.tellings.since"), task -> MatterColumns.local(task.since())),
            new Column<>(page.t("desk.tellings.answer"), TellingTasks.Task::answer));
    export.send(response, SheetFormat.of(format), page.t("desk.tellings.title"), columns, () -> tasks.all(way(way), orNull(village)));
  }

  private TellingRow row(Page page, TellingTasks.Task task) {
    return new TellingRow(task, rows.village(task.village(), page.locale()), DueText.of(page, deadlines, task.dueOn()));
  }

  private static List<Chip> chips(Page page, @Nullable Way chosen, @Nullable String village) {
    var chips = new ArrayList<Chip>();
    chips.add(new Chip(page.t("desk.tellings.mine"), TellingView.address("/tellings", null, village, null), null, chosen == null));
    for (Way way : WAITING) {
      chips.add(new Chip(page.t("desk.tellings.way." + way.name()), TellingView.address("/tellings", way, village, null), null, way == chosen));
    }
    return chips;
  }

  private static @Nullable Way way(@Nullable String typed) {
    return WAITING.stream().filter(way -> way.name().equalsIgnoreCase(typed)).findFirst().orElse(null);
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isBlank() || text.length() > 60 ? null : text.strip();
  }
}

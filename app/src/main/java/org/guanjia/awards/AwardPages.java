package org.guanjia.awards;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.guanjia.awards.AwardFilter.Queue;
import org.guanjia.people.MarkedExport;
import org.guanjia.people.PlaceNames;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.Variant;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The queues of awards, an award's page, its letter, its papers. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class AwardPages {

  private final Awards awards;
  private final AwardLists lists;
  private final AwardViews views;
  private final Applications applications;
  private final MarkedExport export;
  private final FileAnswer fileAnswer;
  private final Templates templates;

  AwardPages(Awards awards, AwardLists lists, AwardViews views, Applications applications, MarkedExport export, FileAnswer fileAnswer, Templates templates) {
    this.awards = awards;
    this.lists = lists;
    this.views = views;
    this.applications = applications;
    this.export = export;
    this.fileAnswer = fileAnswer;
    this.templates = templates;
  }

  @Bean
  static NavEntry awardsNav() {
    return new NavEntry(Section.SERVICES, 48, "heart", "awards.title", "/awards", Permission.BENEFITS_VIEW);
  }

  @GetMapping("/awards")
  JteModel list(Page page, @RequestParam Map<String, String> parameters) {
    return list(page, parameters, List.of(), TypedForm.FRESH);
  }

  JteModel list(Page page, Map<String, String> parameters, List<Long> picked, TypedForm form) {
    AwardFilter filter = AwardFilter.of(parameters, first(page));
    AwardLists.Lines found = lists.list(filter, parameters.get("after"), AwardLists.PAGE_SIZE);
    Map<Queue, Integer> counts = lists.counts();
    List<Chip> chips = Arrays.stream(Queue.values())
        .map(queue -> new Chip(page.t("awards.queue." + queue), "/awards" + filter.with(queue).query(null), count(page, counts.get(queue)), filter.queue() == queue)).toList();
    String next = found.next() == null ? null : "/awards" + filter.query(found.next());
    String begin = parameters.containsKey("after") ? "/awards" + filter.query(null) : null;
    return templates.awardsList(
        page, filter, found.lines(), chips, views.programmes(page), views.programmeNames(page), views.villages(page), views.placeNames(page), lists.today(), picked, form, next, begin);
  }

  /** Where that viewer's work begins. */
  private static Queue first(Page page) {
    return page.may(Permission.AWARDS_APPROVE) ? Queue.TO_APPROVE : page.may(Permission.AWARDS_CHECK) ? Queue.TO_CHECK : Queue.ALL;
  }

  private static @Nullable String count(Page page, @Nullable Integer count) {
    if (count == null || count == 0) return null;
    return count >= AwardLists.COUNT_MAX ? page.number(AwardLists.COUNT_MAX) + "+" : page.number(count);
  }

  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping("/awards/export.{format:csv|xlsx}")
  void export(Page page, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    AwardFilter filter = AwardFilter.of(parameters, Queue.ALL);
    PlaceNames names = views.placeNames(page);
    Map<String, String> programmes = views.programmeNames(page);
    List<Export.Column<AwardLists.Line>> columns = List.of(
        new Export.Column<>(page.t("awards.number"), line -> line.award().id()), new Export.Column<>(page.t("register.number"), line -> line.award().personId()),
        new Export.Column<>(page.t("people.attribute.NAME"), line -> line.person() == null ? null : line.person().name()),
        new Export.Column<>(page.t("people.attribute.DOCUMENT"), line -> line.person() == null ? null : line.person().document()),
        new Export.Column<>(page.t("people.attribute.VILLAGE"), line -> line.person() == null ? null : names.village(line.person().village())),
        new Export.Column<>(page.t("awards.programme"), line -> programmes.getOrDefault(line.award().programme(), line.award().programme())),
        new Export.Column<>(page.t("awards.state"), line -> page.t("awards.state." + line.award().state())),
        new Export.Column<>(page.t("awards.from"), line -> line.award().from().toString()),
        new Export.Column<>(page.t("awards.until"), line -> line.award().until() == null ? null : line.award().until().toString()),
        new Export.Column<>(page.t("awards.monthly"), line -> line.award().monthlyFen() == null ? null : BigDecimal.valueOf(line.award().monthlyFen(), 2)),
        new Export.Column<>(page.t("awards.appliedOn"), line -> line.award().appliedOn()));
    export.send(page, response, SheetFormat.of(format), page.t("awards.title"), columns, () -> lists.stream(filter), line -> line.award().personId());
  }

  @GetMapping("/awards/{id:[0-9]+}")
  JteModel show(Page page, @PathVariable long id) {
    return show(page, id, TypedForm.FRESH);
  }

  JteModel show(Page page, long id, TypedForm form) {
    return templates.awardsShow(page, views.of(page, id), form);
  }

  /** What is handed over: granted, or refused with the reason and how to appeal. */
  @GetMapping("/awards/{id:[0-9]+}/letter")
  JteModel letter(Page page, @PathVariable long id) {
    AwardView view = views.of(page, id);
    if (!view.letter()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    return templates.awardsLetter(page, view);
  }

  /** The application with what was found, to be signed and filed. */
  @GetMapping("/awards/{id:[0-9]+}/print")
  JteModel print(Page page, @PathVariable long id) {
    return templates.awardsPrint(page, views.of(page, id));
  }

  @Allowed({Permission.AWARDS_APPLY, Permission.AWARDS_CHECK, Permission.AWARDS_APPROVE})
  @GetMapping("/awards/{id:[0-9]+}/papers/{paper:[0-9]+}")
  ResponseEntity<Resource> paper(@PathVariable long id, @PathVariable long paper, @RequestParam(defaultValue = "") String size) {
    awards.find(id).orElseThrow(() -> new NoSuchAward(id));
    StoredFile file = applications.papers(id).stream().filter(each -> each.id() == paper).map(Applications.Paper::file).findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return fileAnswer.of(file, size.equals("small") && file.isPicture() ? Variant.SMALL : Variant.ORIGINAL);
  }
}

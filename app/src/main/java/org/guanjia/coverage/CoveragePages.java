package org.guanjia.coverage;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.benefits.MonthWords;
import org.guanjia.benefits.RegisterOutcomes;
import org.guanjia.people.MarkedExport;
import org.guanjia.people.PlaceNames;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Tile;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.Redirects;
import org.guanjia.platform.web.TypedForm;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The overview, the lists that its figures open, and the list to take along. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class CoveragePages {

  private final Coverage coverage;
  private final FindingLists lists;
  private final CoverageViews views;
  private final MarkedExport export;
  private final Templates templates;

  CoveragePages(Coverage coverage, FindingLists lists, CoverageViews views, MarkedExport export, Templates templates) {
    this.coverage = coverage;
    this.lists = lists;
    this.views = views;
    this.export = export;
    this.templates = templates;
  }

  @Bean
  static NavEntry coverageNav() {
    return new NavEntry(Section.SERVICES, 50, "seek", "coverage.title", "/coverage", Permission.BENEFITS_VIEW);
  }

  @GetMapping("/coverage")
  ResponseEntity<?> overview(Page page, @RequestParam(required = false) @Nullable String programme, @RequestParam(required = false) @Nullable String village) {
    if (CoverageViews.visitor(page)) return Redirects.seeOther("/coverage/findings");
    Map<String, String> names = views.programmeNames(page);
    String of = programme != null && names.containsKey(programme) ? programme : null;
    String in = village != null && village.matches("[0-9A-Za-z-]{1,40}") ? village : null;
    Coverage.Counted counted = coverage.counted().orElse(null);
    Map<FindingKind, Integer> counts = lists.counts(FindingFilter.OPEN.in(in), CoverageViews.seen(page));
    JteModel model = templates.coverageOverview(
        page, of, in, counted, tiles(page, counts, in), lists.figures(of, in), counted == null ? List.of() : lists.missing(in), names, views.programmeChoices(page), views.villages(page), views.places(page));
    return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(model);
  }

  private static List<Tile> tiles(Page page, Map<FindingKind, Integer> counts, @Nullable String village) {
    List<Tile> tiles = new ArrayList<>();
    for (FindingKind kind : FindingKind.values()) {
      int count = counts.getOrDefault(kind, 0);
      if (count == 0 && kind.name().startsWith("DOUBLE")) continue;
      tiles.add(Tile.of(page.t("coverage.kind." + kind), page.number(count)).to("/coverage/findings" + FindingFilter.of(kind).in(village).query(null)).tone(count == 0 ? null : kind.ofMoney() ? Tone.DANGER : Tone.WARNING));
    }
    return tiles;
  }

  @GetMapping("/coverage/findings")
  JteModel list(Page page, @RequestParam Map<String, String> parameters) {
    return list(page, parameters, TypedForm.FRESH);
  }

  JteModel list(Page page, Map<String, String> parameters, TypedForm form) {
    FindingFilter filter = FindingFilter.of(parameters);
    Set<FindingKind> seen = CoverageViews.seen(page);
    FindingLists.Lines found = lists.list(CoverageViews.mine(page, filter), seen, parameters.get("after"), FindingLists.PAGE_SIZE);
    Map<FindingKind, Integer> counts = lists.counts(CoverageViews.mine(page, filter), seen);
    Map<String, String> assignees = views.names(found.lines().stream().map(line -> line.finding().assignee()).filter(user -> user != null).collect(Collectors.toSet()));
    String next = found.next() == null ? null : "/coverage/findings" + filter.query(found.next());
    String begin = parameters.containsKey("after") ? "/coverage/findings" + filter.query(null) : null;
    return templates.coverageFindings(
        page, filter, found.lines(), chips(page, filter, seen, counts), views.programmeChoices(page), views.programmeNames(page), views.villages(page), views.places(page), assignees,
        CoverageViews.assigns(page) ? views.assignees(page) : List.of(), views.today(), form, next, begin);
  }

  private static List<Chip> chips(Page page, FindingFilter filter, Set<FindingKind> seen, Map<FindingKind, Integer> counts) {
    List<Chip> chips = new ArrayList<>();
    chips.add(new Chip(page.t("coverage.kind.all"), "/coverage/findings" + filter.with(null).query(null), null, filter.kind() == null));
    for (FindingKind kind : FindingKind.values()) {
      int count = counts.getOrDefault(kind, 0);
      if (!seen.contains(kind) || count == 0 && kind != filter.kind() && kind.name().startsWith("DOUBLE")) continue;
      chips.add(new Chip(page.t("coverage.kind." + kind), "/coverage/findings" + filter.with(kind).query(null), page.number(count), filter.kind() == kind));
    }
    return chips;
  }

  /** For paper: whom to go to, what to ask, and room to write down what was said. */
  @GetMapping("/coverage/findings/print")
  JteModel print(Page page, @RequestParam Map<String, String> parameters) {
    FindingFilter filter = FindingFilter.of(parameters);
    List<FindingLists.Line> lines = this.lists.printed(CoverageViews.mine(page, filter), CoverageViews.seen(page));
    Map<Long, List<org.guanjia.benefits.Explanation.Missing>> missing = new HashMap<>();
    for (FindingLists.Line line : lines) if (line.finding().missing() != 0) missing.put(line.finding().id(), RegisterOutcomes.missing(page, line.finding().missing()));
    return templates.coveragePrint(page, filter, lines, missing, views.programmeNames(page), views.places(page), views.today());
  }

  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping("/coverage/findings/export.{format:csv|xlsx}")
  void export(Page page, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    PlaceNames places = views.places(page);
    Map<String, String> programmes = views.programmeNames(page);
    List<Export.Column<FindingLists.Line>> columns = List.of(
        new Export.Column<>(page.t("register.number"), line -> line.finding().personId()),
        new Export.Column<>(page.t("people.attribute.NAME"), line -> line.person() == null ? null : line.person().name()),
        new Export.Column<>(page.t("people.attribute.VILLAGE"), line -> places.village(line.finding().village())),
        new Export.Column<>(page.t("people.attribute.GRID"), line -> places.grid(line.finding().grid())),
        new Export.Column<>(page.t("coverage.kind"), line -> page.t("coverage.kind." + line.finding().kind())),
        new Export.Column<>(page.t("coverage.programme"), line -> FindingView.about(page, line.finding(), programmes)),
        new Export.Column<>(page.t("coverage.missing"), line -> words(page, line.finding())),
        new Export.Column<>(page.t("coverage.amount"), line -> line.finding().amountFen() == 0 ? null : java.math.BigDecimal.valueOf(line.finding().amountFen(), 2)),
        new Export.Column<>(page.t("coverage.why"), line -> line.finding().why() == null ? null : page.t("coverage.why." + line.finding().why())),
        new Export.Column<>(page.t("coverage.state"), line -> page.t("coverage.state." + line.finding().state())),
        new Export.Column<>(page.t("coverage.lastResult"), line -> line.finding().lastResult() == null ? null : page.t("coverage.result." + line.finding().lastResult())),
        new Export.Column<>(page.t("coverage.month"), line -> MonthWords.text(page, line.finding().month())));
    FindingFilter filter = CoverageViews.mine(page, FindingFilter.of(parameters));
    Set<FindingKind> seen = CoverageViews.seen(page);
    export.send(page, response, SheetFormat.of(format), page.t("coverage.title"), columns, () -> lists.stream(filter, seen), line -> line.finding().personId());
  }

  private static String words(Page page, Finding finding) {
    return RegisterOutcomes.missing(page, finding.missing()).stream().map(org.guanjia.benefits.Explanation.Missing::fact).collect(Collectors.joining(page.t("access.list.separator")));
  }

  @Allowed(value = Permission.BENEFITS_VIEW, and = {Permission.EXPORT, Permission.AWARDS_APPLY})
  @GetMapping("/coverage/standings")
  JteModel standings(
      Page page, @RequestParam String programme, @RequestParam(required = false) @Nullable String village, @RequestParam(defaultValue = "entitled") String which,
      @RequestParam(required = false) @Nullable String after) {
    FindingLists.Which of = which(which);
    FindingLists.StandingLines found = lists.standings(programme, village, of, after, FindingLists.PAGE_SIZE);
    return templates.coverageStandings(
        page, programme, village, of, found.lines(), views.programmeNames(page), views.places(page), found.next() == null ? null : page.with("after", found.next()), after == null ? null : page.with("after", null));
  }

  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping("/coverage/standings/export.{format:csv|xlsx}")
  void exportStandings(
      Page page, @PathVariable String format, @RequestParam String programme, @RequestParam(required = false) @Nullable String village, @RequestParam(defaultValue = "entitled") String which,
      HttpServletResponse response) {
    PlaceNames places = views.places(page);
    List<Export.Column<FindingLists.StandingLine>> columns = List.of(
        new Export.Column<>(page.t("register.number"), FindingLists.StandingLine::personId),
        new Export.Column<>(page.t("people.attribute.NAME"), line -> line.person() == null ? null : line.person().name()),
        new Export.Column<>(page.t("people.attribute.VILLAGE"), line -> line.person() == null ? null : places.village(line.person().village())),
        new Export.Column<>(page.t("coverage.entitled"), line -> page.t(line.entitled() ? "coverage.yes" : "coverage.no")),
        new Export.Column<>(page.t("coverage.amount"), line -> line.entitled() ? java.math.BigDecimal.valueOf(line.amountFen(), 2) : null),
        new Export.Column<>(page.t("coverage.paid"), line -> page.t(line.paid() ? "coverage.yes" : "coverage.no")),
        new Export.Column<>(page.t("coverage.received"), line -> page.t(line.received() ? "coverage.yes" : "coverage.no")));
    FindingLists.Which of = which(which);
    export.send(page, response, SheetFormat.of(format), page.t("coverage.title"), columns, () -> lists.standings(programme, village, of), FindingLists.StandingLine::personId);
  }

  static FindingLists.Which which(String typed) {
    for (FindingLists.Which each : FindingLists.Which.values()) if (each.name().equals(typed.strip().toUpperCase(Locale.ROOT))) return each;
    return FindingLists.Which.ENTITLED;
  }
}

package org.guanjia.coverage;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guanjia.people.MarkedExport;
import org.guanjia.people.PlaceNames;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of outside offices: begun, fed, compared by name, decided about, declared complete. */
@RestController
@Allowed(value = Permission.BENEFITS_VIEW, and = {Permission.EXPORT, Permission.AWARDS_APPLY})
class OutsideListPages {

  private static final String ONE = "/coverage/lists/{id:[0-9]+}";

  private final OutsideLists lists;
  private final ListDifferences differences;
  private final Comparison comparison;
  private final CoverageViews views;
  private final MarkedExport export;
  private final FormDeeds deeds;
  private final Templates templates;

  OutsideListPages(
      OutsideLists lists, ListDifferences differences, Comparison comparison, CoverageViews views, MarkedExport export, FormDeeds deeds, Templates templates) {
    this.lists = lists;
    this.differences = differences;
    this.comparison = comparison;
    this.views = views;
    this.export = export;
    this.deeds = deeds;
    this.templates = templates;
  }

  @GetMapping("/coverage/lists")
  JteModel lists(Page page) {
    return lists(page, TypedForm.FRESH);
  }

  private JteModel lists(Page page, TypedForm form) {
    List<Choice> sources = Arrays.stream(OutsideList.Source.values()).map(source -> Choice.of(source.name(), page.t("coverage.source." + source))).toList();
    List<Choice> groups = Arrays.stream(SpecialGroup.values()).map(group -> Choice.of(group.name(), page.t("people.group." + group))).toList();
    return templates.coverageLists(page, lists.all(), sources, groups, views.programmeChoices(page), views.programmeNames(page), form);
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/coverage/lists")
  ResponseEntity<?> begin(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new CoverageSent(typed);
    NewOutsideList said = sent.list();
    return deeds.make(page, response, sent, "coverage.done.listBegun", () -> "/coverage/lists/" + lists.begin(said), form -> lists(page, form));
  }

  @GetMapping(ONE)
  JteModel show(
      Page page, @PathVariable long id, @RequestParam(defaultValue = "all") String part, @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String after) {
    return show(page, id, part(part), village, after, TypedForm.FRESH);
  }

  private JteModel show(Page page, long id, ListPart part, @Nullable String village, @Nullable String after, TypedForm form) {
    OutsideList list = find(id);
    List<ListDifferences.Figure> figures = differences.figures(id);
    ListDifferences.Lines found = differences.list(id, part, village, after, ListDifferences.PAGE_SIZE);
    Optional<OutsideList> earlier = lists.before(list);
    ListDifferences.Between between = earlier.map(before -> differences.between(before.id(), id)).orElse(null);
    List<Chip> chips = new ArrayList<>();
    for (ListPart each : ListPart.values()) {
      int count = figures.getFirst().count(each);
      if (count > 0 || each == part) chips.add(new Chip(page.t("coverage.part." + each), list.path() + query(each, village, null), page.number(count), each == part));
    }
    String next = found.next() == null ? null : list.path() + query(part, village, found.next());
    return templates.coverageList(
        page, list, part, village, figures, found.lines(), chips, earlier.orElse(null), between, views.programmeNames(page), views.places(page), form, next, after == null ? null : list.path() + query(part, village, null));
  }

  static String query(ListPart part, @Nullable String village, @Nullable String after) {
    return "?part=" + part.name().toLowerCase(Locale.ROOT) + (village == null ? "" : "&village=" + village) + (after == null ? "" : "&after=" + after);
  }

  static ListPart part(String typed) {
    for (ListPart part : ListPart.values()) if (part.name().equals(typed.strip().toUpperCase(Locale.ROOT))) return part;
    return ListPart.ALL;
  }

  /** Who is on one of two lists of an office alone. */
  @GetMapping(ONE + "/against/{other:[0-9]+}")
  JteModel against(Page page, @PathVariable long id, @PathVariable long other, @RequestParam(defaultValue = "came") String who, @RequestParam(required = false) @Nullable String after) {
    OutsideList list = find(id);
    OutsideList earlier = find(other);
    boolean came = !who.equals("went");
    ListDifferences.Lines found = came ? differences.only(id, other, after, ListDifferences.PAGE_SIZE) : differences.only(other, id, after, ListDifferences.PAGE_SIZE);
    return templates.coverageAgainst(
        page, list, earlier, differences.between(other, id), came, found.lines(), views.places(page), found.next() == null ? null : page.with("after", found.next()), after == null ? null : page.with("after", null));
  }

  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping(ONE + "/export.{format:csv|xlsx}")
  void export(
      Page page, @PathVariable long id, @PathVariable String format, @RequestParam(defaultValue = "all") String part, @RequestParam(required = false) @Nullable String village,
      HttpServletResponse response) {
    OutsideList list = find(id);
    PlaceNames places = views.places(page);
    List<Export.Column<ListDifferences.Line>> columns = List.of(
        new Export.Column<>(page.t("coverage.row"), line -> line.item() == null ? null : line.item().row()),
        new Export.Column<>(page.t("people.attribute.NAME"), ListDifferences.Line::name),
        new Export.Column<>(page.t("people.attribute.DOCUMENT"), line -> line.item() == null ? null : line.item().number()),
        new Export.Column<>(page.t("people.attribute.VILLAGE"), line -> places.village(line.village())),
        new Export.Column<>(page.t("register.number"), ListDifferences.Line::personId),
        new Export.Column<>(page.t("coverage.matched"), line -> line.item() == null ? page.t("coverage.notListed") : page.t("coverage.matched." + line.item().matched())),
        new Export.Column<>(page.t("coverage.standing"), line -> line.item() == null || line.item().standing() == null ? null : page.t("coverage.standing." + line.item().standing())),
        new Export.Column<>(page.t("coverage.paid"), line -> page.t(line.paid() ? "coverage.yes" : "coverage.no")),
        new Export.Column<>(page.t("coverage.member"), line -> page.t(line.member() ? "coverage.yes" : "coverage.no")));
    ListPart of = part(part);
    export.send(
        page, response, SheetFormat.of(format), list.title(), columns, () -> differences.stream(id, of, village).filter(line -> line.personId() != null || of != ListPart.ALL || line.item() != null),
        line -> line.personId() == null ? 0 : line.personId());
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(ONE + "/comparison")
  ResponseEntity<?> compare(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    return deed(page, response, id, typed, "coverage.done.compared", sent -> comparison.compare(id));
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(ONE + "/declaration")
  ResponseEntity<?> declare(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    return deed(page, response, id, typed, "coverage.done.declared", sent -> lists.declare(id));
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(ONE + "/withdrawal")
  ResponseEntity<?> undeclare(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    return deed(page, response, id, typed, "coverage.done.undeclared", sent -> lists.undeclare(id, sent.text("reason")));
  }

  /** Whose a doubtful row is. */
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(ONE + "/items/{item:[0-9]+}")
  ResponseEntity<?> decide(Page page, HttpServletResponse response, @PathVariable long id, @PathVariable long item, @RequestParam MultiValueMap<String, String> typed) {
    return deed(page, response, id, typed, "coverage.done.decided", sent -> {
      if (!sent.text("person").equals("none") && sent.id("person") == null) throw new InvalidInput("person", "coverage.error.candidate");
      lists.decide(id, item, sent.id("person"));
    });
  }

  private ResponseEntity<?> deed(Page page, HttpServletResponse response, long id, MultiValueMap<String, String> typed, String said, java.util.function.Consumer<CoverageSent> work) {
    var sent = new CoverageSent(typed);
    ListPart part = part(sent.text("part"));
    return deeds.make(
        page, response, sent, said,
        () -> {
          work.accept(sent);
          return "/coverage/lists/" + id + query(part, null, null);
        },
        form -> show(page, id, part, null, null, form));
  }

  private OutsideList find(long id) {
    return lists.find(id).orElseThrow(() -> new NoSuchList(id));
  }
}

package org.guanjia.assessments;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.assessments.AssessmentFilter.Kind;
import org.guanjia.people.MarkedExport;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.people.PlaceNames;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of assessments, an assessment's page, and its paper. */
@RestController
@Allowed({Permission.BENEFITS_VIEW, Permission.ABILITY_ASSESS})
class AssessmentPages {

  private final Assessments assessments;
  private final AssessmentLists lists;
  private final AssessmentStore store;
  private final People people;
  private final Places places;
  private final Users users;
  private final MarkedExport export;
  private final Clock clock;
  private final Templates templates;

  AssessmentPages(
      Assessments assessments, AssessmentLists lists, AssessmentStore store, People people, Places places, Users users, MarkedExport export, Clock clock, Templates templates) {
    this.assessments = assessments;
    this.lists = lists;
    this.store = store;
    this.people = people;
    this.places = places;
    this.users = users;
    this.export = export;
    this.clock = clock;
    this.templates = templates;
  }

  @Bean
  static NavEntry assessmentsNav() {
    return new NavEntry(Section.SERVICES, 52, "clipboard", "assessments.title", "/assessments", Permission.BENEFITS_VIEW, Permission.ABILITY_ASSESS);
  }

  @GetMapping("/assessments")
  JteModel list(Page page, @RequestParam Map<String, String> parameters) {
    AssessmentFilter filter = AssessmentFilter.of(parameters);
    AssessmentLists.Lines found = lists.list(filter, parameters.get("after"), AssessmentLists.PAGE_SIZE);
    List<Chip> chips = Arrays.stream(Kind.values())
        .map(kind -> new Chip(page.t("assessments.kind." + kind), "/assessments" + filter.with(kind).query(null), null, filter.kind() == kind)).toList();
    List<Choice> villages = places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
    String next = found.next() == null ? null : "/assessments" + filter.query(found.next());
    String begin = parameters.containsKey("after") ? "/assessments" + filter.query(null) : null;
    return templates.assessmentsList(page, filter, found.lines(), chips, villages, new PlaceNames(places, page.locale()), today(), next, begin);
  }

  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping("/assessments/export.{format:csv|xlsx}")
  void export(Page page, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    PlaceNames names = new PlaceNames(places, page.locale());
    List<Export.Column<AssessmentLists.Line>> columns = List.of(
        new Export.Column<>(page.t("register.number"), line -> line.assessment().personId()),
        new Export.Column<>(page.t("people.attribute.NAME"), line -> line.person() == null ? null : line.person().name()),
        new Export.Column<>(page.t("people.attribute.VILLAGE"), line -> line.person() == null ? null : names.village(line.person().village())),
        new Export.Column<>(page.t("assessments.state"), line -> page.t("assessments.state." + line.assessment().state())),
        new Export.Column<>(page.t("assessments.assessedOn"), line -> line.assessment().assessedOn()),
        new Export.Column<>(page.t("assessments.score"), line -> line.assessment().score()),
        new Export.Column<>(page.t("assessments.level"), line -> line.assessment().level()),
        new Export.Column<>(page.t("assessments.reviewOn"), line -> line.assessment().reviewOn()));
    AssessmentFilter filter = AssessmentFilter.of(parameters);
    export.send(page, response, SheetFormat.of(format), page.t("assessments.title"), columns, () -> lists.stream(filter), line -> line.assessment().personId());
  }

  @GetMapping("/assessments/{id:[0-9]+}")
  JteModel show(Page page, @PathVariable long id) {
    return templates.assessmentsShow(page, view(page, id), TypedForm.FRESH);
  }

  /** With both sheets, to be signed on paper. */
  @GetMapping("/assessments/{id:[0-9]+}/print")
  JteModel print(Page page, @PathVariable long id) {
    return templates.assessmentsPrint(page, view(page, id), null);
  }

  /** An empty form to take along where there is neither network nor phone. */
  @Allowed(Permission.ABILITY_ASSESS)
  @GetMapping("/assessments/paper")
  JteModel paper(Page page, @RequestParam long person) {
    PersonLine line = people.line(person).orElseThrow(() -> new NoSuchPerson(person));
    return templates.assessmentsPrint(page, null, line);
  }

  AssessmentView view(Page page, long id) {
    Assessment found = assessments.find(id);
    List<AssessmentStore.Event> history = store.history(id);
    Set<String> who = new HashSet<>(history.stream().map(AssessmentStore.Event::actor).toList());
    found.sheets().forEach(sheet -> who.add(sheet.assessor()));
    return new AssessmentView(page, found, people.line(found.personId()).orElse(null), users.names(who), history, new PlaceNames(places, page.locale()));
  }

  LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}

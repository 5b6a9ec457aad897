package org.guanjia.simulation;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.benefits.MonthWords;
import org.guanjia.benefits.ProgrammeLine;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.Version;
import org.guanjia.benefits.VersionState;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Simulations: begun from a draft, looked at, kept as reports. They speak of the whole town, so they are for those who see it. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class SimulationPages {

  static final int LISTED = 30;
  /** A form waits for its figures as long as people like to wait; after that a page shows how far it is. */
  private static final Duration AWAITED = Duration.ofSeconds(5);

  private final Simulations simulations;
  private final SimulationViews views;
  private final AffectedPeople affected;
  private final FigureExport figures;
  private final Programmes programmes;
  private final LifeTables lifeTables;
  private final Users users;
  private final Idempotency idempotency;
  private final Templates templates;

  SimulationPages(
      Simulations simulations, SimulationViews views, AffectedPeople affected, FigureExport figures, Programmes programmes, LifeTables lifeTables, Users users, Idempotency idempotency,
      Templates templates) {
    this.simulations = simulations;
    this.views = views;
    this.affected = affected;
    this.figures = figures;
    this.programmes = programmes;
    this.lifeTables = lifeTables;
    this.users = users;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @GetMapping("/simulations")
  JteModel list(Page page, @RequestParam(required = false) @Nullable String before) {
    wholeTown(page.viewer());
    long below = before != null && before.matches("[0-9]{1,18}") ? Long.parseLong(before) : 0;
    List<Simulation.Line> found = simulations.list(page.may(Permission.PROGRAMMES_EDIT), below, LISTED + 1);
    List<Simulation.Line> shown = found.subList(0, Math.min(LISTED, found.size()));
    String next = found.size() > LISTED ? "/simulations?before=" + shown.getLast().id() : null;
    return templates.simulationList(page, shown, views.words(page), users.names(shown.stream().map(Simulation.Line::startedBy).distinct().toList()), next);
  }

  /** Where a draft's page leads to: the draft is chosen already. */
  @Allowed(Permission.PROGRAMMES_EDIT)
  @GetMapping("/simulations/new")
  JteModel fresh(Page page, @RequestParam(required = false) @Nullable String programme, @RequestParam(required = false) @Nullable String version) {
    wholeTown(page.viewer());
    List<Version> drafts = drafts();
    String chosen = programme + "/" + version;
    Version draft = drafts.stream().filter(each -> value(each).equals(chosen)).findFirst().orElse(drafts.size() == 1 ? drafts.getFirst() : null);
    YearMonth month = draft == null || draft.from().isBefore(simulations.thisMonth()) ? simulations.thisMonth() : draft.from();
    simulations.prepare(month);
    return form(page, drafts, SimulationForm.of(draft == null ? List.of() : List.of(value(draft)), month.toString()));
  }

  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/simulations")
  Object begin(Page page, @RequestParam MultiValueMap<String, String> sent) {
    wholeTown(page.viewer());
    SimulationForm form = SimulationForm.typed(sent);
    try {
      NewSimulation wanted = form.read();
      return awaited(idempotency.once(sent.getFirst("key"), () -> String.valueOf(simulations.add(wanted))));
    } catch (InvalidInput wrong) {
      return refused(form(page, drafts(), form.refused(wrong, page)));
    }
  }

  private ResponseEntity<Void> awaited(String id) {
    simulations.await(Long.parseLong(id), AWAITED);
    return seeOther("/simulations/" + id);
  }

  private JteModel form(Page page, List<Version> drafts, SimulationForm form) {
    SimulationWords words = views.words(page);
    List<Choice> choices = drafts.stream()
        .map(draft -> Choice.of(value(draft), page.t("simulation.draft", words.programme(draft.programme()), draft.number()), hint(page, draft))).toList();
    return templates.simulationNew(page, choices, form, SimulationViews.source(page, lifeTables.current()));
  }

  private static String hint(Page page, Version draft) {
    String months = MonthWords.span(page, draft.from(), draft.until());
    return draft.note().isBlank() ? months : months + " · " + draft.note();
  }

  private static String value(Version draft) {
    return draft.programme() + "/" + draft.number();
  }

  private List<Version> drafts() {
    List<Version> drafts = new ArrayList<>();
    for (ProgrammeLine programme : programmes.all()) {
      if (programme.pending() == null) continue;
      programmes.versions(programme.code()).stream().filter(version -> version.state() == VersionState.DRAFT || version.state() == VersionState.PROPOSED).forEach(drafts::add);
    }
    return drafts;
  }

  @GetMapping("/simulations/{id:[0-9]+}")
  JteModel show(Page page, @PathVariable long id, HttpServletResponse response) {
    Simulation simulation = seen(page, id);
    if (simulation.state() == SimulationState.RUNNING) simulation = simulations.await(id, Duration.ZERO);
    if (page.partial() && simulation.state() != SimulationState.RUNNING) response.setHeader("HX-Refresh", "true");
    if (page.partial()) return templates.simulationProgress(page, simulation, simulations.progress(id));
    return show(page, simulation, Map.of());
  }

  private JteModel show(Page page, Simulation simulation, Map<String, String> errors) {
    if (simulation.figures() == null) return templates.simulationRunning(page, simulation, SimulationViews.title(views.words(page), simulation), simulations.progress(simulation.id()));
    return templates.simulationShow(page, views.of(page, simulation), errors);
  }

  /** As it is printed. */
  @GetMapping("/simulations/{id:[0-9]+}/print")
  Object print(Page page, @PathVariable long id) {
    Simulation simulation = seen(page, id);
    return simulation.figures() == null ? seeOther("/simulations/" + id) : templates.simulationPrint(page, views.of(page, simulation));
  }

  /** Of whom something comes out otherwise. */
  @Allowed(value = Permission.BENEFITS_VIEW, and = Permission.PEOPLE_VIEW)
  @GetMapping("/simulations/{id:[0-9]+}/people")
  JteModel people(Page page, @PathVariable long id, @RequestParam Map<String, String> parameters) {
    Simulation simulation = seen(page, id);
    return templates.simulationPeople(page, affected.list(page, simulation, views.words(page), AffectedPeople.filter(parameters), parameters.get("after")));
  }

  @Allowed(value = Permission.EXPORT, and = Permission.PEOPLE_VIEW)
  @GetMapping("/simulations/{id:[0-9]+}/people/export.{format:csv|xlsx}")
  void exportPeople(Page page, @PathVariable long id, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    if (!page.may(Permission.BENEFITS_VIEW)) throw new AccessDeniedException("may not see benefits");
    affected.send(page, response, SheetFormat.of(format), seen(page, id), views.words(page), AffectedPeople.filter(parameters));
  }

  /** The figures as one list. */
  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping("/simulations/{id:[0-9]+}/figures.{format:csv|xlsx}")
  void exportFigures(Page page, @PathVariable long id, @PathVariable String format, HttpServletResponse response) {
    figures.send(page, response, SheetFormat.of(format), seen(page, id), views.words(page));
  }

  /** Kept, or its words changed. */
  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/simulations/{id:[0-9]+}/report")
  Object keep(Page page, @PathVariable long id, @RequestParam Map<String, String> form, HttpServletResponse response) {
    return deed(page, id, form, response, "simulation.flash.kept", () -> simulations.keep(id, version(form), form.get("title"), form.get("note")));
  }

  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/simulations/{id:[0-9]+}/publication")
  Object publish(Page page, @PathVariable long id, @RequestParam Map<String, String> form, HttpServletResponse response) {
    return deed(page, id, form, response, "simulation.flash.published", () -> simulations.publish(id, version(form)));
  }

  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/simulations/{id:[0-9]+}/publication/end")
  Object unpublish(Page page, @PathVariable long id, @RequestParam Map<String, String> form, HttpServletResponse response) {
    return deed(page, id, form, response, "simulation.flash.unpublished", () -> simulations.unpublish(id, version(form)));
  }

  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/simulations/{id:[0-9]+}/withdrawal")
  Object withdraw(Page page, @PathVariable long id, @RequestParam Map<String, String> form, HttpServletResponse response) {
    return deed(page, id, form, response, "simulation.flash.withdrawn", () -> simulations.withdraw(id, version(form), form.get("reason")));
  }

  /** The same rules once more, on the facts of today. */
  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/simulations/{id:[0-9]+}/repetition")
  Object repeat(Page page, @PathVariable long id, @RequestParam Map<String, String> form) {
    Simulation simulation = seen(page, id);
    try {
      return awaited(idempotency.once(form.get("key"), () -> String.valueOf(simulations.repeat(simulation.id()))));
    } catch (InvalidInput wrong) {
      return refused(show(page, simulation, SimulationForm.told(wrong, page)));
    }
  }

  private Object deed(Page page, long id, Map<String, String> form, HttpServletResponse response, String done, Runnable deed) {
    seen(page, id);
    try {
      idempotency.once(form.get("key"), () -> {
        deed.run();
        return done;
      });
    } catch (InvalidInput wrong) {
      return refused(show(page, seen(page, id), SimulationForm.told(wrong, page)));
    }
    Flash.success(done, "", null).on(response);
    return seeOther("/simulations/" + id);
  }

  private Simulation seen(Page page, long id) {
    wholeTown(page.viewer());
    return seen(simulations, page.viewer(), id);
  }

  /** Published ones are for everybody who sees benefits of the whole town, the others for those who write programmes. */
  static Simulation seen(Simulations simulations, @Nullable Viewer viewer, long id) {
    Simulation found = simulations.of(id);
    if (found.state() != SimulationState.PUBLISHED && (viewer == null || !viewer.may(Permission.PROGRAMMES_EDIT))) throw new NoSuchSimulation(id);
    return found;
  }

  static void wholeTown(@Nullable Viewer viewer) {
    if (viewer == null || viewer.areas() != null) throw new AccessDeniedException("simulations are of the whole town");
  }

  static int version(Map<String, String> form) {
    return form.getOrDefault("version", "").matches("[0-9]{1,9}") ? Integer.parseInt(form.get("version")) : 0;
  }

  static ResponseEntity<JteModel> refused(JteModel model) {
    return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, model);
  }
}

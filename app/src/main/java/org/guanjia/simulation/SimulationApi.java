package org.guanjia.simulation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Simulations for programs. */
@Tag(name = "Simulations", description = "Drafts of programmes against the rules in force: who gains and loses, and what it costs this year and in five years.")
@RestController
@RequestMapping(path = "/api/v1/simulations", produces = MediaType.APPLICATION_JSON_VALUE)
@Allowed(Permission.BENEFITS_VIEW)
class SimulationApi {

  private static final int LIMIT_MAX = 100;
  private static final int PEOPLE_MAX = 500;
  private static final Duration AWAITED = Duration.ofSeconds(10);

  private final Simulations simulations;
  private final AffectedPeople affected;
  private final LifeTables lifeTables;
  private final Idempotency idempotency;

  SimulationApi(Simulations simulations, AffectedPeople affected, LifeTables lifeTables, Idempotency idempotency) {
    this.simulations = simulations;
    this.affected = affected;
    this.lifeTables = lifeTables;
    this.idempotency = idempotency;
  }

  /**
   * What is to be simulated.
   *
   * @param month such as 2027-01; when absent the first month of the first version, or this month when that is later
   * @param movesPermille by how many of 1,000 the register grows a year by people moving; 0 when absent
   */
  @Schema(name = "SimulationRequest")
  record BeginRequest(@Nullable List<NewSimulation.Tried> tried, @Nullable String month, @Nullable BigDecimal movesPermille) {}

  /** A report's words, or a decision on a simulation that was read in that version. */
  @Schema(name = "SimulationReportRequest")
  record ReportRequest(@Nullable Integer version, @Nullable String title, @Nullable String note, @Nullable String reason) {

    int read() {
      return Objects.requireNonNullElse(version, 0);
    }
  }

  /** A life table. @param table CSV: age_from, deaths a year per 1,000 men, per 1,000 women */
  @Schema(name = "LifeTableRequest")
  record LifeTableRequest(@Nullable String table, @Nullable String source, @Nullable String document) {}

  /** A person of whom something comes out otherwise. @param name masked for a child; null for somebody who is not seen */
  @Schema(name = "SimulationPerson")
  record Person(Effect effect, @Nullable String name) {}

  /** @param next of the parameter {@code after} for the page after this one; null at the end */
  @Schema(name = "SimulationPeople")
  record People(List<Person> people, @Nullable String next) {}

  @Operation(summary = "Simulations, the latest first; reports that were published alone for whoever writes no programmes")
  @GetMapping
  List<Simulation.Line> list(@RequestParam(defaultValue = "0") long before, @RequestParam(defaultValue = "30") int limit) {
    return simulations.list(viewer().may(Permission.PROGRAMMES_EDIT), before, limit(limit, LIMIT_MAX));
  }

  @Operation(summary = "Try drafts out against the rules in force; the answer waits for the figures some seconds")
  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping
  ResponseEntity<Simulation> begin(@RequestBody BeginRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    viewer();
    var month = request.month() == null ? null : SimulationForm.month(request.month());
    if (request.month() != null && month == null) throw new InvalidInput("month", "simulation.error.month", 3, Simulations.YEARS_MAX);
    NewSimulation wanted = new NewSimulation(Objects.requireNonNullElse(request.tried(), List.of()), month, request.movesPermille());
    return created(idempotency.once(key, () -> String.valueOf(simulations.add(wanted))));
  }

  private ResponseEntity<Simulation> created(String id) {
    return ResponseEntity.created(URI.create("/api/v1/simulations/" + id)).body(simulations.await(Long.parseLong(id), AWAITED));
  }

  @Operation(summary = "One simulation with its figures")
  @GetMapping("/{id:[0-9]+}")
  Simulation show(@PathVariable long id) {
    Simulation seen = SimulationPages.seen(simulations, viewer(), id);
    return seen.state() == SimulationState.RUNNING ? simulations.await(id, Duration.ZERO) : seen;
  }

  @Operation(summary = "Of whom something comes out otherwise, in the order of persons")
  @Allowed(value = Permission.BENEFITS_VIEW, and = Permission.PEOPLE_VIEW)
  @GetMapping("/{id:[0-9]+}/people")
  People people(@PathVariable long id, @RequestParam Map<String, String> parameters) {
    SimulationPages.seen(simulations, viewer(), id);
    String after = parameters.get("after");
    if (after != null && AffectedPeople.place(after) == null) throw new InvalidInput("after", "register.error.cursor");
    String typed = parameters.getOrDefault("limit", "50");
    int limit = limit(typed.matches("[0-9]{1,4}") ? Integer.parseInt(typed) : 0, PEOPLE_MAX);
    List<Effect> found = simulations.effects(id, AffectedPeople.filter(parameters), AffectedPeople.place(after), limit + 1);
    List<Effect> shown = found.subList(0, Math.min(limit, found.size()));
    Map<Long, String> names = affected.names(shown);
    return new People(shown.stream().map(each -> new Person(each, names.get(each.personId()))).toList(), found.size() > limit ? AffectedPeople.place(shown.getLast()) : null);
  }

  @Operation(summary = "Keep a simulation as a report, or change a report's words")
  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/{id:[0-9]+}/report")
  Simulation keep(@PathVariable long id, @RequestBody ReportRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return deed(id, key, () -> simulations.keep(id, request.read(), request.title(), request.note()));
  }

  @Operation(summary = "Show a report to the town's leaders and auditors too")
  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/{id:[0-9]+}/publication")
  Simulation publish(@PathVariable long id, @RequestBody ReportRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return deed(id, key, () -> simulations.publish(id, request.read()));
  }

  @Operation(summary = "Show a report to the allowances' officers alone again")
  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/{id:[0-9]+}/publication/end")
  Simulation unpublish(@PathVariable long id, @RequestBody ReportRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return deed(id, key, () -> simulations.unpublish(id, request.read()));
  }

  @Operation(summary = "Take a report back, with a reason; its list of persons goes")
  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/{id:[0-9]+}/withdrawal")
  Simulation withdraw(@PathVariable long id, @RequestBody ReportRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return deed(id, key, () -> simulations.withdraw(id, request.read(), request.reason()));
  }

  @Operation(summary = "The same rules once more, on the facts of today")
  @Allowed(Permission.PROGRAMMES_EDIT)
  @PostMapping("/{id:[0-9]+}/repetition")
  ResponseEntity<Simulation> repeat(@PathVariable long id, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    SimulationPages.seen(simulations, viewer(), id);
    return created(idempotency.once(key, () -> String.valueOf(simulations.repeat(id))));
  }

  @Operation(summary = "The life table in force")
  @GetMapping("/life-table")
  LifeTables.Sourced lifeTable() {
    viewer();
    return lifeTables.current();
  }

  @Operation(summary = "Put a life table in the place of the one in force")
  @Allowed(Permission.PROGRAMMES_EDIT)
  @PutMapping("/life-table")
  LifeTables.Sourced replace(@RequestBody LifeTableRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    viewer();
    idempotency.once(key, () -> String.valueOf(lifeTables.replace(request.table(), request.source(), request.document())));
    return lifeTables.current();
  }

  private Simulation deed(long id, @Nullable String key, Runnable deed) {
    SimulationPages.seen(simulations, viewer(), id);
    idempotency.once(key, () -> {
      deed.run();
      return "done";
    });
    return simulations.of(id);
  }

  private static int limit(int wanted, int most) {
    if (wanted < 1 || wanted > most) throw new InvalidInput("limit", "register.error.limit", most);
    return wanted;
  }

  private static Viewer viewer() {
    Viewer viewer = CurrentViewer.get();
    SimulationPages.wholeTown(viewer);
    return Objects.requireNonNull(viewer);
  }
}

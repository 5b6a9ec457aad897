package org.guanjia.insight;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.guanjia.insight.KeptFigures.Period;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Targets, the board's figures and monthly briefs for programs. */
@Tag(name = "Board", description = "The year's promises with how far they are, figures of requests and projects by village, and monthly briefs.")
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Allowed(Permission.BOARD_VIEW)
class InsightApi {

  private final Targets targets;
  private final Board board;
  private final Briefs briefs;
  private final MapLayout layout;
  private final Places places;
  private final Idempotency idempotency;

  InsightApi(Targets targets, Board board, Briefs briefs, MapLayout layout, Places places, Idempotency idempotency) {
    this.targets = targets;
    this.board = board;
    this.briefs = briefs;
    this.layout = layout;
    this.places = places;
    this.idempotency = idempotency;
  }

  /**
   * A target as programs write it.
   *
   * @param version of the target that was read; not needed for a new one
   */
  record TargetRequest(
      @Nullable Integer year, @Nullable String title, @Nullable Measure measure, @Nullable String channel, @Nullable BigDecimal amount, @Nullable String unit,
      @Nullable LocalDate dueOn, @Nullable String source, @Nullable String village, @Nullable Boolean active, @Nullable Integer version) {

    private Target as(long id) {
      if (year == null) throw new InvalidInput("year", "targets.error.year", String.valueOf(Targets.YEAR_MIN), String.valueOf(Targets.YEAR_MAX));
      if (measure == null) throw new InvalidInput("measure", "targets.error.measure");
      if (amount == null) throw new InvalidInput("amount", "targets.error.amount");
      if (dueOn == null) throw new InvalidInput("dueOn", "targets.error.dueOn", String.valueOf(year));
      return new Target(
          id, Objects.requireNonNullElse(version, 0), year, said(title), measure, channel, amount, said(unit), dueOn, said(source), village, Objects.requireNonNullElse(active, true));
    }

    private static String said(@Nullable String text) {
      return text == null ? "" : text.strip();
    }
  }

  /** A figure entered by hand. */
  @Schema(name = "TargetEntryRequest")
  record EntryRequest(@Nullable String village, @Nullable LocalDate asOf, @Nullable BigDecimal amount, @Nullable String note) {}

  /** A month's brief to be issued. */
  record BriefRequest(@Nullable YearMonth month, @Nullable String remarks) {}

  /** A decision on a brief that was read in that version. */
  @Schema(name = "BriefDecisionRequest")
  record DecisionRequest(@Nullable Integer version, @Nullable String reason) {}

  /** Where the villages stand. */
  @Schema(name = "MapLayoutRequest")
  record LayoutRequest(@Nullable List<MapLayout.Place> places) {}

  /**
   * The board of a year.
   *
   * @param asOf when requests were last counted
   * @param villages each measure's figure by village code; numbers, or per cent
   */
  record BoardAnswer(int year, @Nullable Instant asOf, List<TargetLine> targets, Key requests, Map<String, Map<Measure, BigDecimal>> villages) {}

  @Operation(summary = "The targets of a year and how far they are; this year's without a year")
  @GetMapping("/targets")
  List<TargetLine> targets(@RequestParam(required = false) @Nullable String year) {
    return board.targets(year(year));
  }

  @Operation(summary = "Set a target")
  @PostMapping("/targets")
  @Allowed(Permission.TARGETS_EDIT)
  ResponseEntity<Target> add(@RequestBody TargetRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    Target target = request.as(0);
    long id = Long.parseLong(idempotency.once(key, () -> String.valueOf(targets.save(target))));
    return ResponseEntity.created(URI.create("/api/v1/targets/" + id)).body(found(id));
  }

  @Operation(summary = "One target")
  @GetMapping("/targets/{id}")
  Target target(@PathVariable long id) {
    return found(id);
  }

  @Operation(summary = "Change a target; 409 when somebody else changed it since that version")
  @PutMapping("/targets/{id}")
  @Allowed(Permission.TARGETS_EDIT)
  Target change(@PathVariable long id, @RequestBody TargetRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    found(id);
    Target target = request.as(id);
    idempotency.once(key, () -> String.valueOf(targets.save(target)));
    return found(id);
  }

  @Operation(summary = "The figures entered for a target by hand, the latest first")
  @GetMapping("/targets/{id}/entries")
  List<TargetEntry> entries(@PathVariable long id) {
    found(id);
    return targets.entries(id);
  }

  @Operation(summary = "Enter how far a target is that no module counts")
  @PostMapping("/targets/{id}/entries")
  @Allowed(Permission.TARGETS_EDIT)
  List<TargetEntry> enter(@PathVariable long id, @RequestBody EntryRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    found(id);
    idempotency.once(
        key,
        () -> {
          targets.enter(id, request.village(), request.asOf(), request.amount(), request.note());
          return "entered";
        });
    return targets.entries(id);
  }

  @Operation(summary = "The board of a year: targets, figures of requests, and each measure by village")
  @GetMapping("/board")
  BoardAnswer board(@RequestParam(required = false) @Nullable String year) {
    int shown = year(year);
    YearCounts counts = board.counts(shown);
    Viewer viewer = CurrentViewer.get();
    List<String> areas = viewer == null ? null : viewer.areas();
    var villages = new TreeMap<String, Map<Measure, BigDecimal>>();
    for (var village : places.villages()) {
      if (areas != null && !areas.contains(village.code())) continue;
      var values = new EnumMap<Measure, BigDecimal>(Measure.class);
      for (Measure measure : Measure.mapped()) {
        BigDecimal value = counts.of(measure, null, village.code());
        if (value != null) values.put(measure, value);
      }
      villages.put(village.code(), values);
    }
    return new BoardAnswer(shown, board.asOf(), board.lines(counts, board.today()), board.key(Period.of(shown)), villages);
  }

  @Operation(summary = "Where the villages stand on the schematic map")
  @GetMapping("/board/layout")
  List<MapLayout.Place> layout() {
    return layout.places();
  }

  @Operation(summary = "Place villages on the schematic map; those not named stay where they are")
  @PutMapping("/board/layout")
  @Allowed(Permission.TARGETS_EDIT)
  List<MapLayout.Place> place(@RequestBody LayoutRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    List<MapLayout.Place> wanted = Objects.requireNonNullElse(request.places(), List.of());
    idempotency.once(
        key,
        () -> {
          layout.save(wanted);
          return "placed";
        });
    return layout.places();
  }

  @Operation(summary = "The briefs, the latest month first")
  @GetMapping("/board/briefs")
  List<Brief.Line> briefs() {
    wholeTown();
    return briefs.list();
  }

  @Operation(summary = "Issue the brief of a month; its figures are frozen")
  @PostMapping("/board/briefs")
  @Allowed(Permission.TARGETS_EDIT)
  ResponseEntity<Brief> issue(@RequestBody BriefRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    wholeTown();
    YearMonth month = request.month();
    if (month == null) throw new InvalidInput("month", "board.brief.error.month");
    long id = Long.parseLong(idempotency.once(key, () -> String.valueOf(briefs.issue(month, request.remarks()))));
    return ResponseEntity.created(URI.create("/api/v1/board/briefs/" + id)).body(brief(id));
  }

  @Operation(summary = "One brief with its frozen figures")
  @GetMapping("/board/briefs/{id}")
  Brief brief(@PathVariable long id) {
    wholeTown();
    return briefs.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  @Operation(summary = "Approve a brief that somebody else issued")
  @PostMapping("/board/briefs/{id}/approval")
  @Allowed(Permission.BRIEFS_APPROVE)
  Brief approve(@PathVariable long id, @RequestBody DecisionRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    brief(id);
    idempotency.once(
        key,
        () -> {
          briefs.approve(id, Objects.requireNonNullElse(request.version(), 0));
          return "approved";
        });
    return brief(id);
  }

  @Operation(summary = "Take a brief back, with a reason")
  @PostMapping("/board/briefs/{id}/withdrawal")
  @Allowed({Permission.TARGETS_EDIT, Permission.BRIEFS_APPROVE})
  Brief withdraw(@PathVariable long id, @RequestBody DecisionRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    brief(id);
    idempotency.once(
        key,
        () -> {
          briefs.withdraw(id, Objects.requireNonNullElse(request.version(), 0), request.reason());
          return "withdrawn";
        });
    return brief(id);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> stale(StaleTarget stale) {
    ProblemDetail detail = ProblemDetail.forStatus(HttpStatus.CONFLICT);
    detail.setProperty("current", stale.current());
    return ResponseEntity.status(HttpStatus.CONFLICT).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(detail);
  }

  private int year(@Nullable String typed) {
    if (typed != null && !typed.matches("20[0-9]{2}")) throw new InvalidInput("year", "targets.error.year", String.valueOf(Targets.YEAR_MIN), String.valueOf(Targets.YEAR_MAX));
    return BoardViews.year(typed, board.thisYear());
  }

  private static void wholeTown() {
    Viewer viewer = CurrentViewer.get();
    if (viewer == null || viewer.areas() != null) throw new AccessDeniedException("briefs are of the whole town");
  }

  private Target found(long id) {
    return targets.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}

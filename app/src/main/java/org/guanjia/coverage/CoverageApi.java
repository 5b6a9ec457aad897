package org.guanjia.coverage;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.benefits.RegisterOutcomes;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Conflict;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Fact;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Findings for programs. */
@Tag(name = "Coverage", description = "Who is entitled and receives nothing, who is paid and no longer entitled, of whom it is unknown. Each change is done once for one Idempotency-Key.")
@RestController
@RequestMapping(path = "/api/v1/coverage", produces = MediaType.APPLICATION_JSON_VALUE)
@Allowed(Permission.BENEFITS_VIEW)
class CoverageApi {

  private static final String KEY = "Idempotency-Key";

  private final Findings findings;
  private final FindingLists lists;
  private final Coverage coverage;
  private final CoverageViews views;
  private final Idempotency idempotency;

  CoverageApi(Findings findings, FindingLists lists, Coverage coverage, CoverageViews views, Idempotency idempotency) {
    this.findings = findings;
    this.lists = lists;
    this.coverage = coverage;
    this.views = views;
    this.idempotency = idempotency;
  }

  /** @param missing codes of the facts that nobody knows */
  @Schema(name = "CoverageFound")
  record FindingJson(Finding finding, List<String> missing) {

    static FindingJson of(Finding finding) {
      return new FindingJson(finding, RegisterOutcomes.facts(finding.missing()).stream().map(Fact::code).toList());
    }
  }

  @Schema(name = "CoverageFindingPage")
  record FindingPage(List<FindingJson> findings, @Nullable String next) {}

  @Schema(name = "CoverageFindingDetail")
  record DetailJson(FindingJson found, List<Contact> contacts, List<Findings.Event> history) {}

  @Schema(name = "CoverageMissing")
  record MissingJson(String fact, int persons, int byList, @Nullable SpecialGroup list) {}

  @Schema(name = "CoverageOverview")
  record OverviewJson(Coverage.@Nullable Counted counted, Map<FindingKind, Integer> open, List<FindingLists.Figure> figures, List<MissingJson> missing) {}

  @Schema(name = "CoverageAssignment")
  record AssignmentJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable List<Long> findings, @Schema(description = "User id; null takes them back") @Nullable String assignee, @Nullable LocalDate dueOn) {}

  @Schema(name = "CoverageAssigned")
  record AssignedJson(int assigned) {}

  @Schema(name = "CoverageContact")
  record ContactJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer version, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate on,
      @Schema(requiredMode = RequiredMode.REQUIRED) NewContact.@Nullable Way way, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable ContactResult result, @Nullable String words,
      @Nullable LocalDate nextTry, @Nullable String fact, @Nullable String value, @Nullable String category, @Nullable LocalDate since, @Nullable String source, @Nullable String document,
      @Schema(example = "2026-05") @Nullable String from, @Schema(example = "2026-05") @Nullable String lastMonth, @Nullable LocalDate askAgainOn,
      @Schema(description = "Of FACT_STATED: groups of which the person is not") @Nullable List<SpecialGroup> notOf) {

    NewContact said() {
      return new NewContact(
          on, way, result, Objects.requireNonNullElse(words, "").strip(), nextTry, fact, Objects.requireNonNullElse(value, "").strip(), category, since,
          Objects.requireNonNullElse(source, "").strip(), document, month("from", from), month("lastMonth", lastMonth), askAgainOn,
          Objects.requireNonNullElse(notOf, List.of()));
    }
  }

  @Schema(name = "CoverageReopening")
  record ReopeningJson(@Nullable Integer version, @Nullable String reason) {}

  @Operation(summary = "What was counted last: by programme, or of one programme by village; findings that are open; facts that are missing")
  @Allowed(value = Permission.BENEFITS_VIEW, and = {Permission.EXPORT, Permission.AWARDS_APPLY})
  @GetMapping
  OverviewJson overview(Page page, @RequestParam(required = false) @Nullable String programme, @RequestParam(required = false) @Nullable String village) {
    List<MissingJson> missing = lists.missing(village).stream().map(each -> new MissingJson(each.fact().code(), each.persons(), each.byList(), RegisterOutcomes.settledByList(each.fact()))).toList();
    return new OverviewJson(coverage.counted().orElse(null), lists.counts(FindingFilter.OPEN.in(village), CoverageViews.seen(page)), lists.figures(programme, village), missing);
  }

  @Operation(summary = "List findings: by kind, programme, village, state, assignee, missing fact; 1 to 200 at a time. Of UNKNOWN those that a complete list would settle are left out unless lists=yes or lists=all")
  @GetMapping("/findings")
  FindingPage list(Page page, @RequestParam Map<String, String> parameters) {
    String limit = parameters.getOrDefault("limit", "");
    FindingLists.Lines found = lists.list(
        CoverageViews.mine(page, FindingFilter.of(parameters)), CoverageViews.seen(page), parameters.get("after"), limit.matches("[0-9]{1,3}") ? Integer.parseInt(limit) : FindingLists.PAGE_SIZE);
    return new FindingPage(found.lines().stream().map(line -> FindingJson.of(line.finding())).toList(), found.next());
  }

  @Operation(summary = "A finding with every try and its history")
  @GetMapping("/findings/{id:[0-9]+}")
  DetailJson find(Page page, @PathVariable long id) {
    return new DetailJson(FindingJson.of(views.find(page, id)), findings.contacts(id), findings.history(id));
  }

  @Operation(summary = "Who is entitled to a programme, or paid by it: entitled, paid, received, reached, asked; 1 to 200 at a time")
  @Allowed(value = Permission.BENEFITS_VIEW, and = {Permission.EXPORT, Permission.AWARDS_APPLY})
  @GetMapping("/standings")
  FindingLists.StandingLines standings(
      @RequestParam String programme, @RequestParam(required = false) @Nullable String village, @RequestParam(defaultValue = "entitled") String which,
      @RequestParam(required = false) @Nullable String after, @RequestParam(defaultValue = "50") int limit) {
    return lists.standings(programme, village, CoveragePages.which(which), after, limit);
  }

  @Operation(summary = "Give findings to somebody who goes to doors, or take them back; all of them or none, at most 500")
  @Allowed({Permission.AWARDS_APPLY, Permission.AWARDS_CHECK})
  @PostMapping("/assignments")
  AssignedJson assign(@RequestBody AssignmentJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    List<Long> ids = Objects.requireNonNullElse(said.findings(), List.of());
    String assignee = said.assignee();
    return new AssignedJson(Integer.parseInt(idempotency.once(key, () -> String.valueOf(assignee == null ? findings.unassign(ids) : findings.assign(ids, assignee, said.dueOn())))));
  }

  @Operation(summary = "Write down a try and what came of it: an application is opened, a fact stated, an award ended, a death or move written into the register")
  @Allowed({Permission.AWARDS_APPLY, Permission.AWARDS_CHECK, Permission.PEOPLE_VISIT})
  @PostMapping("/findings/{id:[0-9]+}/contacts")
  DetailJson contact(Page page, @PathVariable long id, @RequestBody ContactJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    idempotency.once(key, () -> {
      views.find(page, id);
      findings.contact(id, version(said.version()), said.said());
      return "done";
    });
    return find(page, id);
  }

  @Operation(summary = "Open a settled finding again")
  @Allowed({Permission.AWARDS_APPLY, Permission.AWARDS_CHECK})
  @PostMapping("/findings/{id:[0-9]+}/reopening")
  DetailJson reopen(Page page, @PathVariable long id, @RequestBody ReopeningJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    idempotency.once(key, () -> {
      findings.reopen(id, version(said.version()), Objects.requireNonNullElse(said.reason(), ""));
      return "done";
    });
    return find(page, id);
  }

  @Operation(summary = "Look at the whole register in the background now, instead of at night")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/recount")
  ResponseEntity<Void> recount(@RequestHeader(name = KEY, required = false) @Nullable String key) {
    idempotency.once(key, () -> {
      coverage.ask();
      return "done";
    });
    return ResponseEntity.accepted().location(URI.create("/api/v1/coverage")).build();
  }

  private static int version(@Nullable Integer version) {
    if (version == null) throw new InvalidInput("version", "coverage.error.version");
    return version;
  }

  private static @Nullable YearMonth month(String field, @Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    try {
      return YearMonth.parse(typed.strip());
    } catch (DateTimeException e) {
      throw new InvalidInput(field, "coverage.error.month");
    }
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> stale(StaleFinding stale, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("coverage.stale")));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> illegal(IllegalFindingMove illegal, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("coverage.illegal", page.t("coverage.state." + illegal.from()))));
  }
}

package org.guanjia.assessments;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Conflict;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
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

/** Assessments for programs. */
@Tag(name = "Assessments", description = "Ability assessments of the elderly (GB/T 42195-2022): what two assessors signed alike counts. Each change is done once for one Idempotency-Key.")
@RestController
@RequestMapping(path = "/api/v1/assessments", produces = MediaType.APPLICATION_JSON_VALUE)
@Allowed({Permission.BENEFITS_VIEW, Permission.ABILITY_ASSESS})
class AssessmentsApi {

  private static final String KEY = "Idempotency-Key";

  private final Assessments assessments;
  private final AssessmentLists lists;
  private final Abilities abilities;
  private final Idempotency idempotency;
  private final Clock clock;

  AssessmentsApi(Assessments assessments, AssessmentLists lists, Abilities abilities, Idempotency idempotency, Clock clock) {
    this.assessments = assessments;
    this.lists = lists;
    this.abilities = abilities;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  /** A page of a list. */
  record AssessmentPage(List<Assessment> assessments, @Nullable String next) {}

  /** One of the standard's items. */
  record ItemJson(String code, Standard.Domain domain, int most) {}

  record StandardJson(String source, List<ItemJson> items, List<Standard.Level> levels) {}

  record NewAssessmentJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Long person, Assessment.@Nullable Reason reason, @Schema(requiredMode = RequiredMode.REQUIRED) Assessment.@Nullable Place place,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate assessedOn, @Nullable LocalDate reviewOn,
      @Schema(description = "Number of the assessment that it takes the place of") @Nullable Long corrects) {}

  /**
   * What the caller found.
   *
   * @param version of the caller's own sheet as they read it; 0 when they have none
   * @param scores points by code of the item; what is left out is not filled in
   */
  record SheetJson(
      @Nullable Integer version, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Map<String, Integer> scores, boolean coma, boolean dementia, boolean mental, int riskEvents,
      @Nullable String words) {

    Sheet.Finding finding() {
      Map<String, Integer> told = Objects.requireNonNullElse(scores, Map.of());
      told.keySet().stream().filter(code -> Standard.ITEMS.stream().noneMatch(item -> item.code().equals(code))).findFirst().ifPresent(code -> {
        throw new InvalidInput("scores", "assessments.error.noItem", code);
      });
      List<Integer> points = new ArrayList<>();
      for (Standard.Item item : Standard.ITEMS) points.add(told.getOrDefault(item.code(), Sheet.OPEN));
      return new Sheet.Finding(points, coma, dementia, mental, riskEvents);
    }
  }

  /** @param assessor user id of whoever signed; @param version of their sheet as the caller read it */
  record AlikeJson(@Nullable String assessor, @Nullable Integer version) {}

  record AssessmentReasonJson(@Nullable String reason, @Nullable Integer version) {}

  @Operation(summary = "Items, points and levels, and where they come from")
  @GetMapping("/standard")
  StandardJson standard(Page page) {
    return new StandardJson(
        page.t("assessments.source"), Standard.ITEMS.stream().map(item -> new ItemJson(item.code(), item.domain(), item.most())).toList(), Standard.LEVELS);
  }

  @Operation(summary = "List assessments: being made (open), due again (due), or all; 1 to 200 at a time")
  @GetMapping
  AssessmentPage list(@RequestParam Map<String, String> parameters) {
    String limit = parameters.getOrDefault("limit", "");
    AssessmentLists.Lines found = lists.list(
        AssessmentFilter.of(parameters), parameters.get("after"), limit.matches("[0-9]{1,3}") ? Integer.parseInt(limit) : AssessmentLists.PAGE_SIZE);
    return new AssessmentPage(found.lines().stream().map(AssessmentLists.Line::assessment).toList(), found.next());
  }

  @Operation(summary = "How able persons are as of a day, by number in the register; at most 1,000 at once; those whom nobody has assessed are left out")
  @GetMapping("/levels")
  List<Ability> levels(@RequestParam List<Long> person, @RequestParam(required = false) @Nullable LocalDate day) {
    if (person.size() > 1000) throw new InvalidInput("person", "assessments.error.many", 1000);
    return List.copyOf(abilities.of(person, day == null ? WorkingDays.dayOf(clock.instant()) : day).values());
  }

  @Operation(summary = "An assessment with its sheets")
  @GetMapping("/{id:[0-9]+}")
  Assessment find(@PathVariable long id) {
    return assessments.find(id);
  }

  @Operation(summary = "Begin an assessment, with the caller as its first assessor")
  @Allowed(Permission.ABILITY_ASSESS)
  @PostMapping
  ResponseEntity<Assessment> begin(@RequestBody NewAssessmentJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    Long person = said.person();
    if (person == null) throw new InvalidInput("person", "assessments.error.person");
    String id = idempotency.once(key, () -> String.valueOf(
        assessments.begin(new NewAssessment(person, said.reason(), said.place(), said.assessedOn(), said.reviewOn(), said.corrects()))));
    return ResponseEntity.created(URI.create("/api/v1/assessments/" + id)).body(assessments.find(Long.parseLong(id)));
  }

  @Operation(summary = "Write down the caller's sheet; a signature on what was there before is void")
  @Allowed(Permission.ABILITY_ASSESS)
  @PostMapping("/{id:[0-9]+}/sheet")
  Assessment save(@PathVariable long id, @RequestBody SheetJson sheet, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> assessments.save(id, Objects.requireNonNullElse(sheet.version(), 0), sheet.finding(), sheet.words()));
  }

  @Operation(summary = "Sign the caller's sheet; when somebody else has signed the same, the assessment counts")
  @Allowed(Permission.ABILITY_ASSESS)
  @PostMapping("/{id:[0-9]+}/signature")
  Assessment sign(@PathVariable long id, @RequestBody SheetJson sheet, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> assessments.sign(id, Objects.requireNonNullElse(sheet.version(), 0), sheet.finding(), sheet.words()));
  }

  @Operation(summary = "Sign what somebody else has signed")
  @Allowed(Permission.ABILITY_ASSESS)
  @PostMapping("/{id:[0-9]+}/countersignature")
  Assessment alike(@PathVariable long id, @RequestBody AlikeJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> assessments.signAlike(id, Objects.requireNonNullElse(said.assessor(), ""), Objects.requireNonNullElse(said.version(), -1)));
  }

  @Operation(summary = "Give up one that does not count yet")
  @Allowed(Permission.ABILITY_ASSESS)
  @PostMapping("/{id:[0-9]+}/removal")
  Assessment discard(@PathVariable long id, @RequestBody AssessmentReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> assessments.discard(id, version(said), Objects.requireNonNullElse(said.reason(), "")));
  }

  @Operation(summary = "Take back one that counts")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/{id:[0-9]+}/withdrawal")
  Assessment withdraw(@PathVariable long id, @RequestBody AssessmentReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> assessments.withdraw(id, version(said), Objects.requireNonNullElse(said.reason(), "")));
  }

  private static int version(AssessmentReasonJson said) {
    if (said.version() == null) throw new InvalidInput("version", "assessments.error.version");
    return said.version();
  }

  private Assessment done(@Nullable String key, long id, Runnable work) {
    idempotency.once(key, () -> {
      work.run();
      return "done";
    });
    return assessments.find(id);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> stale(StaleAssessment stale, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("assessments.stale")));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> illegal(IllegalAssessmentMove illegal, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("assessments.illegal", page.t("assessments.state." + illegal.from()))));
  }
}

package org.guanjia.benefits;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.people.Household;
import org.guanjia.people.Households;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.RegisterReading;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Fact;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Entitlements for programs: of a person or household with reasons, of the whole register by month, and the rounds that determine them. */
@Tag(name = "Entitlements", description = "Who is entitled to what in which month. Answers are YES, NO or UNKNOWN; amounts are whole fen a month.")
@RestController
@Allowed(Permission.BENEFITS_VIEW)
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class DeterminationsApi {

  private static final String KEY = "Idempotency-Key";
  private static final int PAGE_SIZE_MAX = 500;

  private final Determinations determinations;
  private final Reasons reasons;
  private final StatedFacts facts;
  private final OutcomeCounts counts;
  private final RegisterReading register;
  private final Households households;
  private final Idempotency idempotency;
  private final Clock clock;

  DeterminationsApi(
      Determinations determinations, Reasons reasons, StatedFacts facts, OutcomeCounts counts, RegisterReading register, Households households, Idempotency idempotency, Clock clock) {
    this.determinations = determinations;
    this.reasons = reasons;
    this.facts = facts;
    this.counts = counts;
    this.register = register;
    this.households = households;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  /** @param next give it as {@code after} to read on; null at the end */
  record EntitlementPage(List<Entitlement> items, @Nullable Long next) {}

  /** What is said of a person: by which facts, known when, decided when, and why. {@code facts} are FEEL literals; null is unknown. */
  record PersonJson(
      long person, YearMonth month, @Nullable Long round, Instant knownAt, Instant decidedAt, long factsVersion, Map<String, @Nullable String> facts, List<Entitlement> entitlements,
      List<Explanation> reasons) {}

  record RoundJson(Round round, List<OutcomeStore.Count> counts) {}

  record MonthJson(@Nullable YearMonth month) {}

  record DifferencePage(List<OutcomeStore.Difference> items, @Nullable Long next) {}

  record FactJson(@Nullable String code, @Nullable String value, @Nullable LocalDate from, @Nullable LocalDate to, @Nullable String source, @Nullable String document) {}

  record ReasonJson(@Nullable String reason) {}

  record NumberJson(long id) {}

  @Operation(summary = "Who is entitled to a programme in a month, or of whom it is unknown, in the order of persons", description = "answer: YES (as it stands when left out), UNKNOWN or NO.")
  @GetMapping("/entitlements")
  EntitlementPage entitlements(
      @RequestParam String programme, @RequestParam(required = false) @Nullable String month, @RequestParam(defaultValue = "YES") String answer,
      @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "100") int limit) {
    if (limit < 1 || limit > PAGE_SIZE_MAX) throw new InvalidInput("limit", "benefits.error.limit", PAGE_SIZE_MAX);
    List<Entitlement> found = determinations.page(programme, month(month), answer(answer), after, limit + 1);
    List<Entitlement> shown = found.size() > limit ? found.subList(0, limit) : found;
    return new EntitlementPage(shown, found.size() > limit ? shown.getLast().personId() : null);
  }

  @Operation(summary = "What a person is entitled to in a month, and why", description = "As decided last; where nobody has determined the month, as it would be now, and round is null.")
  @GetMapping("/people/{id}/entitlements")
  PersonJson person(Page page, @PathVariable long id, @RequestParam(required = false) @Nullable String month) {
    return json(page, determined(id, month(month)));
  }

  @Operation(summary = "All that was ever decided of a person for a month, the latest first")
  @GetMapping("/people/{id}/entitlements/history")
  List<PersonJson> history(Page page, @PathVariable long id, @RequestParam String month) {
    return determinations.history(id, month(month)).stream().map(each -> json(page, each)).toList();
  }

  @Operation(summary = "What the members of a household are entitled to in a month")
  @GetMapping("/people/households/{id}/entitlements")
  List<PersonJson> household(Page page, @PathVariable long id, @RequestParam(required = false) @Nullable String month) {
    YearMonth wanted = month(month);
    LocalDate today = WorkingDays.dayOf(clock.instant());
    LocalDate day = wanted.atEndOfMonth().isAfter(today) ? today : wanted.atEndOfMonth();
    List<PersonJson> members = new ArrayList<>();
    for (Household.Member member : households.find(id).on(day)) determinations.of(member.person(), wanted).ifPresent(each -> members.add(json(page, each)));
    return members;
  }

  @Operation(summary = "What offices stated of a person beside the register")
  @GetMapping("/people/{id}/stated-facts")
  List<StatedFacts.Stated> stated(@PathVariable long id) {
    return facts.of(id);
  }

  @Operation(summary = "State a fact of a person, with the paper it stands in", description = "code: household_income, in_institution, preferential_category or ability_level; or, that somebody is not of a group: its code with the value false, disability_grade with 0. A membership that the register learns of counts before that.")
  @Allowed({Permission.PROGRAMMES_EDIT, Permission.AWARDS_CHECK})
  @PostMapping("/people/{id}/stated-facts")
  NumberJson state(@PathVariable long id, @RequestBody FactJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    var fact = new StatedFacts.NewFact(said.code(), text(said.value()), said.from(), said.to(), text(said.source()), said.document());
    return new NumberJson(Long.parseLong(idempotency.once(key, () -> String.valueOf(facts.state(id, fact)))));
  }

  @Operation(summary = "Take back what was stated wrong")
  @Allowed({Permission.PROGRAMMES_EDIT, Permission.AWARDS_CHECK})
  @PostMapping("/people/{id}/stated-facts/{fact}/retraction")
  NumberJson retract(@PathVariable long id, @PathVariable long fact, @RequestBody ReasonJson said) {
    facts.retract(id, fact, text(said.reason()));
    return new NumberJson(fact);
  }

  @Operation(summary = "Rounds through the whole register, the latest first")
  @GetMapping("/determinations")
  List<Round> rounds() {
    return determinations.rounds();
  }

  @Operation(summary = "Determine a month for the whole register, in the background", description = "202 with the round; one under way for that month is not begun again.")
  @Allowed({Permission.PROGRAMMES_EDIT, Permission.PAYMENTS_PREPARE})
  @PostMapping("/determinations")
  ResponseEntity<RoundJson> start(@RequestBody MonthJson said) {
    if (said.month() == null) throw new InvalidInput("month", "benefits.error.month");
    return ResponseEntity.accepted().body(round(determinations.start(said.month())));
  }

  @Operation(summary = "How far a round is, and what it came to")
  @GetMapping("/determinations/{id}")
  RoundJson round(@PathVariable long id) {
    Round round = determinations.round(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return new RoundJson(round, counts.of(round));
  }

  @Operation(summary = "Stop a round; what it decided stays")
  @Allowed({Permission.PROGRAMMES_EDIT, Permission.PAYMENTS_PREPARE})
  @PostMapping("/determinations/{id}/cancellation")
  RoundJson cancel(@PathVariable long id) {
    round(id);
    determinations.cancel(id);
    return round(id);
  }

  @Operation(summary = "What a round found otherwise than the month before, of one programme, in the order of persons")
  @GetMapping("/determinations/{id}/differences")
  DifferencePage differences(@PathVariable long id, @RequestParam String programme, @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "100") int limit) {
    if (limit < 1 || limit > PAGE_SIZE_MAX) throw new InvalidInput("limit", "benefits.error.limit", PAGE_SIZE_MAX);
    round(id);
    List<OutcomeStore.Difference> found = counts.differences(id, programme, after, limit + 1);
    List<OutcomeStore.Difference> shown = found.size() > limit ? found.subList(0, limit) : found;
    return new DifferencePage(shown, found.size() > limit ? shown.getLast().person() : null);
  }

  private Determination determined(long number, YearMonth month) {
    long id = register.roots(List.of(number)).stream().findFirst().orElseThrow(() -> new NoSuchPerson(number));
    return determinations.of(id, month).orElseThrow(() -> new NoSuchPerson(id));
  }

  private PersonJson json(Page page, Determination each) {
    Map<String, @Nullable String> known = new LinkedHashMap<>();
    for (Fact fact : SheetMaker.VOCABULARY.raw()) known.put(fact.code(), FactLiteral.of(fact, each.sheet().raw()[fact.place()]));
    return new PersonJson(
        each.personId(), each.month(), each.round(), each.knownAt(), each.decidedAt(), each.sheet().version(), known,
        each.findings().stream().map(Determination.Finding::entitlement).toList(), reasons.of(page, each));
  }

  private YearMonth month(@Nullable String typed) {
    if (typed == null || typed.isBlank()) return YearMonth.from(clock.instant().atZone(WorkingDays.ZONE));
    return MonthWords.parse(typed).orElseThrow(() -> new InvalidInput("month", "benefits.error.month"));
  }

  private static Answer answer(String typed) {
    for (Answer each : Answer.values()) if (each.name().equals(typed)) return each;
    throw new InvalidInput("answer", "benefits.error.answer");
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}

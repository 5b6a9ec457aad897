package org.guanjia.awards;

import static org.guanjia.awards.AwardBodies.given;
import static org.guanjia.awards.AwardBodies.month;
import static org.guanjia.awards.AwardBodies.text;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.guanjia.awards.AwardBodies.*;
import org.guanjia.awards.AwardRounds.Deed;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
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

/** Awards for programs: found, asked for, proposed; many at once; how applications go. */
@Tag(name = "Awards", description = "Who is granted what since when: asked for, checked, published, approved by two, suspended, ended. Each change is done once for one Idempotency-Key.")
@RestController
@RequestMapping(path = "/api/v1/awards", produces = MediaType.APPLICATION_JSON_VALUE)
@Allowed(Permission.BENEFITS_VIEW)
class AwardsApi {

  static final String KEY = "Idempotency-Key";

  private final Awards awards;
  private final AwardLists lists;
  private final Applications applications;
  private final AwardRounds rounds;
  private final Procedures procedures;
  private final AwardHistory history;
  private final Idempotency idempotency;

  AwardsApi(Awards awards, AwardLists lists, Applications applications, AwardRounds rounds, Procedures procedures, AwardHistory history, Idempotency idempotency) {
    this.awards = awards;
    this.lists = lists;
    this.applications = applications;
    this.rounds = rounds;
    this.procedures = procedures;
    this.history = history;
    this.idempotency = idempotency;
  }

  /** A page of a list. */
  record AwardPage(List<Award> awards, @Nullable String next) {}

  /** What happened, the latest first, and the months that were not paid. */
  record AwardStory(List<AwardHistory.Event> events, List<AwardHistory.Suspension> suspensions) {}

  @Operation(summary = "List awards by queue (to_check, to_publish, published, to_approve, objections, appeals, proposed, in_payment, suspended, closed, all), programme, village, words; 1 to 200 at a time")
  @GetMapping
  AwardPage list(@RequestParam Map<String, String> parameters) {
    String limit = parameters.getOrDefault("limit", "");
    AwardLists.Lines found = lists.list(
        AwardFilter.of(parameters, AwardFilter.Queue.ALL), parameters.get("after"), limit.matches("[0-9]{1,3}") ? Integer.parseInt(limit) : AwardLists.PAGE_SIZE);
    return new AwardPage(found.lines().stream().map(AwardLists.Line::award).toList(), found.next());
  }

  @Operation(summary = "An award")
  @GetMapping("/{id:[0-9]+}")
  Award find(@PathVariable long id) {
    return awards.find(id).orElseThrow(() -> new NoSuchAward(id));
  }

  @Operation(summary = "What happened to an award")
  @GetMapping("/{id:[0-9]+}/history")
  AwardStory history(@PathVariable long id) {
    find(id);
    return new AwardStory(history.of(id), history.suspensions(id));
  }

  @Operation(summary = "All that a person ever had, the latest first")
  @GetMapping("/of/{person:[0-9]+}")
  List<Award> of(@PathVariable long person) {
    return awards.of(List.of(person));
  }

  @Operation(summary = "Take an application down; what was proposed is taken up by it")
  @Allowed(Permission.AWARDS_APPLY)
  @PostMapping
  ResponseEntity<Award> apply(@RequestBody ApplicationJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    NewAward award = said.award();
    String id = idempotency.once(key, () -> String.valueOf(applications.apply(award)));
    return ResponseEntity.created(URI.create("/api/v1/awards/" + id)).body(find(Long.parseLong(id)));
  }

  @Operation(summary = "Propose a programme for persons who are entitled and have nobody who asks for them; at most 10,000")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/proposals")
  ProposedJson propose(@RequestBody ProposalJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    YearMonth from = month("from", said.from());
    String programme = given("programme", said.programme());
    String proposed = idempotency.once(key, () -> String.valueOf(applications.propose(Objects.requireNonNullElse(said.persons(), List.of()), programme, from)));
    return new ProposedJson(Integer.parseInt(proposed));
  }

  @Operation(summary = "Check many at once: those whom the rules find entitled; the others are named with the reason")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/checks")
  AwardRounds.Made check(@RequestBody RoundJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return round(Deed.CHECK, said, key);
  }

  @Operation(summary = "Approve many at once; those that cannot be are named with the reason")
  @Allowed(Permission.AWARDS_APPROVE)
  @PostMapping("/approvals")
  AwardRounds.Made approve(@RequestBody RoundJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return round(Deed.APPROVE, said, key);
  }

  private AwardRounds.Made round(Deed deed, RoundJson said, @Nullable String key) {
    String id = idempotency.once(key, () -> rounds.make(deed, Objects.requireNonNullElse(said.awards(), List.of())).id().toString());
    return rounds.find(UUID.fromString(id)).orElseThrow();
  }

  @Operation(summary = "Take back what was done to many, as far as nobody has built upon it")
  @Allowed({Permission.AWARDS_CHECK, Permission.AWARDS_APPROVE})
  @PostMapping("/rounds/{id}/undo")
  Map<String, Integer> undo(@PathVariable UUID id) {
    return Map.of("undone", rounds.undo(id));
  }

  @Operation(summary = "For how many working days a programme's applications are published")
  @GetMapping("/procedures/{programme}")
  Procedures.Procedure procedure(@PathVariable String programme) {
    return procedures.of(programme);
  }

  @Operation(summary = "Lay down for how many working days a programme's applications are published; 0: not at all")
  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PutMapping("/procedures/{programme}")
  Procedures.Procedure set(@PathVariable String programme, @RequestBody ProcedureJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int days = given("publicationDays", said.publicationDays());
    idempotency.once(key, () -> {
      procedures.set(programme, days, said.document());
      return "done";
    });
    return procedures.of(programme);
  }

  @Operation(summary = "Up to which monthly amount one signature is enough")
  @GetMapping("/limits")
  List<Procedures.Limit> limits() {
    return procedures.limits();
  }

  @Operation(summary = "Lay down up to which monthly amount one signature of a role or user is enough; nobody lays down their own")
  @Allowed(Permission.PROGRAMMES_RELEASE)
  @PutMapping("/limits")
  List<Procedures.Limit> limit(@RequestBody LimitJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    long fen = given("monthly", said.monthlyFen());
    idempotency.once(key, () -> {
      procedures.limit(text(said.holder()), fen, said.document());
      return "done";
    });
    return procedures.limits();
  }
}

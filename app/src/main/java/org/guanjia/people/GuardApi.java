package org.guanjia.people;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
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

/** The same as {@link GuardPages} for programs. */
@Tag(name = "Privacy", description = "What is masked, shown for a purpose; who looked at a record; what is erased when its time is over.")
@RestController
@RequestMapping(path = "/api/v1/people", produces = MediaType.APPLICATION_JSON_VALUE)
class GuardApi {

  private static final String KEY = "Idempotency-Key";

  private final Disclosure disclosure;
  private final Looks looks;
  private final Nameplates nameplates;
  private final Retention retention;
  private final Idempotency idempotency;

  GuardApi(Disclosure disclosure, Looks looks, Nameplates nameplates, Retention retention, Idempotency idempotency) {
    this.disclosure = disclosure;
    this.looks = looks;
    this.nameplates = nameplates;
    this.retention = retention;
    this.idempotency = idempotency;
  }

  /**
   * What is asked for, and why.
   *
   * @param attributes of DOCUMENT, PHONES, ADDRESS, BANK_ACCOUNT
   */
  record RevealJson(@Nullable String purpose, @Nullable List<String> attributes, @Nullable String note) {}

  record LookJson(long id, Instant at, String viewer, RecordLook.Kind kind, @Nullable String purpose, List<Attribute> attributes, @Nullable String note) {}

  record AskedJson(boolean retention, @Nullable String reason) {}

  record DecisionJson(boolean approved) {}

  record RuleJson(int years, @Nullable String basis) {}

  record DueJson(long person, Retention.Kind kind, LocalDate since, @Nullable String village) {}

  @Operation(summary = "See what is masked, for a purpose that is kept and told to the person; of a child below fourteen a reason in words is needed")
  @Allowed(Permission.PERSONAL_REVEAL)
  @PostMapping("/{id}/reveal")
  ResponseEntity<Map<String, Object>> reveal(@PathVariable long id, @RequestBody RevealJson asked) {
    List<String> names = Objects.requireNonNullElse(asked.attributes(), List.of());
    Facts shown = disclosure.reveal(id, GuardPages.purpose(asked.purpose()), GuardPages.attributes(names), asked.note()).facts();
    Map<String, Object> answer = new LinkedHashMap<>();
    shown.asMap().forEach((attribute, value) -> answer.put(attribute.field(), value));
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
  }

  @Operation(summary = "Who looked at a record, the latest first; a hundred at a time, older ones by the id of the last")
  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping("/{id}/looks")
  List<LookJson> looks(@PathVariable long id, @RequestParam(required = false) @Nullable Long before) {
    nameplates.of(id);
    return looks.of(id, before == null ? Long.MAX_VALUE : before).stream()
        .limit(Looks.PAGE_SIZE)
        .map(look -> new LookJson(look.id(), look.at(), look.viewer(), look.kind(), look.purpose(), List.copyOf(look.attributes()), look.note()))
        .toList();
  }

  @Operation(summary = "For how long records are kept")
  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping("/retention")
  List<Retention.Rule> schedule() {
    return retention.schedule();
  }

  @Operation(summary = "Lay down for how long records are kept, with the rule it follows")
  @Allowed(Permission.PEOPLE_REVIEW)
  @PutMapping("/retention/{kind}")
  List<Retention.Rule> set(@PathVariable String kind, @RequestBody RuleJson rule, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    once(key, () -> retention.set(kind(kind), rule.years(), Objects.requireNonNullElse(rule.basis(), "")));
    return retention.schedule();
  }

  @Operation(summary = "Records whose time is over, fifty at most, those kept longest first")
  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping("/retention/{kind}/due")
  List<DueJson> due(@PathVariable String kind) {
    return retention.due(kind(kind)).stream().map(due -> new DueJson(due.id(), due.kind(), due.since(), due.village())).toList();
  }

  @Operation(summary = "Erasures asked for and not decided")
  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping("/retention/erasures")
  List<Retention.Erasure> erasures() {
    return retention.open();
  }

  @Operation(summary = "Ask that what is known of a person be erased; somebody else decides")
  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/{id}/erasure")
  List<Retention.Erasure> ask(@PathVariable long id, @RequestBody AskedJson asked, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    once(key, () -> retention.ask(id, asked.retention(), Objects.requireNonNullElse(asked.reason(), "")));
    return retention.open();
  }

  @Operation(summary = "Decide what somebody else asked for; approved, it is done at once and for good")
  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/retention/erasures/{id}")
  List<Retention.Erasure> decide(@PathVariable long id, @RequestBody DecisionJson decision, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    once(key, () -> retention.decide(id, decision.approved()));
    return retention.open();
  }

  private void once(@Nullable String key, Runnable deed) {
    idempotency.once(key, () -> {
      deed.run();
      return "done";
    });
  }

  private static Retention.Kind kind(String name) {
    return switch (name) {
      case "DIED" -> Retention.Kind.DIED;
      case "LEFT" -> Retention.Kind.LEFT;
      default -> throw new InvalidInput("kind", "guard.retention.error.kind");
    };
  }
}

package org.guanjia.people;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.Set;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The review desk for programs. */
@Tag(name = "Review desk", description = "What the register could not decide by itself: whose a row of a file is, whether two records are of one person.")
@RestController
@RequestMapping(path = "/api/v1/people/doubts", produces = MediaType.APPLICATION_JSON_VALUE)
class DoubtsApi {

  private final Doubts doubts;
  private final Doubles doubles;
  private final Idempotency idempotency;

  DoubtsApi(Doubts doubts, Doubles doubles, Idempotency idempotency) {
    this.doubts = doubts;
    this.doubles = doubles;
    this.idempotency = idempotency;
  }

  /**
   * What is decided.
   *
   * @param person whose it is; of two records the one that stays
   * @param attributes taken over from the row; none when left out
   * @param version of the doubt as it was read
   */
  record DecisionJson(@Nullable DoubtState as, @Nullable Long person, @Nullable Set<Attribute> attributes, @Nullable String reason, @Nullable Integer version) {}

  /** How many pairs of records are new at the desk. */
  record FoundJson(int found) {}

  @Operation(summary = "Doubts, the oldest first; read on with after of the page before. Decided ones come the latest first")
  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping
  Doubts.Lines list(
      @RequestParam(defaultValue = "false") boolean decided, @RequestParam(required = false) @Nullable DoubtReason reason,
      @RequestParam(required = false) @Nullable String village, @RequestParam(name = "import", required = false) @Nullable Long importId,
      @RequestParam(required = false) @Nullable Long after, @RequestParam(defaultValue = "50") int limit) {
    return doubts.list(new Doubts.Filter(!decided, reason, village, importId), after, limit);
  }

  @Operation(summary = "A doubt side by side: the row, whom it may be of, and why; numbers and addresses masked")
  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping("/{id:[0-9]+}")
  DoubtView view(@PathVariable long id) {
    return doubts.view(id);
  }

  @Operation(summary = "Decide a doubt: SAME with the person, NEW, or DISCARDED with a reason; 409 when somebody else decided it since")
  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/{id:[0-9]+}/decision")
  Doubt decide(@PathVariable long id, @RequestBody DecisionJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    if (said.as() == null) throw new InvalidInput("as", "doubts.error.as");
    if (said.version() == null) throw new InvalidInput("version", "requests.error.required");
    DoubtRuling ruling = new DoubtRuling(said.as(), said.person(), Objects.requireNonNullElse(said.attributes(), Set.of()), Objects.requireNonNullElse(said.reason(), ""));
    int version = said.version();
    idempotency.once(key, () -> String.valueOf(doubts.decide(id, version, ruling)));
    return doubts.view(id).doubt();
  }

  @Operation(summary = "Look through the register for records that may be of one person")
  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/doubles")
  FoundJson look(@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return new FoundJson(Integer.parseInt(idempotency.once(key, () -> String.valueOf(doubles.look()))));
  }
}

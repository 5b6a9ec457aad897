package org.guanjia.requests;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.requests.matching.Duplicates;
import org.guanjia.requests.matching.PolicyFinder;
import org.guanjia.requests.matching.SimilarCases;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
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

/** What the desk is shown beside a new request, and the list of policies, for programs. */
@Tag(name = "Matching", description = "Duplicates, past cases and policies that fit a request; the list of policies.")
@RestController
@RequestMapping("/api/v1")
@Allowed(Permission.REQUESTS_VIEW)
class MatchingApi {

  private final Duplicates duplicates;
  private final SimilarCases similarCases;
  private final PolicyFinder finder;
  private final Policies policies;
  private final Matters matters;
  private final Idempotency idempotency;

  MatchingApi(Duplicates duplicates, SimilarCases similarCases, PolicyFinder finder, Policies policies, Matters matters, Idempotency idempotency) {
    this.duplicates = duplicates;
    this.similarCases = similarCases;
    this.finder = finder;
    this.policies = policies;
    this.matters = matters;
    this.idempotency = idempotency;
  }

  /** A policy as programs write it; {@code version} is that of the policy read before, not needed for a new one. */
  record PolicyRequest(
      String department,
      String title,
      String summary,
      @Nullable String covers,
      @Nullable String keywords,
      @Nullable String documentNumber,
      @Nullable String howToApply,
      @Nullable String url,
      @Nullable Boolean active,
      @Nullable Integer version) {

    private Policy as(long id) {
      return new Policy(
          id, said(department), said(title), said(summary), covers, keywords, documentNumber, howToApply, url, Objects.requireNonNullElse(active, true),
          Objects.requireNonNullElse(version, 0));
    }

    private static String said(@Nullable String text) {
      return text == null ? "" : text.strip();
    }
  }

  /** Likely duplicates of a request, the likeliest first, each with its reasons. */
  @Operation(summary = "Likely duplicates, the likeliest first, each with its reasons")
  @GetMapping("/requests/{code}/duplicates")
  List<Duplicates.Proposal> duplicates(@PathVariable String code) {
    return duplicates.proposals(seen(code));
  }

  /** Past cases like it, with their answers. */
  @Operation(summary = "Past cases like it, with their answers")
  @GetMapping("/requests/{code}/similar")
  List<SimilarCases.PastCase> similar(@PathVariable String code) {
    return similarCases.of(seen(code));
  }

  /** Policies that may cover it. */
  @Operation(summary = "Policies that may cover it")
  @GetMapping("/requests/{code}/policies")
  List<PolicyFinder.Match> policies(@PathVariable String code) {
    return finder.forRequest(seen(code));
  }

  /** The list of policies; with {@code matching}, those that may cover a matter put in these words. */
  @Operation(summary = "The list of policies; with matching, those that may cover a matter put in these words")
  @GetMapping("/policies")
  @Allowed({Permission.REQUESTS_VIEW, Permission.POLICIES_EDIT})
  List<?> list(@RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable String department, @RequestParam(required = false) @Nullable String matching) {
    return matching != null ? finder.matching(matching) : policies.list(q, department);
  }

  @Operation(summary = "Add a policy")
  @PostMapping("/policies")
  @Allowed(Permission.POLICIES_EDIT)
  ResponseEntity<Policy> add(@RequestBody PolicyRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    long id = Long.parseLong(idempotency.once(key, () -> String.valueOf(policies.save(request.as(0)))));
    return ResponseEntity.created(URI.create("/api/v1/policies/" + id)).body(found(id));
  }

  @Operation(summary = "A policy")
  @GetMapping("/policies/{id}")
  @Allowed({Permission.REQUESTS_VIEW, Permission.POLICIES_EDIT})
  Policy show(@PathVariable long id) {
    return found(id);
  }

  @Operation(summary = "Change a policy")
  @PutMapping("/policies/{id}")
  @Allowed(Permission.POLICIES_EDIT)
  Policy change(@PathVariable long id, @RequestBody PolicyRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    found(id);
    idempotency.once(key, () -> String.valueOf(policies.save(request.as(id))));
    return found(id);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> stale(Policies.Stale stale) {
    ProblemDetail detail = ProblemDetail.forStatus(HttpStatus.CONFLICT);
    detail.setProperty("current", stale.current());
    return ResponseEntity.status(HttpStatus.CONFLICT).body(detail);
  }

  private Policy found(long id) {
    return policies.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** The code of a request that the caller sees; of no other anything is told, not even that nothing resembles it. */
  private String seen(String typed) {
    String code = Callers.code(typed);
    return matters.line(code).map(MatterLine::code).orElseThrow(() -> new NoSuchRequest(code));
  }
}

package org.guanjia.payments;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.jspecify.annotations.Nullable;
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

/** Runs for programs: found, proposed, read. What is done with one is {@link RunApi}'s. */
@Tag(name = "Payment runs", description = "The town's runs of payments. Amounts are whole fen, months are written 2026-05.")
@RestController
@Allowed(Permission.BENEFITS_VIEW)
@RequestMapping(path = "/api/v1/payment-runs", produces = MediaType.APPLICATION_JSON_VALUE)
class RunsApi {

  private final Payments payments;
  private final PaymentRuns runs;
  private final PaymentFiles files;
  private final Failures failures;
  private final Replay replay;
  private final Idempotency idempotency;

  RunsApi(Payments payments, PaymentRuns runs, PaymentFiles files, Failures failures, Replay replay, Idempotency idempotency) {
    this.payments = payments;
    this.runs = runs;
    this.files = files;
    this.failures = failures;
    this.replay = replay;
    this.idempotency = idempotency;
  }

  /** @param next give it as {@code before} to read on; null at the end */
  record RunPage(List<PaymentRun> items, @Nullable Long next) {}

  /** @param next give it as {@code after} to read on; null at the end */
  record PayoutPage(List<Payout> items, @Nullable Long next) {}

  /** @param next give it as {@code after} to read on; null at the end */
  record HoldPage(List<Payout.Hold> items, @Nullable Long next) {}

  /** @param next give it as {@code after} to read on; null at the end */
  record ChangePage(List<Payout.Change> items, @Nullable Long next) {}

  /** @param next give it as {@code after} to read on; null at the end */
  record ReturnRowPage(List<Payments.ReturnRow> items, @Nullable Long next) {}

  @Operation(summary = "List runs, the latest first")
  @GetMapping
  RunPage list(
      @RequestParam(required = false) @Nullable String state, @RequestParam(required = false) @Nullable String before, @RequestParam(required = false) @Nullable String limit) {
    var found = payments.runs(PaymentBodies.oneOf(RunState.class, "state", state), PaymentBodies.cursor(before), PaymentBodies.size(limit));
    return new RunPage(found.items(), found.next());
  }

  @Operation(summary = "Propose a run", description = "201 with the run. A month and programme that has one answers with that one: begun twice, one thing is done.")
  @Allowed(Permission.PAYMENTS_PREPARE)
  @PostMapping
  ResponseEntity<PaymentRun> propose(@RequestBody PaymentBodies.NewRunJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    NewRun wanted = said.wanted();
    long id = Long.parseLong(idempotency.once(key, () -> String.valueOf(runs.propose(wanted))));
    return ResponseEntity.created(URI.create("/api/v1/payment-runs/" + id)).body(payments.run(id));
  }

  @Operation(summary = "List what banks refused and is owed still, the latest first")
  @GetMapping("/failures")
  List<Failures.Failure> failures(@RequestParam(required = false) @Nullable String limit) {
    return failures.open(PaymentBodies.size(limit));
  }

  @Operation(summary = "Read a run")
  @GetMapping("/{id}")
  PaymentRun read(@PathVariable long id) {
    return payments.run(id);
  }

  @Operation(summary = "Sum it up by village and programme")
  @GetMapping("/{id}/totals")
  RunTotals totals(@PathVariable long id) {
    payments.run(id);
    return payments.totals(id);
  }

  @Operation(summary = "List its payments")
  @GetMapping("/{id}/payouts")
  PayoutPage payouts(
      @PathVariable long id, @RequestParam(required = false) @Nullable String state, @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String programme, @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) @Nullable String limit) {
    payments.run(id);
    var filter = new Payments.PayoutFilter(PaymentBodies.oneOf(PayoutState.class, "state", state), RunViews.code(village), RunViews.code(programme), null);
    var found = payments.payouts(id, filter, PaymentBodies.cursor(after), PaymentBodies.size(limit));
    return new PayoutPage(found.items(), found.next());
  }

  @Operation(summary = "List how it differs from the month before, person by person")
  @GetMapping("/{id}/changes")
  ChangePage changes(
      @PathVariable long id, @RequestParam(required = false) @Nullable String kind, @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    payments.run(id);
    var found = payments.changes(id, PaymentBodies.oneOf(ChangeKind.class, "kind", kind), PaymentBodies.cursor(after), PaymentBodies.size(limit));
    return new ChangePage(found.items(), found.next());
  }

  @Operation(summary = "List what is held in it", description = "With open=false also what was decided.")
  @GetMapping("/{id}/holds")
  HoldPage holds(
      @PathVariable long id, @RequestParam(defaultValue = "true") String open, @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    payments.run(id);
    var found = payments.holds(id, !open.equals("false"), PaymentBodies.cursor(after), PaymentBodies.size(limit));
    return new HoldPage(found.items(), found.next());
  }

  @Operation(summary = "List the files that were written for banks")
  @GetMapping("/{id}/files")
  List<PaymentFiles.Written> files(@PathVariable long id) {
    payments.run(id);
    return files.of(id);
  }

  @Operation(summary = "List the banks' answers, the latest first")
  @GetMapping("/{id}/bank-returns")
  List<Payments.Return> returns(@PathVariable long id) {
    payments.run(id);
    return payments.returns(id);
  }

  @Operation(summary = "List the rows of an answer that were not taken, masked")
  @GetMapping("/{id}/bank-returns/{key}/rows")
  ReturnRowPage rows(@PathVariable long id, @PathVariable long key, @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) @Nullable String limit) {
    payments.run(id);
    var found = payments.refusedRows(id, key, PaymentBodies.cursor(after), PaymentBodies.size(limit));
    return new ReturnRowPage(found.items(), found.next());
  }

  @Operation(summary = "Compute it again from what it was computed from, and compare")
  @GetMapping("/{id}/replay")
  Replay.Result replay(@PathVariable long id) {
    return replay.of(id);
  }
}

package org.guanjia.payments;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
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

/** What was paid too much and how it comes back, for programs. */
@Tag(name = "Recoveries", description = "What was paid too much and how it comes back. Amounts are whole fen.")
@RestController
@Allowed(Permission.PAYMENTS_PREPARE)
@RequestMapping(path = "/api/v1/recoveries", produces = MediaType.APPLICATION_JSON_VALUE)
class RecoveriesApi {

  private static final String KEY = "Idempotency-Key";

  private final Recoveries recoveries;
  private final RecoveryBook book;
  private final Idempotency idempotency;

  RecoveriesApi(Recoveries recoveries, RecoveryBook book, Idempotency idempotency) {
    this.recoveries = recoveries;
    this.book = book;
    this.idempotency = idempotency;
  }

  /** @param next give it as {@code before} to read on; null at the end */
  record RecoveryPage(List<Recovery> items, @Nullable Long next) {}

  @Operation(summary = "List recoveries, the latest first")
  @Allowed(Permission.BENEFITS_VIEW)
  @GetMapping
  RecoveryPage list(
      @RequestParam(required = false) @Nullable String state, @RequestParam(required = false) @Nullable Long person, @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable String limit) {
    var found = book.list(PaymentBodies.oneOf(RecoveryState.class, "state", state), person, PaymentBodies.cursor(before), PaymentBodies.size(limit));
    return new RecoveryPage(found.items(), found.next());
  }

  @Operation(summary = "Read a recovery")
  @Allowed(Permission.BENEFITS_VIEW)
  @GetMapping("/{id}")
  Recovery read(@PathVariable long id) {
    return book.find(id);
  }

  @Operation(summary = "Agree instalments with the person")
  @PostMapping("/{id}/agreement")
  Recovery agree(@PathVariable long id, @RequestBody PaymentBodies.AgreementJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    Agreement agreement = said.agreement();
    return done(id, key, () -> recoveries.agree(id, said.version(), agreement));
  }

  @Operation(summary = "Keep nothing back until it goes on")
  @PostMapping("/{id}/suspension")
  Recovery suspend(@PathVariable long id, @RequestBody PaymentBodies.PaymentReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(id, key, () -> recoveries.suspend(id, said.version(), said.reason()));
  }

  @Operation(summary = "Keep instalments back again")
  @PostMapping("/{id}/resumption")
  Recovery resume(@PathVariable long id, @RequestBody PaymentBodies.PaymentReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(id, key, () -> recoveries.resume(id, said.version(), said.reason()));
  }

  @Operation(summary = "Take in money that was brought back")
  @PostMapping("/{id}/cash")
  Recovery cash(@PathVariable long id, @RequestBody PaymentBodies.CashJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    long fen = PaymentBodies.given("amount", said.fen());
    return done(id, key, () -> recoveries.cash(id, said.version(), fen, said.on(), said.reason()));
  }

  @Operation(summary = "Ask to give it up")
  @PostMapping("/{id}/write-off")
  Recovery askWriteOff(@PathVariable long id, @RequestBody PaymentBodies.PaymentReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(id, key, () -> recoveries.askWriteOff(id, said.version(), said.reason()));
  }

  @Operation(summary = "Decide whether it is given up; by another than who asked")
  @Allowed(Permission.PAYMENTS_APPROVE)
  @PostMapping("/{id}/write-off-decision")
  Recovery decide(@PathVariable long id, @RequestBody PaymentBodies.WriteOffJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    boolean approved = PaymentBodies.given("approved", said.approved());
    return done(id, key, () -> recoveries.decideWriteOff(id, said.version(), approved, said.reason()));
  }

  private Recovery done(long id, @Nullable String key, Runnable work) {
    idempotency.once(
        key,
        () -> {
          work.run();
          return "done";
        });
    return book.find(id);
  }
}

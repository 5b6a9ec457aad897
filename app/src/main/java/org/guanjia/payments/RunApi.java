package org.guanjia.payments;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.springframework.web.multipart.MultipartFile;

/** What is done with a run, for programs: the deeds of its page under the same names, with the same permissions, by the same services. */
@Tag(name = "Payment run deeds", description = "What staff do with a run; each is done once for one Idempotency-Key.")
@RestController
@Allowed(Permission.PAYMENTS_PREPARE)
@RequestMapping(path = "/api/v1/payment-runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class RunApi {

  private static final String KEY = "Idempotency-Key";

  private final Payments payments;
  private final PaymentRuns runs;
  private final Holds holds;
  private final PaymentFiles files;
  private final BankReturns returns;
  private final Slips slips;
  private final Idempotency idempotency;

  RunApi(Payments payments, PaymentRuns runs, Holds holds, PaymentFiles files, BankReturns returns, Slips slips, Idempotency idempotency) {
    this.payments = payments;
    this.runs = runs;
    this.holds = holds;
    this.files = files;
    this.returns = returns;
    this.slips = slips;
    this.idempotency = idempotency;
  }

  /** @param told how many were not told before */
  record ToldJson(int told) {}

  @Operation(summary = "Hand it to whoever approves")
  @PostMapping("/submission")
  PaymentRun submit(@PathVariable long id, @RequestBody PaymentBodies.VersionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(id, key, () -> runs.submit(id, said.version()));
  }

  @Operation(summary = "Approve it; by another than who prepared it")
  @Allowed(Permission.PAYMENTS_APPROVE)
  @PostMapping("/approval")
  PaymentRun approve(@PathVariable long id, @RequestBody PaymentBodies.VersionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(id, key, () -> runs.approve(id, said.version()));
  }

  @Operation(summary = "Give it back to whoever prepared it")
  @Allowed(Permission.PAYMENTS_APPROVE)
  @PostMapping("/refusal")
  PaymentRun sendBack(@PathVariable long id, @RequestBody PaymentBodies.PaymentReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(id, key, () -> runs.sendBack(id, said.version(), said.reason()));
  }

  @Operation(summary = "Close it")
  @PostMapping("/closure")
  PaymentRun close(@PathVariable long id, @RequestBody PaymentBodies.VersionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(id, key, () -> runs.close(id, said.version()));
  }

  @Operation(summary = "Give it up, as long as no file was written")
  @PostMapping("/cancellation")
  PaymentRun cancel(@PathVariable long id, @RequestBody PaymentBodies.PaymentReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(id, key, () -> runs.cancel(id, said.version(), said.reason()));
  }

  @Operation(summary = "Let a held payment go")
  @PostMapping("/holds/{key}/release")
  PaymentRun release(
      @PathVariable long id, @PathVariable(name = "key") long hold, @RequestBody PaymentBodies.PaymentReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String once) {
    return done(id, once, () -> holds.release(id, said.version(), hold, said.reason()));
  }

  @Operation(summary = "Leave a payment out of the run")
  @PostMapping("/payouts/{key}/removal")
  PaymentRun takeOut(
      @PathVariable long id, @PathVariable(name = "key") long payout, @RequestBody PaymentBodies.PaymentReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String once) {
    return done(id, once, () -> holds.takeOut(id, said.version(), payout, said.reason()));
  }

  @Operation(summary = "Take a payment in again that was left out")
  @PostMapping("/payouts/{key}/restoration")
  PaymentRun putBack(
      @PathVariable long id, @PathVariable(name = "key") long payout, @RequestBody PaymentBodies.PaymentReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String once) {
    return done(id, once, () -> holds.putBack(id, said.version(), payout, said.reason()));
  }

  @Operation(summary = "Write a file for the bank", description = "Answers with all files of the run.")
  @PostMapping("/files")
  List<PaymentFiles.Written> write(@PathVariable long id, @RequestBody PaymentBodies.FileJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    long layout = PaymentBodies.given("layout", said.layout());
    done(id, key, () -> files.write(id, said.version(), layout));
    return files.of(id);
  }

  @Operation(summary = "Read a file as it was written", description = "Its SHA-256 stands in X-Content-SHA256. That it was taken is kept.")
  @GetMapping(path = "/files/{file}", produces = MediaType.ALL_VALUE)
  ResponseEntity<byte[]> file(@PathVariable long id, @PathVariable long file) {
    return RunPages.FileOut.of(files.written(id, file), files.take(id, file));
  }

  @Operation(summary = "Hold a copy of a file beside what was written")
  @PostMapping(path = "/files/{file}/check", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  PaymentFiles.Comparison check(@PathVariable long id, @PathVariable long file, @RequestParam(name = "file", required = false) @Nullable MultipartFile copy) {
    return files.compare(id, file, PaymentSent.bytes(copy));
  }

  @Operation(summary = "Take the bank's answer in", description = "The same bytes again do nothing. Rows that are not of the run are refused and listed.")
  @PostMapping(path = "/bank-returns", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  BankReturns.Taken take(@PathVariable long id, @RequestParam(required = false) @Nullable MultipartFile file, @RequestParam long layout) {
    byte[] bytes = PaymentSent.bytes(file);
    return returns.take(id, null, layout, file == null ? "" : PaymentSent.name(file), bytes);
  }

  @Operation(summary = "Tell everybody whose bank has answered, by text message; each once")
  @PostMapping("/slips")
  ToldJson tell(@PathVariable long id, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return new ToldJson(Integer.parseInt(idempotency.once(key, () -> String.valueOf(slips.tell(id)))));
  }

  private PaymentRun done(long id, @Nullable String key, Runnable work) {
    idempotency.once(
        key,
        () -> {
          work.run();
          return "done";
        });
    return payments.run(id);
  }
}

package org.guanjia.requests;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.Variant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.dao.DataIntegrityViolationException;
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

/** Requests for programs, 12345 among them: taken down, found, read. What is done with them is {@link MatterApi}'s. */
@Tag(name = "Requests", description = "Take requests down, find them, read them and their answers.")
@RestController
@RequestMapping(path = "/api/v1/requests", produces = MediaType.APPLICATION_JSON_VALUE)
class RequestsApi {

  private final Intake intake;
  private final Matters matters;
  private final Attachments attachments;
  private final FileAnswer fileAnswers;
  private final Idempotency idempotency;

  RequestsApi(Intake intake, Matters matters, Attachments attachments, FileAnswer fileAnswers, Idempotency idempotency) {
    this.intake = intake;
    this.matters = matters;
    this.attachments = attachments;
    this.fileAnswers = fileAnswers;
    this.idempotency = idempotency;
  }

  /** @param next give it as {@code after} to read on; null at the end */
  record RequestPage(List<LineJson> items, @Nullable String next) {}

  @Operation(
      summary = "Take a request down",
      description =
          "201 with code and secret. Sent again with the same Idempotency-Key, or with the same externalSystem and externalId"
              + " (200), it is done once and answered the same.")
  @Allowed(Permission.REQUESTS_RECORD)
  @PostMapping
  ResponseEntity<Receipt> receive(
      @RequestBody NewRequestJson json, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    Viewer viewer = Callers.viewer();
    NewRequest request = json.by(viewer);
    return Callers.within(viewer, () -> receive(viewer, request, key));
  }

  @Operation(
      summary = "Find requests",
      description =
          "Open ones in the order of their deadlines, others the latest received first. A value that cannot be read is refused,"
              + " and so is a parameter of another name.")
  @Allowed({Permission.REQUESTS_VIEW, Permission.REQUESTS_RECORD})
  @GetMapping
  RequestPage list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "open") String state,
      @RequestParam(required = false) @Nullable String category,
      @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String department,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String assignee,
      @RequestParam(required = false) @Nullable String receivedFrom,
      @RequestParam(required = false) @Nullable String receivedUntil,
      @RequestParam(required = false) @Nullable String trait,
      @RequestParam(defaultValue = "50") String limit,
      @RequestParam(required = false) @Nullable String after,
      HttpServletRequest http) {
    var asked = new ListQuery();
    asked.onlyKnown(http.getParameterMap().keySet());
    MatterFilter filter = asked.filter(q, state, category, village, department, channel, assignee, receivedFrom, receivedUntil, trait);
    int size = asked.limit(limit);
    asked.cursor(after, filter);
    asked.refuseWhatWasWrong();
    Matters.Lines found = Callers.within(Callers.viewer(), () -> matters.list(filter, after, size));
    return new RequestPage(found.lines().stream().map(LineJson::of).toList(), found.next());
  }

  @Operation(
      summary = "Read a request whole",
      description =
          "Names and numbers are masked. A system without REQUESTS_VIEW reads what it brought itself, as its reporter may: the"
              + " state, questions and the approved answer, nothing internal.")
  @Allowed({Permission.REQUESTS_VIEW, Permission.REQUESTS_RECORD})
  @GetMapping("/{code}")
  MatterJson read(@PathVariable String code) {
    Viewer viewer = Callers.viewer();
    Matter matter = Callers.within(viewer, () -> matters.find(Callers.code(code)));
    return viewer.may(Permission.REQUESTS_VIEW) ? MatterJson.of(matter) : MatterJson.forReporter(matter);
  }

  @Operation(summary = "Read a picture or paper of a request")
  @Allowed({Permission.REQUESTS_VIEW, Permission.REQUESTS_RECORD})
  @GetMapping(path = "/{code}/files/{id}", produces = MediaType.ALL_VALUE)
  ResponseEntity<Resource> file(
      @PathVariable String code, @PathVariable UUID id, @RequestParam(defaultValue = "ORIGINAL") Variant variant) {
    StoredFile file =
        Callers.within(Callers.viewer(), () -> attachments.find(Callers.code(code), id))
            .orElseThrow(() -> new FileRefused(FileRefused.Reason.UNKNOWN));
    return fileAnswers.of(file, variant);
  }

  private ResponseEntity<Receipt> receive(Viewer viewer, NewRequest request, @Nullable String key) {
    var made = new AtomicReference<@Nullable Receipt>();
    try {
      String code = idempotency.once(key, () -> keep(made, intake.receive(request)));
      Receipt receipt = made.get();
      boolean now = receipt != null && receipt.code().equals(code);
      return ResponseEntity.created(URI.create("/api/v1/requests/" + code))
          .body(now ? Objects.requireNonNull(receipt) : intake.receipt(code));
    } catch (DataIntegrityViolationException failure) {
      // Not asked before the work: that would cost everybody a question, and not help two at the same moment.
      if (!Intake.hasNumberOfAnother(failure)) throw failure;
      Receipt before = Callers.amongOwn(viewer, () -> intake.receivedBefore(request)).orElseThrow(NumberTaken::new);
      return ResponseEntity.ok().location(URI.create("/api/v1/requests/" + before.code())).body(before);
    }
  }

  /** The number belongs to a request that somebody else brought; its secret is not this caller's. */
  static final class NumberTaken extends RuntimeException {}

  private static String keep(AtomicReference<@Nullable Receipt> made, Receipt receipt) {
    made.set(receipt);
    return receipt.code();
  }
}

package org.guanjia.platform.spreadsheets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.web.Page;
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

/** Imports for programs; the body of an upload is the file itself, whatever its Content-Type says. */
@Tag(name = "Imports", description = "Whole tables as spreadsheets.")
@RestController
@RequestMapping("/api/v1/imports")
@Allowed(Permission.IMPORT)
class ImportsApi {
  private static final int PROBLEMS_MAX = 500;

  private final ImportDesk desk;
  private final Imports imports;
  private final ErrorFile errors;

  ImportsApi(ImportDesk desk, Imports imports, ErrorFile errors) {
    this.desk = desk;
    this.imports = imports;
    this.errors = errors;
  }

  /** Counts of an import; {@code read} is always {@code taken + refused + skipped}. */
  record Counts(int total, int read, int taken, int refused, int skipped, int warnings) {}

  /** An import as programs see it. */
  record Answer(long id, String target, String source, String fileName, SheetFormat format, @Nullable String charset, List<String> sheets, int sheet,
      int headingRow, List<String> headings, Map<String, Integer> columns, DateOrder dateOrder, List<String> options, boolean whole, ImportState state,
      Counts counts, List<String> missingFields, String fault, Instant createdAt, @Nullable Instant startedAt, @Nullable Instant finishedAt) {}

  /** How to read and take the file; columns are counted from 0. What is left out stays as it is. */
  record MappingRequest(@Nullable Integer sheet, @Nullable Integer headingRow, @Nullable Map<String, Integer> columns, @Nullable DateOrder dateOrder,
      @Nullable List<String> options, @Nullable Boolean whole, @Nullable String charset) {}

  @Operation(summary = "Begin an import with its file")
  @PostMapping
  ResponseEntity<Answer> upload(Page page, HttpServletRequest request, @RequestParam String target, @RequestParam(defaultValue = "") String source,
      @RequestParam(defaultValue = "upload") String name, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) throws IOException {
    Viewer viewer = desk.viewerFor(target);
    if (request.getContentLengthLong() > SheetLimits.OFFICE.fileBytesMax()) {
      throw new SheetFault("fileTooLarge", request.getContentLengthLong() >> 20, SheetLimits.OFFICE.fileBytesMax() >> 20);
    }
    long id = imports.upload(viewer, target, source, name, request.getInputStream(), key);
    return ResponseEntity.created(URI.create("/api/v1/imports/" + id)).body(answer(page, id));
  }

  @Operation(summary = "Imports, the latest first")
  @GetMapping
  List<Answer> list(Page page, @RequestParam(required = false) @Nullable Long before) {
    return desk.jobs(before, ImportDesk.PAGE_ROWS).stream().map(job -> answer(page, job)).toList();
  }

  @Operation(summary = "How an import stands")
  @GetMapping("/{id}")
  Answer show(Page page, @PathVariable long id) {
    return answer(page, id);
  }

  @Operation(summary = "Say which column is what")
  @PutMapping("/{id}/mapping")
  Answer map(Page page, @PathVariable long id, @RequestBody MappingRequest request) {
    ImportJob job = desk.job(id);
    imports.map(id, new Imports.Mapping(
        request.sheet() == null ? job.sheet() : request.sheet(),
        request.headingRow() == null ? job.headingRow() : request.headingRow(),
        request.columns() == null ? job.columns() : request.columns(),
        request.dateOrder() == null ? job.dateOrder() : request.dateOrder(),
        request.options() == null ? job.options() : new LinkedHashSet<>(request.options()),
        request.whole() == null ? job.whole() : request.whole(),
        request.charset()));
    return answer(page, id);
  }

  @Operation(summary = "The first rows as they would be taken")
  @GetMapping("/{id}/preview")
  PreviewView preview(Page page, @PathVariable long id) {
    return desk.preview(page.locale(), desk.job(id));
  }

  @Operation(summary = "Take the rows")
  @PostMapping("/{id}/run")
  ResponseEntity<Answer> run(Page page, @PathVariable long id, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    desk.job(id);
    imports.start(id, key);
    return ResponseEntity.accepted().body(answer(page, id));
  }

  @Operation(summary = "Stop it; what was taken stays")
  @PostMapping("/{id}/cancellation")
  ResponseEntity<Answer> cancel(Page page, @PathVariable long id) {
    desk.job(id);
    imports.cancel(id);
    return ResponseEntity.accepted().body(answer(page, id));
  }

  @Operation(summary = "What was wrong, by row and cell")
  @GetMapping("/{id}/problems")
  List<ProblemView> problems(Page page, @PathVariable long id, @RequestParam(defaultValue = "0") int after) {
    return desk.problems(page.locale(), desk.job(id), after, PROBLEMS_MAX);
  }

  @Operation(summary = "The refused rows as a file to mend and send again")
  @GetMapping("/{id}/errors.{format}")
  void errors(Page page, @PathVariable long id, @PathVariable String format, HttpServletResponse response) throws IOException {
    ImportDownloads.errors(desk.job(id), format, page.locale(), errors, response);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadable(SheetFault fault, Page page) {
    HttpStatus status = fault.key().endsWith(".fileTooLarge") ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.UNPROCESSABLE_CONTENT;
    return problem(status, fault.key(), desk.text(page.locale(), fault));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> impossible(ImportFault fault, Page page) {
    boolean late = fault.key().endsWith(".alreadyStarted") || fault.key().endsWith(".isOver");
    return problem(late ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT, fault.key(), desk.text(page.locale(), fault));
  }

  private Answer answer(Page page, long id) {
    return answer(page, desk.job(id));
  }

  private Answer answer(Page page, ImportJob job) {
    return new Answer(job.id(), job.target(), job.source(), job.fileName(), job.format(), job.charset(), job.sheets(), job.sheet(), job.headingRow(),
        job.headings(), job.columns(), job.dateOrder(), List.copyOf(job.options()), job.whole(), job.state(),
        new Counts(job.rowsTotal(), job.rowsRead(), job.rowsTaken(), job.rowsRefused(), job.rowsSkipped(), job.warnings()),
        imports.missingFields(job), desk.fault(page.locale(), job), job.createdAt(), job.startedAt(), job.finishedAt());
  }

  private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String code, String text) {
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, text);
    detail.setProperty("code", code);
    return ResponseEntity.status(status).body(detail);
  }
}

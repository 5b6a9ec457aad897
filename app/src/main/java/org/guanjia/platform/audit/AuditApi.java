package org.guanjia.platform.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.audit.Anchors.Anchor;
import org.guanjia.platform.audit.AuditReader.Cursor;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log for programs. */
@Tag(name = "Audit", description = "The log of what was done and of every reveal of personal data.")
@Allowed(Permission.AUDIT_READ)
@RestController
@RequestMapping("/api/v1/audit")
class AuditApi {

  private final AuditReader reader;
  private final AuditOffice office;

  AuditApi(AuditReader reader, AuditOffice office) {
    this.reader = reader;
    this.office = office;
  }

  /** @param next give it as {@code after} to read on; null at the end */
  record EntryPage(List<AuditRow> entries, @Nullable String next) {}

  @Operation(summary = "Entries of the log, the latest first")
  @GetMapping
  EntryPage list(
      @RequestParam(required = false) @Nullable String who, @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String type, @RequestParam(required = false) @Nullable String subject,
      @RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String after) {
    AuditFilter filter = AuditFilter.of(who, action, type, subject, from, to);
    List<AuditRow> found = reader.list(filter, Cursor.parse(after), AuditReader.PAGE_SIZE + 1);
    List<AuditRow> page = found.stream().limit(AuditReader.PAGE_SIZE).toList();
    return new EntryPage(page, found.size() > page.size() ? Cursor.after(page.getLast()).toString() : null);
  }

  /** Verifies the whole log; 409 while another verification is going on. */
  @Operation(summary = "Verify the whole log; 409 while another verification is going on")
  @PostMapping("/verification")
  ResponseEntity<AuditVerdict> verify(@RequestParam(required = false) @Nullable List<String> noted) {
    return office
        .verify(anchors(noted == null ? List.of() : noted))
        .map(ResponseEntity::ok)
        .orElseGet(() -> ResponseEntity.status(HttpStatus.CONFLICT).build());
  }

  private static List<Anchor> anchors(List<String> noted) {
    try {
      return noted.stream().flatMap(line -> Arrays.stream(line.strip().split("\\s+"))).filter(line -> !line.isEmpty()).map(Anchor::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("noted", "audit.error.noted");
    }
  }
}

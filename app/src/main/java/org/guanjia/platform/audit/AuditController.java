package org.guanjia.platform.audit;

import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.audit.Anchors.Anchor;
import org.guanjia.platform.audit.AuditReader.Cursor;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.spreadsheets.SheetWriter;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The auditor's page. */
@Allowed(Permission.AUDIT_READ)
@RestController
@RequestMapping("/audit")
class AuditController {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int EXPORT_BLOCK = 1_000;

  private final Templates templates;
  private final AuditReader reader;
  private final AuditOffice office;
  private final Audit audit;
  private final TransactionTemplate transactions;

  AuditController(Templates templates, AuditReader reader, AuditOffice office, Audit audit, TransactionTemplate transactions) {
    this.templates = templates;
    this.reader = reader;
    this.office = office;
    this.audit = audit;
    this.transactions = transactions;
  }

  @Bean
  static NavEntry auditNav() {
    return new NavEntry(Section.ADMINISTRATION, 50, "list", "audit.nav", "/audit", Permission.AUDIT_READ);
  }

  @GetMapping
  ResponseEntity<?> log(
      Page page, @RequestParam(required = false) @Nullable String who, @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String type, @RequestParam(required = false) @Nullable String subject,
      @RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String after) {
    AuditFilter filter = AuditFilter.of(who, action, type, subject, from, to);
    List<AuditRow> found = reader.list(filter, Cursor.parse(after), AuditReader.PAGE_SIZE + 1);
    List<AuditRow> shown = found.stream().limit(AuditReader.PAGE_SIZE).toList();
    String next = found.size() > shown.size() ? page.with("after", Cursor.after(shown.getLast())) : null;
    return ResponseEntity.ok(templates.auditLog(page, filter, reader.actions(), shown, after == null ? null : page.with("after", null), next, exportPath(page)));
  }

  @PostMapping("/verification")
  ResponseEntity<?> verify(Page page, @RequestParam(defaultValue = "") String noted) {
    List<Anchor> known;
    try {
      known = Arrays.stream(noted.strip().split("\\s+")).filter(line -> !line.isEmpty()).map(Anchor::parse).toList();
    } catch (IllegalArgumentException e) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(templates.auditVerification(page, null, noted, page.t("audit.error.noted")));
    }
    Optional<AuditVerdict> verdict = office.verify(known);
    return verdict.isPresent()
        ? ResponseEntity.ok(templates.auditVerification(page, verdict.get(), noted, null))
        : ResponseEntity.status(HttpStatus.CONFLICT).body(templates.auditVerification(page, null, noted, page.t("audit.error.busy")));
  }

  @GetMapping("/export")
  void export(
      Page page, HttpServletResponse response, @RequestParam(defaultValue = "XLSX") SheetFormat format,
      @RequestParam(required = false) @Nullable String who, @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String type, @RequestParam(required = false) @Nullable String subject,
      @RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String to)
      throws IOException {
    AuditFilter filter = AuditFilter.of(who, action, type, subject, from, to);
    record(filter, format);
    response.setContentType(format.mediaType());
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"guanjia-audit." + format.extension() + "\"");
    try (SheetWriter sheet = SheetWriter.open(format, response.getOutputStream(), page.t("audit.title"))) {
      sheet.heading(List.of("id", page.t("audit.at"), page.t("audit.who"), page.t("audit.who.id"), page.t("audit.action"), page.t("audit.action.code"), page.t("audit.subjectType"), page.t("audit.subject"), page.t("audit.details")));
      write(sheet, page, filter);
    }
  }

  /** Before the first row leaves: an export that breaks off was an export too. */
  private void record(AuditFilter filter, SheetFormat format) {
    Map<String, Object> details = new LinkedHashMap<>(Map.of("format", format.name()));
    if (!filter.action().isEmpty()) details.put("action", filter.action());
    if (!filter.subjectType().isEmpty()) details.put("subjectType", filter.subjectType());
    if (filter.from() != null) details.put("from", filter.from().toString());
    if (filter.to() != null) details.put("to", filter.to().toString());
    transactions.executeWithoutResult(status -> audit.record("audit.exported", "audit", "log", details));
  }

  private void write(SheetWriter sheet, Page page, AuditFilter filter) throws IOException {
    Cursor after = null;
    List<AuditRow> block;
    do {
      block = reader.list(filter, after, EXPORT_BLOCK);
      for (AuditRow row : block) {
        sheet.row(
            Arrays.asList(
                row.id(), LocalDateTime.ofInstant(row.at(), ZONE), row.actorName() == null ? row.actor() : row.actorName(), row.actor(),
                page.tOr("audit.action." + row.action(), row.action()), row.action(), row.subjectType(), row.subjectId(), row.details()));
      }
      if (!block.isEmpty()) after = Cursor.after(block.getLast());
    } while (block.size() == EXPORT_BLOCK);
  }

  /** The export of what the page shows. */
  private static String exportPath(Page page) {
    String here = page.with("after", null);
    int query = here.indexOf('?');
    return "/audit/export" + (query < 0 ? "?" : here.substring(query) + "&");
  }
}

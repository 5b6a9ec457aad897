package org.guanjia.platform.spreadsheets;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Pages of imports. */
@RestController
@Allowed(Permission.IMPORT)
class ImportsController {
  private final ImportDesk desk;
  private final Imports imports;
  private final ErrorFile errors;
  private final Templates templates;

  ImportsController(ImportDesk desk, Imports imports, ErrorFile errors, Templates templates) {
    this.desk = desk;
    this.imports = imports;
    this.errors = errors;
    this.templates = templates;
  }

  @GetMapping("/imports")
  JteModel list(Page page, @RequestParam(required = false) @Nullable Long before, @RequestParam(required = false) @Nullable String target) {
    return list(page, before, target, "", Map.of());
  }

  @PostMapping("/imports")
  Object upload(Page page, @RequestParam String target, @RequestParam(defaultValue = "") String source, @RequestParam String key,
      @RequestParam(required = false) @Nullable MultipartFile file) throws IOException {
    Viewer viewer = desk.viewerFor(target);
    try {
      String name = file == null || file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
      try (InputStream in = file == null ? InputStream.nullInputStream() : file.getInputStream()) {
        return seeOther("/imports/" + imports.upload(viewer, target, source, name, in, key));
      }
    } catch (SheetFault fault) {
      return refused(list(page, null, target, source, Map.of("file", desk.text(page.locale(), fault))));
    } catch (ImportFault fault) {
      return refused(list(page, null, target, source, Map.of("source", desk.text(page.locale(), fault))));
    }
  }

  @GetMapping("/imports/{id}")
  JteModel show(Page page, @PathVariable long id, @RequestParam(defaultValue = "0") int after, HttpServletResponse response) {
    ImportJob job = desk.job(id);
    if (page.partial() && job.state().isOver()) response.setHeader("HX-Refresh", "true");
    if (page.partial()) return templates.sheetsProgress(page, job);
    return job.state() == ImportState.UPLOADED ? mapping(page, job, Map.of()) : result(page, job, after);
  }

  @PostMapping("/imports/{id}/mapping")
  Object map(Page page, @PathVariable long id, @RequestParam Map<String, String> form, @RequestParam(required = false) @Nullable List<String> options,
      HttpServletResponse response) {
    ImportJob job = desk.job(id);
    try {
      imports.map(id, mapping(job, form, options == null ? List.of() : options));
      Flash.success("sheets.flash.mapped").on(response);
      return seeOther("/imports/" + id);
    } catch (ImportFault fault) {
      return refused(mapping(page, job, Map.of("mapping", desk.text(page.locale(), fault))));
    } catch (SheetFault fault) {
      return refused(mapping(page, job, Map.of("charset", desk.text(page.locale(), fault))));
    }
  }

  @PostMapping("/imports/{id}/run")
  Object run(Page page, @PathVariable long id, @RequestParam String key) {
    ImportJob job = desk.job(id);
    try {
      imports.start(id, key);
      return seeOther("/imports/" + id);
    } catch (ImportFault fault) {
      return refused(mapping(page, job, Map.of("mapping", desk.text(page.locale(), fault))));
    }
  }

  @PostMapping("/imports/{id}/cancellation")
  ResponseEntity<Void> cancel(@PathVariable long id, HttpServletResponse response) {
    desk.job(id);
    try {
      imports.cancel(id);
      Flash.success("sheets.flash.cancelled").on(response);
    } catch (ImportFault over) {
      // It ended while the person was reaching for the button: its page says how.
    }
    return seeOther("/imports/" + id);
  }

  @GetMapping("/imports/{id}/errors.{format}")
  void errors(Page page, @PathVariable long id, @PathVariable String format, HttpServletResponse response) throws IOException {
    ImportDownloads.errors(desk.job(id), format, page.locale(), errors, response);
  }

  @GetMapping("/imports/templates/{target}.xlsx")
  void template(Page page, @PathVariable String target, HttpServletResponse response) throws IOException {
    desk.viewerFor(target);
    String title = desk.title(page.locale(), target);
    response.setContentType(SheetFormat.XLSX.mediaType());
    response.setHeader("Content-Disposition", FileNames.attachment(title + ".xlsx"));
    try (SheetWriter sheet = SheetWriter.open(SheetFormat.XLSX, response.getOutputStream(), title)) {
      sheet.heading(desk.target(target).fields().stream()
          .map(field -> page.t(target + ".import.field." + field.name()) + (field.required() ? "（" + page.t("sheets.import.required") + "）" : "")).toList());
    }
  }

  @ExceptionHandler
  ResponseEntity<String> noSuchTarget(ImportFault fault, Locale locale) {
    return ResponseEntity.badRequest().contentType(MediaType.TEXT_PLAIN).body(desk.text(locale, fault));
  }

  private JteModel list(Page page, @Nullable Long before, @Nullable String target, String source, Map<String, String> errors) {
    List<ImportJob> jobs = desk.jobs(before, ImportDesk.PAGE_ROWS + 1);
    String older = jobs.size() > ImportDesk.PAGE_ROWS ? "/imports?before=" + jobs.get(ImportDesk.PAGE_ROWS - 1).id() : null;
    return templates.sheetsImports(page, jobs.stream().limit(ImportDesk.PAGE_ROWS).toList(), desk.targets(page.locale()), target, source, imports.sources(),
        errors, older);
  }

  private JteModel mapping(Page page, ImportJob job, Map<String, String> problems) {
    return templates.sheetsMapping(page, job, desk.mapping(page.locale(), job), desk.preview(page.locale(), job), desk.missing(page.locale(), job), problems);
  }

  private JteModel result(Page page, ImportJob job, int after) {
    return templates.sheetsResult(page, job, desk.problems(page.locale(), job, after, ImportDesk.PROBLEMS_PER_PAGE), desk.fault(page.locale(), job));
  }

  private static Imports.Mapping mapping(ImportJob job, Map<String, String> form, List<String> options) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    form.forEach((name, value) -> {
      if (name.startsWith("column.") && !value.isBlank()) columns.put(name.substring("column.".length()), whole(value));
    });
    Set<String> ticked = new LinkedHashSet<>(options);
    String charset = form.getOrDefault("charset", "");
    return new Imports.Mapping(whole(form.getOrDefault("sheet", "0")), whole(form.getOrDefault("headingRow", String.valueOf(job.headingRow()))), columns,
        DateOrder.valueOf(form.getOrDefault("dateOrder", "YEAR_FIRST")), ticked, form.containsKey("whole"), charset.isBlank() ? null : charset);
  }

  private static int whole(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new ImportFault("noSuchColumn", text, "?");
    }
  }

  private static ResponseEntity<JteModel> refused(JteModel page) {
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).contentType(MediaType.TEXT_HTML).body(page);
  }
}

package org.guanjia.requests;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.CatalogueEditing.CategoryRow;
import org.guanjia.requests.CatalogueEditing.DepartmentRow;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Categories and departments, for administrators. */
@RestController
class CataloguePages {

  private final CatalogueEditing editing;
  private final Idempotency idempotency;
  private final Templates templates;

  CataloguePages(CatalogueEditing editing, Idempotency idempotency, Templates templates) {
    this.editing = editing;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @Bean
  static NavEntry categoriesEntry() {
    return new NavEntry(
        NavEntry.Section.ADMINISTRATION, 30, "list", "catalogue.categories", "/admin/categories", Permission.TOWN_EDIT);
  }

  @Bean
  static NavEntry departmentsEntry() {
    return new NavEntry(
        NavEntry.Section.ADMINISTRATION, 31, "building", "catalogue.departments", "/admin/departments",
        Permission.TOWN_EDIT);
  }

  @Allowed(Permission.TOWN_EDIT)
  @GetMapping("/admin/categories")
  JteModel categories(Page page) {
    return templates.catalogueCategories(page, editing.categories(), departmentNames());
  }

  @Allowed(Permission.TOWN_EDIT)
  @GetMapping("/admin/categories/edit")
  JteModel category(Page page, @RequestParam(required = false) @Nullable String code) {
    var blank = new CategoryRow("", null, "", null, null, Catalogue.DUE_WITHIN_WORKING_DAYS_DEFAULT, null, 0, true);
    CategoryRow row = code == null ? blank : editing.category(code).orElse(blank);
    return templates.catalogueCategory(page, row, departments(), parents(row.code()), Map.of());
  }

  @Allowed(Permission.TOWN_EDIT)
  @PostMapping("/admin/categories")
  ResponseEntity<?> saveCategory(Page page, HttpServletResponse response, @RequestParam Map<String, String> typed) {
    CategoryRow row =
        new CategoryRow(
            text(typed, "code"), optional(typed, "parent"), text(typed, "name"), optional(typed, "nameEn"),
            optional(typed, "department"), number(typed, "dueWithinWorkingDays"), optional(typed, "examples"),
            Math.max(0, number(typed, "sort")), typed.containsKey("active"));
    try {
      once(typed, () -> editing.save(row));
    } catch (InvalidInput refused) {
      return refused(
          templates.catalogueCategory(page, row, departments(), parents(row.code()), messages(page, refused)));
    }
    return saved(response, "/admin/categories");
  }

  @Allowed(Permission.TOWN_EDIT)
  @GetMapping("/admin/departments")
  JteModel departments(Page page) {
    return templates.catalogueDepartments(page, editing.departments());
  }

  @Allowed(Permission.TOWN_EDIT)
  @GetMapping("/admin/departments/edit")
  JteModel department(Page page, @RequestParam(required = false) @Nullable String code) {
    var blank = new DepartmentRow("", "", null, true);
    DepartmentRow row = code == null ? blank : editing.department(code).orElse(blank);
    return templates.catalogueDepartment(page, row, Map.of());
  }

  @Allowed(Permission.TOWN_EDIT)
  @PostMapping("/admin/departments")
  ResponseEntity<?> saveDepartment(Page page, HttpServletResponse response, @RequestParam Map<String, String> typed) {
    var row =
        new DepartmentRow(
            text(typed, "code"), text(typed, "name"), optional(typed, "phone"), typed.containsKey("active"));
    try {
      once(typed, () -> editing.save(row));
    } catch (InvalidInput refused) {
      return refused(templates.catalogueDepartment(page, row, messages(page, refused)));
    }
    return saved(response, "/admin/departments");
  }

  private void once(Map<String, String> typed, Runnable work) {
    idempotency.once(
        typed.get("key"),
        () -> {
          work.run();
          return "saved";
        });
  }

  private List<Choice> departments() {
    return editing.departments().stream()
        .filter(DepartmentRow::active)
        .map(row -> Choice.of(row.code(), row.name()))
        .toList();
  }

  private Map<String, String> departmentNames() {
    var names = new LinkedHashMap<String, String>();
    editing.departments().forEach(row -> names.put(row.code(), row.name()));
    return names;
  }

  private List<Choice> parents(String except) {
    return editing.categories().stream()
        .filter(row -> row.parent() == null && row.active() && !row.code().equals(except))
        .map(row -> Choice.of(row.code(), row.name()))
        .toList();
  }

  private static Map<String, String> messages(Page page, InvalidInput refused) {
    var messages = new LinkedHashMap<String, String>();
    refused.errors().forEach(error -> messages.put(error.field(), page.t(error.key(), error.arguments().toArray())));
    return messages;
  }

  private static ResponseEntity<JteModel> refused(JteModel form) {
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(form);
  }

  private static ResponseEntity<Void> saved(HttpServletResponse response, String path) {
    Flash.success("catalogue.saved").on(response);
    return seeOther(path);
  }

  private static String text(Map<String, String> typed, String name) {
    return typed.getOrDefault(name, "").strip();
  }

  private static @Nullable String optional(Map<String, String> typed, String name) {
    String text = text(typed, name);
    return text.isEmpty() ? null : text;
  }

  private static int number(Map<String, String> typed, String name) {
    String text = text(typed, name);
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
  }
}

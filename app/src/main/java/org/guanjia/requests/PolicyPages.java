package org.guanjia.requests;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The list of existing policies: read by everybody who handles requests, kept by the desk. */
@RestController
@Allowed(Permission.POLICIES_EDIT)
class PolicyPages {

  private final Policies policies;
  private final Catalogue catalogue;
  private final Export export;
  private final Idempotency idempotency;
  private final Templates templates;

  PolicyPages(Policies policies, Catalogue catalogue, Export export, Idempotency idempotency, Templates templates) {
    this.policies = policies;
    this.catalogue = catalogue;
    this.export = export;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @GetMapping("/policies")
  @Allowed({Permission.REQUESTS_VIEW, Permission.POLICIES_EDIT})
  JteModel list(Page page, @RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable String department) {
    return templates.requestsPolicies(page, policies.list(cut(q), orNull(department)), departmentNames(), choices(), cut(q), orNull(department));
  }

  @GetMapping("/policies/export.{format}")
  @Allowed(value = Permission.EXPORT, and = Permission.POLICIES_EDIT)
  void export(
      Page page, @PathVariable String format, @RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable String department, HttpServletResponse response) {
    List<Export.Column<Policy>> columns =
        List.of(
            new Export.Column<>(page.t("policies.import.field.id"), policy -> policy.id()),
            new Export.Column<>(page.t("policies.import.field.department"), policy -> departmentNames().getOrDefault(policy.department(), policy.department())),
            new Export.Column<>(page.t("policies.import.field.title"), Policy::title),
            new Export.Column<>(page.t("policies.import.field.summary"), Policy::summary),
            new Export.Column<>(page.t("policies.import.field.covers"), Policy::covers),
            new Export.Column<>(page.t("policies.import.field.keywords"), Policy::keywords),
            new Export.Column<>(page.t("policies.import.field.documentNumber"), Policy::documentNumber),
            new Export.Column<>(page.t("policies.import.field.howToApply"), Policy::howToApply),
            new Export.Column<>(page.t("policies.import.field.url"), Policy::url),
            new Export.Column<>(page.t("policies.import.field.active"), policy -> page.t(policy.active() ? "policies.yes" : "policies.no")));
    export.send(response, SheetFormat.of(format), page.t("policies.title"), columns, () -> policies.list(cut(q), orNull(department)).stream());
  }

  @GetMapping("/policies/new")
  JteModel blank(Page page) {
    return edit(page, Policy.BLANK, Map.of(), List.of());
  }

  @GetMapping("/policies/{id}")
  @Allowed({Permission.REQUESTS_VIEW, Permission.POLICIES_EDIT})
  JteModel show(Page page, @PathVariable long id) {
    Policy policy = found404(id);
    return page.may(Permission.POLICIES_EDIT) ? edit(page, policy, Map.of(), List.of()) : templates.requestsPolicy(page, policy, departmentNames());
  }

  @PostMapping("/policies")
  Object add(Page page, @RequestParam Map<String, String> form, HttpServletResponse response) {
    return save(page, policy(form, 0), form.get("key"), response);
  }

  @PostMapping("/policies/{id}")
  Object change(Page page, @PathVariable long id, @RequestParam Map<String, String> form, HttpServletResponse response) {
    found404(id);
    return save(page, policy(form, id), form.get("key"), response);
  }

  private Object save(Page page, Policy policy, @Nullable String key, HttpServletResponse response) {
    try {
      idempotency.once(key, () -> String.valueOf(policies.save(policy)));
    } catch (InvalidInput refused) {
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, edit(page, policy, refused.told(page), List.of()));
    } catch (Policies.Stale stale) {
      return FormDeeds.answer(HttpStatus.CONFLICT, stale(page, stale.current(), policy));
    }
    Flash.success("policies.saved", policy.title(), null).on(response);
    return seeOther("/policies");
  }

  /** What was typed stays in the form; what is saved stands beside it; sending the form again writes over it knowingly. */
  private JteModel stale(Page page, Policy saved, Policy typed) {
    var onTop =
        new Policy(
            typed.id(), typed.department(), typed.title(), typed.summary(), typed.covers(), typed.keywords(), typed.documentNumber(), typed.howToApply(), typed.url(),
            typed.active(), saved.version());
    return edit(page, onTop, Map.of(), differences(page, saved, typed));
  }

  private static List<Difference> differences(Page page, Policy saved, Policy typed) {
    return List.of(
        new Difference(page.t("policies.import.field.department"), saved.department(), typed.department()),
        new Difference(page.t("policies.import.field.title"), saved.title(), typed.title()),
        new Difference(page.t("policies.import.field.summary"), saved.summary(), typed.summary()),
        new Difference(page.t("policies.import.field.covers"), saved.covers(), typed.covers()),
        new Difference(page.t("policies.import.field.keywords"), saved.keywords(), typed.keywords()),
        new Difference(page.t("policies.import.field.documentNumber"), saved.documentNumber(), typed.documentNumber()),
        new Difference(page.t("policies.import.field.howToApply"), saved.howToApply(), typed.howToApply()),
        new Difference(page.t("policies.import.field.url"), saved.url(), typed.url()),
        new Difference(page.t("policies.import.field.active"), page.t(saved.active() ? "policies.yes" : "policies.no"), page.t(typed.active() ? "policies.yes" : "policies.no")));
  }

  private JteModel edit(Page page, Policy policy, Map<String, String> errors, List<Difference> differences) {
    return templates.requestsPolicyEdit(page, policy, choices(), errors, differences);
  }

  private static Policy policy(Map<String, String> form, long id) {
    String version = form.getOrDefault("version", "");
    return new Policy(
        id, said(form, "department"), said(form, "title"), said(form, "summary"), orNull(form.get("covers")), orNull(form.get("keywords")),
        orNull(form.get("documentNumber")), orNull(form.get("howToApply")), orNull(form.get("url")), !form.containsKey("inactive"),
        version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0);
  }

  private static String said(Map<String, String> form, String name) {
    return form.getOrDefault(name, "").strip();
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static String cut(String q) {
    return q.length() <= 100 ? q : q.substring(0, 100);
  }

  private List<Choice> choices() {
    return catalogue.departments().stream().map(department -> Choice.of(department.code(), department.name())).toList();
  }

  private Map<String, String> departmentNames() {
    return catalogue.departments().stream().collect(Collectors.toMap(Catalogue.Department::code, Catalogue.Department::name));
  }

  private Policy found404(long id) {
    return policies.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}

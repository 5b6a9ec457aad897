package org.guanjia.payments;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The layouts of banks' files: seen, changed, tried out on made-up payments. */
@RestController
@Allowed({Permission.PAYMENTS_PREPARE, Permission.PAYMENTS_APPROVE})
class LayoutPages {

  private final Layouts layouts;
  private final FormDeeds deeds;
  private final Templates templates;

  LayoutPages(Layouts layouts, FormDeeds deeds, Templates templates) {
    this.layouts = layouts;
    this.deeds = deeds;
    this.templates = templates;
  }

  @GetMapping("/payments/layouts")
  JteModel list(Page page) {
    return templates.paymentsLayouts(page, layouts.all());
  }

  @Allowed(Permission.PAYMENTS_PREPARE)
  @GetMapping("/payments/layouts/new")
  JteModel blank(Page page, @RequestParam(defaultValue = "PAYMENT") String kind) {
    LayoutKind wanted = RunViews.oneOf(LayoutKind.class, kind);
    return templates.paymentsLayout(page, null, wanted == null ? LayoutKind.PAYMENT : wanted, TypedForm.FRESH, null);
  }

  @GetMapping("/payments/layouts/{id}")
  JteModel show(Page page, @PathVariable long id) {
    Layout layout = layouts.find(id);
    return templates.paymentsLayout(page, layout, layout.kind(), TypedForm.FRESH, LayoutPreview.of(layout));
  }

  @Allowed(Permission.PAYMENTS_PREPARE)
  @PostMapping("/payments/layouts")
  ResponseEntity<?> add(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    return lay(new PaymentSent(page, response, typed), null);
  }

  @Allowed(Permission.PAYMENTS_PREPARE)
  @PostMapping("/payments/layouts/{id}")
  ResponseEntity<?> change(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    return lay(new PaymentSent(page, response, typed), layouts.find(id));
  }

  private ResponseEntity<?> lay(PaymentSent sent, @Nullable Layout known) {
    Page page = sent.page();
    LayoutKind kind = known != null ? known.kind() : Objects.requireNonNullElse(sent.oneOf(LayoutKind.class, "kind"), LayoutKind.PAYMENT);
    Layout.Definition definition = definition(sent);
    try {
      return deeds.make(
          page, sent.response(), sent, "payments.layout.laid",
          () -> "/payments/layouts/"
              + layouts.lay(known == null ? null : known.id(), known == null ? 0 : sent.version(), kind, sent.text("name"), definition, !sent.text("retired").isEmpty()),
          form -> templates.paymentsLayout(page, known, kind, form, null));
    } catch (Layouts.StaleLayout stale) {
      Layout now = layouts.find(Objects.requireNonNull(known).id());
      TypedForm form = TypedForm.stale(sent.typed(), page.t("payments.layout.stale"), differences(page, now, sent));
      return FormDeeds.answer(HttpStatus.CONFLICT, templates.paymentsLayout(page, now, kind, form, null));
    }
  }

  private static List<Difference> differences(Page page, Layout now, PaymentSent sent) {
    return List.of(
        new Difference(page.t("payments.layout.name"), now.name(), sent.text("name")),
        new Difference(page.t("payments.layout.columns"), LayoutText.columns(now.definition().columns()), sent.text("columns")));
  }

  private static Layout.Definition definition(PaymentSent sent) {
    var checks = new Checks(sent.errors());
    Layout.TotalLine total = sent.oneOf(Layout.TotalLine.class, "total");
    Layout.Unit unit = sent.oneOf(Layout.Unit.class, "unit");
    return new Layout.Definition(
        sent.text("format"), sent.text("charset"), LayoutText.separator(sent.text("separator")), !sent.text("heading").isEmpty(), total == null ? Layout.TotalLine.NONE : total,
        LayoutChecks.columns(checks, "columns", sent.text("columns")), LayoutChecks.columns(checks, "totalColumns", sent.text("totalColumns")),
        unit == null ? Layout.Unit.YUAN : unit, sent.text("fileName"), sent.words("accountPrefixes"), sent.words("paidWords"), sent.words("failedWords"),
        sent.optional("totalWord"), !sent.text("failuresOnly").isEmpty());
  }
}

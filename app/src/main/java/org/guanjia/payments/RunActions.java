package org.guanjia.payments;

import static org.guanjia.platform.web.Redirects.seeOther;

import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The deeds of a run's page: once for each key; refused input comes back in its form, and so does a form made from an older state of the run. */
@RestController
@RequestMapping("/payments/runs/{id}")
@Allowed(Permission.PAYMENTS_PREPARE)
class RunActions {

  private final PaymentRuns runs;
  private final Holds holds;
  private final PaymentFiles files;
  private final BankReturns returns;
  private final Slips slips;
  private final RunViews views;
  private final FormDeeds deeds;
  private final Idempotency idempotency;
  private final Templates templates;

  RunActions(
      PaymentRuns runs, Holds holds, PaymentFiles files, BankReturns returns, Slips slips, RunViews views, FormDeeds deeds, Idempotency idempotency,
      Templates templates) {
    this.runs = runs;
    this.holds = holds;
    this.files = files;
    this.returns = returns;
    this.slips = slips;
    this.views = views;
    this.deeds = deeds;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @PostMapping("/submission")
  ResponseEntity<?> submit(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(sent, id, "SUBMIT", RunView.Tab.OVERVIEW, () -> runs.submit(id, sent.version()));
  }

  @Allowed(Permission.PAYMENTS_APPROVE)
  @PostMapping("/approval")
  ResponseEntity<?> approve(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(sent, id, "APPROVE", RunView.Tab.OVERVIEW, () -> runs.approve(id, sent.version()));
  }

  @Allowed(Permission.PAYMENTS_APPROVE)
  @PostMapping("/refusal")
  ResponseEntity<?> sendBack(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(sent, id, "SEND_BACK", RunView.Tab.OVERVIEW, () -> runs.sendBack(id, sent.version(), sent.text("reason")));
  }

  @PostMapping("/closure")
  ResponseEntity<?> close(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(sent, id, "CLOSE", RunView.Tab.OVERVIEW, () -> runs.close(id, sent.version()));
  }

  @PostMapping("/cancellation")
  ResponseEntity<?> cancel(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(sent, id, "CANCEL", RunView.Tab.OVERVIEW, () -> runs.cancel(id, sent.version(), sent.text("reason")));
  }

  /** Several may be chosen at once; the version is not asked, for each of them moves the run on. */
  @PostMapping("/releases")
  ResponseEntity<?> release(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(sent, id, "RELEASE", RunView.Tab.HOLDS, () -> chosen(sent, "pick").forEach(hold -> holds.release(id, null, hold, sent.text("reason"))));
  }

  @PostMapping("/removals")
  ResponseEntity<?> takeOut(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(
        sent, id, "TAKE_OUT", sent.ids("payout").isEmpty() ? RunView.Tab.HOLDS : RunView.Tab.PAYOUTS,
        () -> holds.payoutsOf(id, sent.ids("pick"), chosenPayouts(sent)).forEach(payout -> holds.takeOut(id, null, payout, sent.text("reason"))));
  }

  @PostMapping("/restorations")
  ResponseEntity<?> putBack(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(sent, id, "PUT_BACK", RunView.Tab.PAYOUTS, () -> chosen(sent, "payout").forEach(payout -> holds.putBack(id, null, payout, sent.text("reason"))));
  }

  private static List<Long> chosen(PaymentSent sent, String field) {
    List<Long> ids = sent.ids(field);
    if (ids.isEmpty()) throw new InvalidInput(field, "payments.error.nothingChosen");
    return ids;
  }

  private static List<Long> chosenPayouts(PaymentSent sent) {
    return sent.ids("pick").isEmpty() ? chosen(sent, "payout") : List.of();
  }

  @PostMapping("/files")
  ResponseEntity<?> write(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(sent, id, "WRITE_FILE", RunView.Tab.FILES, () -> files.write(id, sent.version(), layout(sent)));
  }

  @PostMapping("/bank-returns")
  ResponseEntity<?> take(
      Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed, @RequestParam(required = false) @Nullable MultipartFile file) {
    var sent = new PaymentSent(page, response, typed);
    return made(
        sent, id, "TAKE_RETURN", RunView.Tab.RETURNS,
        () -> {
          byte[] bytes = PaymentSent.bytes(file);
          returns.take(id, null, layout(sent), file == null ? "" : PaymentSent.name(file), bytes);
        });
  }

  private static long layout(PaymentSent sent) {
    Long layout = sent.id("layout");
    if (layout == null) throw new InvalidInput("layout", "payments.error.choose");
    return layout;
  }

  @PostMapping("/slips")
  ResponseEntity<?> tell(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    String told = idempotency.once(sent.text("key"), () -> String.valueOf(slips.tell(id)));
    Flash.success("payments.told", told, null).on(response);
    return seeOther("/payments/runs/" + id);
  }

  /** Holds a copy of a file beside what was written. */
  @PostMapping("/files/{file}/check")
  ResponseEntity<?> check(
      Page page, HttpServletResponse response, @PathVariable long id, @PathVariable long file, @RequestParam MultiValueMap<String, String> typed,
      @RequestParam(name = "file", required = false) @Nullable MultipartFile copy) {
    var sent = new PaymentSent(page, response, typed);
    Map<String, String> tab = Map.of("tab", RunView.Tab.FILES.name());
    try {
      PaymentFiles.Comparison comparison = files.compare(id, file, PaymentSent.bytes(copy));
      return FormDeeds.answer(HttpStatus.OK, templates.paymentsShow(page, views.of(page, id, tab, TypedForm.FRESH, comparison), List.of()));
    } catch (InvalidInput refused) {
      return FormDeeds.answer(
          HttpStatus.UNPROCESSABLE_CONTENT, templates.paymentsShow(page, views.of(page, id, tab, TypedForm.refused(sent.typed(), refused, page), null), List.of()));
    }
  }

  private ResponseEntity<?> made(PaymentSent sent, long id, String deed, RunView.Tab tab, Runnable work) {
    Page page = sent.page();
    Map<String, String> shown = Map.of("tab", tab.name());
    try {
      return deeds.make(
          page, sent.response(), sent, "payments.did." + deed,
          () -> {
            work.run();
            return "/payments/runs/" + id + (tab == RunView.Tab.OVERVIEW ? "" : "?tab=" + tab);
          },
          form -> templates.paymentsShow(page, views.of(page, id, shown, form, null), views.villageChoices(page)));
    } catch (StaleRun | IllegalRunMove stale) {
      String text = page.t("payments.stale", page.t("payments.state." + views.state(id)), page.t("payments.move." + deed));
      List<Difference> typed = sent.text("reason").isEmpty() ? List.of() : List.of(new Difference(page.t("payments.reason"), "", sent.text("reason")));
      TypedForm form = TypedForm.stale(sent.typed(), text, typed);
      return FormDeeds.answer(HttpStatus.CONFLICT, templates.paymentsShow(page, views.of(page, id, shown, form, null), views.villageChoices(page)));
    }
  }
}

package org.guanjia.payments;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.guanjia.people.MarkedExport;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Chip;
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

/** What was paid too much: the list, one of them whole, and what is done about it. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class RecoveryPages {

  private final Recoveries recoveries;
  private final RecoveryBook book;
  private final PaymentHistory history;
  private final RunViews views;
  private final MarkedExport export;
  private final FormDeeds deeds;
  private final Templates templates;

  RecoveryPages(
      Recoveries recoveries, RecoveryBook book, PaymentHistory history, RunViews views, MarkedExport export, FormDeeds deeds, Templates templates) {
    this.recoveries = recoveries;
    this.book = book;
    this.history = history;
    this.views = views;
    this.export = export;
    this.deeds = deeds;
    this.templates = templates;
  }

  @GetMapping("/payments/recoveries")
  JteModel list(Page page, @RequestParam Map<String, String> parameters) {
    RecoveryState state = RunViews.oneOf(RecoveryState.class, parameters.get("state"));
    Payments.Slice<Recovery> found = book.list(state, null, RunViews.number(parameters.get("before")), Payments.PAGE_SIZE);
    Map<RecoveryState, Integer> counts = book.counts();
    List<Chip> chips = new ArrayList<>(List.of(new Chip(page.t("payments.all"), "/payments/recoveries", null, state == null)));
    Arrays.stream(RecoveryState.values()).filter(counts::containsKey).forEach(one -> chips.add(
        new Chip(page.t("payments.recoveryState." + one), "/payments/recoveries?state=" + one, page.number(Objects.requireNonNull(counts.get(one))), one == state)));
    String next = found.next() == null ? null : page.with("before", found.next());
    return templates.paymentsRecoveries(page, found.items(), chips, views.words(page), state, next);
  }

  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping("/payments/recoveries/export.{format:csv|xlsx}")
  void export(Page page, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    RecoveryState state = RunViews.oneOf(RecoveryState.class, parameters.get("state"));
    RunView.Words words = views.words(page);
    List<Export.Column<Recovery>> columns = List.of(
        new Export.Column<>(page.t("register.number"), Recovery::person), new Export.Column<>(page.t("people.attribute.NAME"), Recovery::name),
        new Export.Column<>(page.t("payments.programme"), recovery -> words.programme(recovery.programme())),
        new Export.Column<>(page.t("payments.recovery.state"), recovery -> page.t("payments.recoveryState." + recovery.state())),
        new Export.Column<>(page.t("payments.recovery.remaining"), recovery -> BigDecimal.valueOf(recovery.remainingFen(), 2)),
        new Export.Column<>(page.t("payments.recovery.back"), recovery -> BigDecimal.valueOf(recovery.backFen(), 2)),
        new Export.Column<>(page.t("payments.recovery.instalment"), recovery -> recovery.instalmentFen() == null ? null : BigDecimal.valueOf(recovery.instalmentFen(), 2)),
        new Export.Column<>(page.t("payments.recovery.agreedOn"), Recovery::agreedOn));
    export.send(page, response, SheetFormat.of(format), page.t("payments.recoveries"), columns, () -> all(state), Recovery::person);
  }

  private Stream<Recovery> all(@Nullable RecoveryState state) {
    return Stream.iterate(
            book.list(state, null, null, Payments.PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : book.list(state, null, page.next(), Payments.PAGE_SIZE_MAX))
        .flatMap(page -> page.items().stream());
  }

  @GetMapping("/payments/recoveries/{id}")
  JteModel show(Page page, @PathVariable long id) {
    return templates.paymentsRecovery(page, view(page, id, TypedForm.FRESH));
  }

  /** The agreement, to be signed by the person. */
  @GetMapping("/payments/recoveries/{id}/print")
  JteModel print(Page page, @PathVariable long id) {
    return templates.paymentsAgreement(page, view(page, id, TypedForm.FRESH));
  }

  @Allowed(Permission.PAYMENTS_PREPARE)
  @PostMapping("/payments/recoveries/{id}/agreement")
  ResponseEntity<?> agree(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    var agreement = new Agreement(
        sent.fen("instalment"), sent.whole("capPercent"), sent.optional("deductFrom"), sent.month("firstMonth"), sent.date("agreedOn"), sent.text("agreedWith"));
    return made(sent, id, RecoveryMove.AGREE, () -> recoveries.agree(id, sent.version(), agreement));
  }

  @Allowed(Permission.PAYMENTS_PREPARE)
  @PostMapping("/payments/recoveries/{id}/suspension")
  ResponseEntity<?> suspend(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(sent, id, RecoveryMove.SUSPEND, () -> recoveries.suspend(id, sent.version(), sent.text("reason")));
  }

  @Allowed(Permission.PAYMENTS_PREPARE)
  @PostMapping("/payments/recoveries/{id}/resumption")
  ResponseEntity<?> resume(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(sent, id, RecoveryMove.RESUME, () -> recoveries.resume(id, sent.version(), sent.text("reason")));
  }

  @Allowed(Permission.PAYMENTS_PREPARE)
  @PostMapping("/payments/recoveries/{id}/cash")
  ResponseEntity<?> cash(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    long fen = sent.fen("amount");
    var on = sent.date("on");
    return made(sent, id, RecoveryMove.CASH, () -> recoveries.cash(id, sent.version(), fen, on, sent.optional("reason")));
  }

  @Allowed(Permission.PAYMENTS_PREPARE)
  @PostMapping("/payments/recoveries/{id}/write-off")
  ResponseEntity<?> askWriteOff(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    return made(sent, id, RecoveryMove.ASK_WRITE_OFF, () -> recoveries.askWriteOff(id, sent.version(), sent.text("reason")));
  }

  @Allowed(Permission.PAYMENTS_APPROVE)
  @PostMapping("/payments/recoveries/{id}/write-off-decision")
  ResponseEntity<?> decideWriteOff(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    boolean approved = sent.text("approved").equals("true");
    if (!approved && !sent.text("approved").equals("false")) sent.error("approved", "payments.error.choose");
    return made(
        sent, id, approved ? RecoveryMove.WRITE_OFF : RecoveryMove.REFUSE_WRITE_OFF, () -> recoveries.decideWriteOff(id, sent.version(), approved, sent.text("reason")));
  }

  private ResponseEntity<?> made(PaymentSent sent, long id, RecoveryMove move, Runnable work) {
    Page page = sent.page();
    try {
      return deeds.make(
          page, sent.response(), sent, "payments.did." + move,
          () -> {
            work.run();
            return "/payments/recoveries/" + id;
          },
          form -> templates.paymentsRecovery(page, view(page, id, form)));
    } catch (IllegalRecoveryMove stale) {
      String text = page.t("payments.recovery.stale", page.t("payments.recoveryState." + stale.from()), page.t("payments.move." + move));
      List<Difference> typed = sent.text("reason").isEmpty() ? List.of() : List.of(new Difference(page.t("payments.reason"), "", sent.text("reason")));
      return FormDeeds.answer(HttpStatus.CONFLICT, templates.paymentsRecovery(page, view(page, id, TypedForm.stale(sent.typed(), text, typed))));
    }
  }

  private RecoveryView view(Page page, long id, TypedForm form) {
    Recovery recovery = book.find(id);
    List<PaymentHistory.Event> events = history.of(PaymentHistory.Subject.RECOVERY, id);
    Set<String> who = new HashSet<>();
    events.forEach(event -> who.add(event.actor()));
    RunView.Words words = views.words(page, who);
    return new RecoveryView(recovery, book.months(recovery), RunViews.moments(page, events, words), words, views.programmeChoices(page), form);
  }
}

package org.guanjia.payments;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.guanjia.people.MarkedExport;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The runs of the town, one of them whole, the form for a new one, and lists that leave. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class RunPages {

  private static final int FAILURES_MAX = 200;

  private final Payments payments;
  private final PaymentRuns runs;
  private final PaymentFiles files;
  private final PaymentCalendar calendar;
  private final Failures failures;
  private final Replay replay;
  private final RunViews views;
  private final MarkedExport export;
  private final FormDeeds deeds;
  private final Clock clock;
  private final Templates templates;

  RunPages(
      Payments payments, PaymentRuns runs, PaymentFiles files, PaymentCalendar calendar, Failures failures, Replay replay, RunViews views, MarkedExport export,
      FormDeeds deeds, Clock clock, Templates templates) {
    this.payments = payments;
    this.runs = runs;
    this.files = files;
    this.calendar = calendar;
    this.failures = failures;
    this.replay = replay;
    this.views = views;
    this.export = export;
    this.deeds = deeds;
    this.clock = clock;
    this.templates = templates;
  }

  @Bean
  static NavEntry paymentsNav() {
    return new NavEntry(NavEntry.Section.SERVICES, 49, "coins", "payments.title", "/payments", Permission.BENEFITS_VIEW);
  }

  @GetMapping("/payments")
  JteModel list(Page page, @RequestParam Map<String, String> parameters) {
    RunState state = RunViews.oneOf(RunState.class, parameters.get("state"));
    Payments.Slice<PaymentRun> found = payments.runs(state, RunViews.number(parameters.get("before")), Payments.PAGE_SIZE);
    String next = found.next() == null ? null : page.with("before", found.next());
    return templates.paymentsList(page, found.items(), calendar.months(thisMonth(), 2), state, views.words(page), next);
  }

  @Allowed(Permission.PAYMENTS_PREPARE)
  @GetMapping("/payments/new")
  JteModel blank(Page page) {
    return blank(page, TypedForm.FRESH);
  }

  @Allowed(Permission.PAYMENTS_PREPARE)
  @PostMapping("/payments/new")
  ResponseEntity<?> propose(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    NewRun wanted = wanted(sent);
    return deeds.make(page, response, sent, "payments.did.PROPOSE", () -> "/payments/runs/" + runs.propose(wanted), form -> blank(page, form));
  }

  private static NewRun wanted(PaymentSent sent) {
    RunKind kind = sent.oneOf(RunKind.class, "kind");
    return new NewRun(kind == null ? RunKind.MONTHLY : kind, sent.month("month"), sent.month("since"), sent.all("programmes"), !sent.text("sameAccountToo").isEmpty());
  }

  private JteModel blank(Page page, TypedForm form) {
    return templates.paymentsNew(page, form, thisMonth(), Proposal.LOOK_BACK_MONTHS, views.programmeChoices(page));
  }

  @GetMapping("/payments/runs/{id}")
  JteModel show(Page page, @PathVariable long id, @RequestParam Map<String, String> parameters) {
    return templates.paymentsShow(page, views.of(page, id, parameters, TypedForm.FRESH, null), views.villageChoices(page));
  }

  /** To be signed by who prepared and who approved it. */
  @GetMapping("/payments/runs/{id}/print")
  JteModel print(Page page, @PathVariable long id) {
    return templates.paymentsPrint(page, views.of(page, id, Map.of(), TypedForm.FRESH, null));
  }

  /** Computes it again from what it was computed from. */
  @GetMapping("/payments/runs/{id}/replay")
  JteModel replay(Page page, @PathVariable long id) {
    return templates.paymentsReplay(page, payments.run(id), replay.of(id));
  }

  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping("/payments/runs/{id}/payouts/export.{format:csv|xlsx}")
  void exportPayouts(Page page, @PathVariable long id, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    payments.run(id);
    RunView.Words words = views.words(page);
    var filter = new Payments.PayoutFilter(
        RunViews.oneOf(PayoutState.class, parameters.get("state")), RunViews.code(parameters.get("village")), RunViews.code(parameters.get("programme")), null);
    List<Export.Column<Payout>> columns = List.of(
        new Export.Column<>(page.t("register.number"), Payout::person), new Export.Column<>(page.t("people.attribute.NAME"), Payout::name),
        new Export.Column<>(page.t("people.attribute.VILLAGE"), payout -> words.village(page, payout.village())),
        new Export.Column<>(page.t("payments.programme"), payout -> words.programme(payout.programme())),
        new Export.Column<>(page.t("payments.months"), payout -> PayoutText.months(page, payout)),
        new Export.Column<>(page.t("payments.gross"), payout -> yuan(payout.grossFen())), new Export.Column<>(page.t("payments.withheld"), payout -> yuan(payout.withheldFen())),
        new Export.Column<>(page.t("payments.net"), payout -> yuan(payout.netFen())),
        new Export.Column<>(page.t("payments.account"), payout -> payout.accountTail() == null ? null : "…" + payout.accountTail()),
        new Export.Column<>(page.t("payments.payoutState"), payout -> page.t("payments.payout." + payout.state())),
        new Export.Column<>(page.t("payments.bankReason"), Payout::bankReason));
    export.send(page, response, SheetFormat.of(format), page.t("payments.export.payouts"), columns, () -> payments.stream(id, filter), Payout::person);
  }

  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping("/payments/runs/{id}/changes/export.{format:csv|xlsx}")
  void exportChanges(Page page, @PathVariable long id, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    payments.run(id);
    RunView.Words words = views.words(page);
    ChangeKind kind = RunViews.oneOf(ChangeKind.class, parameters.get("kind"));
    List<Export.Column<Payout.Change>> columns = List.of(
        new Export.Column<>(page.t("register.number"), Payout.Change::person), new Export.Column<>(page.t("people.attribute.NAME"), Payout.Change::name),
        new Export.Column<>(page.t("people.attribute.VILLAGE"), change -> words.village(page, change.village())),
        new Export.Column<>(page.t("payments.programme"), change -> words.programme(change.programme())),
        new Export.Column<>(page.t("payments.change"), change -> page.t("payments.change." + change.kind())),
        new Export.Column<>(page.t("payments.lastMonth"), change -> yuan(change.lastFen())), new Export.Column<>(page.t("payments.thisMonth"), change -> yuan(change.thisFen())),
        new Export.Column<>(page.t("payments.difference"), change -> yuan(change.differenceFen())),
        new Export.Column<>(page.t("payments.changeWhy"), change -> PaymentWords.why(page, change.why())));
    export.send(page, response, SheetFormat.of(format), page.t("payments.export.changes"), columns, () -> payments.changes(id, kind), Payout.Change::person);
  }

  /** The file for the bank, whose account numbers are open; who took it along is kept. */
  @Allowed(Permission.PAYMENTS_PREPARE)
  @GetMapping("/payments/runs/{id}/files/{file}")
  ResponseEntity<byte[]> file(@PathVariable long id, @PathVariable long file) {
    return FileOut.of(files.written(id, file), files.take(id, file));
  }

  /** What banks refused and is owed still. */
  @GetMapping("/payments/failures")
  JteModel failures(Page page) {
    return templates.paymentsFailures(page, failures.open(FAILURES_MAX), views.words(page), thisMonth());
  }

  private YearMonth thisMonth() {
    return YearMonth.from(Months.today(clock));
  }

  private static BigDecimal yuan(long fen) {
    return BigDecimal.valueOf(fen, 2);
  }

  /** How a bank's file leaves. */
  static final class FileOut {
    private FileOut() {}

    static ResponseEntity<byte[]> of(PaymentFiles.Written written, byte[] bytes) {
      MediaType type = MediaType.parseMediaType(written.name().endsWith(".xlsx") ? SheetFormat.XLSX.mediaType() : "application/octet-stream");
      return ResponseEntity.ok().contentType(type).contentLength(bytes.length).header("X-Content-SHA256", written.digest()).header("Cache-Control", "no-store")
          .header("Content-Disposition", ContentDisposition.attachment().filename(written.name(), StandardCharsets.UTF_8).build().toString())
          .body(bytes);
    }
  }
}

package org.guanjia.payments;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.Explanation;
import org.guanjia.benefits.Reasons;
import org.guanjia.people.MarkedExport;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The account of one person: every month, what is behind it and why, and the slip to hand over. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class PersonPages {

  private static final int PAYOUTS_MAX = 100;

  private final Payments payments;
  private final RecoveryBook book;
  private final People people;
  private final Determinations determinations;
  private final Reasons reasons;
  private final RunViews views;
  private final Users users;
  private final MarkedExport export;
  private final Templates templates;

  PersonPages(
      Payments payments, RecoveryBook book, People people, Determinations determinations, Reasons reasons, RunViews views, Users users, MarkedExport export, Templates templates) {
    this.payments = payments;
    this.book = book;
    this.people = people;
    this.determinations = determinations;
    this.reasons = reasons;
    this.views = views;
    this.users = users;
    this.export = export;
    this.templates = templates;
  }

  @GetMapping("/payments/persons/{id}")
  JteModel show(Page page, @PathVariable long id, @RequestParam Map<String, String> parameters) {
    return templates.paymentsPerson(page, of(page, id, parameters));
  }

  /** A paper that says what was paid for what; by itself it is no proof of identity. */
  @GetMapping("/payments/payouts/{id}/slip")
  JteModel slip(Page page, @PathVariable long id) {
    Payout payout = payments.payout(id);
    RunView.Words words = views.words(page);
    String explanation = explained(page, payout.person(), payout.programme(), payout.runMonth()).map(Explanation::sentence).orElse(null);
    return templates.paymentsSlip(page, payout, words, explanation, setOff(page, payout.setOffs(), words));
  }

  @Allowed(value = Permission.EXPORT, and = Permission.BENEFITS_VIEW)
  @GetMapping("/payments/persons/{id}/export.{format:csv|xlsx}")
  void export(Page page, @PathVariable long id, @PathVariable String format, HttpServletResponse response) {
    PersonLine person = person(id);
    RunView.Words words = views.words(page);
    List<Export.Column<PersonMonth>> columns = List.of(
        new Export.Column<>(page.t("payments.programme"), month -> words.programme(month.programme())), new Export.Column<>(page.t("payments.month"), month -> month.month().toString()),
        new Export.Column<>(page.t("payments.entry.ENTITLED"), month -> yuan(month.entitledFen())), new Export.Column<>(page.t("payments.entry.ORDERED"), month -> yuan(month.onWayFen())),
        new Export.Column<>(page.t("payments.entry.PAID"), month -> yuan(month.paidFen())), new Export.Column<>(page.t("payments.entry.WITHHELD"), month -> yuan(month.withheldFen())),
        new Export.Column<>(page.t("payments.entry.RECOVERED"), month -> yuan(month.recoveredFen())),
        new Export.Column<>(page.t("payments.entry.WRITTEN_OFF"), month -> yuan(month.writtenOffFen())), new Export.Column<>(page.t("payments.open"), month -> yuan(month.openFen())));
    export.send(page, response, SheetFormat.of(format), page.t("payments.ofPerson"), columns, () -> payments.months(Set.of(person.id())).stream(), PersonMonth::person);
  }

  private PersonPayments of(Page page, long id, Map<String, String> parameters) {
    PersonLine person = person(id);
    Set<Long> records = person.id() == id ? Set.of(id) : Set.of(person.id(), id);
    List<PersonMonth> months = payments.months(records);
    Map<String, String> programmes = views.words(page).programmes();
    PersonMonth chosen = chosen(person.id(), months, parameters, programmes.keySet());
    List<Payments.Entry> entries = chosen == null ? List.of() : payments.entries(records, chosen.programme(), chosen.month());
    Set<String> who = entries.stream().map(Payments.Entry::actor).collect(Collectors.toSet());
    RunView.Words words = new RunView.Words(users.names(who), programmes, views.villages(page));
    return new PersonPayments(
        person, months, payments.payoutsOf(records, PAYOUTS_MAX), book.list(null, person.id(), null, Payments.PAGE_SIZE).items(), words, chosen, entries,
        chosen == null ? null : explained(page, person.id(), chosen.programme(), chosen.month()).orElse(null),
        chosen == null ? List.of() : setOff(page, payments.setOffs(records, chosen.programme(), chosen.month()), words));
  }

  /** What makes the amount another than the determination's. */
  private static List<String> setOff(Page page, List<Payout.SetOff> taken, RunView.Words words) {
    return taken.stream().map(each -> PaymentWords.setOff(page, words, each)).toList();
  }

  /** The month that was asked for, be there nothing in its account yet; else the latest. */
  private static @Nullable PersonMonth chosen(long person, List<PersonMonth> months, Map<String, String> parameters, Set<String> programmes) {
    YearMonth month = HistoryTarget.month(parameters.getOrDefault("month", "")).orElse(null);
    String programme = parameters.get("programme");
    if (month == null || programme == null || !programmes.contains(programme)) return months.isEmpty() ? null : months.getFirst();
    return months.stream().filter(one -> one.month().equals(month) && one.programme().equals(programme)).findFirst()
        .orElseGet(() -> new PersonMonth(person, programme, month, 0, 0, 0, 0, 0, 0));
  }

  /** Why the month's amount is what it is: the row of the table, the facts and the documents, as benefits tells it. */
  private Optional<Explanation> explained(Page page, long person, String programme, YearMonth month) {
    return determinations.of(person, month).flatMap(determination -> reasons.of(page, determination).stream().filter(one -> one.programme().equals(programme)).findFirst());
  }

  private PersonLine person(long id) {
    return people.line(id).orElseThrow(() -> new NoSuchPerson(id));
  }

  private static BigDecimal yuan(long fen) {
    return BigDecimal.valueOf(fen, 2);
  }
}

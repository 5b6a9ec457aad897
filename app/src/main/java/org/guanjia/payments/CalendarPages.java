package org.guanjia.payments;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The paydays of the year with what has to be done before each, and the rule they follow. */
@RestController
@Allowed(Permission.BENEFITS_VIEW)
class CalendarPages {

  private static final int MONTHS = 6;

  private final PaymentCalendar calendar;
  private final FormDeeds deeds;
  private final Clock clock;
  private final Templates templates;

  CalendarPages(PaymentCalendar calendar, FormDeeds deeds, Clock clock, Templates templates) {
    this.calendar = calendar;
    this.deeds = deeds;
    this.clock = clock;
    this.templates = templates;
  }

  @GetMapping("/payments/calendar")
  JteModel show(Page page) {
    return show(page, TypedForm.FRESH);
  }

  @Allowed({Permission.PAYMENTS_PREPARE, Permission.PAYMENTS_APPROVE})
  @PostMapping("/payments/calendar")
  ResponseEntity<?> lay(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new PaymentSent(page, response, typed);
    var rule = new Payday(
        0, sent.whole("day"), sent.whole("proposeBefore"), sent.whole("submitBefore"), sent.whole("approveBefore"), sent.whole("fileBefore"), sent.whole("warnBefore"));
    try {
      return deeds.make(
          page, response, sent, "payments.payday.laid",
          () -> {
            calendar.lay(sent.version(), rule);
            return "/payments/calendar";
          },
          form -> show(page, form));
    } catch (PaymentCalendar.StalePayday stale) {
      List<Difference> beside = List.of(new Difference(page.t("payments.payday.day"), String.valueOf(calendar.rule().day()), sent.text("day")));
      return FormDeeds.answer(HttpStatus.CONFLICT, show(page, TypedForm.stale(sent.typed(), page.t("payments.payday.stale"), beside)));
    }
  }

  private JteModel show(Page page, TypedForm form) {
    return templates.paymentsCalendar(page, calendar.months(YearMonth.from(Months.today(clock)), MONTHS), calendar.rule(), form);
  }
}

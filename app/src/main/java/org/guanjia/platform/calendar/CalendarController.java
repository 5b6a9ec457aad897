package org.guanjia.platform.calendar;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The calendar on the wall, and how an administrator enters a year: pasted from the notice, looked at, saved. */
@RestController
class CalendarController {

  private final TownCalendar calendar;
  private final Idempotency idempotency;
  private final Audit audit;
  private final Templates templates;
  private final Clock clock;

  CalendarController(TownCalendar calendar, Idempotency idempotency, Audit audit, Templates templates, Clock clock) {
    this.calendar = calendar;
    this.idempotency = idempotency;
    this.audit = audit;
    this.templates = templates;
    this.clock = clock;
  }

  @Allowed
  @GetMapping("/calendar")
  JteModel thisYear(Page page) {
    return year(page, today().getYear());
  }

  @Allowed
  @GetMapping("/calendar/{year}")
  JteModel year(Page page, @PathVariable int year) {
    CalendarYears.check(year);
    String town = TownContext.required().town();
    CalendarSheet sheet = CalendarSheet.of(year, calendar.of(town), today());
    return templates.calendarYear(page, sheet, calendar.year(town, year).orElse(null));
  }

  @Allowed(Permission.TOWN_EDIT)
  @GetMapping("/calendar/{year}/edit")
  JteModel edit(Page page, @PathVariable int year) {
    CalendarYears.check(year);
    CalendarYear known = calendar.year(TownContext.required().town(), year).orElse(null);
    return templates.calendarEdit(page, year, CalendarForm.of(known), Map.of(), null, known != null && known.own());
  }

  /** Shows the year as it would hang on the wall, or saves it. */
  @Allowed(Permission.TOWN_EDIT)
  @PostMapping("/calendar/{year}")
  ResponseEntity<?> enter(
      Page page,
      @PathVariable int year,
      CalendarForm form,
      @RequestParam(defaultValue = "preview") String step,
      @RequestParam(required = false) @Nullable String key,
      HttpServletResponse response) {
    CalendarYears.check(year);
    CalendarForm typed = typed(form);
    Map<String, String> errors = typed.errors(year, page);
    boolean save = step.equals("save") && errors.isEmpty();
    if (!save) return form(page, year, typed, errors);
    String next = idempotency.once(key, () -> replace(typed.year(year)));
    Flash.success("calendar.done.saved", String.valueOf(year), null).on(response);
    return seeOther(next);
  }

  @Allowed(Permission.TOWN_EDIT)
  @PostMapping("/calendar/{year}/withdrawal")
  ResponseEntity<Void> withdraw(
      @PathVariable int year, @RequestParam(required = false) @Nullable String key, HttpServletResponse response) {
    String next =
        idempotency.once(
            key,
            () -> {
              calendar.withdraw(year);
              audit.record("calendar.withdrawn", "calendar", String.valueOf(year));
              return "/calendar/" + year;
            });
    Flash.success("calendar.done.withdrawn", String.valueOf(year), null).on(response);
    return seeOther(next);
  }

  private ResponseEntity<?> form(Page page, int year, CalendarForm typed, Map<String, String> errors) {
    CalendarSheet preview = errors.isEmpty() ? CalendarSheet.of(year, withTyped(typed.year(year)), today()) : null;
    var status = errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
    boolean own = calendar.year(TownContext.required().town(), year).map(CalendarYear::own).orElse(false);
    return ResponseEntity.status(status)
        .contentType(MediaType.TEXT_HTML)
        .body(templates.calendarEdit(page, year, typed, errors, preview, own));
  }

  private WorkingDays withTyped(CalendarYear typed) {
    List<CalendarYear> years = new ArrayList<>(calendar.years(TownContext.required().town()).values());
    years.removeIf(year -> year.year() == typed.year());
    years.add(typed);
    return new WorkingDays(years);
  }

  private String replace(CalendarYear year) {
    calendar.replace(year);
    audit.record("calendar.replaced", "calendar", String.valueOf(year.year()), Map.of("notice", year.notice()));
    return "/calendar/" + year.year();
  }

  private static CalendarForm typed(CalendarForm form) {
    return new CalendarForm(text(form.notice()), text(form.publishedOn()), text(form.address()), text(form.text()));
  }

  /** A field that the form did not send is null, whatever the type says. */
  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}

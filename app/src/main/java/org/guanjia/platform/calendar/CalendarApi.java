package org.guanjia.platform.calendar;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.CalendarYear.Problem;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The working-day calendar for programs. */
@Tag(name = "Calendar", description = "Working days by the State Council's yearly notice.")
@RestController
@RequestMapping("/api/v1/calendar")
class CalendarApi {

  private final TownCalendar calendar;
  private final Idempotency idempotency;
  private final Audit audit;

  CalendarApi(TownCalendar calendar, Idempotency idempotency, Audit audit) {
    this.calendar = calendar;
    this.idempotency = idempotency;
    this.audit = audit;
  }

  /**
   * @param publishedOn day of the notice; null when unknown
   * @param address where it can be read; null when unknown
   */
  record NewYear(@Nullable String notice, @Nullable LocalDate publishedOn, @Nullable String address, @Nullable List<CalendarPeriod> periods) {}

  /** 404 for a year whose holidays are not published yet. */
  @Allowed
  @Operation(summary = "The holidays of a year; 404 while they are not published")
  @GetMapping("/{year}")
  CalendarYear year(@PathVariable int year) {
    return calendar.year(TownContext.required().town(), year).orElseThrow(CalendarYears.NoSuchYear::new);
  }

  /** When something that began on a day is due within so many working days. */
  @Allowed
  @Operation(summary = "When something is due within so many working days")
  @GetMapping("/deadline")
  WorkingDays.Deadline deadline(
      @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from, @RequestParam int workingDays) {
    if (workingDays < 0 || workingDays > 1000) throw new InvalidInput("workingDays", "calendar.problem.days");
    return calendar.current().deadline(from, workingDays);
  }

  @Allowed(Permission.TOWN_EDIT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Set the holidays of a year")
  @PutMapping("/{year}")
  void replace(
      @PathVariable int year,
      @RequestBody NewYear body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    String notice = body.notice();
    List<CalendarPeriod> periods = body.periods();
    if (notice == null) throw new InvalidInput("notice", "json.error.text");
    if (periods == null) throw new InvalidInput("periods", "json.error.list");
    var replaced = new CalendarYear(year, notice, body.publishedOn(), body.address(), periods, true);
    List<FieldError> errors = replaced.problems().stream().map(CalendarApi::error).toList();
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    idempotency.once(
        key,
        () -> {
          calendar.replace(replaced);
          audit.record("calendar.replaced", "calendar", String.valueOf(year), Map.of("notice", notice));
          return "done";
        });
  }

  private static FieldError error(Problem problem) {
    LocalDate day = problem.day();
    return day == null ? FieldError.of("periods", problem.key()) : FieldError.of("periods", problem.key(), day);
  }
}

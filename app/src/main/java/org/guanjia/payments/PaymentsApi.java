package org.guanjia.payments;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A person's account, the layouts of banks' files and the calendar, for programs. */
@Tag(name = "Payments", description = "A person's account, the layouts of banks' files, the paydays. Amounts are whole fen.")
@RestController
@Allowed(Permission.BENEFITS_VIEW)
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class PaymentsApi {

  private static final int MONTHS = 6;

  private final Payments payments;
  private final Layouts layouts;
  private final PaymentCalendar calendar;
  private final People people;
  private final Idempotency idempotency;
  private final Clock clock;

  PaymentsApi(Payments payments, Layouts layouts, PaymentCalendar calendar, People people, Idempotency idempotency, Clock clock) {
    this.payments = payments;
    this.layouts = layouts;
    this.calendar = calendar;
    this.people = people;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  /** @param entries of the month that was asked for, or of all; the earliest first */
  record AccountJson(long person, List<PersonMonth> months, List<Payments.Entry> entries) {}

  /** @param months this one and the next ones */
  record CalendarJson(Payday rule, List<PaymentCalendar.Month> months) {}

  /** @param text the file's name and its lines; null for the layout of an answer */
  record PreviewJson(@Nullable String text) {}

  @Operation(summary = "Read a person's account: every month, and the entries behind it")
  @GetMapping("/people/{id}/payments")
  AccountJson account(@PathVariable long id, @RequestParam(required = false) @Nullable String programme, @RequestParam(required = false) @Nullable String month) {
    PersonLine person = people.line(id).orElseThrow(() -> new NoSuchPerson(id));
    Set<Long> records = Set.of(person.id());
    return new AccountJson(person.id(), payments.months(records), payments.entries(records, RunViews.code(programme), PaymentBodies.monthOf("month", month)));
  }

  @Operation(summary = "List the layouts, the latest version of each")
  @Allowed({Permission.PAYMENTS_PREPARE, Permission.PAYMENTS_APPROVE})
  @GetMapping("/payment-layouts")
  List<Layout> layouts() {
    return layouts.all();
  }

  @Operation(summary = "Read a layout")
  @Allowed({Permission.PAYMENTS_PREPARE, Permission.PAYMENTS_APPROVE})
  @GetMapping("/payment-layouts/{id}")
  Layout layout(@PathVariable long id) {
    return layouts.find(id);
  }

  @Operation(summary = "See what a layout makes of three made-up payments")
  @Allowed({Permission.PAYMENTS_PREPARE, Permission.PAYMENTS_APPROVE})
  @GetMapping("/payment-layouts/{id}/preview")
  PreviewJson preview(@PathVariable long id) {
    return new PreviewJson(LayoutPreview.of(layouts.find(id)));
  }

  @Operation(summary = "Add a layout")
  @Allowed(Permission.PAYMENTS_PREPARE)
  @PostMapping("/payment-layouts")
  ResponseEntity<Layout> add(@RequestBody PaymentBodies.LayoutJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    long id = Long.parseLong(idempotency.once(key, () -> String.valueOf(lay(null, 0, said))));
    return ResponseEntity.created(URI.create("/api/v1/payment-layouts/" + id)).body(layouts.find(id));
  }

  @Operation(summary = "Change a layout: a new version of it")
  @Allowed(Permission.PAYMENTS_PREPARE)
  @PutMapping("/payment-layouts/{id}")
  Layout change(@PathVariable long id, @RequestBody PaymentBodies.LayoutJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    layouts.find(id);
    int version = PaymentBodies.given("version", said.version());
    idempotency.once(key, () -> String.valueOf(lay(id, version, said)));
    return layouts.find(id);
  }

  private long lay(@Nullable Long id, int version, PaymentBodies.LayoutJson said) {
    return layouts.lay(
        id, version, PaymentBodies.given("kind", said.kind()), Objects.requireNonNullElse(said.name(), ""), PaymentBodies.given("definition", said.definition()).definition(),
        Boolean.TRUE.equals(said.retired()));
  }

  @Operation(summary = "Read the paydays with what has to be done before each")
  @GetMapping("/payment-calendar")
  CalendarJson calendar() {
    return new CalendarJson(calendar.rule(), calendar.months(YearMonth.from(Months.today(clock)), MONTHS));
  }

  @Operation(summary = "Lay down when the town pays")
  @Allowed({Permission.PAYMENTS_PREPARE, Permission.PAYMENTS_APPROVE})
  @PutMapping("/payment-calendar")
  CalendarJson lay(@RequestBody PaymentBodies.PaydayJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    int version = PaymentBodies.given("version", said.version());
    Payday rule = said.rule(Payday.USUAL);
    idempotency.once(
        key,
        () -> {
          calendar.lay(version, rule);
          return "done";
        });
    return calendar();
  }
}

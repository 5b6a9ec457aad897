package org.guanjia.people;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** People for programs: found, read as of any day, registered, changed. Numbers, phones, addresses and accounts are masked. */
@Tag(name = "People", description = "The register of residents; what is guarded is masked. Each change is done once for one Idempotency-Key.")
@RestController
@Allowed(Permission.PEOPLE_EDIT)
@RequestMapping(path = "/api/v1/people", produces = MediaType.APPLICATION_JSON_VALUE)
class PeopleApi {

  private static final String KEY = "Idempotency-Key";

  private final People people;
  private final PersonReader reader;
  private final Register register;
  private final Memberships memberships;
  private final PersonViews views;
  private final Looks looks;
  private final Idempotency idempotency;

  PeopleApi(People people, PersonReader reader, Register register, Memberships memberships, PersonViews views, Looks looks, Idempotency idempotency) {
    this.people = people;
    this.reader = reader;
    this.register = register;
    this.memberships = memberships;
    this.views = views;
    this.looks = looks;
    this.idempotency = idempotency;
  }

  /** @param next give it as {@code after} to read on; null at the end */
  record PeoplePage(List<PersonLine> items, @Nullable String next) {}

  @Operation(
      summary = "Find people, by name",
      description = "q: a name, pinyin or its initials, a document or phone number whole or by its last four characters, an address. day: as of a past day.")
  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping
  PeoplePage search(
      @RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable String village, @RequestParam(required = false) @Nullable String group,
      @RequestParam(required = false) @Nullable String special, @RequestParam(required = false) @Nullable String standing, @RequestParam(required = false) @Nullable String ageFrom,
      @RequestParam(required = false) @Nullable String ageTo, @RequestParam(required = false) @Nullable String day, @RequestParam(required = false) @Nullable String limit,
      @RequestParam(required = false) @Nullable String after) {
    var asked = new PeopleQuery();
    PersonFilter filter = asked.filter(q, village, group, special, standing, ageFrom, ageTo, asked.day("day", day));
    asked.cursor(after == null || after.isEmpty() || People.isCursor(after));
    int size = asked.limit(limit, People.PAGE_SIZE, People.PAGE_SIZE_MAX);
    asked.refuse();
    People.Lines found = people.search(filter, after, size);
    return new PeoplePage(found.lines(), found.next());
  }

  @Operation(summary = "Read a person whole", description = "day: as of that day; known: as the register knew the person at the end of that one. A merged record's number gives its survivor.")
  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping("/{id}")
  PersonDetail read(@PathVariable long id, @RequestParam(required = false) @Nullable String day, @RequestParam(required = false) @Nullable String known) {
    var asked = new PeopleQuery();
    LocalDate on = asked.day("day", day);
    LocalDate knownOn = asked.day("known", known);
    asked.refuse();
    WholePerson whole = reader.read(reader.rootOf(id));
    looks.opened(whole.id());
    return PersonDetail.of(whole, on, PersonView.endOf(knownOn));
  }

  @Operation(summary = "Register a person", description = "201 with the line. 409 when somebody has the document already.")
  @PostMapping
  ResponseEntity<PersonLine> create(@RequestBody PersonBodies.PersonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    Said first = said.said(views.today());
    String id = idempotency.once(key, () -> String.valueOf(register.register(first)));
    return ResponseEntity.created(URI.create("/api/v1/people/" + id)).body(line(Long.parseLong(id)));
  }

  @Operation(summary = "Write down what somebody says of a person, from a day on")
  @PostMapping("/{id}/statements")
  PersonLine change(@PathVariable long id, @RequestBody PersonBodies.StatementJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = PersonBodies.given("version", said.version());
    Said news = said.said(views.today());
    return done(key, id, () -> register.change(id, version, news));
  }

  @Operation(summary = "Take back a statement that was wrong; it stays to be read")
  @PostMapping("/{id}/statements/{statement}/retraction")
  PersonLine retract(
      @PathVariable long id, @PathVariable long statement, @RequestBody PersonBodies.RetractionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = PersonBodies.given("version", said.version());
    return done(key, id, () -> register.retract(id, version, statement, PersonBodies.text(said.reason())));
  }

  @Operation(summary = "Write down a death, a move, a marriage or a divorce")
  @PostMapping("/{id}/events")
  PersonLine happened(@PathVariable long id, @RequestBody PersonBodies.EventJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = PersonBodies.given("version", said.version());
    LifeEvent event = said.event();
    return done(key, id, () -> register.happened(id, version, event));
  }

  @Operation(summary = "Take back a life event, and with it what it changed")
  @PostMapping("/{id}/events/{event}/retraction")
  PersonLine retractEvent(
      @PathVariable long id, @PathVariable long event, @RequestBody PersonBodies.RetractionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = PersonBodies.given("version", said.version());
    return done(key, id, () -> register.retractEvent(id, version, event, PersonBodies.text(said.reason())));
  }

  @Operation(summary = "Add a person to a special group")
  @PostMapping("/{id}/memberships")
  ResponseEntity<Membership> add(@PathVariable long id, @RequestBody PersonBodies.MembershipJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String number = idempotency.once(key, () -> String.valueOf(memberships.add(id, said.said())));
    return ResponseEntity.created(URI.create("/api/v1/people/memberships/" + number)).body(memberships.find(Long.parseLong(number)));
  }

  private PersonLine done(@Nullable String key, long id, Runnable deed) {
    Supplier<String> work = () -> {
      deed.run();
      return "done";
    };
    idempotency.once(key, work);
    return line(id);
  }

  private PersonLine line(long id) {
    return people.line(id).orElseThrow(() -> new NoSuchPerson(id));
  }
}

package org.guanjia.people;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.platform.files.Variant;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
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

/** Households and special groups for programs. */
@Tag(name = "Households and special groups", description = "Who is registered or lives together, who needs care, whose membership has to be reviewed.")
@RestController
@Allowed(Permission.PEOPLE_EDIT)
@RequestMapping(path = "/api/v1/people", produces = MediaType.APPLICATION_JSON_VALUE)
class HouseholdsApi {

  private static final String KEY = "Idempotency-Key";

  private final Households households;
  private final Births births;
  private final Memberships memberships;
  private final SpecialGroups groups;
  private final StoredFiles files;
  private final FileAnswer fileAnswer;
  private final PersonViews views;
  private final Idempotency idempotency;

  HouseholdsApi(
      Households households, Births births, Memberships memberships, SpecialGroups groups, StoredFiles files, FileAnswer fileAnswer, PersonViews views,
      Idempotency idempotency) {
    this.households = households;
    this.births = births;
    this.memberships = memberships;
    this.groups = groups;
    this.files = files;
    this.fileAnswer = fileAnswer;
    this.views = views;
    this.idempotency = idempotency;
  }

  /** The number of the child. */
  record BornJson(long id) {}

  @Operation(summary = "Read a household")
  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping("/households/{id}")
  Household household(@PathVariable long id) {
    return households.find(id);
  }

  @Operation(summary = "Write a household down, with its head", description = "201 with the household.")
  @PostMapping("/households")
  ResponseEntity<Household> create(@RequestBody PersonBodies.HouseholdJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    long head = PersonBodies.given("head", said.head());
    var from = PersonBodies.given("from", said.from());
    String id = idempotency.once(key, () -> String.valueOf(households.create(said.made(), head, from, PersonBodies.text(said.source()))));
    return ResponseEntity.created(URI.create("/api/v1/people/households/" + id)).body(households.find(Long.parseLong(id)));
  }

  @Operation(summary = "Let members come, go, or stand otherwise to the head, from a day on")
  @PostMapping("/households/{id}/arrangement")
  Household arrange(@PathVariable long id, @RequestBody PersonBodies.ArrangementJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = PersonBodies.given("version", said.version());
    Households.Arrangement wanted = said.arrangement();
    idempotency.once(key, () -> {
      households.arrange(id, version, wanted);
      return "done";
    });
    return households.find(id);
  }

  @Operation(summary = "Register a child that was born into a household", description = "201 with the child's number.")
  @PostMapping("/households/{id}/births")
  ResponseEntity<BornJson> born(@PathVariable long id, @RequestBody PersonBodies.BirthJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = PersonBodies.given("version", said.version());
    Facts child = TypedFacts.completed(PersonBodies.given("facts", said.facts()).facts(views.today()), views.today());
    String born = idempotency.once(key, () -> String.valueOf(births.born(id, version, child, PersonBodies.text(said.relation()), PersonBodies.text(said.source()))));
    return ResponseEntity.created(URI.create("/api/v1/people/" + born)).body(new BornJson(Long.parseLong(born)));
  }

  @Operation(summary = "Count the people of each special group")
  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping("/groups")
  List<SpecialGroups.Count> counts() {
    return groups.counts();
  }

  @Operation(summary = "Count the people of a special group by village")
  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping("/groups/{kind}")
  List<SpecialGroups.VillageCount> byVillage(@PathVariable String kind) {
    SpecialGroup wanted = PersonLists.oneOf(SpecialGroup.class, kind);
    if (wanted == null) throw new InvalidInput("kind", "register.error.oneOf", PeopleQuery.names(SpecialGroup.class));
    return groups.byVillage(wanted);
  }

  /** @param next give it as {@code after} to read on; null at the end */
  record ReviewPage(List<ReviewLine> items, @Nullable String next) {}

  @Operation(summary = "List the memberships that have to be reviewed, the longest due first", description = "due: NOW, SOON (30 days) or ALL.")
  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping("/reviews")
  ReviewPage reviews(
      @RequestParam(required = false) @Nullable String due, @RequestParam(required = false) @Nullable String kind, @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String limit, @RequestParam(required = false) @Nullable String after) {
    var asked = new PeopleQuery();
    ReviewFilter.Due when = asked.oneOf(ReviewFilter.Due.class, "due", due);
    ReviewFilter filter = new ReviewFilter(when == null ? ReviewFilter.Due.NOW : when, asked.oneOf(SpecialGroup.class, "kind", kind), asked.code("village", village));
    asked.cursor(after == null || after.isEmpty() || SpecialGroups.isCursor(after));
    int size = asked.limit(limit, SpecialGroups.PAGE_SIZE, SpecialGroups.PAGE_SIZE_MAX);
    asked.refuse();
    SpecialGroups.Reviews found = groups.reviews(filter, after, size);
    return new ReviewPage(found.lines(), found.next());
  }

  @Operation(summary = "Read a membership")
  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping("/memberships/{id}")
  Membership membership(@PathVariable long id) {
    return memberships.find(id);
  }

  @Operation(summary = "Read the evidence file of a membership")
  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping(path = "/memberships/{id}/evidence", produces = MediaType.ALL_VALUE)
  ResponseEntity<Resource> evidence(@PathVariable long id) {
    var file = memberships.find(id).file();
    if (file == null) throw new FileRefused(FileRefused.Reason.UNKNOWN);
    return fileAnswer.of(files.find(file).orElseThrow(() -> new FileRefused(FileRefused.Reason.UNKNOWN)), Variant.ORIGINAL);
  }

  @Operation(summary = "Say that a membership still holds")
  @PostMapping("/memberships/{id}/review")
  Membership review(@PathVariable long id, @RequestBody PersonBodies.PersonReviewJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = PersonBodies.given("version", said.version());
    return done(key, id, () -> memberships.review(id, version, said.reviewOn(), said.evidence()));
  }

  @Operation(summary = "End a membership")
  @PostMapping("/memberships/{id}/termination")
  Membership end(@PathVariable long id, @RequestBody PersonBodies.PersonEndJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = PersonBodies.given("version", said.version());
    return done(key, id, () -> memberships.end(id, version, said.until(), PersonBodies.text(said.reason())));
  }

  private Membership done(@Nullable String key, long id, Runnable deed) {
    idempotency.once(key, () -> {
      deed.run();
      return "done";
    });
    return memberships.find(id);
  }
}

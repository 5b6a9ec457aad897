package org.guanjia.visits;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import org.guanjia.people.Attribute;
import org.guanjia.people.ChangedSince;
import org.guanjia.people.Disclosure.Along;
import org.guanjia.people.Facts;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.crypto.Keys;
import org.guanjia.platform.identity.Sex;
import org.guanjia.platform.web.Conflict;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Home visits for programs; the page on the phone is one of them. */
@Tag(name = "Visits", description = "Home visits: whom to visit, what was found; sent once however often a phone tries.")
@RestController
@RequestMapping(path = "/api/v1/visits", produces = MediaType.APPLICATION_JSON_VALUE)
@Allowed(Permission.PEOPLE_VISIT)
class VisitsApi {

  private final Visits visits;
  private final Rounds rounds;
  private final Keys keys;

  VisitsApi(Visits visits, Rounds rounds, Keys keys) {
    this.visits = visits;
    this.rounds = rounds;
    this.keys = keys;
  }

  /** Somebody on the round. */
  record AlongJson(
      long person, @Nullable String name, @Nullable Sex sex, @Nullable LocalDate birth, @Nullable String village, @Nullable String group, List<String> phones,
      @Nullable String address, @Nullable Boolean resident) {}

  record PeopleJson(@Nullable List<Long> people) {}

  record StateJson(@Nullable List<String> phones, @Nullable String address, @Nullable Boolean resident) {

    static Facts facts(@Nullable StateJson state) {
      return state == null
          ? Facts.NONE
          : Facts.NONE
              .with(Attribute.PHONES, state.phones() == null || state.phones().isEmpty() ? null : state.phones())
              .with(Attribute.ADDRESS, state.address() == null || state.address().isBlank() ? null : state.address().strip())
              .with(Attribute.RESIDENT, state.resident());
    }
  }

  /**
   * A visit.
   *
   * @param key made by the sender, one for each visit (UUID)
   * @param base phones, address and whether they live here as the sender knew them
   * @param found the same as the visitor found them
   */
  record VisitJson(
      @Nullable String key, @Nullable Long person, @Nullable Instant visitedAt, @Nullable String met, @Nullable String condition, @Nullable String words, @Nullable String request,
      @Nullable StateJson base, @Nullable StateJson found) {}

  record RecordedJson(long id) {}

  @Operation(summary = "Whom the caller has on the round, with address and phones; each is kept as shown to the caller")
  @GetMapping("/round")
  ResponseEntity<List<AlongJson>> round(@RequestParam(required = false) @Nullable String reason) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(rounds.takeAlong(reason).stream().map(VisitsApi::json).toList());
  }

  @Operation(summary = "Take people along; who is on the round already stays")
  @PostMapping("/round")
  List<Long> add(@RequestBody PeopleJson people) {
    rounds.add(Objects.requireNonNullElse(people.people(), List.of()));
    return rounds.people();
  }

  @Operation(summary = "Take somebody off the round")
  @DeleteMapping("/round/{person}")
  List<Long> remove(@PathVariable long person) {
    rounds.remove(person);
    return rounds.people();
  }

  @Operation(summary = "The latest visits, of one person when a number is given; fifty at most")
  @GetMapping
  List<Visit> latest(@RequestParam(required = false) @Nullable Long person) {
    return visits.latest(person, null).stream().limit(Visits.PAGE_SIZE).toList();
  }

  @Operation(summary = "Write a visit down; sent again with the same key it is done once. 409 names each attribute that somebody else changed since, with both values")
  @PostMapping
  ResponseEntity<RecordedJson> record(@RequestBody VisitJson visit) {
    Instant at = visit.visitedAt();
    if (at == null) throw new InvalidInput("visitedAt", "visits.error.visitedAt");
    long id = visits.record(new NewVisit(
        VisitForm.key(Objects.requireNonNullElse(visit.key(), "")), visit.person(), at, VisitForm.choice(NewVisit.Met.class, "met", visit.met()),
        VisitForm.choice(NewVisit.Condition.class, "condition", visit.condition()), blankToNull(visit.words()), StateJson.facts(visit.base()),
        StateJson.facts(visit.found()), blankToNull(visit.request())));
    return ResponseEntity.status(HttpStatus.CREATED).body(new RecordedJson(id));
  }

  /**
   * The key with which the phone closes what it keeps: the same for the same person at each log-in, so that nothing is lost when a session
   * ends, and given to nobody but them.
   */
  @Operation(summary = "The key with which a phone closes what it keeps, and the token that its next call has to carry")
  @GetMapping("/key")
  ResponseEntity<Map<String, String>> key(Page page) {
    Viewer viewer = Objects.requireNonNull(CurrentViewer.get());
    SecretKey key = keys.derive("visits.phone " + viewer.town() + " " + viewer.userId());
    return ResponseEntity.ok().cacheControl(CacheControl.noStore())
        .body(Map.of("key", Base64.getEncoder().encodeToString(key.getEncoded()), "user", viewer.userId(), "csrf", page.csrfToken()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> changedSince(ChangedSince conflict, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("visits.problem.changed"));
    Map<String, Object> fields = new TreeMap<>();
    conflict.conflicts().forEach((attribute, each) -> {
      Map<String, Object> both = new TreeMap<>(Map.of("mine", each.mine()));
      if (each.theirs() != null) both.put("theirs", each.theirs());
      fields.put(attribute.field(), both);
    });
    detail.setProperty("fields", fields);
    return Conflict.answer(detail);
  }

  private static AlongJson json(Along along) {
    Facts facts = along.facts();
    return new AlongJson(
        along.person(), facts.name(), facts.sex(), facts.birth(), facts.village(), facts.group(), facts.phones(), facts.address(),
        (Boolean) facts.value(Attribute.RESIDENT));
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}

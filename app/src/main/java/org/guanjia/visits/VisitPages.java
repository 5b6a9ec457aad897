package org.guanjia.visits;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.people.Attribute;
import org.guanjia.people.ChangedSince;
import org.guanjia.people.Disclosure;
import org.guanjia.people.Facts;
import org.guanjia.people.Nameplate;
import org.guanjia.people.Nameplates;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.Redirects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The grid worker's round, the form of a visit, and the page that works on a phone without a network. */
@RestController
class VisitPages {

  private final Visits visits;
  private final Rounds rounds;
  private final Nameplates nameplates;
  private final Disclosure disclosure;
  private final Users users;
  private final Clock clock;
  private final Templates templates;

  VisitPages(Visits visits, Rounds rounds, Nameplates nameplates, Disclosure disclosure, Users users, Clock clock, Templates templates) {
    this.visits = visits;
    this.rounds = rounds;
    this.nameplates = nameplates;
    this.disclosure = disclosure;
    this.users = users;
    this.clock = clock;
    this.templates = templates;
  }

  @Bean
  static NavEntry visitsNav() {
    return new NavEntry(Section.SERVICES, 45, "home", "visits.title", "/visits", Permission.PEOPLE_VISIT);
  }

  @Allowed(Permission.PEOPLE_VISIT)
  @GetMapping("/visits")
  JteModel list(Page page, @RequestParam(defaultValue = "") String before) {
    List<Visit> found = visits.latest(null, cursor(before));
    List<Visit> shown = found.stream().limit(Visits.PAGE_SIZE).toList();
    String next = found.size() > shown.size() ? page.with("before", shown.getLast().visitedAt() + "_" + shown.getLast().id()) : null;
    List<Long> round = rounds.people();
    Map<Long, String> people = names(Stream.concat(round.stream(), shown.stream().flatMap(visit -> Stream.ofNullable(visit.person()))).collect(Collectors.toSet()));
    Map<String, String> visitors = users.names(shown.stream().map(Visit::visitor).collect(Collectors.toSet()));
    return templates.visitsList(page, round, people, shown, visitors, next);
  }

  @Allowed(Permission.PEOPLE_VISIT)
  @PostMapping("/visits/round")
  ResponseEntity<?> add(HttpServletResponse response, @RequestParam List<Long> person) {
    rounds.add(person);
    Flash.success("visits.added", "", null).on(response);
    return Redirects.seeOther("/visits");
  }

  @Allowed(Permission.PEOPLE_VISIT)
  @PostMapping("/visits/round/{person:[0-9]+}/removal")
  ResponseEntity<?> remove(@PathVariable long person) {
    rounds.remove(person);
    return Redirects.seeOther("/visits");
  }

  /** The form where there is a network; what it shows of the person is kept as shown. */
  @Allowed(Permission.PEOPLE_VISIT)
  @GetMapping("/visits/new")
  JteModel form(Page page, @RequestParam(required = false) @Nullable Long person) {
    Facts facts = person == null ? Facts.NONE : disclosure.takeAlong(List.of(person), page.t("visits.reason")).stream().findFirst().map(Disclosure.Along::facts).orElse(Facts.NONE);
    return templates.visitsForm(page, VisitForm.about(person, facts, clock), name(person), Map.of(), Set.of());
  }

  @Allowed(Permission.PEOPLE_VISIT)
  @PostMapping("/visits")
  ResponseEntity<?> record(Page page, HttpServletResponse response, @RequestParam Map<String, String> sent) {
    VisitForm form = VisitForm.of(sent).choosing(sent);
    try {
      visits.record(form.read());
    } catch (InvalidInput refused) {
      return answer(HttpStatus.UNPROCESSABLE_CONTENT, templates.visitsForm(page, form, name(form.personId()), refused.told(page), Set.of()));
    } catch (ChangedSince conflict) {
      Map<Attribute, @Nullable Object> theirs = new EnumMap<>(Attribute.class);
      conflict.conflicts().forEach((attribute, each) -> theirs.put(attribute, each.theirs()));
      return answer(HttpStatus.CONFLICT, templates.visitsForm(page, form.knowing(theirs), name(form.personId()), Map.of(), theirs.keySet()));
    }
    Flash.success("visits.recorded", "", null).on(response);
    return Redirects.seeOther("/visits");
  }

  /** The page that a phone keeps: words and empty forms, nothing about anybody. */
  @Allowed(Permission.PEOPLE_VISIT)
  @GetMapping("/visits/phone")
  ResponseEntity<?> phone(Page page) {
    return answer(HttpStatus.OK, templates.visitsPhone(page));
  }

  /** Its address decides what it may serve, so it lies beside the page and not among the other scripts. */
  @Allowed(Permission.PEOPLE_VISIT)
  @GetMapping(path = "/visits/worker.js", produces = "text/javascript")
  ResponseEntity<Resource> worker() {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).header("Service-Worker-Allowed", "/visits").contentType(MediaType.valueOf("text/javascript;charset=UTF-8"))
        .body(new ClassPathResource("visits/worker.js"));
  }

  private String name(@Nullable Long person) {
    return person == null ? "" : names(Set.of(person)).getOrDefault(person, "");
  }

  private Map<Long, String> names(Set<Long> people) {
    return nameplates.of(people).stream().collect(Collectors.toMap(Nameplate::id, Nameplate::name));
  }

  private static Visits.@Nullable Cursor cursor(String text) {
    String[] parts = text.split("_");
    try {
      return parts.length == 2 && parts[1].matches("[0-9]{1,18}") ? new Visits.Cursor(Instant.parse(parts[0]), Long.parseLong(parts[1])) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static ResponseEntity<?> answer(HttpStatus status, JteModel body) {
    return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).contentType(MediaType.TEXT_HTML).body(body);
  }
}

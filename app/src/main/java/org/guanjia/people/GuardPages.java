package org.guanjia.people;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.Redirects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Revealing what is masked, who looked at a record, the table of who sees what, and what is erased when its time is over. */
@RestController
class GuardPages {

  private final Disclosure disclosure;
  private final Looks looks;
  private final Retention retention;
  private final Nameplates nameplates;
  private final Users users;
  private final Idempotency idempotency;
  private final Templates templates;

  GuardPages(Disclosure disclosure, Looks looks, Retention retention, Nameplates nameplates, Users users, Idempotency idempotency, Templates templates) {
    this.disclosure = disclosure;
    this.looks = looks;
    this.retention = retention;
    this.nameplates = nameplates;
    this.users = users;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @Bean
  static NavEntry retentionNav() {
    return new NavEntry(Section.RECORDS, 60, "lock", "guard.retention.title", "/people/retention", Permission.PEOPLE_REVIEW);
  }

  @Allowed(Permission.PERSONAL_REVEAL)
  @GetMapping("/people/{id:[0-9]+}/reveal")
  JteModel asked(Page page, @PathVariable long id) {
    return templates.peopleReveal(page, nameplates.of(id), Set.of(), null, null, Map.of(), null);
  }

  /** The answer is not a redirect: what it shows must not be asked for again by an address, and no cache may keep it. */
  @Allowed(Permission.PERSONAL_REVEAL)
  @PostMapping("/people/{id:[0-9]+}/reveal")
  ResponseEntity<?> reveal(Page page, @PathVariable long id, @RequestParam MultiValueMap<String, String> form) {
    Set<Attribute> attributes = attributes(form.getOrDefault("attributes", List.of()));
    String purpose = form.getFirst("purpose");
    String note = form.getFirst("note");
    try {
      Disclosure.Shown shown = disclosure.reveal(id, purpose(purpose), attributes, note);
      return answer(HttpStatus.OK, templates.peopleReveal(page, nameplates.of(id), attributes, purpose, note, Map.of(), shown.facts()));
    } catch (InvalidInput refused) {
      return answer(HttpStatus.UNPROCESSABLE_CONTENT, templates.peopleReveal(page, nameplates.of(id), attributes, purpose, note, refused.told(page), null));
    }
  }

  /** What the town desk tells a person who asks who looked at their record. */
  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping("/people/{id:[0-9]+}/looks")
  JteModel looks(Page page, @PathVariable long id, @RequestParam(defaultValue = "") String before) {
    return looks(page, id, before, false);
  }

  /** The same to be handed over. */
  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping("/people/{id:[0-9]+}/looks/print")
  JteModel printed(Page page, @PathVariable long id, @RequestParam(defaultValue = "") String before) {
    return looks(page, id, before, true);
  }

  private JteModel looks(Page page, long id, String before, boolean print) {
    Nameplate person = nameplates.of(id);
    List<RecordLook> found = looks.of(id, before.matches("[0-9]{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE);
    List<RecordLook> shown = found.stream().limit(Looks.PAGE_SIZE).toList();
    String next = found.size() > shown.size() ? page.with("before", shown.getLast().id()) : null;
    Map<String, String> names = names(shown.stream().map(RecordLook::viewer).toList());
    return print ? templates.peopleLooksPrint(page, person, shown, names) : templates.peopleLooks(page, person, shown, names, next);
  }

  @Allowed(Permission.PEOPLE_VIEW)
  @GetMapping("/people/privacy")
  JteModel privacy(Page page) {
    return templates.peoplePrivacy(page, PrivacyPolicy.rows(), retention.schedule());
  }

  @Allowed(Permission.PEOPLE_REVIEW)
  @GetMapping("/people/retention")
  JteModel retention(Page page, @RequestParam(defaultValue = "DIED") Retention.Kind kind) {
    return retention(page, kind, Map.of());
  }

  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/people/retention/schedule")
  ResponseEntity<?> schedule(Page page, HttpServletResponse response, @RequestParam Map<String, String> form) {
    Retention.Kind kind = form.getOrDefault("kind", "").equals("LEFT") ? Retention.Kind.LEFT : Retention.Kind.DIED;
    return done(page, response, form, kind, "guard.retention.set", () -> retention.set(kind, number(form.get("years")), form.getOrDefault("basis", "").strip()));
  }

  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/people/{id:[0-9]+}/erasure")
  ResponseEntity<?> ask(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam Map<String, String> form) {
    boolean over = "RETENTION".equals(form.get("grounds"));
    return done(page, response, form, Retention.Kind.DIED, "guard.retention.asked", () -> retention.ask(id, over, form.getOrDefault("reason", "").strip()));
  }

  @Allowed(Permission.PEOPLE_REVIEW)
  @PostMapping("/people/retention/erasures/{id:[0-9]+}")
  ResponseEntity<?> decide(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam Map<String, String> form) {
    boolean approved = "true".equals(form.get("approved"));
    return done(page, response, form, Retention.Kind.DIED, approved ? "guard.retention.erased" : "guard.retention.kept", () -> retention.decide(id, approved));
  }

  private ResponseEntity<?> done(Page page, HttpServletResponse response, Map<String, String> form, Retention.Kind kind, String told, Runnable deed) {
    try {
      idempotency.once(form.get("key"), () -> {
        deed.run();
        return "done";
      });
    } catch (InvalidInput refused) {
      return answer(HttpStatus.UNPROCESSABLE_CONTENT, retention(page, kind, refused.told(page)));
    }
    Flash.success(told, "", null).on(response);
    return Redirects.seeOther("/people/retention?kind=" + kind);
  }

  private JteModel retention(Page page, Retention.Kind kind, Map<String, String> errors) {
    List<Retention.Erasure> open = retention.open();
    Map<String, String> names = names(open.stream().map(Retention.Erasure::askedBy).toList());
    return templates.peopleRetention(page, kind, retention.schedule(), retention.due(kind), open, names, errors);
  }

  private Map<String, String> names(Collection<String> viewers) {
    return users.names(Set.copyOf(viewers));
  }

  private static ResponseEntity<?> answer(HttpStatus status, JteModel body) {
    return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).contentType(MediaType.TEXT_HTML).body(body);
  }

  static Set<Attribute> attributes(Collection<String> names) {
    EnumSet<Attribute> attributes = EnumSet.noneOf(Attribute.class);
    Arrays.stream(Attribute.values()).filter(each -> names.contains(each.name())).forEach(attributes::add);
    return attributes;
  }

  static Disclosure.Purpose purpose(@Nullable String name) {
    return Arrays.stream(Disclosure.Purpose.values()).filter(each -> each.name().equals(name)).findFirst()
        .orElseThrow(() -> new InvalidInput("purpose", "guard.reveal.error.purpose"));
  }

  private static int number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }
}

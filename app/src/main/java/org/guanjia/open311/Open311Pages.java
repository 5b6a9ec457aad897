package org.guanjia.open311;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.guanjia.open311.ApiKeys.KeyCard;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Keys of foreign systems, and what each service asks them; for administrators. */
@RestController
@RequestMapping(Open311Pages.PATH)
class Open311Pages {

  static final String PATH = "/admin/open311";

  private final ApiKeys keys;
  private final Services services;
  private final Idempotency idempotency;
  private final Templates templates;
  private final Clock clock;

  Open311Pages(ApiKeys keys, Services services, Idempotency idempotency, Templates templates, Clock clock) {
    this.keys = keys;
    this.services = services;
    this.idempotency = idempotency;
    this.templates = templates;
    this.clock = clock;
  }

  @Bean
  static NavEntry open311Nav() {
    return new NavEntry(NavEntry.Section.ADMINISTRATION, 41, "gear", "open311.nav", PATH, Permission.USERS_MANAGE);
  }

  @Allowed(Permission.USERS_MANAGE)
  @GetMapping
  JteModel show(Page page) {
    return shown(page, Map.of("days", "90", "postsPerMinute", String.valueOf(ApiKeys.POSTS_PER_MINUTE_DEFAULT)), Map.of());
  }

  /** A key is made each time it is asked for: it cannot be shown a second time. */
  @Allowed(Permission.USERS_MANAGE)
  @PostMapping("/keys")
  ResponseEntity<JteModel> create(Page page, @RequestParam Map<String, String> typed) {
    String name = typed.getOrDefault("name", "").strip();
    try {
      ApiKeys.Created created = keys.create(name, number(typed, "days"), number(typed, "postsPerMinute"));
      return ResponseEntity.status(HttpStatus.CREATED).body(templates.open311KeyCreated(page, name, created.apiKey(), created.expiresAt()));
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(shown(page, typed, messages(page, refused)));
    }
  }

  @Allowed(Permission.USERS_MANAGE)
  @GetMapping("/keys/{id}")
  ResponseEntity<JteModel> key(Page page, @PathVariable String id) {
    return keys.find(id).map(key -> ResponseEntity.ok(limit(page, key, Map.of(), Map.of()))).orElse(ResponseEntity.notFound().build());
  }

  @Allowed(Permission.USERS_MANAGE)
  @PostMapping("/keys/{id}")
  ResponseEntity<?> change(Page page, HttpServletResponse response, @PathVariable String id, @RequestParam Map<String, String> typed) {
    Optional<KeyCard> key = keys.find(id);
    if (key.isEmpty()) return ResponseEntity.notFound().build();
    try {
      idempotency.once(typed.get("key"), () -> limited(id, typed));
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(limit(page, key.get(), typed, messages(page, refused)));
    } catch (StaleSetting stale) {
      String told = page.t("open311.error.limitChanged", keys.find(id).orElse(key.get()).postsPerMinute());
      return ResponseEntity.status(HttpStatus.CONFLICT).body(limit(page, key.get(), typed, Map.of("postsPerMinute", told)));
    }
    return done(response, "open311.key.limited", PATH);
  }

  private String limited(String id, Map<String, String> typed) {
    keys.limit(id, number(typed, "was"), number(typed, "postsPerMinute"));
    return PATH;
  }

  private JteModel limit(Page page, KeyCard key, Map<String, String> typed, Map<String, String> errors) {
    KeyCard now = keys.find(key.id()).orElse(key);
    return templates.open311Key(page, now, typed.getOrDefault("postsPerMinute", String.valueOf(now.postsPerMinute())), errors);
  }

  @Allowed(Permission.USERS_MANAGE)
  @PostMapping("/keys/{id}/revocation")
  ResponseEntity<?> revoke(HttpServletResponse response, @PathVariable String id) {
    if (!keys.revoke(id)) return ResponseEntity.notFound().build();
    return done(response, "open311.key.revoked", PATH);
  }

  @Allowed(Permission.TOWN_EDIT)
  @GetMapping("/service")
  ResponseEntity<JteModel> service(Page page, @RequestParam(defaultValue = "") String code) {
    return services.setting(code)
        .map(setting -> ResponseEntity.ok(templates.open311Service(page, view(page, setting, null, Map.of()))))
        .orElse(ResponseEntity.notFound().build());
  }

  @Allowed(Permission.TOWN_EDIT)
  @PostMapping("/service")
  ResponseEntity<?> save(Page page, HttpServletResponse response, @RequestParam(defaultValue = "") String service, @RequestParam Map<String, String> typed) {
    if (services.setting(service).isEmpty()) return ResponseEntity.notFound().build();
    ServiceSetting setting = ServiceForm.read(service, typed);
    try {
      idempotency.once(typed.get("key"), () -> saved(setting));
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
          .body(templates.open311Service(page, view(page, setting, null, messages(page, refused))));
    } catch (StaleSetting stale) {
      ServiceSetting now = services.setting(service).orElseThrow();
      var mine = new ServiceSetting(service, setting.offered(), setting.attributes(), now.version());
      return ResponseEntity.status(HttpStatus.CONFLICT).body(templates.open311Service(page, view(page, mine, now, Map.of())));
    }
    return done(response, "open311.service.saved", PATH);
  }

  private String saved(ServiceSetting setting) {
    services.save(setting);
    return PATH;
  }

  private JteModel shown(Page page, Map<String, String> typed, Map<String, String> errors) {
    return templates.open311Show(page, keys.list(), services.all(), clock.instant(), typed, errors);
  }

  private ServiceView view(Page page, ServiceSetting setting, @Nullable ServiceSetting now, Map<String, String> errors) {
    String name =
        services.all().keySet().stream()
            .filter(category -> category.code().equals(setting.service()))
            .map(category -> category.nameIn(page.locale()))
            .findFirst()
            .orElse(setting.service());
    return new ServiceView(name, setting, now, errors);
  }

  private static ResponseEntity<Void> done(HttpServletResponse response, String message, String path) {
    Flash.success(message).on(response);
    return seeOther(path);
  }

  private static Map<String, String> messages(Page page, InvalidInput refused) {
    var messages = new LinkedHashMap<String, String>();
    refused.errors().forEach(error -> messages.put(error.field(), page.t(error.key(), error.arguments().toArray())));
    return messages;
  }

  private static int number(Map<String, String> typed, String name) {
    String text = typed.getOrDefault(name, "").strip();
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }
}

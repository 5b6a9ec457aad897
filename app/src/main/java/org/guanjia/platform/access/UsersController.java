package org.guanjia.platform.access;

import static org.guanjia.platform.web.Redirects.seeOther;

import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guanjia.platform.access.Users.Invited;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.access.Users.StaleUser;
import org.guanjia.platform.access.Users.UserCard;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.ui.QrCode;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The administrator's list of users. */
@Allowed(Permission.USERS_MANAGE)
@RestController
@RequestMapping("/admin/users")
class UsersController {

  private final Templates templates;
  private final Users users;
  private final Sessions sessions;
  private final AccessSettings settings;

  UsersController(Templates templates, Users users, Sessions sessions, AccessSettings settings) {
    this.templates = templates;
    this.users = users;
    this.sessions = sessions;
    this.settings = settings;
  }

  @GetMapping
  ResponseEntity<?> list(
      Page page, @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String role,
      @RequestParam(required = false) @Nullable String after) {
    Role wanted = role(role);
    List<UserCard> found = users.list(q, wanted, after);
    List<UserCard> shown = found.stream().limit(Users.PAGE_SIZE).toList();
    String next = found.size() > shown.size() ? page.with("after", shown.getLast().profile().username()) : null;
    return ResponseEntity.ok(templates.accessUsers(page, shown, q, wanted == null ? null : wanted.name(), after != null, next));
  }

  @GetMapping("/new")
  ResponseEntity<?> newUser(Page page) {
    return form(page, HttpStatus.OK, UserForm.empty(), Map.of(), null);
  }

  @PostMapping
  ResponseEntity<?> invite(Page page, HttpServletRequest request) {
    UserForm form = UserForm.of(request);
    try {
      Profile profile = profile(form);
      Invited invited = users.invite(profile);
      return link(page, request, profile, invited);
    } catch (InvalidInput e) {
      return form(page, HttpStatus.UNPROCESSABLE_CONTENT, form, texts(page, e), null);
    }
  }

  @GetMapping("/{id}")
  ResponseEntity<?> user(Page page, @PathVariable String id) {
    UserCard card = card(id);
    return form(page, HttpStatus.OK, UserForm.of(card), Map.of(), card);
  }

  @PostMapping("/{id}")
  ResponseEntity<?> change(Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable String id) {
    UserForm form = UserForm.of(request);
    UserCard card = editable(id);
    try {
      users.change(id, profile(form), form.version());
      Flash.success("access.user.saved").on(response);
      return seeOther("/admin/users/" + id);
    } catch (StaleUser e) {
      return ResponseEntity.status(HttpStatus.CONFLICT).body(templates.accessUserStale(page, card, UserForm.of(card), form.withVersion(card.version())));
    } catch (InvalidInput e) {
      return form(page, HttpStatus.UNPROCESSABLE_CONTENT, form, texts(page, e), card);
    }
  }

  @PostMapping("/{id}/disabling")
  ResponseEntity<?> disable(Page page, HttpServletResponse response, @PathVariable String id) {
    UserCard card = editable(id);
    if (id.equals(CurrentViewer.session().account().id().toString())) {
      return form(page, HttpStatus.UNPROCESSABLE_CONTENT, UserForm.of(card), Map.of("role", page.t("access.error.self")), card);
    }
    try {
      users.disable(id);
    } catch (InvalidInput e) {
      return form(page, HttpStatus.UNPROCESSABLE_CONTENT, UserForm.of(card), texts(page, e), card);
    }
    return done(response, id, "access.user.disabled");
  }

  @PostMapping("/{id}/enabling")
  ResponseEntity<?> enable(HttpServletResponse response, @PathVariable String id) {
    editable(id);
    users.enable(id);
    return done(response, id, "access.user.enabled");
  }

  @PostMapping("/{id}/invitation")
  ResponseEntity<?> newLink(Page page, HttpServletRequest request, @PathVariable String id) {
    UserCard card = editable(id);
    return link(page, request, card.profile(), users.newLink(id));
  }

  @PostMapping("/{id}/second-factor/removal")
  ResponseEntity<?> removeSecondFactor(HttpServletResponse response, @PathVariable String id) {
    editable(id);
    users.removeSecondFactor(id);
    return done(response, id, "access.factor.removed");
  }

  @PostMapping("/{id}/sessions/end")
  ResponseEntity<?> endSessions(HttpServletResponse response, @PathVariable String id) {
    editable(id);
    users.endSessions(id);
    return done(response, id, "access.sessions.ended");
  }

  private UserCard card(String id) {
    return users.find(id).orElseThrow(NoSuchUser::new);
  }

  /** An administrator of all towns is changed by another one of all towns alone, or one town could take over all. */
  private UserCard editable(String id) {
    UserCard card = card(id);
    if (card.profile().allTowns() && !CurrentViewer.session().account().allTowns()) {
      throw new AccessDeniedException("an administrator of all towns");
    }
    return card;
  }

  private static Profile profile(UserForm form) {
    Profile profile = form.profile();
    if (profile.allTowns() && !CurrentViewer.session().account().allTowns()) throw new InvalidInput("allTowns", "access.error.allTowns");
    return profile;
  }

  private ResponseEntity<?> form(Page page, HttpStatus status, UserForm form, Map<String, String> errors, @Nullable UserCard card) {
    boolean mayAllTowns = CurrentViewer.session().account().allTowns();
    List<SessionRow> rows =
        card == null
            ? List.of()
            : sessions.list(TownContext.required().town(), UUID.fromString(card.id())).stream().map(row -> SessionRow.of(row, false)).toList();
    return ResponseEntity.status(status).body(templates.accessUser(page, form, errors, card, rows, mayAllTowns));
  }

  private ResponseEntity<?> link(Page page, HttpServletRequest request, Profile profile, Invited invited) {
    String url = base(request) + invited.path();
    return ResponseEntity.status(HttpStatus.CREATED)
        .header("Referrer-Policy", "no-referrer")
        .body(templates.accessUserLink(page, profile.name(), profile.username(), invited.userId(), url, invited.expiresAt(), QrCode.of(url)));
  }

  private String base(HttpServletRequest request) {
    String set = settings.publicUrl();
    if (set != null && !set.isBlank()) return set.replaceAll("/+$", "");
    int port = request.getServerPort();
    boolean usual = port == (request.isSecure() ? 443 : 80);
    return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
  }

  private static ResponseEntity<?> done(HttpServletResponse response, String id, String key) {
    Flash.success(key).on(response);
    return seeOther("/admin/users/" + id);
  }

  private static Map<String, String> texts(Page page, InvalidInput invalid) {
    Map<String, String> texts = new LinkedHashMap<>();
    invalid.errors().forEach(error -> texts.putIfAbsent(error.field(), page.t(error.key(), error.arguments().toArray())));
    return texts;
  }

  private static @Nullable Role role(@Nullable String name) {
    return Role.ofStaff().stream().filter(role -> role.name().equals(name)).findFirst().orElse(null);
  }
}

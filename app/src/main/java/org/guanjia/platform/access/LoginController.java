package org.guanjia.platform.access;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.guanjia.platform.access.KeptForms.Kept;
import org.guanjia.platform.access.LogIn.Entered;
import org.guanjia.platform.access.LogIn.Refused;
import org.guanjia.platform.access.LogIn.Wait;
import org.guanjia.platform.access.Sessions.Session;
import org.guanjia.platform.access.Sessions.Stage;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The way in and out. */
@RestController
class LoginController {

  /** As next page: wherever the work of whoever logs in begins. */
  static final String FIRST_PAGE = "";

  private final Templates templates;
  private final LogIn logIn;
  private final Sessions sessions;
  private final KeptForms keptForms;
  private final OidcSettings oidc;
  private final OidcProvider provider;

  LoginController(
      Templates templates, LogIn logIn, Sessions sessions, KeptForms keptForms, OidcSettings oidc, OidcProvider provider) {
    this.templates = templates;
    this.logIn = logIn;
    this.sessions = sessions;
    this.keptForms = keptForms;
    this.oidc = oidc;
    this.provider = provider;
  }

  @Open
  @GetMapping("/login")
  ResponseEntity<?> login(
      Page page, HttpServletRequest request, @RequestParam(required = false) @Nullable String next,
      @RequestParam(name = "oidc", required = false) @Nullable String service) {
    String target = Ways.within(next, FIRST_PAGE);
    if (page.viewer() != null && request.getParameter("kept") == null) return seeOther(begin(page, target));
    return form(page, HttpStatus.OK, "", target, notice(request, service), null);
  }

  @Open
  @PostMapping("/login")
  ResponseEntity<?> logIn(
      Page page, HttpServletRequest request, HttpServletResponse response,
      @RequestParam(defaultValue = "") String username, @RequestParam(defaultValue = "") String password,
      @RequestParam(required = false) @Nullable String next) {
    String target = Ways.within(next, FIRST_PAGE);
    try {
      return switch (logIn.withPassword(username, password, Client.of(request))) {
        case Refused refused -> form(page, HttpStatus.UNAUTHORIZED, username, target, null, page.t("access.login.refused"));
        case Wait wait -> tooMany(page, wait, form(page, HttpStatus.TOO_MANY_REQUESTS, username, target, null, waitText(page, wait)));
        case Entered entered -> seeOther(admit(entered, target, request, response));
      };
    } catch (Passwords.Busy e) {
      var busy = form(page, HttpStatus.SERVICE_UNAVAILABLE, username, target, null, page.t("access.login.busy"));
      return ResponseEntity.status(busy.getStatusCode()).header(HttpHeaders.RETRY_AFTER, "5").body(busy.getBody());
    }
  }

  @Open
  @GetMapping("/login/service")
  ResponseEntity<?> byService(@RequestParam(required = false) @Nullable String next) {
    if (!oidc.on()) return seeOther("/login");
    if (!provider.isReachable()) return seeOther("/login?oidc=away");
    return seeOther(OidcLogIn.START + "?next=" + encode(Ways.within(next, FIRST_PAGE)));
  }

  @Open
  @GetMapping("/login/code")
  ResponseEntity<?> code(Page page, HttpServletRequest request, @RequestParam(required = false) @Nullable String next) {
    String target = Ways.within(next, FIRST_PAGE);
    return awaiting(request).isEmpty()
        ? seeOther("/login?next=" + encode(target))
        : ResponseEntity.ok(templates.accessCode(page, target, null));
  }

  @Open
  @PostMapping("/login/code")
  ResponseEntity<?> enterCode(
      Page page, HttpServletRequest request, HttpServletResponse response,
      @RequestParam(defaultValue = "") String code, @RequestParam(required = false) @Nullable String next) {
    String target = Ways.within(next, FIRST_PAGE);
    Optional<Session> session = awaiting(request);
    if (session.isEmpty()) return seeOther("/login?expired&next=" + encode(target));
    return switch (logIn.withCode(session.get(), code, Client.of(request))) {
      case Refused refused -> answer(HttpStatus.UNAUTHORIZED, templates.accessCode(page, target, page.t("access.code.refused")));
      case Wait wait -> tooMany(page, wait, answer(HttpStatus.TOO_MANY_REQUESTS, templates.accessCode(page, target, waitText(page, wait))));
      case Entered entered -> seeOther(admit(entered, target, request, response));
    };
  }

  /** What was being typed when the session expired. */
  @Allowed
  @GetMapping("/login/kept")
  ResponseEntity<?> kept(Page page, @RequestParam(required = false) @Nullable String next) {
    Optional<Kept> form = keptForms.of(CurrentViewer.session().id());
    String target = Ways.within(next, FIRST_PAGE);
    if (form.isEmpty()) return seeOther(begin(page, target));
    return ResponseEntity.ok(templates.accessKept(page, KeptForm.of(form.get()), begin(page, target)));
  }

  @Allowed
  @PostMapping("/login/kept")
  ResponseEntity<?> discardKept(Page page, @RequestParam(required = false) @Nullable String next) {
    keptForms.drop(CurrentViewer.session().id());
    return seeOther(begin(page, Ways.within(next, FIRST_PAGE)));
  }

  @Open
  @PostMapping("/logout")
  ResponseEntity<?> logOut(HttpServletRequest request, HttpServletResponse response) {
    sessions.end(Client.token(request, SessionCookie.name(request)));
    SessionCookie.clear(request, response);
    return seeOther("/login?out");
  }

  /** Sets the cookies of a log-in and says where it leads. */
  static String admit(Entered entered, String next, HttpServletRequest request, HttpServletResponse response) {
    SessionCookie.set(request, response, entered.sessionToken());
    if (entered.deviceToken() != null) SessionCookie.setDevice(request, response, entered.deviceToken());
    return switch (entered.stage()) {
      case CODE -> "/login/code?next=" + encode(next);
      case ENROL -> AccessInterceptor.ENROL_PATH;
      case FULL -> "/login/kept?next=" + encode(next);
    };
  }

  private static String begin(Page page, String wanted) {
    return wanted.equals(FIRST_PAGE) ? page.home() : wanted;
  }

  private Optional<Session> awaiting(HttpServletRequest request) {
    return sessions.find(Client.token(request, SessionCookie.name(request))).filter(session -> session.stage() == Stage.CODE);
  }

  private ResponseEntity<?> form(
      Page page, HttpStatus status, String username, String next, @Nullable String notice, @Nullable String error) {
    String label = !oidc.on() ? null : oidc.label() != null ? oidc.label() : page.t("access.login.service");
    return answer(
        status,
        templates.accessLogin(page, username, next, notice == null ? null : page.t(notice), error, label, "/login/service?next=" + encode(next)));
  }

  private static @Nullable String notice(HttpServletRequest request, @Nullable String service) {
    if (service != null) return service.matches("unknown|failed|away") ? "access.login.service." + service : null;
    for (String reason : new String[] {"kept", "expired", "cookies", "out", "password"}) {
      if (request.getParameter(reason) != null) return "access.login." + reason;
    }
    return null;
  }

  private static ResponseEntity<?> tooMany(Page page, Wait wait, ResponseEntity<?> answer) {
    return ResponseEntity.status(answer.getStatusCode())
        .header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.duration().toSeconds()))
        .body(answer.getBody());
  }

  private static String waitText(Page page, Wait wait) {
    return page.t("access.login.wait", Math.max(1, wait.duration().plus(Duration.ofSeconds(59)).toMinutes()));
  }

  private static ResponseEntity<?> answer(HttpStatus status, JteModel body) {
    return ResponseEntity.status(status).body(body);
  }

  private static String encode(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8);
  }
}

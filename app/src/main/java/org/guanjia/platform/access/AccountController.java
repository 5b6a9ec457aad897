package org.guanjia.platform.access;

import static org.guanjia.platform.web.Redirects.seeOther;

import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.guanjia.platform.access.SecondFactor.Pending;
import org.guanjia.platform.access.Sessions.Session;
import org.guanjia.platform.access.Sessions.Stage;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.ui.QrCode;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.Page;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One's own account: password, second factor, sessions. */
@Allowed
@RestController
@RequestMapping("/account")
class AccountController {

  private final Templates templates;
  private final Users users;
  private final Accounts accounts;
  private final LogIn logIn;
  private final PasswordCheck check;
  private final SecondFactor secondFactor;
  private final Sessions sessions;
  private final EveryTown everyTown;
  private final Audit audit;

  AccountController(
      Templates templates, Users users, Accounts accounts, LogIn logIn, PasswordCheck check, SecondFactor secondFactor,
      Sessions sessions, EveryTown everyTown, Audit audit) {
    this.templates = templates;
    this.users = users;
    this.accounts = accounts;
    this.logIn = logIn;
    this.check = check;
    this.secondFactor = secondFactor;
    this.sessions = sessions;
    this.everyTown = everyTown;
    this.audit = audit;
  }

  @GetMapping
  ResponseEntity<?> account(Page page) {
    return page(page, HttpStatus.OK, Map.of());
  }

  @PostMapping("/password")
  ResponseEntity<?> changePassword(
      Page page, HttpServletRequest request, HttpServletResponse response,
      @RequestParam(defaultValue = "") String oldPassword, @RequestParam(defaultValue = "") String newPassword,
      @RequestParam(defaultValue = "") String repeated) {
    Session session = CurrentViewer.session();
    Account account = fresh(session);
    Map<String, String> errors = new LinkedHashMap<>();
    if (!confirmed(account, oldPassword, request)) errors.put("oldPassword", page.t("access.password.old.wrong"));
    check
        .problem(page, newPassword, repeated, List.of(account.username(), account.name(), account.town()))
        .ifPresent(problem -> errors.put(problem.field(), problem.text()));
    if (!errors.isEmpty()) return page(page, HttpStatus.UNPROCESSABLE_CONTENT, errors);
    everyTown.as(
        account,
        () -> {
          users.setPassword(account, newPassword, session.id());
          return true;
        });
    // A session's secret that was known with the old password is exchanged with it.
    SessionCookie.set(request, response, sessions.open(account, Stage.FULL, Client.of(request)));
    Flash.success("access.password.changed").on(response);
    return seeOther("/account");
  }

  @GetMapping("/second-factor")
  ResponseEntity<?> secondFactor(Page page) {
    Account account = fresh(CurrentViewer.session());
    return account.hasSecondFactor() ? seeOther("/account") : enrol(page, HttpStatus.OK, account, Map.of());
  }

  @PostMapping("/second-factor")
  ResponseEntity<?> confirmSecondFactor(Page page, HttpServletRequest request, HttpServletResponse response, @RequestParam(defaultValue = "") String code) {
    Session session = CurrentViewer.session();
    Account account = fresh(session);
    if (account.hasSecondFactor()) return seeOther("/account");
    Optional<List<String>> recoveryCodes = secondFactor.confirm(account, code);
    if (recoveryCodes.isEmpty()) {
      return enrol(page, HttpStatus.UNPROCESSABLE_CONTENT, account, Map.of("code", page.t("access.code.refused")));
    }
    sessions.endAll(account.town(), account.id(), session.id());
    SessionCookie.set(request, response, sessions.open(account, Stage.FULL, Client.of(request)));
    return ResponseEntity.ok(templates.accessRecoveryCodes(page, recoveryCodes.get()));
  }

  @PostMapping("/second-factor/removal")
  ResponseEntity<?> removeSecondFactor(
      Page page, HttpServletRequest request, HttpServletResponse response, @RequestParam(defaultValue = "") String oldPassword) {
    Account account = fresh(CurrentViewer.session());
    if (logIn.secondFactorIsRequired(account.role())) return page(page, HttpStatus.CONFLICT, Map.of("oldPassword", page.t("access.factor.required")));
    if (!confirmed(account, oldPassword, request)) {
      return page(page, HttpStatus.UNPROCESSABLE_CONTENT, Map.of("oldPassword", page.t("access.password.old.wrong")));
    }
    everyTown.as(
        account,
        () -> {
          secondFactor.remove(account);
          return true;
        });
    sessions.refresh();
    Flash.success("access.factor.removed").on(response);
    return seeOther("/account");
  }

  @PostMapping("/recovery-codes")
  ResponseEntity<?> renewRecoveryCodes(Page page, HttpServletRequest request, @RequestParam(defaultValue = "") String oldPassword) {
    Account account = fresh(CurrentViewer.session());
    if (!account.hasSecondFactor()) return seeOther("/account");
    if (!confirmed(account, oldPassword, request)) {
      return page(page, HttpStatus.UNPROCESSABLE_CONTENT, Map.of("oldPassword", page.t("access.password.old.wrong")));
    }
    return ResponseEntity.ok(templates.accessRecoveryCodes(page, secondFactor.newRecoveryCodes(account)));
  }

  @PostMapping("/sessions/{id}/end")
  ResponseEntity<?> endSession(HttpServletResponse response, @PathVariable UUID id) {
    Account account = CurrentViewer.session().account();
    boolean ended = everyTown.as(account, () -> recordEnd(account, sessions.endOne(account.town(), account.id(), id) ? 1 : 0)) > 0;
    if (!ended) return ResponseEntity.notFound().build();
    Flash.success("access.session.ended").on(response);
    return seeOther("/account");
  }

  @PostMapping("/other-sessions/end")
  ResponseEntity<?> endOtherSessions(HttpServletResponse response) {
    Session session = CurrentViewer.session();
    Account account = session.account();
    everyTown.as(account, () -> recordEnd(account, sessions.endAll(account.town(), account.id(), session.id())));
    Flash.success("access.sessions.ended").on(response);
    return seeOther("/account");
  }

  private int recordEnd(Account account, int ended) {
    if (ended > 0) audit.record("user.sessions.ended", "user", account.id().toString(), Map.of("count", ended));
    return ended;
  }

  private ResponseEntity<?> page(Page page, HttpStatus status, Map<String, String> errors) {
    Session session = CurrentViewer.session();
    Account account = fresh(session);
    List<SessionRow> rows =
        sessions.list(account.town(), account.id()).stream().map(row -> SessionRow.of(row, row.id().equals(session.id()))).toList();
    int codesLeft = account.hasSecondFactor() ? secondFactor.recoveryCodesLeft(account) : 0;
    return ResponseEntity.status(status)
        .body(
            templates.accessAccount(
                page, account.allTowns(), account.username(), account.passwordHash() != null, account.hasSecondFactor(),
                logIn.secondFactorIsRequired(account.role()), codesLeft, rows, PasswordRules.LENGTH_MIN, errors));
  }

  private ResponseEntity<?> enrol(Page page, HttpStatus status, Account account, Map<String, String> errors) {
    Pending pending = secondFactor.pending(account);
    return ResponseEntity.status(status)
        .body(
            templates.accessSecondFactor(
                page, QrCode.of(pending.address()), pending.secret().replaceAll("(.{4})(?=.)", "$1 "),
                logIn.mustEnrol(account), errors));
  }

  /** As it stands now, not as the session remembers it. */
  private Account fresh(Session session) {
    return everyTown.call(() -> accounts.byId(session.account().id())).orElseThrow(NoSuchUser::new);
  }

  /** Whoever comes in by the log-in service alone has no password to ask for. */
  private boolean confirmed(Account account, String password, HttpServletRequest request) {
    return account.passwordHash() == null || logIn.confirms(account, password, Client.of(request));
  }
}

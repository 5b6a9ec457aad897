package org.guanjia.platform.access;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.guanjia.platform.access.LogIn.Entered;
import org.guanjia.platform.access.OneTimeLinks.Link;
import org.guanjia.platform.access.OneTimeLinks.Purpose;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a one-time link leads: the person chooses their password, and nobody else ever knows it. */
@RestController
class InvitationController {

  private final Templates templates;
  private final OneTimeLinks links;
  private final Accounts accounts;
  private final Users users;
  private final PasswordCheck check;
  private final Administrators administrators;
  private final LogIn logIn;
  private final EveryTown everyTown;
  private final TransactionTemplate transactions;

  InvitationController(
      Templates templates, OneTimeLinks links, Accounts accounts, Users users, PasswordCheck check,
      Administrators administrators, LogIn logIn, EveryTown everyTown, TransactionTemplate transactions) {
    this.templates = templates;
    this.links = links;
    this.accounts = accounts;
    this.users = users;
    this.check = check;
    this.administrators = administrators;
    this.logIn = logIn;
    this.everyTown = everyTown;
    this.transactions = transactions;
  }

  /** A link and whom it is for; nobody yet when it makes the first administrator. */
  private record Opened(Link link, @Nullable Account account) {}

  @Open
  @GetMapping("/invitations/{token}")
  ResponseEntity<?> invitation(Page page, @PathVariable String token) {
    Optional<Opened> opened = open(token);
    return opened.isEmpty() ? gone(page) : form(page, HttpStatus.OK, token, opened.get(), "", "", Map.of());
  }

  @Open
  @PostMapping("/invitations/{token}")
  ResponseEntity<?> accept(
      Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable String token,
      @RequestParam(defaultValue = "") String username, @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String newPassword, @RequestParam(defaultValue = "") String repeated) {
    Optional<Opened> opened = open(token);
    if (opened.isEmpty()) return gone(page);
    Map<String, String> errors = errors(page, opened.get(), username, name, newPassword, repeated);
    if (!errors.isEmpty()) return form(page, HttpStatus.UNPROCESSABLE_CONTENT, token, opened.get(), username, name, errors);
    try {
      Optional<Account> account = use(token, opened.get(), username, name, newPassword);
      if (account.isEmpty()) return gone(page);
      Entered entered = (Entered) logIn.enter(account.get(), Client.of(request));
      return seeOther(LoginController.admit(entered, LoginController.FIRST_PAGE, request, response));
    } catch (InvalidInput e) {
      e.errors().forEach(error -> errors.put(error.field(), page.t(error.key(), error.arguments().toArray())));
      return form(page, HttpStatus.UNPROCESSABLE_CONTENT, token, opened.get(), username, name, errors);
    }
  }

  private Optional<Opened> open(String token) {
    if (token.length() != 43) return Optional.empty();
    return everyTown.call(() -> links.find(token).flatMap(this::opened));
  }

  private Optional<Opened> opened(Link link) {
    UUID userId = link.userId();
    if (link.purpose() == Purpose.FIRST_ADMINISTRATOR) {
      return administrators.exist() ? Optional.empty() : Optional.of(new Opened(link, null));
    }
    return userId == null ? Optional.empty() : accounts.byId(userId).filter(Account::enabled).map(account -> new Opened(link, account));
  }

  /** Using the link up and setting the password are one: neither can happen without the other. */
  private Optional<Account> use(String token, Opened opened, String username, String name, String password) {
    String actor = opened.account() == null ? "system" : opened.account().id().toString();
    return new TownContext(opened.link().town(), actor, null, null)
        .call(() -> Objects.requireNonNull(transactions.execute(status -> useWithin(token, opened, username, name, password))));
  }

  private Optional<Account> useWithin(String token, Opened opened, String username, String name, String password) {
    if (links.use(token).isEmpty()) return Optional.empty();
    Account invited = opened.account();
    if (invited == null) return Optional.of(firstAdministrator(username, name, password));
    users.setPassword(invited, password, null);
    return Optional.of(users.account(invited.id().toString()));
  }

  private Account firstAdministrator(String username, String name, String password) {
    return users.account(users.addWithPassword(FirstAdministrator.profile(username, name), password));
  }

  private Map<String, String> errors(Page page, Opened opened, String username, String name, String password, String repeated) {
    Map<String, String> errors = new LinkedHashMap<>();
    Account account = opened.account();
    List<String> about = new ArrayList<>(List.of(opened.link().town(), account == null ? username : account.username(), account == null ? name : account.name()));
    if (account == null && Accounts.normal(username).isEmpty()) errors.put("username", page.t("access.error.username"));
    if (account == null && name.isBlank()) errors.put("name", page.t("access.error.name"));
    check.problem(page, password, repeated, about).ifPresent(problem -> errors.put(problem.field(), problem.text()));
    return errors;
  }

  private ResponseEntity<?> form(
      Page page, HttpStatus status, String token, Opened opened, String username, String name, Map<String, String> errors) {
    Account account = opened.account();
    JteModel body =
        templates.accessInvitation(
            page, OneTimeLinks.path(token), opened.link().purpose().name(), account == null ? username : account.username(),
            account == null ? name : account.name(), account == null, PasswordRules.LENGTH_MIN, errors);
    return ResponseEntity.status(status).header("Referrer-Policy", "no-referrer").header(HttpHeaders.CACHE_CONTROL, "no-store").body(body);
  }

  private ResponseEntity<?> gone(Page page) {
    return ResponseEntity.status(HttpStatus.GONE).body(templates.accessLinkGone(page));
  }
}

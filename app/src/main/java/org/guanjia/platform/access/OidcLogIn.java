package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.APP_USER;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.guanjia.platform.access.LogIn.Entered;
import org.guanjia.platform.audit.Audit;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * Log-in by the town's own service. It says who somebody is, never what they may do: only people whom the administrator
 * entered come in. The first time they are known by the verified e-mail address entered for them; from then on by the
 * service's own number for them, which no change of address can take over.
 */
@Component
class OidcLogIn {

  static final String START = "/oauth2/authorization/" + OidcProvider.ID;

  private static final Logger LOG = LoggerFactory.getLogger(OidcLogIn.class);

  private final OidcSettings settings;
  private final OidcProvider provider;
  private final OidcRequests requests;
  private final Accounts accounts;
  private final LogIn logIn;
  private final EveryTown everyTown;
  private final Audit audit;
  private final DSLContext sql;

  OidcLogIn(
      OidcSettings settings, OidcProvider provider, OidcRequests requests, Accounts accounts, LogIn logIn,
      EveryTown everyTown, Audit audit, DSLContext sql) {
    this.settings = settings;
    this.provider = provider;
    this.requests = requests;
    this.accounts = accounts;
    this.logIn = logIn;
    this.everyTown = everyTown;
    this.audit = audit;
    this.sql = sql;
  }

  void configure(HttpSecurity http) throws Exception {
    if (!settings.on()) return;
    var registrations = provider.registrations();
    var resolver = new DefaultOAuth2AuthorizationRequestResolver(registrations);
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    http.oauth2Login(
        login ->
            login
                .clientRegistrationRepository(registrations)
                .authorizedClientRepository(new NothingKept())
                .authorizationEndpoint(
                    endpoint -> endpoint.authorizationRequestRepository(requests).authorizationRequestResolver(resolver))
                .loginPage("/login")
                .successHandler(this::entered)
                .failureHandler(OidcLogIn::failed));
  }

  private void entered(HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
    Client client = Client.of(request);
    if (!(authentication.getPrincipal() instanceof OidcUser person)) throw new IllegalStateException("not an OpenID log-in");
    String subject = person.getIdToken().getIssuer() + " " + person.getSubject();
    Optional<Account> known = everyTown.call(() -> accounts.bySubject(subject));
    Optional<Account> account = known.isPresent() ? known.filter(Account::enabled) : everyTown.call(() -> entered(person));
    if (known.isEmpty()) account.ifPresent(found -> link(found, subject));
    if (account.isEmpty() || !(logIn.enter(account.get(), client) instanceof Entered entered)) {
      send(response, "/login?oidc=unknown");
      return;
    }
    String next = request.getAttribute(OidcRequests.NEXT) instanceof String path ? path : LoginController.FIRST_PAGE;
    send(response, LoginController.admit(entered, next, request, response));
  }

  /** The user whom the administrator entered for this person. */
  private Optional<Account> entered(OidcUser person) {
    Optional<Account> entered = byVerifiedEmail(person).or(() -> byUsername(person)).filter(Account::enabled);
    if (entered.isEmpty()) audit.record("log-in.refused", "user", "unknown");
    return entered;
  }

  private Optional<Account> byVerifiedEmail(OidcUser person) {
    String email = person.getEmail();
    return email != null && Boolean.TRUE.equals(person.getEmailVerified()) ? accounts.byEmailWithoutSubject(email) : Optional.empty();
  }

  private Optional<Account> byUsername(OidcUser person) {
    String username = person.getPreferredUsername();
    return settings.linkByUsername() && username != null ? accounts.byUsernameWithoutSubject(Accounts.normal(username)) : Optional.empty();
  }

  private boolean link(Account account, String subject) {
    return everyTown.as(
        account,
        () -> {
          sql.update(APP_USER).set(APP_USER.OIDC_SUBJECT, subject).where(APP_USER.ID.eq(account.id())).execute();
          audit.record("user.log-in-service.linked", "user", account.id().toString());
          return true;
        });
  }

  private static void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    LOG.warn("log-in by the log-in service failed: {}", reason.getMessage());
    send(response, "/login?oidc=failed");
  }

  private static void send(HttpServletResponse response, String path) {
    response.setHeader("Location", path);
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
  }

  /** The service's tokens have served once it is known who came in. */
  private static final class NothingKept implements OAuth2AuthorizedClientRepository {
    @Override
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
        String id, Authentication principal, HttpServletRequest request) {
      return null;
    }

    @Override
    public void saveAuthorizedClient(
        OAuth2AuthorizedClient client, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
      // not needed again
    }

    @Override
    public void removeAuthorizedClient(
        String id, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
      // nothing was kept
    }
  }
}

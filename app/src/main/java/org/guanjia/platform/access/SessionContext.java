package org.guanjia.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.guanjia.platform.access.Sessions.Session;
import org.guanjia.platform.access.Sessions.Stage;
import org.guanjia.platform.web.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Who sends a request: on the API the bearer of a token or, without one, the holder of a session's cookie. Looked up when it
 * is first asked for, so that open pages and static files cost nothing.
 */
@Component
class SessionContext implements SecurityContextRepository {

  private static final String BEARER = "Bearer ";
  private static final String FAILED = SessionContext.class.getName() + ".failed";

  private final Sessions sessions;
  private final Tokens tokens;

  SessionContext(Sessions sessions, Tokens tokens) {
    this.sessions = sessions;
    this.tokens = tokens;
  }

  /** The API token the request bears; null when it comes from a browser. Pages are for people: a token opens the API alone. */
  static @Nullable String bearer(HttpServletRequest request) {
    if (!Address.isApi(request)) return null;
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }

  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return new Deferred(request);
  }

  @Override
  @Deprecated
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return loadDeferredContext(holder.getRequest()).get();
  }

  @Override
  public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    // Sessions are opened by a log-in alone, never as a side effect of a request.
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return Client.token(request, SessionCookie.name(request)) != null;
  }

  private Optional<ViewerPrincipal> principal(HttpServletRequest request) {
    String bearer = bearer(request);
    if (bearer != null) return tokens.viewer(bearer).map(viewer -> new ViewerPrincipal(viewer, null));
    return sessions
        .find(Client.token(request, SessionCookie.name(request)))
        .filter(session -> session.stage() != Stage.CODE)
        .map(SessionContext::principal);
  }

  private static ViewerPrincipal principal(Session session) {
    Viewer viewer = session.viewer();
    // Until the second factor is set up nothing is permitted, whatever the role.
    return new ViewerPrincipal(session.stage() == Stage.FULL ? viewer : viewer.with(Set.of()), session);
  }

  private final class Deferred implements DeferredSecurityContext {
    private final HttpServletRequest request;
    private @Nullable SecurityContext context;

    Deferred(HttpServletRequest request) {
      this.request = request;
    }

    @Override
    public SecurityContext get() {
      SecurityContext known = context;
      if (known != null) return known;
      SecurityContext found = look().map(LoggedIn::new).map(SecurityContextImpl::new).orElseGet(SecurityContextImpl::new);
      context = found;
      return found;
    }

    /** A look-up that failed is not tried again for the page that tells of it: that page is shown as to anybody. */
    private Optional<ViewerPrincipal> look() {
      if (request.getAttribute(FAILED) != null) return Optional.empty();
      try {
        return principal(request);
      } catch (RuntimeException failure) {
        request.setAttribute(FAILED, true);
        throw failure;
      }
    }

    @Override
    public boolean isGenerated() {
      return get().getAuthentication() == null;
    }
  }
}

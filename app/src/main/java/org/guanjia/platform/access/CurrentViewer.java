package org.guanjia.platform.access;

import org.guanjia.platform.access.Sessions.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;

/** The viewer of the current HTTP request. */
public final class CurrentViewer {

  private CurrentViewer() {}

  /** Null when nobody is logged in. */
  public static @Nullable Viewer get() {
    ViewerPrincipal principal = principal();
    return principal == null ? null : principal.viewer();
  }

  static @Nullable ViewerPrincipal principal() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof ViewerPrincipal principal ? principal : null;
  }

  /**
   * The log-in behind the request.
   *
   * @throws AccessDeniedException when there is none: another system calls
   */
  static Session session() {
    ViewerPrincipal principal = principal();
    Session session = principal == null ? null : principal.session();
    if (session == null) throw new AccessDeniedException("only for somebody who logged in");
    return session;
  }
}

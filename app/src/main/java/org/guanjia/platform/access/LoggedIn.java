package org.guanjia.platform.access;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A request of somebody who is known. */
final class LoggedIn extends AbstractAuthenticationToken {

  private final transient ViewerPrincipal principal;

  LoggedIn(ViewerPrincipal principal) {
    super(List.of());
    this.principal = principal;
    setAuthenticated(true);
  }

  @Override
  public ViewerPrincipal getPrincipal() {
    return principal;
  }

  @Override
  public String getCredentials() {
    return "";
  }
}

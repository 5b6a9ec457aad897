package org.guanjia.platform.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/** The viewer of the current HTTP request. */
public final class CurrentViewer {

  private CurrentViewer() {}

  /** Null when nobody is logged in. */
  public static @Nullable Viewer get() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof ViewerPrincipal principal
        ? principal.viewer()
        : null;
  }
}

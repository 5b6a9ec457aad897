package org.guanjia.platform.access;

import org.guanjia.platform.access.Sessions.Session;
import org.jspecify.annotations.Nullable;

/**
 * The viewer as the request carries it.
 *
 * @param session the log-in; null for another system that calls with a token
 */
record ViewerPrincipal(Viewer viewer, @Nullable Session session) {

  @Override
  public String toString() {
    return viewer.username();
  }
}

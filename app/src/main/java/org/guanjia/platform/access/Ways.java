package org.guanjia.platform.access;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where a browser is sent next. */
final class Ways {

  private Ways() {}

  /**
   * A path on this site, or the other one given. Whatever a browser could read as another site's address is refused:
   * {@code //host}, {@code /\host}, control characters that it would drop.
   */
  static String within(@Nullable String wanted, String otherwise) {
    return wanted != null && wanted.length() <= 2_000 && wanted.startsWith("/") && !wanted.startsWith("//") && isPath(wanted)
        ? wanted
        : otherwise;
  }

  private static boolean isPath(String wanted) {
    try {
      URI uri = new URI(wanted);
      return uri.getHost() == null && uri.getScheme() == null && uri.getRawAuthority() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}

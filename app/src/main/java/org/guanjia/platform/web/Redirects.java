package org.guanjia.platform.web;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Where a browser is sent next. */
public final class Redirects {

  private Redirects() {}

  /**
   * After a form: look at this page. Going back and reloading then sends nothing a second time.
   *
   * @param path of a page of this site, with its query, as addresses are written
   */
  public static ResponseEntity<Void> seeOther(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }
}

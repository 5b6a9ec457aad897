package org.guanjia.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A door whose standard says how errors look: those that are met before or behind its own code are told by it too. It stands on this side of the
 * border because pages and filters know nothing of the modules above them.
 */
public interface OwnErrors {

  /** Whether the address is behind this door. */
  boolean at(String path);

  /**
   * Writes the error; when to come again stands in the header already.
   *
   * @param status HTTP status
   * @param reference under which a failure of ours was logged; null for others
   */
  void tell(int status, @Nullable String reference, HttpServletRequest request, HttpServletResponse response) throws IOException;
}

package org.guanjia.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in no more requests at a time than the machine can answer soon. The rest are told at once to come again, before
 * anything of theirs is read: nothing of them is half done, and those inside are not slowed down by those outside.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AdmissionFilter extends OncePerRequestFilter {

  private static final String RETRY_AFTER_SECONDS = "2";

  private final Semaphore places;
  private final Messages messages;
  private final List<OwnErrors> doors;

  AdmissionFilter(@Value("${guanjia.requests-at-once-max}") int requestsAtOnceMax, Messages messages, List<OwnErrors> doors) {
    this.places = new Semaphore(requestsAtOnceMax);
    this.messages = messages;
    this.doors = doors;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return isForEverybody(request);
  }

  /** Static files and the signs of life. */
  static boolean isForEverybody(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/assets/") || path.startsWith("/webjars/") || path.startsWith("/actuator/");
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!places.tryAcquire()) {
      refuse(request, response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      places.release();
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    for (OwnErrors door : doors) {
      if (!door.at(request.getRequestURI())) continue;
      door.tell(HttpServletResponse.SC_SERVICE_UNAVAILABLE, null, request, response);
      return;
    }
    String text = messages.text(Preferences.of(request).locale(), "ui.busy");
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }
}

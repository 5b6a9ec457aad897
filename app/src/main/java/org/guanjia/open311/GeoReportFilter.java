package org.guanjia.open311;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.guanjia.open311.Refused.Fault;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses forms that are too large or cannot be read, before anything else looks at them, as the specification says errors. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 5)
class GeoReportFilter extends OncePerRequestFilter {

  /** Far more than 4,000 characters and a few fields have in any spelling. */
  static final int FORM_BYTES_MAX = 256 * 1024;

  private final Replies replies;

  GeoReportFilter(Replies replies) {
    this.replies = replies;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith(GeoReport.BASE + "/");
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
    Fault fault = fault(request);
    if (fault != null) replies.refuse(new Refused(fault), request, response);
    else chain.doFilter(request, response);
  }

  private static @Nullable Fault fault(HttpServletRequest request) {
    if (request.getContentLengthLong() > FORM_BYTES_MAX) return tooLarge();
    try {
      request.getParameterMap();
      return null;
    } catch (InvalidParameterException unreadable) {
      return unreadable.getErrorCode() == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE ? tooLarge() : Fault.of(Refused.BAD, "open311.error.encoding");
    }
  }

  private static Fault tooLarge() {
    return Fault.of(Refused.BAD, "open311.error.formTooLarge", FORM_BYTES_MAX, Submission.DESCRIPTION_LENGTH_MAX);
  }
}

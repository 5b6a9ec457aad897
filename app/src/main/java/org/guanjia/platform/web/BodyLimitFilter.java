package org.guanjia.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a program's JSON beyond 1 MiB: the longest text that is taken has 20,000 characters, which JSON
 * writes with 120,000 bytes at most. Announced ones are refused unread, the others as soon as they have grown too large.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 10)
class BodyLimitFilter extends OncePerRequestFilter {

  /** The body there is a file with a bound of its own, whatever a program calls its type. */
  private static final String UPLOADS = "/api/v1/imports";

  static final int BODY_BYTES_MAX = 1 << 20;

  /** The body is larger than any that is meant. */
  @ResponseStatus(HttpStatus.CONTENT_TOO_LARGE)
  static final class BodyTooLarge extends RuntimeException {
    BodyTooLarge() {
      super("more than " + BODY_BYTES_MAX + " bytes");
    }
  }

  /** Whether this filter said so, not a door for files. */
  static boolean refused(Problem problem, HttpServletRequest request) {
    return problem.status() == HttpStatus.CONTENT_TOO_LARGE.value() && isJson(request);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/api/") || request.getRequestURI().equals(UPLOADS) || !isJson(request);
  }

  private static boolean isJson(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).contains("json");
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > BODY_BYTES_MAX) {
      response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
      return;
    }
    chain.doFilter(request.getContentLengthLong() >= 0 ? request : new Limited(request), response);
  }

  private static final class Limited extends HttpServletRequestWrapper {

    Limited(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Counted(super.getInputStream());
    }
  }

  private static final class Counted extends ServletInputStream {

    private final ServletInputStream in;
    private int read;

    Counted(ServletInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      if (one >= 0) count(1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int some = in.read(bytes, offset, length);
      if (some > 0) count(some);
      return some;
    }

    private void count(int more) {
      read += more;
      if (read > BODY_BYTES_MAX) throw new BodyTooLarge();
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}

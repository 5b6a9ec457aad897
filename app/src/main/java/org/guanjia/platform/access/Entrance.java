package org.guanjia.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.guanjia.platform.web.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** What happens to a request that may not pass: programs get a status, people the log-in page and their form back. */
@Component
class Entrance implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final KeptForms keptForms;

  Entrance(KeptForms keptForms) {
    this.keptForms = keptForms;
  }

  @Override
  public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    if (isProgram(request)) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    boolean kept = keptForms.keep(request);
    String target = "/login?next=" + URLEncoder.encode(pageOf(request), StandardCharsets.UTF_8);
    boolean expired = Client.token(request, SessionCookie.name(request)) != null;
    send(request, response, kept ? target + "&kept" : expired ? target + "&expired" : target);
  }

  @Override
  public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
      throws IOException {
    if (reason instanceof CsrfException && !isProgram(request)) {
      if (request.getRequestURI().startsWith("/login")) {
        send(request, response, "/login?cookies");
        return;
      }
      // The page is from before another log-in in this browser. Its text is shown for a second look, never taken as is.
      if (comesFromThisSite(request) && keptForms.keep(request)) {
        send(request, response, "/login/kept");
        return;
      }
    }
    response.sendError(HttpServletResponse.SC_FORBIDDEN);
  }

  private static boolean isProgram(HttpServletRequest request) {
    return Address.isApi(request);
  }

  private static void send(HttpServletRequest request, HttpServletResponse response, String path) {
    if ("true".equals(request.getHeader("HX-Request"))) {
      response.setHeader("HX-Redirect", path);
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else {
      response.setHeader(HttpHeaders.LOCATION, path);
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }
  }

  /** The page the person looks at: where they came from, when what they sent was a form or part of a page. */
  private static String pageOf(HttpServletRequest request) {
    String query = request.getQueryString();
    String here = request.getRequestURI() + (query == null ? "" : "?" + query);
    boolean whole = request.getMethod().equals("GET") && !"true".equals(request.getHeader("HX-Request"));
    return whole ? here : pathOf(request.getHeader(HttpHeaders.REFERER));
  }

  private static String pathOf(@Nullable String referer) {
    try {
      URI uri = URI.create(referer == null ? "/" : referer);
      String path = uri.getRawPath() == null ? "/" : uri.getRawPath();
      return Ways.within(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery(), "/");
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }

  private static boolean comesFromThisSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) return site.equals("same-origin");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && origin.equals(request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST));
  }
}

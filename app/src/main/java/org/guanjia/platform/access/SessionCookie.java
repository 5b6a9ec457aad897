package org.guanjia.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Our cookies: never readable by script, never sent along by other sites' forms. Over https the session's bears the
 * prefix {@code __Host-}, so that no neighbouring host name can plant one.
 */
final class SessionCookie {

  private static final Duration DEVICE_KEPT = Duration.ofDays(180);

  private SessionCookie() {}

  static String name(HttpServletRequest request) {
    return request.isSecure() ? "__Host-gj-session" : "gj-session";
  }

  static void set(HttpServletRequest request, HttpServletResponse response, String token) {
    add(request, response, name(request), token, Duration.ofSeconds(-1));
  }

  static void clear(HttpServletRequest request, HttpServletResponse response) {
    add(request, response, name(request), "", Duration.ZERO);
  }

  static void setDevice(HttpServletRequest request, HttpServletResponse response, String token) {
    add(request, response, Client.DEVICE_COOKIE, token, DEVICE_KEPT);
  }

  static void add(
      HttpServletRequest request, HttpServletResponse response, String name, String value, Duration age) {
    var cookie =
        ResponseCookie.from(name, value).path("/").httpOnly(true).secure(request.isSecure()).sameSite("Lax").maxAge(age);
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
  }
}

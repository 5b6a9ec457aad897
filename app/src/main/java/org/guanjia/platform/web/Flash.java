package org.guanjia.platform.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * What an action says on the page after it; carried by a short-lived cookie as a message key, never as text.
 *
 * @param kind success, warning or danger
 * @param key message key
 * @param argument the message's one argument; null for none
 * @param undo address that takes the action back by POST; null where there is none
 */
public record Flash(String kind, String key, @Nullable String argument, @Nullable String undo) {

  private static final String COOKIE = "flash";

  public static Flash success(String key) {
    return new Flash("success", key, null, null);
  }

  public static Flash success(String key, String argument, @Nullable String undo) {
    return new Flash("success", key, argument, undo);
  }

  public static Flash danger(String key) {
    return new Flash("danger", key, null, null);
  }

  /** Puts it on the response; the next page shows it. */
  public void on(HttpServletResponse response) {
    String value =
        String.join("|", kind, key, argument == null ? "" : encode(argument), undo == null ? "" : encode(undo));
    response.addHeader("Set-Cookie", cookie(value, 60));
  }

  static @Nullable Flash take(HttpServletRequest request, HttpServletResponse response) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    if (cookie == null || cookie.getValue().isBlank()) return null;
    response.addHeader("Set-Cookie", cookie("", 0));
    String[] parts = cookie.getValue().split("\\|", -1);
    if (parts.length != 4 || !parts[0].matches("success|warning|danger")) return null;
    String undo = decode(parts[3]);
    if (undo != null && (!undo.startsWith("/") || undo.startsWith("//"))) return null;
    return new Flash(parts[0], parts[1], decode(parts[2]), undo);
  }

  private static String cookie(String value, long seconds) {
    return ResponseCookie.from(COOKIE, value).path("/").httpOnly(true).sameSite("Lax").maxAge(seconds).build().toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static @Nullable String decode(String text) {
    return text.isEmpty() ? null : URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}

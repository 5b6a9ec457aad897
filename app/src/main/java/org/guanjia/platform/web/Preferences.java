package org.guanjia.platform.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.springframework.web.util.WebUtils;

/**
 * What the viewer chose, kept in cookies.
 *
 * @param theme "auto", "light" or "dark"
 * @param elder larger type, stronger contrast, fewer choices (长者模式)
 */
record Preferences(Locale locale, String theme, boolean elder) {

  static final Locale ENGLISH = Locale.ENGLISH;
  static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

  static Preferences of(HttpServletRequest request) {
    String theme = cookie(request, "theme");
    return new Preferences(
        locale(request), Set.of("light", "dark").contains(theme) ? theme : "auto", cookie(request, "elder").equals("on"));
  }

  /** Chinese is the language of the product; English for whoever asked for it. */
  private static Locale locale(HttpServletRequest request) {
    return cookie(request, "lang").equals("en") ? ENGLISH : CHINESE;
  }

  private static String cookie(HttpServletRequest request, String name) {
    Cookie cookie = WebUtils.getCookie(request, name);
    return cookie == null ? "" : cookie.getValue();
  }
}

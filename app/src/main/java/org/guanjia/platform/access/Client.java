package org.guanjia.platform.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * Where an attempt comes from.
 *
 * @param address as the connection has it, or the proxy in front when {@code server.forward-headers-strategy} says so
 * @param device what the browser says of itself, in two words
 * @param deviceToken the cookie a browser got at an earlier log-in; null for a browser never seen
 * @param sessionToken the cookie of the session that is, or was, going on
 */
record Client(String address, String device, @Nullable String deviceToken, @Nullable String sessionToken) {

  static final String DEVICE_COOKIE = "gj-device";

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern BROWSER = Pattern.compile("(MicroMessenger|Edg|HuaweiBrowser|QQBrowser|Firefox|Chrome|Safari)/");
  private static final Pattern SYSTEM = Pattern.compile("(HarmonyOS|Android|iPhone|iPad|Windows|Mac OS X|Linux)");

  static Client of(HttpServletRequest request) {
    return new Client(
        request.getRemoteAddr(),
        device(request.getHeader("User-Agent")),
        token(request, DEVICE_COOKIE),
        token(request, SessionCookie.name(request)));
  }

  /** A cookie's value when it looks like one of our tokens. */
  static @Nullable String token(HttpServletRequest request, String name) {
    Cookie cookie = WebUtils.getCookie(request, name);
    return cookie != null && TOKEN.matcher(cookie.getValue()).matches() ? cookie.getValue() : null;
  }

  /** The network: 24 bits of an IPv4 address, 64 of an IPv6 one, which is what one subscriber gets. */
  String network() {
    if (address.contains(".")) return address.substring(0, address.lastIndexOf('.'));
    String[] groups = address.split(":", -1);
    int kept = Math.min(4, groups.length);
    return String.join(":", Arrays.copyOf(groups, kept));
  }

  private static String device(@Nullable String userAgent) {
    if (userAgent == null) return "";
    var browser = BROWSER.matcher(userAgent);
    var system = SYSTEM.matcher(userAgent);
    String name = browser.find() ? browser.group(1).replace("Edg", "Edge").replace("MicroMessenger", "WeChat") : "";
    return (name + " " + (system.find() ? system.group(1).replace("Mac OS X", "macOS") : "")).strip();
  }
}

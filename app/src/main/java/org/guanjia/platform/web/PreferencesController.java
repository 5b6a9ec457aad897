package org.guanjia.platform.web;

import static org.guanjia.platform.web.Redirects.seeOther;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.guanjia.platform.access.Open;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Theme, language and elder mode: kept in cookies, so that they need neither an account nor a script. */
@RestController
class PreferencesController {

  private static final Duration KEPT = Duration.ofDays(365);

  @Open
  @PostMapping("/preferences")
  ResponseEntity<Void> choose(
      @RequestParam(required = false) @Nullable String theme,
      @RequestParam(required = false) @Nullable String lang,
      @RequestParam(required = false) @Nullable String elder,
      @RequestParam(defaultValue = "/") String back,
      HttpServletResponse response) {
    keep("theme", theme, Set.of("auto", "light", "dark"), response);
    keep("lang", lang, Set.of("zh", "en"), response);
    keep("elder", elder, Set.of("on", "off"), response);
    return seeOther(local(back));
  }

  private static void keep(String name, @Nullable String value, Set<String> known, HttpServletResponse response) {
    if (value == null || !known.contains(value)) return;
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name, value).path("/").maxAge(KEPT).httpOnly(true).sameSite("Lax").build().toString());
  }

  /** The page to return to; the home page when the address is none of ours. */
  static String local(String back) {
    try {
      URI address = new URI(back);
      boolean ours =
          back.startsWith("/") && !back.startsWith("//") && back.indexOf('\\') < 0
              && address.getScheme() == null && address.getRawAuthority() == null;
      return ours ? back : "/";
    } catch (java.net.URISyntaxException e) {
      return "/";
    }
  }
}

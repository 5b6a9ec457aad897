package org.guanjia.requests;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.guanjia.platform.crypto.Keys;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** What a resident's browser holds instead of a session: signed, good for one purpose and a short time, stored nowhere. */
@Component
class Passes {

  private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final String LETTERS = "[A-Za-z0-9_-]{1,400}\\.[0-9]{1,12}\\.[A-Za-z0-9_-]{43}";

  private final SecretKey key;
  private final Clock clock;

  Passes(Keys keys, Clock clock) {
    this.key = keys.derive("requests.pass");
    this.clock = clock;
  }

  /** A pass that tells this content to whoever reads it for the same purpose in time; it may stand in an address. */
  String issue(String purpose, String content, Duration valid) {
    String signed = TO_TEXT.encodeToString(content.getBytes(StandardCharsets.UTF_8)) + "." + clock.instant().plus(valid).getEpochSecond();
    return signed + "." + TO_TEXT.encodeToString(seal(purpose, signed));
  }

  /** The content; empty for a pass that is forged, for another purpose, or past its time. */
  Optional<String> read(String purpose, @Nullable String pass) {
    if (pass == null || !pass.matches(LETTERS)) return Optional.empty();
    String signed = pass.substring(0, pass.lastIndexOf('.'));
    byte[] shown = Base64.getUrlDecoder().decode(pass.substring(pass.lastIndexOf('.') + 1));
    if (!MessageDigest.isEqual(seal(purpose, signed), shown)) return Optional.empty();
    String[] parts = signed.split("\\.");
    if (Long.parseLong(parts[1]) <= clock.instant().getEpochSecond()) return Optional.empty();
    return Optional.of(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8));
  }

  /** Puts a pass into a cookie that no script reads and no other site's form sends along. */
  void give(HttpServletRequest request, HttpServletResponse response, String cookie, String path, String pass, Duration kept) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(cookie, pass).path(path).httpOnly(true).secure(request.isSecure()).sameSite("Lax").maxAge(kept).build().toString());
  }

  static @Nullable String held(HttpServletRequest request, String cookie) {
    Cookie found = WebUtils.getCookie(request, cookie);
    return found == null ? null : found.getValue();
  }

  private byte[] seal(String purpose, String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal((purpose + "|" + signed).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java", e);
    }
  }
}

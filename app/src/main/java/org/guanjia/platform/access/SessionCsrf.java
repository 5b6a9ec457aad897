package org.guanjia.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.guanjia.platform.crypto.Keys;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.stereotype.Component;

/**
 * The token of a form follows from the session's cookie, or from a visitor's before the log-in: nothing is stored, and
 * a form stays good as long as its session's cookie, even past the session's end, so that what was typed can be kept.
 */
@Component
class SessionCsrf implements CsrfTokenRepository {

  static final String VISITOR_COOKIE = "gj-visitor";
  private static final String VISITOR = SessionCsrf.class.getName() + ".visitor";

  private final SecretKey key;

  SessionCsrf(Keys keys) {
    this.key = keys.derive("csrf");
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    String visitor = Secrets.newToken();
    request.setAttribute(VISITOR, visitor);
    return token(visitor);
  }

  @Override
  public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    if (token != null && request.getAttribute(VISITOR) instanceof String visitor) {
      SessionCookie.add(request, response, VISITOR_COOKIE, visitor, Duration.ofSeconds(-1));
    }
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    String session = Client.token(request, SessionCookie.name(request));
    String secret = session != null ? session : Client.token(request, VISITOR_COOKIE);
    return secret == null ? null : token(secret);
  }

  private CsrfToken token(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] value = mac.doFinal(secret.getBytes(StandardCharsets.US_ASCII));
      return new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", Base64.getUrlEncoder().withoutPadding().encodeToString(value));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java", e);
    }
  }
}

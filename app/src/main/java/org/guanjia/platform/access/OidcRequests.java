package org.guanjia.platform.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a log-in that is on its way to the log-in service has to remember: in the browser, encrypted, ten minutes. */
@Component
class OidcRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  static final String NEXT = OidcRequests.class.getName() + ".next";

  private static final String COOKIE = "gj-oidc";
  private static final TownContext INSTALLATION = TownContext.system("*");
  private static final String PURPOSE = "access.oidc";
  private static final Duration VALID = Duration.ofMinutes(10);

  private final PersonalData personal;
  private final JsonMapper json;
  private final Clock clock;

  OidcRequests(PersonalData personal, JsonMapper json, Clock clock) {
    this.personal = personal;
    this.json = json;
    this.clock = clock;
  }

  private record OnItsWay(
      String authorizationUri, String clientId, String redirectUri, String state, String requestUri,
      Map<String, String> parameters, Map<String, String> attributes, String next, Instant until) {}

  @Override
  public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    if (cookie == null || cookie.getValue().isEmpty()) return null;
    try {
      byte[] closed = Base64.getUrlDecoder().decode(cookie.getValue());
      OnItsWay stored = json.readValue(INSTALLATION.call(() -> personal.decryptBytes(PURPOSE, closed)), OnItsWay.class);
      if (stored.until().isBefore(clock.instant()) || !stored.state().equals(request.getParameter("state"))) return null;
      request.setAttribute(NEXT, stored.next());
      return restore(stored);
    } catch (IllegalArgumentException | PersonalData.UnreadableData | JacksonException e) {
      return null;
    }
  }

  @Override
  public void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest sent, HttpServletRequest request, HttpServletResponse response) {
    if (sent == null) return;
    String next = Ways.within(request.getParameter("next"), "/today");
    OnItsWay stored =
        new OnItsWay(
            sent.getAuthorizationUri(), sent.getClientId(), Objects.requireNonNull(sent.getRedirectUri()),
            Objects.requireNonNull(sent.getState()),
            sent.getAuthorizationRequestUri(), texts(sent.getAdditionalParameters()), texts(sent.getAttributes()), next,
            clock.instant().plus(VALID));
    String closed = Base64.getUrlEncoder().withoutPadding().encodeToString(INSTALLATION.call(() -> personal.encrypt(PURPOSE, json.writeValueAsBytes(stored))));
    SessionCookie.add(request, response, COOKIE, closed, VALID);
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request, HttpServletResponse response) {
    OAuth2AuthorizationRequest sent = loadAuthorizationRequest(request);
    SessionCookie.add(request, response, COOKIE, "", Duration.ZERO);
    return sent;
  }

  private static OAuth2AuthorizationRequest restore(OnItsWay stored) {
    return OAuth2AuthorizationRequest.authorizationCode()
        .authorizationUri(stored.authorizationUri())
        .clientId(stored.clientId())
        .redirectUri(stored.redirectUri())
        .scope("openid", "profile", "email")
        .state(stored.state())
        .additionalParameters(new HashMap<>(stored.parameters()))
        .attributes(attributes -> attributes.putAll(stored.attributes()))
        .authorizationRequestUri(stored.requestUri())
        .build();
  }

  private static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new HashMap<>();
    values.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }
}

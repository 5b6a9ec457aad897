package org.guanjia.platform.access;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.stereotype.Component;

/** Asks the log-in service where everything is when it is first needed: that it is away must not stop a start. */
@Component
class OidcProvider {

  static final String ID = "guanjia";

  private final OidcSettings settings;
  private volatile @Nullable ClientRegistration known;

  OidcProvider(OidcSettings settings) {
    this.settings = settings;
  }

  /** For Spring Security; not a bean, so that it sets up nothing of its own when there is no log-in service. */
  ClientRegistrationRepository registrations() {
    return id -> id.equals(ID) && settings.on() ? registration() : null;
  }

  boolean isReachable() {
    try {
      registration();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private ClientRegistration registration() {
    ClientRegistration registration = known;
    if (registration != null) return registration;
    registration =
        ClientRegistrations.fromIssuerLocation(Objects.requireNonNull(settings.issuer()))
            .registrationId(ID)
            .clientId(Objects.requireNonNull(settings.clientId(), "guanjia.access.oidc.client-id"))
            .clientSecret(settings.clientSecret())
            .scope("openid", "profile", "email")
            .build();
    known = registration;
    return registration;
  }
}

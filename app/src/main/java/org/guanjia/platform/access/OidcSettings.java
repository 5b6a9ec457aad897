package org.guanjia.platform.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The town's own log-in service (OpenID Connect); off without an issuer.
 *
 * @param issuer address whose {@code /.well-known/openid-configuration} tells the rest
 * @param label what its button says; null for a general word
 * @param linkByUsername whether {@code preferred_username} may name the user at their first such log-in: only for a
 *     service where nobody can choose that name themselves
 */
@ConfigurationProperties("guanjia.access.oidc")
record OidcSettings(
    @Nullable String issuer, @Nullable String clientId, @Nullable String clientSecret, @Nullable String label,
    @DefaultValue("false") boolean linkByUsername) {

  boolean on() {
    return issuer != null && !issuer.isBlank();
  }
}

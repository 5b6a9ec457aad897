package org.guanjia.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The filter chain; what an endpoint needs is decided by {@link AccessInterceptor}. Commands have no endpoints. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityConfiguration implements WebMvcConfigurer {

  private static final String POLICY =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
          + " frame-ancestors 'none'; form-action 'self'";

  /** A resident's page may ask for the place and take a photo; nothing else of the device is ours to use. */
  private static final String DEVICE_POLICY =
      "geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), serial=(),"
          + " browsing-topics=()";

  /** What it tells beyond health is for the operator: it answers on a management port of its own alone. */
  private static final RequestMatcher ACTUATOR = PathPatternRequestMatcher.pathPattern("/actuator/**");

  private final AccessInterceptor access;

  SecurityConfiguration(AccessInterceptor access) {
    this.access = access;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(access);
  }

  /** Requests are timed as a whole; timing each of the security filters cost a tenth of a request's processor time. */
  @Bean
  static SecurityObservationSettings noObservationOfFilters() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  SecurityFilterChain pages(
      HttpSecurity http, SessionContext context, SessionCsrf csrfTokens, Entrance entrance, OidcLogIn oidc, Environment environment)
      throws Exception {
    http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health", "/actuator/health/**").permitAll()
                    .requestMatchers(request -> ACTUATOR.matches(request) && isPortOfPages(request, environment)).denyAll()
                    .anyRequest().permitAll())
        .securityContext(security -> security.securityContextRepository(context))
        .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens).requireCsrfProtectionMatcher(SecurityConfiguration::needsToken))
        .exceptionHandling(failures -> failures.authenticationEntryPoint(entrance).accessDeniedHandler(entrance))
        .anonymous(anonymous -> anonymous.disable())
        .formLogin(form -> form.disable())
        .httpBasic(basic -> basic.disable())
        .logout(logout -> logout.disable())
        .requestCache(cache -> cache.disable())
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                    .permissionsPolicyHeader(policy -> policy.policy(DEVICE_POLICY))
                    .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                    .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)));
    oidc.configure(http);
    return http.build();
  }

  private static boolean isPortOfPages(HttpServletRequest request, Environment environment) {
    String pages = environment.getProperty("local.server.port");
    return pages == null || pages.equals(String.valueOf(request.getLocalPort()));
  }

  /**
   * A form's token guards what the cookie's holder may do. Who bears an API token sends no cookie; who has no session
   * has nothing to guard, so that a resident's phone that keeps no cookies can still report; the log-in itself is guarded
   * so that nobody is logged in as somebody else.
   */
  private static boolean needsToken(HttpServletRequest request) {
    String method = request.getMethod();
    if (method.equals(HttpMethod.GET.name()) || method.equals(HttpMethod.HEAD.name()) || method.equals(HttpMethod.OPTIONS.name())) {
      return false;
    }
    if (SessionContext.bearer(request) != null) return false;
    return Client.token(request, SessionCookie.name(request)) != null
        || request.getRequestURI().startsWith("/login")
        || request.getRequestURI().startsWith("/invitations/");
  }
}

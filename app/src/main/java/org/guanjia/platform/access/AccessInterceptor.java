package org.guanjia.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import org.guanjia.platform.access.Sessions.Session;
import org.guanjia.platform.access.Sessions.Stage;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds each endpoint of ours to its {@link Allowed} or {@link Open}; one that has neither is refused to everybody. */
@Component
class AccessInterceptor implements HandlerInterceptor {

  static final String ENROL_PATH = "/account/second-factor";

  private final KeptForms keptForms;

  AccessInterceptor(KeptForms keptForms) {
    this.keptForms = keptForms;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method) || !ours(method)) return true;
    if (find(method, Open.class) != null) return true;
    Allowed allowed = find(method, Allowed.class);
    ViewerPrincipal principal = CurrentViewer.principal();
    if (principal == null) throw new InsufficientAuthenticationException("log-in needed");
    Session session = principal.session();
    if (session != null && session.stage() == Stage.ENROL && !request.getRequestURI().equals(ENROL_PATH)) {
      response.setHeader(HttpHeaders.LOCATION, ENROL_PATH);
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      return false;
    }
    if (allowed == null || !permits(allowed, principal.viewer())) throw new AccessDeniedException("not permitted");
    if (session != null && request.getMethod().equals("POST") && request.getParameter(KeptForms.RESENT) != null) {
      keptForms.drop(session.id());
    }
    return true;
  }

  private static boolean permits(Allowed allowed, Viewer viewer) {
    return mayOneOf(allowed.value(), viewer) && mayOneOf(allowed.and(), viewer);
  }

  private static boolean mayOneOf(Permission[] permissions, Viewer viewer) {
    return permissions.length == 0 || Arrays.stream(permissions).anyMatch(viewer::may);
  }

  private static boolean ours(HandlerMethod method) {
    return method.getBeanType().getName().startsWith("org.guanjia.");
  }

  private static <A extends Annotation> @Nullable A find(HandlerMethod method, Class<A> type) {
    A found = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), type);
    return found != null ? found : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type);
  }
}

package org.guanjia.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds each endpoint of ours to its {@link Allowed} or {@link Open}; one that has neither is refused to everybody. */
@Component
class AccessInterceptor implements HandlerInterceptor {

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method) || !ours(method)) return true;
    if (find(method, Open.class) != null) return true;
    Allowed allowed = find(method, Allowed.class);
    Viewer viewer = CurrentViewer.get();
    if (viewer == null) throw new InsufficientAuthenticationException("log-in needed");
    if (allowed == null || !permits(allowed, viewer)) throw new AccessDeniedException("not permitted");
    return true;
  }

  private static boolean permits(Allowed allowed, Viewer viewer) {
    return allowed.value().length == 0 || Arrays.stream(allowed.value()).anyMatch(viewer::may);
  }

  private static boolean ours(HandlerMethod method) {
    return method.getBeanType().getName().startsWith("org.guanjia.");
  }

  private static <A extends java.lang.annotation.Annotation> @Nullable A find(HandlerMethod method, Class<A> type) {
    A found = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), type);
    return found != null ? found : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type);
  }
}

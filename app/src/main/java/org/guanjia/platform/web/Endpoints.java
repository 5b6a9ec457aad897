package org.guanjia.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The search for the method that answers an address. Spring holds an address with a code in it against every method of the application, hundreds of them,
 * with all their conditions; here those whose pattern begins otherwise than the address are passed over first.
 */
@Component
class Endpoints implements WebMvcRegistrations {

  @Override
  public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
    return new ByBeginning();
  }

  /** Whether a path may fit a pattern, from the pattern's letters before its first variable alone; never false for one that fits. */
  static boolean mayFit(String pattern, String path) {
    for (int at = 0; at < pattern.length(); at++) {
      char wanted = pattern.charAt(at);
      if (wanted == '{' || wanted == '*' || wanted == '?') return true;
      // "/files/**" fits "/files", too.
      if (at == path.length()) return pattern.startsWith("/**", at) || pattern.startsWith("/{*", at);
      if (wanted != path.charAt(at)) return false;
    }
    return pattern.length() == path.length();
  }

  private static final class ByBeginning extends RequestMappingHandlerMapping {

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo mapping, HttpServletRequest request) {
      String path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication().value();
      return mayFit(mapping, path) ? super.getMatchingMapping(mapping, request) : null;
    }

    private static boolean mayFit(RequestMappingInfo mapping, String path) {
      // Written with escapes or parameters, an address is not the letters it stands for.
      if (path.indexOf('%') >= 0 || path.indexOf(';') >= 0) return true;
      var patterns = mapping.getPathPatternsCondition();
      if (patterns == null) return true;
      for (PathPattern pattern : patterns.getPatterns()) if (Endpoints.mayFit(pattern.getPatternString(), path)) return true;
      return false;
    }
  }
}

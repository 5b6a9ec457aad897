package org.guanjia.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * The search for the method that answers an address. Spring holds an address with a code in it against every method of the application, hundreds of them;
 * here it is held against those whose pattern begins with the same segments. Unless exactly one answers, Spring decides as ever.
 */
@Component
class Endpoints implements WebMvcRegistrations {

  @Override
  public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
    return new ByBeginning();
  }

  /** The segments of a pattern before its first variable or wildcard, as {@code /requests} of {@code /requests/{code}}. */
  static String beginning(String pattern) {
    for (int at = 0; at < pattern.length(); at++) {
      if ("{*?".indexOf(pattern.charAt(at)) >= 0) return pattern.substring(0, pattern.lastIndexOf('/', at));
    }
    return pattern;
  }

  /** What a pattern that a path fits may begin with. */
  static List<String> beginnings(String path) {
    var beginnings = new ArrayList<String>();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) beginnings.add(path.substring(0, slash));
    beginnings.add(path);
    return beginnings;
  }

  private static final class ByBeginning extends RequestMappingHandlerMapping {

    private record Endpoint(RequestMappingInfo mapping, HandlerMethod method) {}

    private final Map<String, List<Endpoint>> endpoints = new HashMap<>();

    @Override
    protected void handlerMethodsInitialized(Map<RequestMappingInfo, HandlerMethod> methods) {
      super.handlerMethodsInitialized(methods);
      methods.forEach(
          (mapping, method) -> {
            for (String pattern : mapping.getPatternValues()) {
              endpoints.computeIfAbsent(beginning(pattern), _ -> new ArrayList<>()).add(new Endpoint(mapping, method));
            }
          });
    }

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String lookupPath, HttpServletRequest request) throws Exception {
      String path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication().value();
      // Written with escapes or parameters, an address is not the letters it stands for.
      if (path.indexOf('%') >= 0 || path.indexOf(';') >= 0) return super.lookupHandlerMethod(lookupPath, request);
      Endpoint match = null;
      for (String beginning : beginnings(path)) {
        for (Endpoint endpoint : endpoints.getOrDefault(beginning, List.of())) {
          RequestMappingInfo matching = getMatchingMapping(endpoint.mapping, request);
          if (matching == null) continue;
          if (match != null) return super.lookupHandlerMethod(lookupPath, request);
          match = new Endpoint(matching, endpoint.method);
        }
      }
      if (match == null) return super.lookupHandlerMethod(lookupPath, request);
      request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, match.method);
      handleMatch(match.mapping, lookupPath, request);
      return match.method;
    }
  }
}

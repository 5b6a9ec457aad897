package org.guanjia.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses texts that PostgreSQL cannot keep, at the two doors by which texts come in: here forms and addresses, in
 * {@link StrictJson} bodies of programs. Nobody types such characters; broken and hostile programs send them.
 */
@Component
class Characters implements HandlerInterceptor {

  /** A text in JSON cannot be kept. */
  static final class Refused extends RuntimeException {
    Refused() {
      super("a character that cannot be kept");
    }
  }

  /** Whether the text is free of NUL and of halves of characters (lone surrogates, which UTF-8 has no bytes for). */
  static boolean keepable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) return false;
      if (!Character.isSurrogate(c)) continue;
      boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
      if (!pair) return false;
      i++;
    }
    return true;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
      for (String value : parameter.getValue()) {
        if (!keepable(value)) throw new InvalidInput(parameter.getKey(), "json.error.characters");
      }
    }
    return true;
  }
}

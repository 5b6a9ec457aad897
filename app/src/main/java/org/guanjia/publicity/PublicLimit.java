package org.guanjia.publicity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.guanjia.platform.access.Guesses;
import org.guanjia.platform.web.Messages;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds how fast one network reads the public pages: readers never notice, a program that copies the site is told when to come again.
 * A bucket for each network that fills steadily; downloads and drawn pictures take more out of it. Counted in this copy's memory alone, for
 * a database write for each page would cost more than the page.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class PublicLimit extends OncePerRequestFilter {

  private static final int NETWORKS_MAX = 50_000;
  private static final int DOWNLOAD_COSTS = 20;
  private static final int DRAWING_COSTS = 10;

  private static final class Bucket {
    private double tokens;
    private long at;

    Bucket(double tokens, long at) {
      this.tokens = tokens;
      this.at = at;
    }

    /** Seconds to wait; 0 when it may come in. */
    synchronized long take(int cost, double perMilli, double most, long now) {
      tokens = Math.min(most, tokens + Math.max(0, now - at) * perMilli);
      at = now;
      if (tokens < cost) return (long) Math.ceil((cost - tokens) / perMilli / 1000);
      tokens -= cost;
      return 0;
    }
  }

  private final double perMinute;
  private final Messages messages;
  private final Clock clock;
  private final Map<String, Bucket> networks = new ConcurrentHashMap<>();

  PublicLimit(@Value("${guanjia.public-requests-per-minute}") int perMinute, Messages messages, Clock clock) {
    this.perMinute = perMinute;
    this.messages = messages;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !(path.equals("/public") || path.startsWith("/public/") || path.startsWith("/api/v1/public/") || path.startsWith("/sitemap") || path.startsWith("/outreach/p/"));
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
    long now = clock.millis();
    // Whoever is forgotten begins with a full bucket: no more than a minute's worth is given away.
    if (networks.size() > NETWORKS_MAX) networks.clear();
    Bucket bucket = networks.computeIfAbsent(Guesses.network(request), any -> new Bucket(perMinute, now));
    long wait = bucket.take(cost(request.getRequestURI()), perMinute / 60_000, perMinute, now);
    if (wait > 0) refuse(request, response, wait);
    else chain.doFilter(request, response);
  }

  private static int cost(String path) {
    if (path.endsWith("/share.png")) return DRAWING_COSTS;
    return path.endsWith(".csv") || path.endsWith(".json") || path.endsWith(".xml") ? DOWNLOAD_COSTS : 1;
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, long wait) throws IOException {
    Locale locale = request.getHeader("Cookie") != null && request.getHeader("Cookie").contains("lang=en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    response.setStatus(429);
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write(messages.text(locale, "publicity.tooFast", wait).getBytes(StandardCharsets.UTF_8));
  }
}

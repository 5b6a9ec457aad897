package org.guanjia.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Slows down whoever guesses or floods, for pages that need no log-in; the counts are shared by all copies. */
@Component
public class Guesses {

  /**
   * Something of which only so much is allowed.
   *
   * @param what is counted; kept as a digest
   * @param attemptsMax attempts within the window
   */
  public record Limit(String what, int attemptsMax, Duration within) {}

  private final Throttle throttle;

  Guesses(Throttle throttle) {
    this.throttle = throttle;
  }

  /**
   * Counts one attempt against each limit before it is made, in order; stops at the first that is used up.
   *
   * @return how long to wait; zero when the attempt may be made
   */
  public Duration reserve(List<Limit> limits) {
    return throttle.reserve(counted(limits));
  }

  /** Takes an attempt back that turned out to be the rightful one. */
  public void refund(List<Limit> limits) {
    throttle.refund(counted(limits));
  }

  /** Where the attempt comes from: 24 bits of an IPv4 address, 64 of an IPv6 one. */
  public static String network(HttpServletRequest request) {
    return Client.of(request).network();
  }

  /** The random cookie of whoever was given a form; null for a browser that keeps no cookies. */
  public static @Nullable String holder(HttpServletRequest request) {
    String session = Client.token(request, SessionCookie.name(request));
    return session != null ? session : Client.token(request, SessionCsrf.VISITOR_COOKIE);
  }

  private static List<Throttle.Limit> counted(List<Limit> limits) {
    return limits.stream().map(limit -> new Throttle.Limit(limit.what(), limit.attemptsMax(), limit.within())).toList();
  }
}

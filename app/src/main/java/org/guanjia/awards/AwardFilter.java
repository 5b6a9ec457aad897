package org.guanjia.awards;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which awards a list shows.
 *
 * @param q a name, a number of an award ({@code #12}), a document or phone as the register's search takes them; blank for all
 * @param programme code; null for all
 * @param village code; null for all
 */
public record AwardFilter(Queue queue, String q, @Nullable String programme, @Nullable String village) {

  static final int Q_LENGTH_MAX = 100;

  /** What is to be done with those in the list; the first are work, longest waiting ahead. */
  public enum Queue {
    TO_CHECK,
    TO_PUBLISH,
    PUBLISHED,
    TO_APPROVE,
    OBJECTIONS,
    APPEALS,
    PROPOSED,
    IN_PAYMENT,
    SUSPENDED,
    CLOSED,
    ALL;

    /** Whether somebody waits for it to be worked off. */
    public boolean work() {
      return ordinal() <= SUSPENDED.ordinal() && this != IN_PAYMENT;
    }
  }

  /** From the parameters of an address; what cannot be read asks for nothing. */
  static AwardFilter of(Map<String, String> parameters, Queue otherwise) {
    String q = parameters.getOrDefault("q", "").replace('\0', ' ').strip();
    return new AwardFilter(
        queue(parameters.get("queue"), otherwise), q.substring(0, Math.min(q.length(), Q_LENGTH_MAX)), code(parameters.get("programme")), code(parameters.get("village")));
  }

  private static Queue queue(@Nullable String typed, Queue otherwise) {
    for (Queue queue : Queue.values()) if (typed != null && queue.name().equalsIgnoreCase(typed.strip())) return queue;
    return otherwise;
  }

  private static @Nullable String code(@Nullable String typed) {
    return typed == null || !typed.strip().matches("[0-9A-Za-z_-]{1,60}") ? null : typed.strip();
  }

  AwardFilter with(Queue other) {
    return new AwardFilter(other, q, programme, village);
  }

  public boolean narrowed() {
    return !q.isBlank() || programme != null || village != null;
  }

  /** The query of an address that shows it, with its question mark. */
  public String query(@Nullable String after) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("queue", queue.name().toLowerCase(Locale.ROOT));
    parameters.put("q", q.isBlank() ? null : q);
    parameters.put("programme", programme);
    parameters.put("village", village);
    parameters.put("after", after);
    return parameters.entrySet().stream().filter(entry -> entry.getValue() != null)
        .map(entry -> entry.getKey() + "=" + URLEncoder.encode(String.valueOf(entry.getValue()), StandardCharsets.UTF_8)).collect(Collectors.joining("&", "?", ""));
  }
}

package org.guanjia.requests;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.guanjia.requests.MatterFilter.Standing;
import org.guanjia.requests.MatterFilter.Task;
import org.guanjia.requests.MatterFilter.Trait;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Lists of matters as they stand in addresses. A link from a list to a matter carries the list along ({@code from}), so that the
 * matter's page leads on to the next one without a way back.
 */
@Service
public class MatterLists {

  /** Name of the parameter by which a matter's page knows the list it was opened from. */
  public static final String FROM = "from";

  /** Where in the list the matter stood when it was opened: it may stand elsewhere, or nowhere, once something was done. */
  private static final String AT = "at";

  private final Matters matters;

  MatterLists(Matters matters) {
    this.matters = matters;
  }

  /**
   * The matter after another in a list.
   *
   * @param href of its page, which leads on in the same list
   */
  public record Next(String code, String href) {}

  /**
   * What stands after that matter in the list it was opened from; one bounded query, and one more where the list does not say where
   * the matter stood.
   *
   * @param code of the matter that is shown
   * @param from what the address of its page says; null or blank when it was opened from no list
   */
  public Optional<Next> next(String code, @Nullable String from) {
    if (from == null || from.isBlank()) return Optional.empty();
    Map<String, String> parameters = parameters(from);
    MatterFilter filter = filter(parameters);
    return place(code, parameters, filter)
        .flatMap(at -> matters.list(filter, at, 2).lines().stream().filter(line -> !line.code().equals(code)).findFirst())
        .map(line -> new Next(line.code(), href(line, from, filter)));
  }

  /** The address of the list that a matter was opened from; the queue when it was opened from none. */
  public static String back(@Nullable String from) {
    if (from == null || from.isBlank()) return "/requests";
    Map<String, String> parameters = parameters(from);
    return "/requests" + query(filter(parameters), parameters.get("after"));
  }

  /** The address of the list that shows exactly what the filter lets through. */
  public static String address(MatterFilter filter) {
    return "/requests" + query(filter, null);
  }

  /** The filter that the query of a list's address asks for. */
  static MatterFilter filterOf(String query) {
    return filter(parameters(query));
  }

  /** Where the page of a list begins, as the query of its address says; null for the first page. */
  static @Nullable String afterOf(String query) {
    return parameters(query).get("after");
  }

  /** The address of a matter's page as a list links it. */
  static String href(MatterLine line, String query, MatterFilter filter) {
    Map<String, String> parameters = parameters(query);
    parameters.put(AT, Matters.cursor(line, filter.standing().byDeadline()));
    return "/requests/" + line.code() + "?" + FROM + "=" + encode(join(parameters));
  }

  /** A filter from the parameters of an address; what cannot be read asks for nothing. */
  static MatterFilter filter(Map<String, String> parameters) {
    return new MatterFilter(
        cut(parameters.getOrDefault("q", "")), oneOf(Standing.class, parameters.get("standing")).orElse(Standing.OPEN),
        oneOf(State.class, parameters.get("state")).orElse(null), text(parameters, "category"), text(parameters, "village"),
        text(parameters, "department"), oneOf(Channel.class, parameters.get("channel")).orElse(null), text(parameters, "assignee"),
        day(parameters.get("receivedFrom")), day(parameters.get("receivedUntil")), oneOf(Task.class, parameters.get("task")).orElse(null),
        oneOf(Trait.class, parameters.get("trait")).orElse(null));
  }

  /** The query of an address that shows the filter, with its question mark; empty when nothing is asked for. */
  static String query(MatterFilter filter, @Nullable String after) {
    var parameters = new LinkedHashMap<String, String>();
    put(parameters, "standing", filter.standing() == Standing.OPEN ? null : filter.standing());
    put(parameters, "task", filter.task());
    put(parameters, "trait", filter.trait());
    put(parameters, "q", filter.q().isBlank() ? null : filter.q());
    put(parameters, "state", filter.state());
    put(parameters, "category", filter.category());
    put(parameters, "village", filter.village());
    put(parameters, "department", filter.department());
    put(parameters, "channel", filter.channel());
    put(parameters, "assignee", filter.assignee());
    put(parameters, "receivedFrom", filter.receivedFrom());
    put(parameters, "receivedUntil", filter.receivedUntil());
    put(parameters, "after", after);
    return parameters.isEmpty() ? "" : "?" + join(parameters);
  }

  private Optional<String> place(String code, Map<String, String> parameters, MatterFilter filter) {
    String at = parameters.get(AT);
    Optional<MatterLine> line = matters.line(code);
    if (at != null && line.filter(known -> at.endsWith("_" + known.id())).isPresent()) return Optional.of(at);
    return line.map(known -> Matters.cursor(known, filter.standing().byDeadline()));
  }

  private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
    if (value != null) parameters.put(name, value instanceof Enum<?> one ? one.name().toLowerCase(Locale.ROOT) : value.toString());
  }

  private static String join(Map<String, String> parameters) {
    var joined = new StringBuilder();
    parameters.forEach((name, value) -> joined.append(joined.isEmpty() ? "" : "&").append(name).append('=').append(encode(value)));
    return joined.toString();
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new LinkedHashMap<String, String>();
    for (String pair : (query.startsWith("?") ? query.substring(1) : query).split("&")) {
      int at = pair.indexOf('=');
      if (at > 0) parameters.put(pair.substring(0, at), decode(pair.substring(at + 1)));
    }
    return parameters;
  }

  private static <E extends Enum<E>> Optional<E> oneOf(Class<E> type, @Nullable String value) {
    if (value == null || value.isBlank()) return Optional.empty();
    String wanted = value.strip().toUpperCase(Locale.ROOT);
    for (E one : type.getEnumConstants()) if (one.name().equals(wanted)) return Optional.of(one);
    return Optional.empty();
  }

  private static @Nullable String text(Map<String, String> parameters, String name) {
    String value = parameters.getOrDefault(name, "").strip();
    return value.isEmpty() || value.length() > 60 || value.indexOf('\0') >= 0 ? null : value;
  }

  private static String cut(String q) {
    String typed = q.replace('\0', ' ').strip();
    return typed.substring(0, Math.min(typed.length(), QueueSearch.TYPED_LENGTH_MAX));
  }

  private static @Nullable LocalDate day(@Nullable String value) {
    if (value == null || !value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) return null;
    try {
      return LocalDate.parse(value);
    } catch (DateTimeParseException noSuchDay) {
      return null;
    }
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String decode(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException brokenEscape) {
      return "";
    }
  }
}

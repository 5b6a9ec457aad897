package org.guanjia.coverage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which findings a list shows.
 *
 * @param kind null for all
 * @param programme code; null for all
 * @param village code; null for all
 * @param state null for the open ones
 * @param assignee user id; null for whoever
 * @param fact code of a missing fact; null for any
 * @param lists whether those that a complete list alone would settle are shown, or the others; null for both
 */
public record FindingFilter(
    @Nullable FindingKind kind, @Nullable String programme, @Nullable String village, @Nullable FindingState state, @Nullable String assignee, @Nullable String fact, @Nullable Boolean lists) {

  public static final FindingFilter OPEN = new FindingFilter(null, null, null, null, null, null, null);

  /** From the parameters of an address; what cannot be read asks for nothing. */
  static FindingFilter of(Map<String, String> parameters) {
    FindingKind kind = one(FindingKind.class, parameters.get("kind")).orElse(null);
    Boolean lists = switch (parameters.getOrDefault("lists", "")) {
      case "yes" -> Boolean.TRUE;
      case "all" -> null;
      default -> kind == FindingKind.UNKNOWN ? Boolean.FALSE : null;
    };
    return new FindingFilter(
        kind, code(parameters, "programme", "[a-z][a-z0-9-]{0,59}"), code(parameters, "village", "[0-9A-Za-z-]{1,40}"), one(FindingState.class, parameters.get("state")).orElse(null),
        code(parameters, "assignee", "[0-9a-f-]{36}"), code(parameters, "fact", "[a-z][a-z0-9_]{0,59}"), lists);
  }

  static FindingFilter of(FindingKind kind) {
    return of(Map.of("kind", kind.name()));
  }

  private static @Nullable String code(Map<String, String> parameters, String name, String form) {
    String typed = parameters.getOrDefault(name, "").strip();
    return typed.matches(form) ? typed : null;
  }

  private static <E extends Enum<E>> Optional<E> one(Class<E> type, @Nullable String typed) {
    return Arrays.stream(type.getEnumConstants()).filter(each -> typed != null && each.name().equalsIgnoreCase(typed.strip())).findFirst();
  }

  FindingFilter with(@Nullable FindingKind other) {
    return new FindingFilter(other, programme, village, state, assignee, null, other == FindingKind.UNKNOWN ? Boolean.FALSE : null);
  }

  FindingFilter in(@Nullable String other) {
    return new FindingFilter(kind, programme, other, state, assignee, fact, lists);
  }

  /** Of that member of staff alone, and what is settled at a door. */
  FindingFilter of(String user) {
    return new FindingFilter(kind, programme, village, state, user, fact, lists);
  }

  /** The query of an address that shows it, with its question mark. */
  public String query(@Nullable String after) {
    Map<String, String> parameters = new java.util.LinkedHashMap<>();
    if (kind != null) parameters.put("kind", kind.name().toLowerCase(Locale.ROOT));
    if (programme != null) parameters.put("programme", programme);
    if (village != null) parameters.put("village", village);
    if (state != null) parameters.put("state", state.name().toLowerCase(Locale.ROOT));
    if (assignee != null) parameters.put("assignee", assignee);
    if (fact != null) parameters.put("fact", fact);
    if (kind == FindingKind.UNKNOWN && lists == null) parameters.put("lists", "all");
    if (Boolean.TRUE.equals(lists)) parameters.put("lists", "yes");
    if (after != null) parameters.put("after", after);
    return parameters.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).collect(Collectors.joining("&", "?", ""));
  }

  public boolean narrowed() {
    return programme != null || village != null || state != null || assignee != null || fact != null;
  }

  static Set<FindingKind> kindsSeen(boolean visitor) {
    return visitor ? FindingKind.AT_THE_DOOR : Set.of(FindingKind.values());
  }
}

package org.guanjia.assessments;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which assessments a list shows.
 *
 * @param village code; null for all
 * @param level 0 to 4; null for all
 */
public record AssessmentFilter(Kind kind, @Nullable String village, @Nullable Integer level) {

  /** What the list is for. */
  public enum Kind {
    /** Fewer than two have signed, the longest first. */
    OPEN,
    /** Somebody has to look again, what has been due longest first. */
    DUE,
    /** All, the latest first. */
    ALL
  }

  /** From the parameters of an address; what cannot be read asks for nothing. */
  static AssessmentFilter of(Map<String, String> parameters) {
    String level = parameters.getOrDefault("level", "");
    String village = parameters.getOrDefault("village", "").strip();
    return new AssessmentFilter(
        kind(parameters.get("kind")).orElse(Kind.OPEN), village.matches("[0-9A-Za-z-]{1,40}") ? village : null, level.matches("[0-4]") ? Integer.valueOf(level) : null);
  }

  static Optional<Kind> kind(@Nullable String typed) {
    for (Kind kind : Kind.values()) if (typed != null && kind.name().equalsIgnoreCase(typed.strip())) return Optional.of(kind);
    return Optional.empty();
  }

  AssessmentFilter with(Kind other) {
    return new AssessmentFilter(other, village, level);
  }

  /** The query of an address that shows it, with its question mark. */
  public String query(@Nullable String after) {
    StringBuilder query = new StringBuilder("?kind=").append(kind.name().toLowerCase(Locale.ROOT));
    if (village != null) query.append("&village=").append(village);
    if (level != null) query.append("&level=").append(level);
    if (after != null) query.append("&after=").append(after);
    return query.toString();
  }

  public boolean narrowed() {
    return village != null || level != null;
  }
}

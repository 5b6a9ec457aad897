package org.guanjia.people;

import org.jspecify.annotations.Nullable;

/**
 * Which reviews the work list shows.
 *
 * @param kind null for all groups
 * @param village code; null for all
 */
public record ReviewFilter(Due due, @Nullable SpecialGroup kind, @Nullable String village) {

  /** By when. */
  public enum Due {
    /** Due today, or past. */
    NOW,
    /** Within thirty days. */
    SOON,
    ALL
  }

  public ReviewFilter due(Due other) {
    return new ReviewFilter(other, kind, village);
  }
}

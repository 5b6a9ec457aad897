package org.guanjia.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A membership in a special group that has to be looked at again.
 *
 * @param id of the membership
 * @param village code
 * @param group code of the village group
 * @param version of the membership
 */
public record ReviewLine(
    long id, long person, String name, @Nullable String village, @Nullable String group, SpecialGroup kind, @Nullable String category, @Nullable String grade, LocalDate since,
    LocalDate reviewOn, String source, int version) {

  public boolean overdue(LocalDate today) {
    return reviewOn.isBefore(today);
  }
}

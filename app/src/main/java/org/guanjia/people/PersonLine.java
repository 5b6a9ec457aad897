package org.guanjia.people;

import java.time.LocalDate;
import java.util.List;
import org.guanjia.platform.identity.Sex;
import org.jspecify.annotations.Nullable;

/**
 * A person in a list, as of its day.
 *
 * @param id number in the register
 * @param document masked; null for none
 * @param village code
 * @param group code of the village group
 * @param registered of a registered household (户籍)
 * @param resident lives here (常住)
 * @param groups special groups, in the order of {@link SpecialGroup}
 */
public record PersonLine(
    long id, String name, @Nullable Sex sex, @Nullable LocalDate birth, @Nullable DocumentKind documentKind, @Nullable String document, @Nullable String village,
    @Nullable String group, boolean registered, boolean resident, @Nullable LocalDate diedOn, List<SpecialGroup> groups) {

  public PersonLine {
    groups = List.copyOf(groups);
  }

  /** Whole years on that day; null when the birth date is not known, or comes later. */
  public @Nullable Integer age(LocalDate day) {
    LocalDate last = diedOn != null && diedOn.isBefore(day) ? diedOn : day;
    return birth == null || birth.isAfter(last) ? null : Integer.valueOf(birth.until(last).getYears());
  }

  /** How the person stands to the town. */
  public PersonFilter.Standing standing() {
    if (diedOn != null) return PersonFilter.Standing.DIED;
    if (registered) return resident ? PersonFilter.Standing.REGISTERED : PersonFilter.Standing.AWAY;
    return resident ? PersonFilter.Standing.INCOMER : PersonFilter.Standing.LEFT;
  }
}

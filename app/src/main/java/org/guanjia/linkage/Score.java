package org.guanjia.linkage;

import java.util.List;
import java.util.Set;

/**
 * How much speaks for two records being of one person.
 *
 * @param weight bits of evidence, the sum of the reasons'
 * @param probability that they are one person, among as many people as the register has
 * @param reasons one for each field that both records tell, in the order of {@link Field}
 */
public record Score(double weight, double probability, List<Reason> reasons) {

  public Score {
    reasons = List.copyOf(reasons);
  }

  boolean has(Level level) {
    return reasons.stream().anyMatch(reason -> reason.level() == level);
  }

  boolean hasAny(Set<Level> levels) {
    return reasons.stream().anyMatch(reason -> levels.contains(reason.level()));
  }
}

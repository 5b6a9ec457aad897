package org.guanjia.people;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a clerk decides.
 *
 * @param person whose it is; of two records the one that stays. Needed for {@link DoubtState#SAME}
 * @param attributes what is taken over from the row; ignored of two records
 * @param reason needed for {@link DoubtState#DISCARDED} and of two records that are one
 */
public record DoubtRuling(DoubtState as, @Nullable Long person, Set<Attribute> attributes, String reason) {

  public DoubtRuling {
    attributes = Set.copyOf(attributes);
    reason = reason.strip();
  }
}

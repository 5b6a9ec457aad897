package org.guanjia.people;

import java.util.List;
import org.guanjia.linkage.Decision.Candidate;

/**
 * A doubt on its way to the review desk.
 *
 * @param fingerprint keyed hash of what makes it this doubt: it is not asked about twice
 */
record NewDoubt(Doubt.Kind kind, DoubtReason reason, PersonRow row, List<Candidate<Long>> candidates, long fingerprint) {

  NewDoubt {
    candidates = List.copyOf(candidates);
  }
}

package org.guanjia.people;

import java.util.List;
import org.guanjia.linkage.Decision.Candidate;

/**
 * A doubt on its way to the review desk.
 *
 * @param fingerprint keyed hash of what makes it this doubt: it is not asked about twice
 */
record NewDoubt(Kind kind, DoubtReason reason, PersonRow row, List<Candidate<Long>> candidates, long fingerprint) {

  /** What is to be decided. */
  enum Kind {
    /** Whose a row is. */
    ROW,
    /** Whether a person is another than was known. */
    IDENTITY,
    /** Whether two records are of one person. */
    DOUBLES
  }

  NewDoubt {
    candidates = List.copyOf(candidates);
  }
}

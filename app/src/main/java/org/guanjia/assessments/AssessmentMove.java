package org.guanjia.assessments;

import static org.guanjia.assessments.AssessmentState.COUNTS;
import static org.guanjia.assessments.AssessmentState.CORRECTED;
import static org.guanjia.assessments.AssessmentState.DISCARDED;
import static org.guanjia.assessments.AssessmentState.OPEN;
import static org.guanjia.assessments.AssessmentState.WITHDRAWN;

import java.util.EnumSet;
import java.util.Set;

/** The life cycle of an assessment as one graph: each move with the states it may start from and those it may lead to. */
public enum AssessmentMove {
  /** From nowhere. */
  BEGIN(Set.of(), EnumSet.of(OPEN)),
  /** An older result from a list; from nowhere. */
  IMPORT(Set.of(), EnumSet.of(COUNTS)),
  /** An assessor writes down what they see; a signature on what was there before is void. */
  SAVE(EnumSet.of(OPEN), EnumSet.of(OPEN)),
  /** An assessor signs; the second who signs the same makes it count. */
  SIGN(EnumSet.of(OPEN), EnumSet.of(OPEN, COUNTS)),
  DISCARD(EnumSet.of(OPEN), EnumSet.of(DISCARDED)),
  WITHDRAW(EnumSet.of(COUNTS), EnumSet.of(WITHDRAWN)),
  /** A new one, signed by two, takes its place. */
  CORRECT(EnumSet.of(COUNTS), EnumSet.of(CORRECTED)),
  /** Two records of one person were put together, or parted again. */
  MOVE_RECORD(EnumSet.allOf(AssessmentState.class), EnumSet.allOf(AssessmentState.class));

  private final Set<AssessmentState> from;
  private final Set<AssessmentState> to;

  AssessmentMove(Set<AssessmentState> from, Set<AssessmentState> to) {
    this.from = from;
    this.to = to;
  }

  /** Whether it leads from the one to the other. */
  public boolean leads(AssessmentState before, AssessmentState after) {
    return this == MOVE_RECORD ? before == after : from.contains(before) && to.contains(after);
  }

  public boolean startsFrom(AssessmentState state) {
    return from.contains(state);
  }
}

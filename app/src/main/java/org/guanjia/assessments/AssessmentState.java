package org.guanjia.assessments;

import org.guanjia.platform.ui.Tone;

/** Where an assessment stands. The moves between states are {@link AssessmentMove}'s. */
public enum AssessmentState {
  /** Being made: fewer than two assessors have signed the same. */
  OPEN,
  /** Two have signed; it does not change any more. */
  COUNTS,
  /** A later one says what this one should have said. */
  CORRECTED,
  /** Found wrong, with nothing in its place. */
  WITHDRAWN,
  /** Given up before it counted. */
  DISCARDED;

  public Tone tone() {
    return switch (this) {
      case OPEN -> Tone.INFO;
      case COUNTS -> Tone.SUCCESS;
      case CORRECTED, WITHDRAWN -> Tone.WARNING;
      case DISCARDED -> Tone.NEUTRAL;
    };
  }
}

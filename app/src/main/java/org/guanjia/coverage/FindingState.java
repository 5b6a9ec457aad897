package org.guanjia.coverage;

import org.guanjia.platform.ui.Tone;

/** Where a finding stands. The moves between states are {@link FindingMove}'s. */
public enum FindingState {
  FOUND,
  /** Somebody is to reach the person, or to look into it. */
  ASSIGNED,
  /** Tried at least once. */
  CONTACTED,
  /** Its outcome is known. */
  RESOLVED,
  /** The facts no longer say so, without anybody having settled it. */
  GONE;

  public boolean open() {
    return this == FOUND || this == ASSIGNED || this == CONTACTED;
  }

  public Tone tone() {
    return switch (this) {
      case FOUND -> Tone.WARNING;
      case ASSIGNED, CONTACTED -> Tone.INFO;
      case RESOLVED -> Tone.SUCCESS;
      case GONE -> Tone.NEUTRAL;
    };
  }
}

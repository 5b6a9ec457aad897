package org.guanjia.simulation;

import java.util.EnumSet;
import java.util.Set;
import org.guanjia.platform.ui.Tone;

/** Where a simulation stands; the one graph of its life. */
public enum SimulationState {
  /** Being reckoned. */
  RUNNING(Tone.INFO),
  /** Reckoned; forgotten after a while unless it is kept. */
  DONE(Tone.NEUTRAL),
  /** Could not be reckoned. */
  FAILED(Tone.DANGER),
  /** Kept as a report. */
  REPORT(Tone.ACCENT),
  /** A report that the town's leaders see too. */
  PUBLISHED(Tone.SUCCESS),
  /** A report taken back; its list of persons is gone. */
  WITHDRAWN(Tone.NEUTRAL);

  private final Tone tone;

  SimulationState(Tone tone) {
    this.tone = tone;
  }

  public Set<SimulationState> next() {
    return switch (this) {
      case RUNNING -> EnumSet.of(DONE, FAILED);
      case DONE -> EnumSet.of(REPORT);
      case REPORT -> EnumSet.of(PUBLISHED, WITHDRAWN);
      case PUBLISHED -> EnumSet.of(REPORT, WITHDRAWN);
      case FAILED, WITHDRAWN -> EnumSet.noneOf(SimulationState.class);
    };
  }

  public boolean mayBecome(SimulationState other) {
    return next().contains(other);
  }

  /** Whether it has figures. */
  public boolean reckoned() {
    return this != RUNNING && this != FAILED;
  }

  /** Whether it is a report, so that it stays. */
  public boolean report() {
    return this == REPORT || this == PUBLISHED;
  }

  public Tone tone() {
    return tone;
  }
}

package org.guanjia.benefits;

import org.guanjia.platform.ui.Tone;

/** What of a round is shown beside its figures. */
public final class RoundView {

  private RoundView() {}

  public static Tone tone(Round.State state) {
    return switch (state) {
      case RUNNING -> Tone.INFO;
      case DONE -> Tone.SUCCESS;
      case CANCELLED -> Tone.NEUTRAL;
      case FAILED -> Tone.DANGER;
    };
  }

  public static Tone tone(String kind) {
    return switch (kind) {
      case "NEW" -> Tone.SUCCESS;
      case "GONE" -> Tone.WARNING;
      default -> Tone.INFO;
    };
  }
}

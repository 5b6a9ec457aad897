package org.guanjia.awards;

import org.guanjia.platform.ui.Tone;

/** Where an award stands. The moves between states are {@link AwardMove}'s. */
public enum AwardState {
  /** Found entitled by the system; nobody has asked yet. */
  PROPOSED,
  /** Taken down, waits for its check. */
  APPLIED,
  /** Checked against register and determination by an officer. */
  CHECKED,
  /** On the public list, where anybody may object. */
  PUBLISHED,
  /** Approved by one; the amount asks for a second. */
  FIRST_APPROVED,
  IN_PAYMENT,
  /** Stands, and nothing is paid for now. */
  SUSPENDED,
  ENDED,
  REFUSED,
  /** Taken back before anything was decided. */
  WITHDRAWN;

  /** Somebody still owes the person a decision. */
  public boolean open() {
    return switch (this) {
      case PROPOSED, APPLIED, CHECKED, PUBLISHED, FIRST_APPROVED -> true;
      case IN_PAYMENT, SUSPENDED, ENDED, REFUSED, WITHDRAWN -> false;
    };
  }

  /** Whether it keeps another award of the same programme from beginning. */
  public boolean standing() {
    return open() || this == IN_PAYMENT || this == SUSPENDED;
  }

  public Tone tone() {
    return switch (this) {
      case PROPOSED, APPLIED -> Tone.INFO;
      case CHECKED, PUBLISHED, FIRST_APPROVED, SUSPENDED -> Tone.WARNING;
      case IN_PAYMENT -> Tone.SUCCESS;
      case REFUSED -> Tone.DANGER;
      case ENDED, WITHDRAWN -> Tone.NEUTRAL;
    };
  }
}

package org.guanjia.meetings;

/** Where a meeting stands. The moves between states are {@link MeetingMove}'s. */
public enum MeetingState {
  /** Day, place and agenda are being settled; only those who prepare it see it. */
  PLANNED,
  /** The agenda stands and the members are invited. */
  CONVENED,
  /** It has sat: attendance, decisions and minutes are written down. */
  HELD,
  /** The minutes are approved and do not change any more. */
  APPROVED,
  /** It will not take place. */
  CALLED_OFF;

  /** Somebody still has to do something. */
  public boolean open() {
    return this == PLANNED || this == CONVENED || this == HELD;
  }
}

package org.guanjia.people;

/** Where a doubt stands: open, or decided once and for all. */
public enum DoubtState {
  OPEN,
  /** It is of a person of the register. */
  SAME,
  /** It is of somebody who was not in the register. */
  NEW,
  /** The row is worth nothing, or the two are two. */
  DISCARDED;

  /** Decided is decided; a wrong decision is mended at the persons themselves. */
  public boolean canBecome(DoubtState next) {
    return this == OPEN && next != OPEN;
  }
}

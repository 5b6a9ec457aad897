package org.guanjia.benefits;

/** A version does not allow that where it stands. */
public final class IllegalVersionMove extends RuntimeException {

  private final VersionState state;

  IllegalVersionMove(VersionState state, VersionState.Move move) {
    super(move + " of a version that is " + state);
    this.state = state;
  }

  public VersionState state() {
    return state;
  }
}

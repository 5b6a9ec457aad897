package org.guanjia.platform.notices;

/** A channel that nobody set up: staff see the notice as failed and tell the person otherwise. */
record NoCarrier(NoticeChannel channel) implements Carrier {

  static final String PROBLEM = "not set up";

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public Outcome send(Letter letter) {
    return new Outcome.Refused(PROBLEM);
  }
}

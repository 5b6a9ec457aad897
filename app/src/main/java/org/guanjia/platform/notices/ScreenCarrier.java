package org.guanjia.platform.notices;

/** In demo mode nothing leaves the house: what would have been sent can be read at /notices/box. */
record ScreenCarrier(NoticeChannel channel) implements Carrier {

  static final String REFERENCE = "screen";

  @Override
  public boolean idempotent() {
    return true;
  }

  @Override
  public Outcome send(Letter letter) {
    return new Outcome.Sent(REFERENCE);
  }
}

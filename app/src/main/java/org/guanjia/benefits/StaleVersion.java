package org.guanjia.benefits;

/** Somebody else changed the version after the form was opened. */
public final class StaleVersion extends RuntimeException {

  private final transient Version current;

  StaleVersion(Version current) {
    super(current.programme() + " " + current.number() + " is at " + current.lock());
    this.current = current;
  }

  /** As it is kept now. */
  public Version current() {
    return current;
  }
}

package org.guanjia.insight;

/** The target was changed by someone else after the form was opened. */
public final class StaleTarget extends RuntimeException {

  private final transient Target current;

  StaleTarget(Target current) {
    super("target " + current.id() + " has version " + current.version());
    this.current = current;
  }

  public Target current() {
    return current;
  }
}

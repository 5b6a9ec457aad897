package org.guanjia.platform.ui;

import org.jspecify.annotations.Nullable;

/** One step of a way through something. */
public record Step(String title, @Nullable String more, State state) {

  /** Where the walker stands with it. */
  public enum State {
    DONE,
    NOW,
    AHEAD
  }

  public static Step done(String title, @Nullable String more) {
    return new Step(title, more, State.DONE);
  }

  public static Step now(String title, @Nullable String more) {
    return new Step(title, more, State.NOW);
  }

  public static Step ahead(String title, @Nullable String more) {
    return new Step(title, more, State.AHEAD);
  }
}

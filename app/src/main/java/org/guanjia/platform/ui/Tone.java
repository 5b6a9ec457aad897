package org.guanjia.platform.ui;

import java.util.Locale;

/** What a colour means; never the only carrier of that meaning. */
public enum Tone {
  NEUTRAL,
  ACCENT,
  SUCCESS,
  INFO,
  WARNING,
  DANGER;

  /** The style class. */
  public String css() {
    return "tone-" + name().toLowerCase(Locale.ROOT);
  }
}

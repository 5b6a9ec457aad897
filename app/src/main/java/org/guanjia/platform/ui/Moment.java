package org.guanjia.platform.ui;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, for a timeline.
 *
 * @param who by whom; null where that is not for the reader
 * @param text line breaks are kept; null for none
 */
public record Moment(String title, @Nullable Instant at, @Nullable String who, @Nullable String text, Tone tone) {

  public static Moment of(String title, @Nullable Instant at) {
    return new Moment(title, at, null, null, Tone.NEUTRAL);
  }

  public Moment by(@Nullable String who) {
    return new Moment(title, at, who, text, tone);
  }

  public Moment text(@Nullable String text) {
    return new Moment(title, at, who, text, tone);
  }

  public Moment tone(Tone tone) {
    return new Moment(title, at, who, text, tone);
  }
}

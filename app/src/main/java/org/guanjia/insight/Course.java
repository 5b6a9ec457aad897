package org.guanjia.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.guanjia.platform.ui.Tone;
import org.jspecify.annotations.Nullable;

/** How a target stands today. */
public enum Course {
  /** The promised number is reached. */
  REACHED(Tone.SUCCESS),
  /** As far as it should be by today, or further. */
  ON_COURSE(Tone.ACCENT),
  /** Not as far as it should be by today. */
  BEHIND(Tone.WARNING),
  /** The deadline has passed without it. */
  MISSED(Tone.DANGER),
  /** Nothing has been counted or entered yet. */
  NO_FIGURE(Tone.NEUTRAL),
  /** The town no longer pursues it. */
  GIVEN_UP(Tone.NEUTRAL);

  private final Tone tone;

  Course(Tone tone) {
    this.tone = tone;
  }

  public Tone tone() {
    return tone;
  }

  static Course of(Target target, @Nullable BigDecimal actual, LocalDate today) {
    if (!target.active()) return GIVEN_UP;
    boolean over = today.isAfter(target.dueOn());
    if (actual == null) return over ? MISSED : NO_FIGURE;
    boolean there = actual.compareTo(target.amount()) >= 0;
    if (there) return target.measure().grows() || over ? REACHED : ON_COURSE;
    if (over) return MISSED;
    return actual.compareTo(Expected.by(target, today)) >= 0 ? ON_COURSE : BEHIND;
  }
}

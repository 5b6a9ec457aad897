package org.guanjia.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a life.
 *
 * @param other the other person of a marriage or divorce, where the register knows them
 * @param registration of a move: whether the registered household (户籍) moves along
 */
public record LifeEvent(Kind kind, LocalDate on, @Nullable Long other, boolean registration, @Nullable String note, String source) {

  public static final int NOTE_LENGTH_MAX = 500;

  /** What happened. */
  public enum Kind {
    BORN,
    DIED,
    MOVED_IN,
    MOVED_OUT,
    MARRIED,
    DIVORCED
  }

  /**
   * From which day on it counts: its own, unless the register says otherwise of a later day. Lists often tell of a death or move that lies before
   * the list by which the person came into the register, and what is told later must not bring them back.
   */
  LocalDate effectiveIn(Timeline timeline) {
    return facts().attributes().stream().map(timeline::history).filter(history -> !history.isEmpty()).map(history -> history.getLast().from())
        .filter(on::isBefore).max(LocalDate::compareTo).orElse(on);
  }

  /** What holds of the person since. */
  Facts facts() {
    return switch (kind) {
      case BORN -> Facts.NONE.with(Attribute.BIRTH, on);
      case DIED -> Facts.NONE.with(Attribute.DIED_ON, on).with(Attribute.RESIDENT, false).with(Attribute.REGISTERED, false);
      case MOVED_IN -> registration ? Facts.NONE.with(Attribute.RESIDENT, true).with(Attribute.REGISTERED, true) : Facts.NONE.with(Attribute.RESIDENT, true);
      case MOVED_OUT -> registration ? Facts.NONE.with(Attribute.RESIDENT, false).with(Attribute.REGISTERED, false) : Facts.NONE.with(Attribute.RESIDENT, false);
      case MARRIED, DIVORCED -> Facts.NONE;
    };
  }
}

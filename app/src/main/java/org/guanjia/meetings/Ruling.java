package org.guanjia.meetings;

import static org.guanjia.meetings.ItemKind.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the meeting makes of an item. */
public enum Ruling {
  /** The project gets its money. */
  APPROVED(PROJECT),
  /** The project is put off. */
  DEFERRED(PROJECT),
  /** The project is refused. */
  REFUSED(PROJECT),
  /** The request goes to a department that leads, and to others that help. */
  HANDED_OVER(REQUEST),
  /** The request is answered; a second person approves the words as ever. */
  ANSWERED(REQUEST),
  /** The request is to become a micro-project. */
  PROPOSED(REQUEST),
  /** What was to be done is done. */
  DONE(FOLLOW_UP),
  /** What was to be done gets another date. */
  CONTINUED(FOLLOW_UP),
  /** Not reached; it waits for the next meeting. */
  LEFT_OVER(PROJECT, REQUEST, FOLLOW_UP),
  /** Struck from the agenda, such as a matter that was withdrawn meanwhile. */
  DROPPED(PROJECT, REQUEST, FOLLOW_UP);

  private final Set<ItemKind> kinds;

  Ruling(ItemKind first, ItemKind... others) {
    this.kinds = EnumSet.of(first, others);
  }

  public boolean fits(ItemKind kind) {
    return kinds.contains(kind);
  }

  /** Those that an item of the kind can get. */
  public static List<Ruling> of(ItemKind kind) {
    return Arrays.stream(values()).filter(ruling -> ruling.fits(kind)).toList();
  }
}

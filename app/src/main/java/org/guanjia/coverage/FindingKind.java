package org.guanjia.coverage;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What does not agree about a person. */
public enum FindingKind {
  /** Whether they are entitled cannot be said, for a fact is missing. */
  UNKNOWN,
  /** Entitled, and nobody has asked for it. */
  FORGOTTEN,
  /** Awarded, and of the last two months that were due nothing came. */
  NOT_PAID,
  /** Paid, and the rules give nothing any more. */
  NO_LONGER,
  /** From next month on the rules give something, or more, for they come of an age. */
  UPCOMING,
  /** Paid by two programmes of which one excludes the other. */
  DOUBLE_PROGRAMME,
  /** Two records that may be of one person are both paid. */
  DOUBLE_RECORD,
  /** Two persons are paid to one account. */
  DOUBLE_ACCOUNT,
  /** Paid here, and another town pays as well by its list. */
  DOUBLE_TOWN;

  /** Found by comparing determinations with awards and payments; the others need the town as a whole. */
  static final Set<FindingKind> BY_PERSON = EnumSet.of(UNKNOWN, FORGOTTEN, NOT_PAID, NO_LONGER, UPCOMING, DOUBLE_PROGRAMME);
  static final Set<FindingKind> BY_TOWN = EnumSet.complementOf(EnumSet.copyOf(BY_PERSON));
  /** Settled by going to the person's door, or calling. */
  static final Set<FindingKind> AT_THE_DOOR = EnumSet.of(UNKNOWN, FORGOTTEN, NOT_PAID, UPCOMING);

  /** Whether money may have been paid that was not due. */
  public boolean ofMoney() {
    return !AT_THE_DOOR.contains(this);
  }

  static List<String> names(Set<FindingKind> kinds) {
    return Arrays.stream(values()).filter(kinds::contains).map(Enum::name).toList();
  }
}

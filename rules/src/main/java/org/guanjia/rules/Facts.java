package org.guanjia.rules;

import java.time.LocalDate;
import java.time.YearMonth;

/** What the held forms of facts mean, and the facts that are computed for a month. */
public final class Facts {

  /** Nobody has said. */
  public static final long UNKNOWN = Long.MIN_VALUE;
  /** Of a date: it is known that there is none (not died, never moved out). Later than any date. */
  public static final long NONE = Long.MAX_VALUE;

  /** Nobody is older for a rule; who is born after the month counts as 0. */
  static final int AGE_MOST = 150;

  private Facts() {
  }

  /**
   * Full years by birthday, never by subtracting years. Who is born on 29 February has the birthday of a common year on the last day of February
   * (Civil Code of the PRC, art. 202: where the month has no such day, its last day).
   */
  public static int age(LocalDate birth, LocalDate on) {
    int years = on.getYear() - birth.getYear();
    return birth.plusYears(years).isAfter(on) ? years - 1 : years;
  }

  /**
   * The age that counts for a month: the one reached by its last day where the month of the birthday counts, else by the last day of the month before.
   * Unknown where the birth is.
   */
  static long age(long birth, YearMonth month, boolean birthdayMonthCounts) {
    return birth == UNKNOWN ? UNKNOWN
        : Math.clamp(age(LocalDate.ofEpochDay(birth), (birthdayMonthCounts ? month : month.minusMonths(1)).atEndOfMonth()), 0, AGE_MOST);
  }

  /** 1 while the event of that day (a death, a move away) has not ended the month: it lies later, or in the month and that month still counts. */
  static long before(long day, YearMonth month, boolean monthCounts) {
    if (day == UNKNOWN) {
      return UNKNOWN;
    }
    long first = (monthCounts ? month : month.plusMonths(1)).atDay(1).toEpochDay();
    return day >= first ? 1 : 0;
  }
}

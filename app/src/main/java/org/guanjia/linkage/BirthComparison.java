package org.guanjia.linkage;

import java.time.LocalDate;

/** How two dates of birth differ. */
final class BirthComparison {

  private BirthComparison() {}

  static Level of(LocalDate one, LocalDate other) {
    if (one.equals(other)) return Level.BIRTH_SAME;
    boolean year = one.getYear() == other.getYear();
    boolean month = one.getMonthValue() == other.getMonthValue();
    boolean day = one.getDayOfMonth() == other.getDayOfMonth();
    if (year && one.getMonthValue() == other.getDayOfMonth() && one.getDayOfMonth() == other.getMonthValue()) return Level.BIRTH_SWAPPED;
    if (month && day && Math.abs(one.getYear() - other.getYear()) == 1 || slip(digits(one), digits(other))) return Level.BIRTH_SLIP;
    return year && (month || day) || month && day ? Level.BIRTH_PART : Level.BIRTH_OTHER;
  }

  private static int digits(LocalDate date) {
    return (date.getYear() * 100 + date.getMonthValue()) * 100 + date.getDayOfMonth();
  }

  /** One digit is another, or two neighbours are swapped. */
  private static boolean slip(int one, int other) {
    int differing = 0;
    int last = -1;
    int first = -1;
    for (int at = 0, a = one, b = other; a > 0 && b > 0; at++, a /= 10, b /= 10) {
      if (a % 10 == b % 10) continue;
      if (differing++ == 0) first = at;
      last = at;
    }
    return differing == 1 || differing == 2 && last == first + 1 && digit(one, first) == digit(other, last) && digit(one, last) == digit(other, first);
  }

  private static int digit(int number, int at) {
    for (int i = 0; i < at; i++) number /= 10;
    return number % 10;
  }
}

package org.guanjia.platform.identity;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.guanjia.platform.crypto.Mask;
import org.jspecify.annotations.Nullable;

/**
 * A resident identity number (GB 11643): division of first registration, date of birth, order (odd for men), check character. The old number of
 * 15 digits is turned into that of 18. A number with a problem still tells what its sound parts say, for a mistyped number is a clue as well.
 *
 * @param normal 18 characters with an upper-case X; what was typed, made plain, where it is not even of that shape
 * @param birth {@code null} when the number tells no day of the calendar that somebody alive or lately dead can be born on
 * @param sex {@code null} when the number is not of the right shape
 * @param division the six digits of the county (GB/T 2260); {@code null} when the number is not of the right shape
 * @param problems what is wrong, in the order in which it is told; empty for a valid number
 */
public record ResidentId(String normal, @Nullable LocalDate birth, @Nullable Sex sex, @Nullable String division, Set<Problem> problems) {

  public static final int LENGTH = 18;
  public static final int OLD_LENGTH = 15;
  private static final int AGE_MAX = 130;
  private static final String OLD_CENTURY = "19";
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

  /** Provinces (GB/T 2260); 81 to 83 begin the numbers of residence permits for people of Hong Kong, Macao and Taiwan. */
  private static final Set<String> PROVINCES =
      Set.of(
          "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51",
          "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83");

  /** What can be wrong with a number. */
  public enum Problem {
    /** Neither 18 nor 15 characters. */
    LENGTH,
    /** Something else than digits, or an X elsewhere than at the end of 18. */
    CHARACTERS,
    /** The first two digits are of no province. */
    DIVISION,
    /** No day of the calendar, or one more than 130 years ago. */
    DATE_IMPOSSIBLE,
    DATE_IN_FUTURE,
    /** A digit is wrong, or two are swapped. */
    CHECK_CHARACTER;

    /** Says what is wrong, for {@code platform.web.Messages}. */
    public String messageKey() {
      return "identity.resident." + this;
    }
  }

  public ResidentId {
    problems = problems.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(problems));
  }

  /**
   * Reads what somebody typed: full-width digits, a small or Roman x, blanks, dashes and a leading apostrophe are taken kindly.
   *
   * @param today in Asia/Shanghai; nobody is born after it
   */
  public static ResidentId parse(String typed, LocalDate today) {
    String bare = TypedNumber.bare(typed).replaceAll("[×Х]$", "X");
    Set<Problem> shape = shape(bare);
    if (!shape.isEmpty()) return new ResidentId(bare, null, null, null, shape);
    String number = bare.length() == OLD_LENGTH ? modern(bare) : bare;
    Set<Problem> problems = EnumSet.noneOf(Problem.class);
    if (!PROVINCES.contains(number.substring(0, 2))) problems.add(Problem.DIVISION);
    LocalDate birth = date(number.substring(6, 14));
    if (birth == null || birth.isBefore(today.minusYears(AGE_MAX))) problems.add(Problem.DATE_IMPOSSIBLE);
    else if (birth.isAfter(today)) problems.add(Problem.DATE_IN_FUTURE);
    boolean born = !problems.contains(Problem.DATE_IMPOSSIBLE) && !problems.contains(Problem.DATE_IN_FUTURE);
    if (!CheckCharacter.holds(number)) problems.add(Problem.CHECK_CHARACTER);
    Sex sex = (number.charAt(16) - '0') % 2 == 1 ? Sex.MALE : Sex.FEMALE;
    return new ResidentId(number, born ? birth : null, sex, number.substring(0, 6), problems);
  }

  public boolean valid() {
    return problems.isEmpty();
  }

  /**
   * The check character after the first 17 digits of a number.
   *
   * @throws IllegalArgumentException when these are not 17 digits
   */
  public static char checkCharacter(String digits) {
    if (digits.length() != LENGTH - 1 || !TypedNumber.digits(digits)) throw new IllegalArgumentException("not 17 digits");
    return CheckCharacter.after(digits);
  }

  /** Masked: the number itself must not slip into a log. */
  @Override
  public String toString() {
    return "ResidentId[" + Mask.identity(normal) + " " + problems + "]";
  }

  private static Set<Problem> shape(String bare) {
    Set<Problem> problems = EnumSet.noneOf(Problem.class);
    if (bare.length() != LENGTH && bare.length() != OLD_LENGTH) problems.add(Problem.LENGTH);
    boolean x = bare.length() == LENGTH && bare.endsWith("X");
    if (!TypedNumber.digits(x ? bare.substring(0, LENGTH - 1) : bare)) problems.add(Problem.CHARACTERS);
    return problems;
  }

  private static String modern(String old) {
    String digits = old.substring(0, 6) + OLD_CENTURY + old.substring(6);
    return digits + CheckCharacter.after(digits);
  }

  static @Nullable LocalDate date(String digits) {
    try {
      return LocalDate.parse(digits, DATE);
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}

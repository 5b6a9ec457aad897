package org.guanjia.platform.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.guanjia.platform.crypto.Mask;

/**
 * The number of a bank card: 12 to 19 digits, the last one Luhn's check digit (ISO/IEC 7812-1). It finds every wrong digit, and every swap of
 * neighbours but 0 and 9.
 *
 * @param normal digits alone; what was typed, made plain, where it is something else
 * @param problems what is wrong, in the order in which it is told; empty for a valid number
 */
public record BankCard(String normal, Set<Problem> problems) {

  public static final int LENGTH_MIN = 12;
  public static final int LENGTH_MAX = 19;

  /** What can be wrong with a number. */
  public enum Problem {
    LENGTH,
    CHARACTERS,
    CHECK_DIGIT;

    /** Says what is wrong, for {@code platform.web.Messages}. */
    public String messageKey() {
      return "identity.card." + this;
    }
  }

  public BankCard {
    problems = problems.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(problems));
  }

  /** Reads what somebody typed: full-width digits, blanks and dashes are taken kindly. */
  public static BankCard parse(String typed) {
    String bare = TypedNumber.bare(typed);
    Set<Problem> problems = EnumSet.noneOf(Problem.class);
    if (bare.length() < LENGTH_MIN || bare.length() > LENGTH_MAX) problems.add(Problem.LENGTH);
    if (!TypedNumber.digits(bare)) problems.add(Problem.CHARACTERS);
    if (problems.isEmpty() && !luhn(bare)) problems.add(Problem.CHECK_DIGIT);
    return new BankCard(bare, problems);
  }

  public boolean valid() {
    return problems.isEmpty();
  }

  /** Masked: the number itself must not slip into a log. */
  @Override
  public String toString() {
    return "BankCard[" + Mask.identity(normal) + " " + problems + "]";
  }

  private static boolean luhn(String digits) {
    int last = digits.length() - 1;
    return digits.charAt(last) == checkDigit(digits.substring(0, last));
  }

  /** Luhn's check digit behind these digits. */
  public static char checkDigit(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? 2 * digit : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}

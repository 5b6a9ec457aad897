package org.guanjia.projects;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers of projects, which a town reads out and writes on paper: {@code P26-0017-W} is the 17th of the library of 2026.
 * The last character is a check character by the hybrid scheme of ISO 7064, MOD 37,36: every single wrong character and
 * nearly every swap is found. A project carried over to another year keeps its number.
 */
public final class ProjectCode {

  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final Pattern PLAIN = Pattern.compile("P([0-9]{2})([0-9]{4,6})([0-9A-Z])");

  private ProjectCode() {}

  /**
   * @param year 2000 to 2099
   * @param number in that year's library, 1 to 999,999
   */
  public static String of(int year, int number) {
    if (year < 2000 || year > 2099 || number < 1 || number > 999_999) throw new IllegalArgumentException(year + ", " + number);
    String digits = "%02d%04d".formatted(year % 100, number);
    return written(digits.substring(0, 2), digits.substring(2), checkCharacter(digits));
  }

  /** What somebody typed, read kindly (case, spaces, hyphens); empty when it is no such number. */
  public static Optional<String> parse(String typed) {
    String plain = typed.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s\\-－—]", "");
    var parts = PLAIN.matcher(plain);
    if (!parts.matches() || checkCharacter(parts.group(1) + parts.group(2)) != parts.group(3).charAt(0)) return Optional.empty();
    return Optional.of(written(parts.group(1), parts.group(2), parts.group(3).charAt(0)));
  }

  private static String written(String year, String number, char check) {
    return "P" + year + "-" + number + "-" + check;
  }

  private static char checkCharacter(CharSequence digits) {
    int product = 36;
    for (int i = 0; i < digits.length(); i++) {
      int sum = (product + ALPHABET.indexOf(digits.charAt(i))) % 36;
      product = (sum == 0 ? 36 : sum) * 2 % 37;
    }
    return ALPHABET.charAt((37 - product) % 36);
  }
}

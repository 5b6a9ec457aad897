package org.guanjia.platform.identity;

/** ISO 7064, MOD 11-2: finds every single wrong character and every swap of two neighbours. */
final class CheckCharacter {

  private static final int MODULUS = 11;
  private static final String CHARACTERS = "0123456789X";

  private CheckCharacter() {}

  /** The character that belongs after these digits. */
  static char after(String digits) {
    int product = 0;
    for (int i = 0; i < digits.length(); i++) product = (product + digits.charAt(i) - '0') * 2 % MODULUS;
    return CHARACTERS.charAt((MODULUS + 1 - product) % MODULUS);
  }

  /** Whether the last of 18 characters belongs after the 17 digits before it. */
  static boolean holds(String number) {
    return after(number.substring(0, number.length() - 1)) == number.charAt(number.length() - 1);
  }
}

package org.guanjia.requests;

import java.util.Locale;
import java.util.Optional;

/**
 * Receipt codes: eight characters of Crockford's base 32 (no I, L, O, U), the last one a check character by the hybrid
 * scheme of ISO 7064 with modulus 32 (every single wrong character and nearly every swap is found). The number inside is
 * spread over the whole space by a bijection, so that codes tell neither order nor volume.
 */
public final class ReceiptCode {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int RADIX = ALPHABET.length();
  private static final int DIGITS = 7;
  private static final long SPACE = 1L << 35;
  private static final long MULTIPLIER = 0x5_1ED2_70B5L | 1;
  private static final long MASK = 0x2_B7E1_5163L;

  private ReceiptCode() {}

  /**
   * The code of that id.
   *
   * @throws IllegalArgumentException when the id is negative or beyond 2^35
   */
  public static String of(long id) {
    if (id < 0 || id >= SPACE) throw new IllegalArgumentException("id out of range: " + id);
    long spread = ((id * MULTIPLIER) & (SPACE - 1)) ^ MASK;
    var code = new StringBuilder(DIGITS + 1);
    for (int shift = 5 * (DIGITS - 1); shift >= 0; shift -= 5) {
      code.append(ALPHABET.charAt((int) (spread >>> shift) & 31));
    }
    return code.append(checkCharacter(code)).toString();
  }

  /** What somebody typed, read kindly (case, spaces, hyphens, O for 0, I and L for 1); empty when it is no code. */
  public static Optional<String> parse(String typed) {
    String code =
        typed
            .strip()
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s\\-－—]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    boolean valid =
        code.length() == DIGITS + 1
            && code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
            && checkCharacter(code.substring(0, DIGITS)) == code.charAt(DIGITS);
    return valid ? Optional.of(code) : Optional.empty();
  }

  /** As people read it: K7QM-2XD4. */
  public static String display(String code) {
    return code.substring(0, 4) + "-" + code.substring(4);
  }

  private static char checkCharacter(CharSequence digits) {
    int product = RADIX;
    for (int i = 0; i < digits.length(); i++) {
      int sum = (product + ALPHABET.indexOf(digits.charAt(i))) % RADIX;
      product = (sum == 0 ? RADIX : sum) * 2 % (RADIX + 1);
    }
    return ALPHABET.charAt((RADIX + 1 - product) % RADIX);
  }
}

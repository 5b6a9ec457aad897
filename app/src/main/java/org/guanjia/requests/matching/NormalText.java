package org.guanjia.requests.matching;

import java.text.Normalizer;
import java.util.Locale;

/**
 * One spelling for texts that a reader takes as the same: width, case, accents, traditional characters, Chinese numerals before a
 * counting word, invisible characters, punctuation and emoji do not count. Applying it twice changes nothing.
 */
final class NormalText {

  /** Longer texts are compared by their beginning: a description of this length already says what and where. */
  static final int CHARACTERS_MAX = 8_000;

  private static final char[] SIMPLIFIED = simplified();

  private NormalText() {}

  /** The normal spelling: letters and digits in lower case, everything else one space, at most {@link #CHARACTERS_MAX} characters. */
  static String of(String text) {
    var folded = folded(cut(text));
    return ChineseNumerals.toDigits(lettersAndDigits(folded));
  }

  private static String cut(String text) {
    if (text.length() <= CHARACTERS_MAX) return text;
    return text.substring(0, Character.isHighSurrogate(text.charAt(CHARACTERS_MAX - 1)) ? CHARACTERS_MAX - 1 : CHARACTERS_MAX);
  }

  /** Compatibility forms apart, lower case, and apart again, because each step can make work for the other (İ, ℌ). */
  private static String folded(String text) {
    var apart = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(apart, Normalizer.Form.NFKD);
  }

  private static String lettersAndDigits(String text) {
    var out = new StringBuilder(Math.min(text.length(), CHARACTERS_MAX));
    var gap = false;
    for (int i = 0, point; i < text.length() && out.length() < CHARACTERS_MAX - 2; i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (isIgnored(point)) continue;
      if (!Character.isLetterOrDigit(point)) {
        gap = true;
        continue;
      }
      if (gap && !out.isEmpty()) out.append(' ');
      gap = false;
      out.appendCodePoint(simple(point));
    }
    return out.toString();
  }

  /** Marks over letters, zero-width and direction characters: invisible, so they neither match nor separate. */
  private static boolean isIgnored(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK, Character.FORMAT -> true;
      default -> false;
    };
  }

  private static int simple(int point) {
    if (point < SIMPLIFIED.length) return SIMPLIFIED[point];
    var digit = Character.isDigit(point) ? Character.digit(point, 10) : -1;
    return digit >= 0 ? '0' + digit : point;
  }

  private static char[] simplified() {
    var table = new char[0xA000];
    for (int c = 0; c < table.length; c++) {
      var digit = Character.isDigit(c) ? Character.digit(c, 10) : -1;
      table[c] = (char) (digit >= 0 ? '0' + digit : c);
    }
    for (var line : DataFile.lines("simplified.txt")) {
      for (var pair : line.split(" ")) table[pair.charAt(0)] = pair.charAt(1);
    }
    return table;
  }
}

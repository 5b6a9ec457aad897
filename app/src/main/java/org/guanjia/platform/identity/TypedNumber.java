package org.guanjia.platform.identity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What stands in a cell or a form field, without what hands and spreadsheets add to a number. */
final class TypedNumber {

  /** Blanks of every kind, dashes, the apostrophe by which a spreadsheet marks text, and what cannot be seen. */
  private static final Pattern ADDED = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}'’‘`]+");

  private TypedNumber() {}

  /** Full-width forms made plain, letters upper-case, blanks, dashes and apostrophes left out. */
  static String bare(String typed) {
    return ADDED.matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC)).replaceAll("").toUpperCase(Locale.ROOT);
  }

  static boolean digits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}

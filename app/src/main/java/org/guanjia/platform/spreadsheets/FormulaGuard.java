package org.guanjia.platform.spreadsheets;

/**
 * Keeps text from being run as a formula when a spreadsheet program opens it (OWASP, "CSV injection").
 *
 * <p>A text that begins with a character a program takes for a formula gets an apostrophe in front, as a person would type it. Reading
 * takes exactly that apostrophe away again, so a list that leaves and comes back is unchanged. Numbers never pass through here and stay
 * numbers.
 */
final class FormulaGuard {
  /** Includes the full-width forms, which programs set up for Chinese and Japanese accept as well. */
  private static final String STARTS = "=+-@\t\r\n＝＋－＠";

  private FormulaGuard() {}

  static String guard(String text) {
    return isRisky(text) ? "'" + text : text;
  }

  static String unguard(String text) {
    return text.startsWith("'") && isRisky(text) ? text.substring(1) : text;
  }

  /** Also true for a text already guarded, so that guarding and unguarding are each other's inverse for every text. */
  private static boolean isRisky(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == '\'') {
      at++;
    }
    return at < text.length() && STARTS.indexOf(text.charAt(at)) >= 0;
  }
}

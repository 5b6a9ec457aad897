package org.guanjia.places;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of places, compared the way people mean them. */
final class PlaceNames {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{P}\\u200B]+");
  private static final Pattern COMMITTEE = Pattern.compile("(村民委员会|居民委员会|社区居委会|村委会|居委会|党群服务中心)$");
  private static final Pattern ENDING = Pattern.compile("(?<=..)(社区|村)$|(?<=.)(village|community)$");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=\\d)");

  private PlaceNames() {}

  /** Chinese for readers of Chinese, else the English name. */
  static String in(Locale locale, String zh, String en) {
    return locale.getLanguage().equals("zh") ? zh : en;
  }

  /** 南社, 南社村, 南社村委会 and Nanshe Village fold to what 南社村 and Nanshe fold to; 03 to what 3 does. */
  static String fold(String name) {
    String plain = BLANKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT)).replaceAll("");
    String bare = ENDING.matcher(COMMITTEE.matcher(plain).replaceAll("")).replaceAll("");
    return LEADING_ZEROS.matcher(bare).replaceAll("");
  }
}

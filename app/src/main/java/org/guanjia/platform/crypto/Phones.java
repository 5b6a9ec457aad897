package org.guanjia.platform.crypto;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** One normal form for telephone numbers, so that the same number is found however it was typed. */
public final class Phones {

  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9+]");
  private static final Pattern CHINA = Pattern.compile("^(\\+86|0086|86(?=1[3-9][0-9]{9}$))");

  private Phones() {}

  /**
   * Digits alone, full-width ones too, without China's country code: {@code "+86 138-0013 8000"} becomes
   * {@code "13800138000"}. Extensions stay as digits at the end.
   */
  public static String normal(String typed) {
    String digits = NO_DIGIT.matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC)).replaceAll("");
    String national = CHINA.matcher(digits).replaceFirst("");
    return national.replace("+", "");
  }
}

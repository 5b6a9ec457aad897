package org.guanjia.platform.crypto;

import java.text.Normalizer;

/** One normal form for telephone numbers, so that the same number is found however it was typed. */
public final class Phones {

  private Phones() {}

  /**
   * Digits alone, full-width ones too, without China's country code: {@code "+86 138-0013 8000"} becomes
   * {@code "13800138000"}. Extensions stay as digits at the end.
   */
  public static String normal(String typed) {
    String digits = Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[^0-9+]", "");
    String national = digits.replaceFirst("^(\\+86|0086|86(?=1[3-9][0-9]{9}$))", "");
    return national.replace("+", "");
  }
}

package org.guanjia.requests.matching;

/** Chinese numerals before a counting word (二巷, 三十八号, 两盏) in digits; numerals inside ordinary words (一直, 十字路口) stay. */
final class ChineseNumerals {

  private static final String DIGITS = "零一二三四五六七八九";
  private static final String COUNTED = "号巷栋幢座楼层组队街横户盏个天月年日条期区单路米位岁间排";
  private static final int NUMERALS_MAX = 9;

  private ChineseNumerals() {}

  static String toDigits(String text) {
    StringBuilder out = null;
    var copied = 0;
    for (int i = 0; i < text.length(); i++) {
      var end = numeralEnd(text, i);
      if (end == i) continue;
      if (end < text.length() && end - i <= NUMERALS_MAX && COUNTED.indexOf(text.charAt(end)) >= 0) {
        var value = value(text, i, end);
        if (value >= 0) {
          if (out == null) out = new StringBuilder(text.length());
          out.append(text, copied, i).append(value);
          copied = end;
        }
      }
      i = end - 1;
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  private static int numeralEnd(String text, int start) {
    var end = start;
    while (end < text.length() && (digit(text.charAt(end)) >= 0 || unit(text.charAt(end)) > 0)) end++;
    return end;
  }

  /** 三十八 and 三八 are both 38; -1 where the order of units makes no number. */
  private static long value(String text, int start, int end) {
    long total = 0;
    long digits = -1;
    var lastUnit = Integer.MAX_VALUE;
    for (int i = start; i < end; i++) {
      var digit = digit(text.charAt(i));
      if (digit >= 0) {
        digits = digits < 0 || digits == 0 ? digit : digits * 10 + digit;
        continue;
      }
      var unit = unit(text.charAt(i));
      if (unit >= lastUnit) return -1;
      total += (digits < 0 ? 1 : digits) * unit;
      digits = -1;
      lastUnit = unit;
    }
    return total + Math.max(digits, 0);
  }

  private static int digit(char c) {
    return switch (c) {
      case '两' -> 2;
      case '〇' -> 0;
      default -> DIGITS.indexOf(c);
    };
  }

  private static int unit(char c) {
    return switch (c) {
      case '十' -> 10;
      case '百' -> 100;
      case '千' -> 1000;
      default -> 0;
    };
  }
}

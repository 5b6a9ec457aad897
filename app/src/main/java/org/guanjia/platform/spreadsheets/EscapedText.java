package org.guanjia.platform.spreadsheets;

import java.util.regex.Pattern;

/** Workbook text keeps characters that XML cannot hold as {@code _xHHHH_} (ECMA-376 part 1, 22.9.2.19). */
final class EscapedText {
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private EscapedText() {}

  static String decode(String text) {
    if (!text.contains("_x")) {
      return text;
    }
    return ESCAPE.matcher(text).replaceAll(m -> java.util.regex.Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16))));
  }

  static String encode(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(text, i) && !ESCAPE.matcher(text).region(i, Math.min(text.length(), i + 7)).lookingAt()) {
        if (out != null) {
          out.append(c);
        }
      } else {
        out = out == null ? new StringBuilder(text.length() + 16).append(text, 0, i) : out;
        out.append("_x%04X_".formatted((int) c));
      }
    }
    return out == null ? text : out.toString();
  }

  /** Carriage returns do not survive XML either: a parser turns them into line feeds. */
  private static boolean isPlain(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return c >= 0x20 && c != 0xFFFE && c != 0xFFFF || c == '\t' || c == '\n';
  }
}

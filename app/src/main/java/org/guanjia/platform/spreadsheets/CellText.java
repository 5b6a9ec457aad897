package org.guanjia.platform.spreadsheets;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words and numbers out of cells. */
final class CellText {
  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,3}(,\\d{3})+|\\d+)(\\.\\d+)?");
  private static final int SHOWN_CHARS_MAX = 60;

  private CellText() {}

  static String words(SheetCell cell, int charsMax) throws CellFault {
    String text = trim(Normalizer.normalize(sound(cell), Normalizer.Form.NFC));
    if (text.codePointCount(0, text.length()) > charsMax) {
      throw new CellFault("sheets.problem.tooLong", text.codePointCount(0, text.length()), charsMax);
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 && c != '\n' && c != '\r' && c != '\t' || c == 0x7F || c == 0xFFFD || Character.isSurrogate(c) && !isPaired(text, i)) {
        throw new CellFault("sheets.problem.control", "U+%04X".formatted((int) c), i + 1);
      }
    }
    return text;
  }

  static String code(SheetCell cell, int charsMax) throws CellFault {
    if (cell instanceof SheetCell.Number number && number.hasLostDigits()) {
      throw new CellFault("sheets.problem.lostDigits", number.text());
    }
    String text = compact(cell);
    if (text.length() > charsMax) {
      throw new CellFault("sheets.problem.tooLong", text.length(), charsMax);
    }
    return words(new SheetCell.Text(text), charsMax);
  }

  static long wholeNumber(SheetCell cell, long min, long max) throws CellFault {
    BigDecimal number = number(cell);
    if (number.stripTrailingZeros().scale() > 0) {
      throw new CellFault("sheets.problem.notWhole", shown(cell));
    }
    return within(number, BigDecimal.valueOf(min), BigDecimal.valueOf(max)).longValueExact();
  }

  static BigDecimal decimal(SheetCell cell, BigDecimal min, BigDecimal max) throws CellFault {
    return within(number(cell), min, max);
  }

  static <E> E choice(SheetCell cell, Map<String, E> folded, Collection<String> words) throws CellFault {
    E value = folded.get(Headings.fold(sound(cell)));
    if (value == null) {
      throw new CellFault("sheets.problem.choice", shown(cell), words.stream().sorted().limit(12).collect(Collectors.joining(" / ")));
    }
    return value;
  }

  /** Content without blanks of any width inside or around, in half-width characters: how codes, numbers and dates are compared. */
  static String compact(SheetCell cell) throws CellFault {
    return trim(Normalizer.normalize(sound(cell), Normalizer.Form.NFKC));
  }

  /** Enough of the content for a message. */
  static String shown(SheetCell cell) {
    String text = trim(cell.text());
    return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, text.offsetByCodePoints(0, Math.min(SHOWN_CHARS_MAX, text.codePointCount(0, text.length())))) + "…";
  }

  /** Also takes away ideographic and no-break blanks, zero-width characters and stray byte order marks, which strip() leaves. */
  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static String sound(SheetCell cell) throws CellFault {
    if (cell instanceof SheetCell.Faulty) {
      throw new CellFault("sheets.problem.faulty", shown(cell));
    }
    return cell.text();
  }

  private static BigDecimal number(SheetCell cell) throws CellFault {
    if (cell instanceof SheetCell.Number number) {
      return number.value();
    }
    String text = compact(cell);
    if (!NUMBER.matcher(text).matches() || text.length() > 40) {
      throw new CellFault("sheets.problem.number", shown(cell));
    }
    return new BigDecimal(text.replace(",", ""));
  }

  private static BigDecimal within(BigDecimal number, BigDecimal min, BigDecimal max) throws CellFault {
    if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
      throw new CellFault("sheets.problem.range", number.toPlainString(), min.toPlainString(), max.toPlainString());
    }
    return number;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200B' || c == '\uFEFF' || c == '\u2060';
  }

  private static boolean isPaired(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}

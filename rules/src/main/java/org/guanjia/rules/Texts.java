package org.guanjia.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** FEEL's functions on strings; places are counted in characters, not in UTF-16 units. */
final class Texts {

  /** What may part thousands, and what a whole number from its fraction (DMN 1.5, table 72). */
  private static final Set<Object> GROUPS = Set.of(" ", ",", ".");
  private static final Set<Object> POINTS = Set.of(",", ".");

  private Texts() {
  }

  static @Nullable Object number(List<@Nullable Object> a) {
    if (a.getFirst() instanceof BigDecimal number && a.size() == 1) {
      return number;
    } else if (!(a.getFirst() instanceof String text) || text.length() > 64) {
      return null;
    } else {
      Object group = a.size() > 1 ? a.get(1) : null;
      Object point = a.size() > 2 ? a.get(2) : null;
      if (group != null && !GROUPS.contains(group) || point != null && (!POINTS.contains(point) || point.equals(group))) {
        return null;
      }
      String plain = group instanceof String sign ? text.replace(sign, "") : text;
      plain = point instanceof String sign ? plain.replace(sign, ".") : plain;
      return plain.matches("-?\\d*\\.?\\d+") ? new BigDecimal(plain).round(Values.NUMBER) : null;
    }
  }

  static @Nullable Object substring(List<@Nullable Object> a) {
    Integer start = Numbers.whole(a.get(1));
    Integer length = a.size() > 2 && a.get(2) != null ? Numbers.whole(a.get(2)) : Integer.valueOf(Integer.MAX_VALUE);
    if (!(a.getFirst() instanceof String text) || start == null || length == null || start == 0 || length < 1) {
      return null;
    }
    int[] characters = text.codePoints().toArray();
    int from = start > 0 ? start - 1 : characters.length + start;
    return from < 0 || from >= characters.length ? null : new String(characters, from, Math.min(length, characters.length - from));
  }

  static @Nullable Object before(List<@Nullable Object> a) {
    return a.get(0) instanceof String text && a.get(1) instanceof String part ? text.substring(0, Math.max(0, text.indexOf(part))) : null;
  }

  static @Nullable Object after(List<@Nullable Object> a) {
    if (a.get(0) instanceof String text && a.get(1) instanceof String part) {
      int at = text.indexOf(part);
      return at < 0 ? "" : text.substring(at + part.length());
    }
    return null;
  }

  static @Nullable Object join(List<@Nullable Object> a) {
    List<? extends @Nullable Object> list = Lists.of(a.getFirst());
    if (list == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Object item : list) {
      if (item instanceof String text) {
        texts.add(text);
      } else if (item != null) {
        return null;
      }
    }
    String sign = a.size() > 1 && a.get(1) instanceof String given ? given : "";
    if ((long) sign.length() * texts.size() > Interpreter.TEXT_MAX) {
      throw new FeelException(Problem.Kind.TOO_COMPLEX, "a text of more than " + Interpreter.TEXT_MAX + " characters");
    }
    return String.join(sign, texts);
  }
}

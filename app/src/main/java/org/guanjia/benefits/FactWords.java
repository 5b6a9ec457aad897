package org.guanjia.benefits;

import java.time.LocalDate;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Facts;

/** Facts, their values and what the tables ask of them, in the reader's language. */
final class FactWords {

  /** A number, or the name of a parameter. */
  private static final String OPERAND = "[0-9]+(?:\\.[0-9]+)?|[A-Za-z_][A-Za-z0-9_]*";

  private FactWords() {}

  static String name(Page page, Fact fact) {
    return page.tOr("benefits.fact." + fact.code(), fact.code());
  }

  static String name(Page page, String code) {
    return page.tOr("benefits.fact." + code, code);
  }

  /** The paper that would settle it. */
  static String paper(Page page, Fact fact) {
    return page.tOr("benefits.paper." + fact.code(), page.t("benefits.paper"));
  }

  static String value(Page page, Fact fact, long held) {
    if (held == Facts.UNKNOWN) return page.t("benefits.unknown");
    Object value = fact.value(held);
    return switch (fact.kind()) {
      case BOOLEAN -> page.t(held == 1 ? "benefits.yes" : "benefits.no");
      case NUMBER -> number(page, fact, String.valueOf(value));
      case DATE -> value instanceof LocalDate day ? page.date(day) : page.t("benefits.none");
      case TEXT -> page.tOr("benefits.value." + fact.code() + "." + value, String.valueOf(value));
    };
  }

  /** A FEEL literal as people write it: yes and no in words, a day without {@code date("…")}; else as it is. */
  static String literal(Page page, String literal) {
    return switch (literal) {
      case "true" -> page.t("benefits.yes");
      case "false" -> page.t("benefits.no");
      default -> literal.replaceAll("^date\\(\"([0-9-]+)\"\\)$", "$1");
    };
  }

  private static String number(Page page, Fact fact, String number) {
    String plain = number.contains(".") ? number.replaceFirst("\\.?0+$", "") : number;
    String key = "benefits.unit." + fact.code();
    return page.tOr(key, "").isEmpty() ? plain : page.t(key, plain);
  }

  /** A FEEL test in words where it is one of the usual ones; else as it is written. */
  static String asked(Page page, String test) {
    String plain = test.strip();
    if (plain.equals("true")) return page.t("benefits.yes");
    if (plain.equals("false")) return page.t("benefits.no");
    if (plain.equals("-") || plain.isEmpty()) return page.t("benefits.any");
    var compared = java.util.regex.Pattern.compile("(>=|<=|>|<)\\s*(" + OPERAND + ")").matcher(plain);
    if (compared.matches()) return page.t("benefits.test." + word(compared.group(1)), compared.group(2));
    var range = java.util.regex.Pattern.compile("([\\[(\\]])\\s*(" + OPERAND + ")\\s*\\.\\.\\s*(" + OPERAND + ")\\s*([\\])\\[])").matcher(plain);
    if (range.matches()) {
      String low = range.group(1).equals("[") ? "" : "Above";
      String high = range.group(4).equals("]") ? "" : "Below";
      return page.t("benefits.test.range" + low + high, range.group(2), range.group(3));
    }
    return plain;
  }

  private static String word(String comparison) {
    return switch (comparison) {
      case ">=" -> "atLeast";
      case "<=" -> "atMost";
      case ">" -> "over";
      default -> "under";
    };
  }
}

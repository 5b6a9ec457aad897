package org.guanjia.benefits;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Facts;
import org.jspecify.annotations.Nullable;

/** A fact's value as it is typed and kept: a FEEL literal, or the plain value without its quotes or {@code date("…")}. */
final class FactLiteral {

  /** That there is no such day, as it is written in FEEL, and typed. */
  private static final Set<String> NONE = Set.of("null", "无", "none");

  private FactLiteral() {}

  /** The held form; empty when it is no value of that fact. */
  static Optional<Long> held(Fact fact, String typed) {
    String text = typed.strip();
    try {
      return Optional.of(switch (fact.kind()) {
        case BOOLEAN -> fact.held(yesNo(text).orElseThrow(() -> new IllegalArgumentException(text)));
        case NUMBER -> fact.held(new BigDecimal(text.replace(",", "")));
        case DATE -> fact.held(date(text));
        case TEXT -> fact.held(text.replaceAll("^\"|\"$", ""));
      });
    } catch (IllegalArgumentException | DateTimeException wrong) {
      return Optional.empty();
    }
  }

  /** The FEEL literal of a held form; null when unknown. */
  static @Nullable String of(Fact fact, long held) {
    if (held == Facts.UNKNOWN) return null;
    Object value = fact.value(held);
    return switch (fact.kind()) {
      case BOOLEAN, NUMBER -> String.valueOf(value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : value);
      case DATE -> value == null ? "null" : "date(\"" + value + "\")";
      case TEXT -> "\"" + value + "\"";
    };
  }

  /** As a form shows it: without quotes and {@code date("…")}. */
  static String plain(Fact fact, String literal, String none) {
    return held(fact, literal).map(held -> held == Facts.NONE ? none : String.valueOf(fact.value(held))).orElse(literal);
  }

  static Optional<Boolean> yesNo(String text) {
    return switch (text) {
      case "true", "是", "yes" -> Optional.of(true);
      case "false", "否", "no" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static @Nullable LocalDate date(String text) {
    return NONE.contains(text) ? null : LocalDate.parse(text.replaceAll("^date\\(\"|\"\\)$", ""));
  }
}

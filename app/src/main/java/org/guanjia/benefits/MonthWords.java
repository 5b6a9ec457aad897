package org.guanjia.benefits;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/** Months in words and as they are typed. */
public final class MonthWords {

  private MonthWords() {}

  /** 2026年5月, or May 2026. */
  public static String text(Page page, YearMonth month) {
    return DateTimeFormatter.ofPattern(page.t("benefits.format.month"), page.locale()).format(month);
  }

  /** From one month to another. */
  public static String span(Page page, YearMonth from, @Nullable YearMonth until) {
    if (until == null) return page.t("benefits.span.open", text(page, from));
    return from.equals(until) ? text(page, from) : page.t("benefits.span", text(page, from), text(page, until));
  }

  /** Such as 2026-05; empty when it is no month between 1990 and 2999. */
  public static Optional<YearMonth> parse(@Nullable String typed) {
    if (typed == null || !typed.strip().matches("(199[0-9]|2[0-9]{3})-[0-9]{2}")) return Optional.empty();
    try {
      return Optional.of(YearMonth.parse(typed.strip()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

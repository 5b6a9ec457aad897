package org.guanjia.insight;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.YearMonth;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/** Figures in the reader's language. */
public final class Written {

  private Written() {}

  /** 1,720 or 96.5; a dash for nothing. */
  public static String number(Page page, @Nullable BigDecimal value) {
    if (value == null) return "–";
    NumberFormat format = NumberFormat.getNumberInstance(page.locale());
    format.setMaximumFractionDigits(2);
    return format.format(value);
  }

  /** With per cent for shares. */
  public static String of(Page page, Measure measure, @Nullable BigDecimal value) {
    return number(page, value) + (measure.share() && value != null ? "%" : "");
  }

  /** 2026 年 10 月, or October 2026. */
  public static String month(Page page, YearMonth month) {
    return page.t("board.monthOf", String.valueOf(month.getYear()), page.t("board.month." + month.getMonthValue()));
  }

  static String days(Page page, @Nullable Integer days) {
    return days == null ? "–" : page.number(days);
  }
}

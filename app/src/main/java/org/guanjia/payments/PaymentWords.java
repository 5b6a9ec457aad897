package org.guanjia.payments;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/** How payments are told in the reader's language. */
public final class PaymentWords {

  private PaymentWords() {}

  /** 2026年5月, or May 2026. */
  public static String month(Page page, YearMonth month) {
    return DateTimeFormatter.ofPattern(page.locale().getLanguage().equals("zh") ? "uuuu年M月" : "MMMM uuuu", page.locale()).format(month);
  }

  /** Why somebody is held, with what it says about it. */
  public static String hold(Page page, HoldReason reason, Map<String, Object> details) {
    String more = switch (reason) {
      case ACCOUNT_CHANGED -> text(details, "since");
      case AMOUNT_FAR -> fen(page, details, "last") + " → " + fen(page, details, "now");
      case VERY_OLD -> text(details, "birth");
      case DIED, MOVED -> text(details, "on");
      case AWARD_CHANGED, ENTITLEMENT_CHANGED -> months(page, details) + " " + fen(page, details, "was") + " → " + (details.containsKey("now") ? fen(page, details, "now") : page.t("payments.unknownNow"));
      case NO_ACCOUNT, BAD_ACCOUNT, ACCOUNT_FAILED, DOUBLE, ACCOUNT_OF_TWO, ACCOUNT_SHARED -> "";
    };
    String said = page.t("payments.hold." + reason);
    return more.isEmpty() ? said : said + " · " + more;
  }

  /** Why less is paid than is due: what was paid for the same month of a programme that this one excludes. */
  public static String setOff(Page page, RunView.Words words, Payout.SetOff taken) {
    return page.t("payments.setOff.sentence", month(page, taken.month()), words.programme(taken.programme()), page.money(taken.fen()), words.programme(taken.instead()));
  }

  /** Records of the others whom a held payment is about, by number. */
  public static Collection<?> others(Map<String, Object> details) {
    return details.get("persons") instanceof Collection<?> persons ? persons : List.of();
  }

  public static String why(Page page, List<ChangeWhy> why) {
    return why.stream().map(one -> page.t("payments.changeWhy." + one)).collect(Collectors.joining(page.locale().getLanguage().equals("zh") ? "、" : ", "));
  }

  /** More or less than before, with its sign. */
  public static String difference(Page page, long fen) {
    return (fen > 0 ? "+" : fen < 0 ? "−" : "") + page.money(Math.abs(fen));
  }

  /** An amount that may be less than nothing. */
  public static String signed(Page page, long fen) {
    return (fen < 0 ? "−" : "") + page.money(Math.abs(fen));
  }

  /** As a form field shows it; empty for null. */
  public static String yuan(@Nullable Long fen) {
    return fen == null ? "" : Money.ofFen(fen).yuan();
  }

  public static Tone tone(RunState state) {
    return switch (state) {
      case PROPOSED -> Tone.INFO;
      case SUBMITTED, PARTLY -> Tone.WARNING;
      case APPROVED, FILED -> Tone.ACCENT;
      case RETURNED, CLOSED -> Tone.SUCCESS;
      case CANCELLED -> Tone.NEUTRAL;
    };
  }

  public static Tone tone(PayoutState state) {
    return switch (state) {
      case PROPOSED -> Tone.INFO;
      case ORDERED -> Tone.ACCENT;
      case PAID -> Tone.SUCCESS;
      case FAILED -> Tone.DANGER;
      case TAKEN_OUT -> Tone.WARNING;
      case CANCELLED -> Tone.NEUTRAL;
    };
  }

  public static Tone tone(ChangeKind kind) {
    return switch (kind) {
      case NEW -> Tone.ACCENT;
      case GONE -> Tone.WARNING;
      case MORE, LESS -> Tone.INFO;
    };
  }

  public static Tone tone(RecoveryState state) {
    return switch (state) {
      case OPEN -> Tone.WARNING;
      case AGREED -> Tone.ACCENT;
      case SUSPENDED, WRITE_OFF_ASKED -> Tone.INFO;
      case SETTLED -> Tone.SUCCESS;
      case WRITTEN_OFF -> Tone.NEUTRAL;
    };
  }

  private static String months(Page page, Map<String, Object> details) {
    return details.get("months") instanceof Collection<?> months ? months.stream().map(each -> month(page, YearMonth.parse(String.valueOf(each)))).collect(Collectors.joining("、")) : "";
  }

  private static String text(Map<String, Object> details, String name) {
    Object value = details.get(name);
    return value == null ? "" : String.valueOf(value);
  }

  private static String fen(Page page, Map<String, Object> details, String name) {
    return details.get(name) instanceof Number fen ? page.money(fen.longValue()) : "";
  }
}

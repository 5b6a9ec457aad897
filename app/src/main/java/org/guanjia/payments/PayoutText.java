package org.guanjia.payments;

import java.util.stream.Collectors;
import org.guanjia.platform.web.Page;

/** What a payment is made of, in words. */
public final class PayoutText {

  private PayoutText() {}

  /** The months with their amounts: 2026年5月 ¥100.00; those that are not the run's own say why they are paid now. */
  public static String months(Page page, Payout payout) {
    return payout.lines().stream()
        .map(line -> PaymentWords.month(page, line.month()) + (line.kind() == LineKind.REGULAR ? "" : "（" + page.t("payments.line." + line.kind()) + "）") + " " + page.money(line.fen()))
        .collect(Collectors.joining("；"));
  }
}

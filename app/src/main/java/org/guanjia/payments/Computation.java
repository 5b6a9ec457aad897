package org.guanjia.payments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From what is due and what was settled to what a run pays; pure, so that a run can be computed again from what it kept. */
final class Computation {

  private Computation() {}

  /**
   * A person's month as a run saw it.
   *
   * @param knownFen the entitlement recognised by then
   * @param settledFen paid, on its way or kept back by then
   * @param failed whether a bank refused it last
   * @param skipped whether another run that is not approved yet pays it
   */
  record Seen(Due due, long knownFen, long settledFen, boolean failed, boolean skipped) {}

  /** What one person gets of a programme; the earliest month first. */
  record Payment(long person, String programme, List<Reckoning.Line> lines) {
    long grossFen() {
      return lines.stream().mapToLong(Reckoning.Line::fen).reduce(0, Math::addExact);
    }
  }

  /** In the order of persons and programmes; those who get nothing are left out. */
  static List<Payment> payments(Collection<Seen> seen, YearMonth of) {
    Map<EarlierPayments.Key, List<Reckoning.Month>> months = new LinkedHashMap<>();
    seen.stream()
        .sorted(Comparator.comparing((Seen one) -> one.due().person()).thenComparing(one -> one.due().programme()).thenComparing(one -> one.due().month()))
        .filter(one -> !one.skipped())
        .forEach(one -> months.computeIfAbsent(new EarlierPayments.Key(one.due().person(), one.due().programme()), key -> new ArrayList<>()).add(month(one)));
    List<Payment> payments = new ArrayList<>();
    months.forEach((key, all) -> {
      List<Reckoning.Line> lines = Reckoning.lines(all, of);
      if (!lines.isEmpty()) payments.add(new Payment(key.person(), key.programme(), lines));
    });
    return payments;
  }

  private static Reckoning.Month month(Seen one) {
    return new Reckoning.Month(one.due().month(), one.due().knownFen(), one.knownFen(), one.settledFen(), one.failed());
  }

  /** Of all that is paid, to the fen. */
  static String digest(Collection<Payment> payments) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Payment payment : payments) {
        for (Reckoning.Line line : payment.lines()) {
          String text = payment.person() + "|" + payment.programme() + "|" + line.month() + "|" + line.kind() + "|" + line.fen() + "\n";
          digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.guanjia.payments;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run makes of what is due and what was paid: pure arithmetic in whole fen, the same at any time for the same input. */
final class Reckoning {

  private Reckoning() {}

  /**
   * A person's month of a programme when a run is computed.
   *
   * @param dueFen the entitlement as determined last; null when it is not known
   * @param knownFen the entitlement as recognised by earlier runs
   * @param settledFen what the person has, is about to get or had kept back, less what came back
   * @param failed whether a bank refused it last
   */
  record Month(YearMonth month, @Nullable Long dueFen, long knownFen, long settledFen, boolean failed) {}

  /** What the run pays for a month. */
  record Line(YearMonth month, LineKind kind, long fen) {}

  /** How the run corrects what was recognised of a month. */
  record Correction(YearMonth month, long fen) {}

  /** Of what is not known nothing is paid, and nothing that was paid is asked back for it. */
  static List<Line> lines(List<Month> months, YearMonth of) {
    List<Line> lines = new ArrayList<>();
    for (Month month : months) {
      if (month.dueFen() == null) continue;
      long owed = Math.subtractExact(month.dueFen(), month.settledFen());
      if (owed > 0) lines.add(new Line(month.month(), kind(month, of), owed));
    }
    return lines;
  }

  static List<Correction> corrections(List<Month> months) {
    List<Correction> corrections = new ArrayList<>();
    for (Month month : months) {
      if (month.dueFen() == null || month.dueFen() == month.knownFen()) continue;
      corrections.add(new Correction(month.month(), Math.subtractExact(month.dueFen(), month.knownFen())));
    }
    return corrections;
  }

  private static LineKind kind(Month month, YearMonth of) {
    if (month.failed()) return LineKind.AGAIN;
    return month.month().equals(of) ? LineKind.REGULAR : LineKind.ARREARS;
  }

  /**
   * How much of a payment is kept back.
   *
   * @param grossFen of the payment, less what is kept back of it already
   * @param capPercent of the whole payment at most so much
   */
  static long deduction(long grossFen, long instalmentFen, int capPercent, long remainingFen, long wholeFen) {
    long cap = Math.multiplyExact(wholeFen, capPercent) / 100;
    return Math.max(0, Math.min(Math.min(instalmentFen, remainingFen), Math.min(cap, grossFen)));
  }

  /** Spreads an amount over parts, filling the first ones first; the parts together hold at least the amount. */
  static List<Long> spread(long fen, List<Long> parts) {
    List<Long> spread = new ArrayList<>();
    long left = fen;
    for (long part : parts) {
      long taken = Math.min(left, Math.max(0, part));
      spread.add(taken);
      left -= taken;
    }
    if (left != 0) throw new ArithmeticException("cannot spread " + fen + " over " + parts);
    return spread;
  }
}

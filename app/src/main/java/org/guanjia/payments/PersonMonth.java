package org.guanjia.payments;

import java.time.YearMonth;

/**
 * What a person's month of a programme comes to, in fen.
 *
 * @param entitledFen as recognised by the runs so far
 * @param onWayFen ordered, the bank has not answered
 * @param withheldFen kept back for other months that were overpaid
 * @param recoveredFen came back of what was overpaid in this month
 * @param writtenOffFen of that, what is not asked for any more
 */
public record PersonMonth(
    long person, String programme, YearMonth month, long entitledFen, long onWayFen, long paidFen, long withheldFen, long recoveredFen, long writtenOffFen) {

  EarlierPayments.MonthKey key() {
    return new EarlierPayments.MonthKey(person, programme, month);
  }

  /** What the person has, is about to get or had kept back, less what came back or was forgiven. */
  public long settledFen() {
    return onWayFen + paidFen + withheldFen - recoveredFen - writtenOffFen;
  }

  /** Still owed to the person when positive, overpaid when negative. */
  public long openFen() {
    return entitledFen - settledFen();
  }

  /** What of it still has to come back. */
  public long overpaidFen() {
    return Math.max(0, -openFen());
  }
}

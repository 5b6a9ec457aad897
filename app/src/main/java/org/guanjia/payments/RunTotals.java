package org.guanjia.payments;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run comes to, by village and programme; the rows add up to the run. */
public record RunTotals(List<Row> rows) {

  /**
   * Of a village and programme, as far as the viewer may see.
   *
   * @param village code; null for those of whom none is known
   * @param payouts without those taken out
   * @param paidFen of that, what a bank paid, and what was kept back as a whole
   * @param failedFen what a bank refused
   * @param takenOut how many were left out
   */
  public record Row(
      @Nullable String village, String programme, int payouts, long grossFen, long withheldFen, long paidFen, long failedFen, long openFen, int takenOut, int failed) {
    public long netFen() {
      return grossFen - withheldFen;
    }
  }

  public RunTotals {
    rows = List.copyOf(rows);
  }

  public int payouts() {
    return rows.stream().mapToInt(Row::payouts).sum();
  }

  public long grossFen() {
    return rows.stream().mapToLong(Row::grossFen).reduce(0, Math::addExact);
  }

  public long withheldFen() {
    return rows.stream().mapToLong(Row::withheldFen).reduce(0, Math::addExact);
  }

  public long netFen() {
    return grossFen() - withheldFen();
  }

  public long paidFen() {
    return rows.stream().mapToLong(Row::paidFen).reduce(0, Math::addExact);
  }

  public long failedFen() {
    return rows.stream().mapToLong(Row::failedFen).reduce(0, Math::addExact);
  }

  public int failed() {
    return rows.stream().mapToInt(Row::failed).sum();
  }

  public int takenOut() {
    return rows.stream().mapToInt(Row::takenOut).sum();
  }
}

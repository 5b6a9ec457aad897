package org.guanjia.payments;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment to a person.
 *
 * @param name as the register has it today
 * @param village code, when the run was computed
 * @param withheldFen kept back for what was overpaid
 * @param accountTail the last four digits; null where no account is known
 * @param bankReason the bank's words for a refusal; null for none
 * @param lines the months it is made of, the earliest first
 */
public record Payout(
    long id, long run, YearMonth runMonth, long person, String name, String programme, @Nullable String village, long grossFen, long withheldFen, PayoutState state,
    @Nullable String accountTail, @Nullable Integer sequence, @Nullable String bankReason, List<Line> lines) {

  public Payout {
    lines = List.copyOf(lines);
  }

  /** A month of it. */
  public record Line(YearMonth month, LineKind kind, long fen) {}

  /** A reason for which it is, or was, held. */
  public record Hold(
      long id, long payout, long person, String name, String programme, long fen, PayoutState state, HoldReason reason, Map<String, Object> details, @Nullable Boolean released,
      @Nullable String decidedBy, @Nullable String note) {}

  /** How it differs from the month before. */
  public record Change(long id, long person, String name, String programme, @Nullable String village, ChangeKind kind, long lastFen, long thisFen, List<ChangeWhy> why) {
    public long differenceFen() {
      return thisFen - lastFen;
    }
  }

  public long netFen() {
    return grossFen - withheldFen;
  }
}

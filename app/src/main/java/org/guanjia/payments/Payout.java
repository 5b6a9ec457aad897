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
 * @param setOffs what of the withheld is taken for a programme that this one excludes
 */
public record Payout(
    long id, long run, YearMonth runMonth, long person, String name, String programme, @Nullable String village, long grossFen, long withheldFen, PayoutState state,
    @Nullable String accountTail, @Nullable Integer sequence, @Nullable String bankReason, List<Line> lines, List<SetOff> setOffs) {

  public Payout {
    lines = List.copyOf(lines);
    setOffs = List.copyOf(setOffs);
  }

  /**
   * What was paid of a programme in a month in which another one takes its place, taken from what that pays for the month.
   *
   * @param programme the one that was paid
   * @param instead the one that takes its place
   */
  public record SetOff(String programme, String instead, YearMonth month, long fen) {}

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

  /** What of the withheld is set off. */
  public long setOffFen() {
    return setOffs.stream().mapToLong(SetOff::fen).sum();
  }
}

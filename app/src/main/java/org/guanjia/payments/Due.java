package org.guanjia.payments;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person is to get for a month of a programme, with where that is known from.
 *
 * @param award null where nothing was awarded for the month
 * @param fen nothing unless the answer is yes
 * @param row of the decision table; -1 for none
 * @param determination number of what was determined; null where nothing was
 * @param sheet version of the facts
 */
record Due(
    long person, String programme, YearMonth month, @Nullable Long award, Answer answer, long fen, int row, @Nullable Long determination, @Nullable Long sheet, @Nullable String rulesHash,
    @Nullable Instant decidedAt) {

  /** Whether there is something to pay. */
  enum Answer {
    YES,
    NO,
    /** A fact is missing: nothing is paid, and nothing asked back. */
    UNKNOWN,
    /** Not awarded for this month: not begun, ended, suspended, or never. */
    NO_AWARD
  }

  static Due withoutAward(long person, String programme, YearMonth month) {
    return new Due(person, programme, month, null, Answer.NO_AWARD, 0, -1, null, null, null, null);
  }

  /** Whether it comes to the same as the other, wherever either is known from. */
  boolean same(Due other) {
    return Objects.equals(knownFen(), other.knownFen());
  }

  /** Whether nobody looked at it again, because it lies too far back: it stands as an earlier run recognised it. */
  boolean asRecognised() {
    return answer == Answer.YES && determination == null;
  }

  static Due recognised(long person, String programme, YearMonth month, long fen) {
    return new Due(person, programme, month, null, Answer.YES, Math.max(0, fen), -1, null, null, null, null);
  }

  EarlierPayments.MonthKey key() {
    return new EarlierPayments.MonthKey(person, programme, month);
  }

  @Nullable Long knownFen() {
    return answer == Answer.UNKNOWN ? null : Long.valueOf(fen);
  }
}

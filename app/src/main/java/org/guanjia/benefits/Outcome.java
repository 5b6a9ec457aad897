package org.guanjia.benefits;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import org.guanjia.rules.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What came out for a person in a month, as it is kept: bits by the programmes' ordinals, arrays by their places in the rulebook.
 *
 * @param id 0 before it is kept
 * @param amounts fen
 */
record Outcome(
    long id, YearMonth month, long person, long rulebook, long sheet, long entitled, long unknown, long bound, long[] amounts, int[] rows, int[] nearest, long[] missing, long[] failed,
    Instant decidedAt) {

  /** Of one person of those who were asked about. */
  static Outcome of(Rulebook book, Rulebook.Answers answers, int person, long number, long sheet, Instant now) {
    int size = book.rules().size();
    long entitled = 0;
    long unknown = 0;
    long bound = 0;
    long[] amounts = new long[size];
    int[] rows = new int[size];
    int[] nearest = new int[size];
    long[] missing = new long[size];
    long[] failed = new long[size];
    for (int place = 0; place < size; place++) {
      var out = answers.outcomes().get(place);
      long bit = 1L << book.ordinals()[place];
      Answer answer = out.answerOf(person);
      if (answer == Answer.YES) entitled |= bit;
      if (answer == Answer.UNKNOWN) unknown |= bit;
      if ((answers.bound()[person] >> place & 1) != 0) bound |= bit;
      amounts[place] = out.amountFen()[person];
      rows[place] = out.row()[person];
      nearest[place] = out.nearest()[person];
      missing[place] = out.missing()[person];
      failed[place] = out.failed()[person];
    }
    return new Outcome(0, book.month(), number, book.id(), sheet, entitled, unknown, bound, amounts, rows, nearest, missing, failed, now);
  }

  Answer answer(int ordinal) {
    if ((entitled >> ordinal & 1) != 0) return Answer.YES;
    return (unknown >> ordinal & 1) != 0 ? Answer.UNKNOWN : Answer.NO;
  }

  boolean bound(int ordinal) {
    return (bound >> ordinal & 1) != 0;
  }

  /** Whether it gives the same answers and amounts as that one, and leaves the same unknown; nothing said is the same as no everywhere. */
  boolean saysAs(@Nullable Outcome other) {
    if (other == null) return entitled == 0 && unknown == 0;
    return entitled == other.entitled && unknown == other.unknown && Arrays.equals(amounts, other.amounts) && Arrays.equals(missing, other.missing);
  }

  /** Bit for bit the same, by the same rules of the same facts. */
  boolean same(Outcome other) {
    return rulebook == other.rulebook && sheet == other.sheet && entitled == other.entitled && unknown == other.unknown && bound == other.bound && Arrays.equals(amounts, other.amounts)
        && Arrays.equals(rows, other.rows) && Arrays.equals(nearest, other.nearest) && Arrays.equals(missing, other.missing) && Arrays.equals(failed, other.failed);
  }
}

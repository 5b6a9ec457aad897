package org.guanjia.coverage;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.guanjia.payments.PaidMonths;
import org.jspecify.annotations.Nullable;

/**
 * Where the rules, and what is known and done about a person, do not agree.
 *
 * @param programme code; empty where it is not of one programme
 * @param other the other person of a double; 0 for none
 * @param programmes codes of all that it is about
 * @param missing of UNKNOWN: bits of raw facts, by {@link org.guanjia.rules.Fact#place}
 * @param byList of UNKNOWN: an office's complete list alone would settle it
 * @param beforeFen fen a month, as it is now
 * @param amountFen fen a month: gone without, paid beyond, or given from next month on
 * @param award the award that it is about; null for none
 * @param month of which it was found last
 * @param holds whether the facts say so still
 * @param assignee user id
 * @param nextTry when somebody wants to try again
 * @param lastResult of the last contact; null before the first
 * @param why of NOT_PAID: why nothing came; else null
 * @param resultAward the application that was opened; null for none
 */
@Schema(name = "CoverageFinding")
public record Finding(
    long id, FindingKind kind, long personId, String programme, long other, List<String> programmes, long missing, boolean byList, long beforeFen, long amountFen, @Nullable Long award,
    YearMonth month, @Nullable String village, @Nullable String grid, FindingState state, boolean holds, int version, @Nullable String assignee, @Nullable LocalDate dueOn, int tries,
    @Nullable LocalDate nextTry, @Nullable ContactResult lastResult, @Nullable LocalDate askAgainOn, @Nullable Long resultAward, PaidMonths.@Nullable Why why, Instant firstFoundAt, Instant foundAt, Instant changedAt) {

  public Finding {
    programmes = List.copyOf(programmes);
  }

  public String path() {
    return "/coverage/findings/" + id;
  }
}

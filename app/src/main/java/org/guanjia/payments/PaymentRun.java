package org.guanjia.payments;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stands.
 *
 * @param since earlier months were looked at again from here on
 * @param programmes codes
 * @param digest of every line as it was computed
 * @param unconfirmed parameters without a document, in the demo alone
 * @param payouts how many payments the viewer may see of it, those taken out left out
 * @param netFen what they come to, without what is kept back
 * @param held how many payments wait to be looked at
 */
public record PaymentRun(
    long id, int version, RunKind kind, YearMonth month, YearMonth since, List<String> programmes, RunState state, LocalDate payday, Instant computedAt, String digest,
    List<String> unconfirmed, String proposedBy, Instant proposedAt, @Nullable String submittedBy, @Nullable Instant submittedAt, @Nullable String approvedBy,
    @Nullable Instant approvedAt, @Nullable Instant closedAt, int payouts, long netFen, int held) {

  public PaymentRun {
    programmes = List.copyOf(programmes);
    unconfirmed = List.copyOf(unconfirmed);
  }

  /** Whether that user prepared it, and so does not approve it. */
  public boolean preparedBy(String user) {
    return user.equals(proposedBy) || user.equals(submittedBy);
  }
}

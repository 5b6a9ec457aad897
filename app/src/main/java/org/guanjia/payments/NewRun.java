package org.guanjia.payments;

import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run to be computed.
 *
 * @param since earlier months are looked at again from here on; null for {@value Proposal#LOOK_BACK_MONTHS} months back
 * @param programmes codes
 * @param sameAccountToo of a correction: also those whose account is still the one that the bank refused
 */
public record NewRun(RunKind kind, @Nullable YearMonth month, @Nullable YearMonth since, List<String> programmes, boolean sameAccountToo) {

  public static NewRun monthly(YearMonth month, String... programmes) {
    return new NewRun(RunKind.MONTHLY, month, null, List.of(programmes), false);
  }
}

package org.guanjia.benefits;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.guanjia.rules.Fact;
import org.jspecify.annotations.Nullable;

/** A module beside the register that knows facts of people; each has a bean of this kind here. */
interface FactSource {

  /**
   * A fact that holds in a month.
   *
   * @param held as the rules hold it
   * @param source who says so, a message key when it begins with {@code benefits.}
   * @param document number of the paper; null for none
   * @param since first day on which it holds
   */
  record Known(Fact fact, long held, String source, @Nullable String document, LocalDate since, Instant recordedAt) {}

  /** What holds of these persons in that month, as was known at that moment, by person; by a bounded number of queries. Who is not known to it is left out. */
  Map<Long, List<Known>> in(Collection<Long> persons, YearMonth month, Instant known);
}

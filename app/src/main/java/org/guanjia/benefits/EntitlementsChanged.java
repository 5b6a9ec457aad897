package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.Set;

/**
 * Of these persons an answer, an amount or what is unknown came out otherwise than before, in some month of that time; at most 10,000 at once.
 *
 * @param until the last month
 */
public record EntitlementsChanged(String town, Set<Long> personIds, YearMonth from, YearMonth until) {}

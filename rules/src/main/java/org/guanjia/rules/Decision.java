package org.guanjia.rules;

import java.util.List;
import java.util.Set;

/**
 * What a programme says of a person in a month, and why.
 *
 * @param amountFen fen a month; 0 unless the answer is YES
 * @param row the row of the table {@code entitlement} that decided, from 0; -1 where several rows that may apply agree, or where the answer is unknown
 * @param satisfied the conditions of the deciding row, each met
 * @param nearest the entitling row with the fewest conditions not met, from 0; -1 where the answer is YES or no row entitles
 * @param failed the conditions of the nearest row that are not met: what would have to change
 * @param undecided the conditions that hang on an unknown fact, of the rows that may still apply
 * @param missing the raw facts that are unknown and matter
 */
public record Decision(Answer answer, long amountFen, int row, List<Condition> satisfied, int nearest, List<Condition> failed, List<Condition> undecided,
    Set<Fact> missing) {
}

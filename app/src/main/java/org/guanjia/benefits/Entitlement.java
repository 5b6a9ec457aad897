package org.guanjia.benefits;

import java.time.Instant;
import java.time.YearMonth;
import org.guanjia.rules.Answer;

/**
 * What a programme gives a person in a month, as decided last.
 *
 * @param id number of the stored determination
 * @param amountFen fen a month, after what excludes or caps it; 0 unless YES
 * @param row of the decision table, from 0; -1 when several agree or it is unknown
 * @param sheet the version of the facts
 * @param rulesHash of the programme's rules
 * @param bound that another programme took its place or its amount was cut by a cap
 */
public record Entitlement(
    long id, long personId, String programme, YearMonth month, Answer answer, long amountFen, int row, long sheet, String rulesHash, Instant decidedAt, boolean bound) {}

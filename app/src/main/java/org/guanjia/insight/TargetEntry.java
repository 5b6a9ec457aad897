package org.guanjia.insight;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A figure entered by hand: how far a target was on a day.
 *
 * @param village code; null for the whole town
 * @param amount reached since the year began, in the target's unit
 * @param enteredBy user id
 */
public record TargetEntry(long targetId, @Nullable String village, LocalDate asOf, BigDecimal amount, @Nullable String note, String enteredBy, Instant enteredAt) {}
